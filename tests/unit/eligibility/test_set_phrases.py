"""What criteria word in set phrases, and what an inclusion denies, are read at a last look."""

from __future__ import annotations

import pytest

from trialogue.eligibility.read_requirement import read_requirement
from trialogue.model.requirement import (
    AllOf,
    AnyOf,
    Free,
    HasCondition,
    HasTreatment,
    Holds,
    IsSex,
    Measured,
    Not,
    Requirement,
)


def brief(found: Requirement) -> str:
    """The heads alone: ``not hiv``, ``infection with malaria``, ``a | b``."""
    match found:
        case Not(part=part):
            return f"not {brief(part)}"
        case AnyOf(parts=parts):
            return " | ".join(brief(part) for part in parts)
        case AllOf(parts=parts):
            return " & ".join(brief(part) for part in parts)
        case Holds(fact=fact, value=value):
            return fact if value == "yes" else f"{fact} {value}"
        case HasCondition(concept=concept) | HasTreatment(concept=concept):
            return concept.name
        case Measured(fact=fact):
            return fact
        case IsSex(sex=sex):
            return str(sex)
    return "free" if isinstance(found, Free) else "aged"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HIV infected", "hiv"),
        ("HIV seronegative", "not hiv"),
        ("Stated willingness to comply with all study procedures", "can_comply"),
        ("Hemodynamically stable", "not hemodynamic instability"),
        ("Males or non-pregnant, non-lactating females", "not pregnant & not breastfeeding"),
        ("Parental consent", "agreed_for"),
        ("Consent of parent or guardian if less than 18 years of age", "agreed_for"),
        ("Recovered from prior surgery", "side_effects_gone"),
        ("Greater than 4 weeks since prior chemotherapy", "washed_out"),
        ("No prior therapy", "not treatment_had"),
        ("No active infection requiring antibiotics", "not active infection"),
        ("No other malignancy within 5 years except skin cancer", "not other malignancy"),
        ("Right-handed", "handedness right"),
        ("Normal or corrected-to-normal vision", "not vision_loss"),
        ("Availability of a reliable caregiver", "has_caregiver"),
        ("Must have a reliable informant", "has_caregiver"),
        ("Referred for a new heart valve", "care_planned"),
        ("Mechanically ventilated for more than 24 hours", "ventilator"),
        ("Non-smoker or ex-smoker", "not smokes"),
        ("Non-smoker for at least 2 years", "not smokes"),
        ("Having a smartphone", "has_phone"),
        ("Having no communication problems", "not communication problems"),
        ("Literate", "can_read"),
    ],
)
def test_inclusions(text: str, expected: str) -> None:
    assert brief(read_requirement(text, {})) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Subjects who are known to be infected with HIV", "hiv"),
        ("Infected with hepatitis B or syphilis", "infection with hepatitis B or syphilis"),
        ("Be an organ transplant recipient", "organ transplant"),
        ("Moribund patient not expected to survive 24 hours", "life_expectancy"),
        ("Non-English speaking", "not speaks_language"),
        ("Do not primarily speak English", "not speaks_language"),
        ("Contraindication to MRI, or unwillingness to undergo MRI", "contraindication to MRI | not willing"),
        ("Current registration in other clinical trials or participation within a month", "earlier_trial"),
        ("Participate other clinical experiments in 3 months", "other_trial"),
        ("Other candidates who are judged to be not applicable to this study by doctors", "doctor_objects"),
        ("Major surgery within 3 months or planned in the next 6 months", "Major surgery | Major surgery"),
        ("Surgery within 4 weeks or planned during the study", "surgery | surgery"),
        ("Impossibility to meet at the appointments for the follow up", "hard_to_comply"),
        ("Congestive heart failure NYHA class III or IV", "Congestive heart failure"),
        ("Peripheral neuropathy grade 2 or higher", "Peripheral neuropathy"),
        ("Personal or family history of gout", "gout | family_history"),
        ("Chronic opioid use", "opioids"),
        ("Consumption of more than 14 units of alcohol per week", "drinks_per_week"),
        ("Investigator or staff member of the study site or their family", "staff"),
        ("Use of strong CYP3A4 inhibitors or inducers", "strong CYP3A4 inhibitors or inducers"),
        ("Critically ill patients", "critical illness"),
        ("Patient refusal", "not agrees"),
        ("Language barrier", "not speaks_language"),
        ("Lost to follow-up", "hard_to_comply"),
        ("Wanting to leave the study", "hard_to_comply"),
        ("Patients with do-not-resuscitate orders", "do-not-resuscitate order"),
        ("Expected death within 24 hours", "life_expectancy"),
        ("Chronic analgesic use", "analgesic"),
        ("Previous cesarean section", "cesarean section"),
    ],
)
def test_exclusions(text: str, expected: str) -> None:
    assert brief(read_requirement(text, {}, exclusion=True)) == expected


@pytest.mark.parametrize(
    "text",
    [
        # Another way, another demand, or something good that is denied.
        "No prior radiotherapy to the lesion OR progression since",
        "No hypertension or heart failure that is controlled with tablets allowed",
        "Compliance at screening: positive antibodies",
    ],
)
def test_what_is_not_clear_stays_unread(text: str) -> None:
    assert isinstance(read_requirement(text, {}), Free)


@pytest.mark.parametrize("text", ["Participation of study personnel", "Previously enrolled"])
def test_who_takes_part_otherwise_stays_unread(text: str) -> None:
    assert isinstance(read_requirement(text, {}, exclusion=True), Free)


@pytest.mark.parametrize(
    ("text", "name", "days"),
    [
        ("On a stable dose of metformin for at least 12 weeks", "metformin", 84),
        ("Stable doses of ACE inhibitors or ARBs for at least 4 weeks", "ACE inhibitors or ARBs", 28),
        ("Stable metformin dose for at least 12 weeks", "metformin", 84),
        ("On a stable dose of metformin", "metformin", None),
    ],
)
def test_a_stable_dose_is_of_the_medicine(text: str, name: str, days: float | None) -> None:
    found = read_requirement(text, {})
    assert isinstance(found, HasTreatment)
    assert (found.concept.name, found.stable) == (name, True)
    assert (found.window and found.window.low_days) == days


def test_a_stable_dose_keeps_the_words_beside_it() -> None:
    found = read_requirement("Stable dose of metformin (≥ 1500 mg/day) for at least 12 weeks", {})
    assert isinstance(found, HasTreatment)
    assert "1500" in found.qualifiers[0]
