"""What happened once, what is planned, and what is there now: each is asked at its time."""

from __future__ import annotations

import pytest

from trialogue.eligibility.read import read_criteria
from trialogue.model.requirement import AnyOf, HasCondition, HasTreatment, Holds, Not, Requirement


def read(text: str, heading: str) -> Requirement:
    (criterion,) = (one for one in read_criteria(f"{heading} Criteria:\n- {text}").criteria if one.bars)
    return criterion.requirement


def times(requirement: Requirement) -> list[str]:
    """When each condition or treatment holds; the name of a fact."""
    match requirement:
        case Not(part=part):
            return times(part)
        case AnyOf(parts=parts):
            return [time for part in parts for time in times(part)]
        case HasCondition(time=time) | HasTreatment(time=time):
            return [time.value]
        case Holds(fact=fact):
            return [fact]
    return []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Known severe allergic reaction to penicillin", ["ever"]),
        ("Current allergic reaction", ["current"]),
        ("Seizure during hospitalization for influenza", ["ever"]),
        ("Febrile seizures in infancy", ["ever"]),
        ("Planned pregnancy within 6 months", ["pregnancy_planned"]),
        ("Current or planned pregnancy", ["pregnant", "pregnancy_planned"]),
        ("Pregnancy, lactation or delivery within 6 weeks", ["pregnant", "postpartum", "breastfeeding"]),
        ("Pregnancy or severe anemia within 3 months", ["pregnant", "ever"]),
        ("Active tuberculosis confirmed by culture within 2 weeks", ["current"]),
        ("Active tuberculosis within 2 years", ["ever"]),
        ("Currently taking beta blockers (must be stopped at least 2 weeks before screening)", ["ever"]),
        ("Planned or concurrent chemotherapy", ["current", "planned"]),
        ("Recent surgery or trauma", ["ever", "ever"]),
        ("Active infection or use of antibiotics within 2 weeks", ["current", "ever"]),
        ("Major head trauma (GCS 3 to 8) or prior stroke within 3 months", ["ever", "past"]),
        ("Hospitalization for asthma", ["ever"]),
        ("Uninterrupted or anticipated steroid therapy (2 mg/kg)", ["ever", "planned"]),
        ("Concomitant angina, history of stroke or cardiomyopathy", ["current", "ever", "ever"]),
        (
            "History of gout requiring care, current pneumonia, or suspected asthma",
            ["ever", "current", "current"],
        ),
        ("Active autoimmune disease that has required treatment in the past 2 years", ["current"]),
    ],
)
def test_an_exclusion_is_asked_at_its_time(text: str, expected: list[str]) -> None:
    assert times(read(text, "Exclusion")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Status post pancreatectomy", ["ever"]),
        ("Subjects will not take aspirin", ["planned"]),
        ("Myocardial infarction more than 3 months ago", ["ever"]),
        ("Compensated cirrhosis without previous history of ascites", ["current"]),
        ("No concurrent steroids unless begun 3 weeks prior to entry", ["current"]),
        ("Patients with anaphylaxis", ["current"]),
        ("Surgical procedure in elective or acute care performed under anesthesia", ["ever", "planned"]),
        ("No other immunotherapy during and for 28 days after study", ["planned"]),
        ("No concurrent radiotherapy before first progression", ["current"]),
        ("No chemotherapy for at least one month following radiation therapy", ["treatment_fits"]),
        ("Cisplatin chemotherapy to which the tumor is refractory required", ["ever"]),
    ],
)
def test_an_inclusion_is_asked_at_its_time(text: str, expected: list[str]) -> None:
    assert times(read(text, "Inclusion")) == expected


def test_the_time_of_the_last_may_be_that_of_all() -> None:
    text = "Immunosuppressive drugs, or use of chemotherapy within 36 months"
    found = read(text, "Exclusion")
    assert isinstance(found, AnyOf)
    assert all(isinstance(part, HasTreatment) and part.qualifiers == (text,) for part in found.parts)
