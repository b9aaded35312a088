"""What a criterion demands: a table of criteria and the requirement read, in one line each."""

from __future__ import annotations

import pytest

from trialogue.eligibility.read_requirement import read_requirement
from trialogue.model.requirement import (
    Aged,
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
    Window,
)


def line(requirement: Requirement) -> str:
    match requirement:
        case Aged(minimum=low, maximum=high):
            return f"age {low.value if low else ''}..{high.value if high else ''}"
        case IsSex(sex=sex):
            return sex.value.lower()
        case Measured(fact=fact, low=low, high=high, of_normal=normal):
            ends = f"{f'{low.value:g}' if low else ''}..{f'{high.value:g}' if high else ''}"
            return f"{fact} {ends}{' ' + normal if normal else ''}{' ~' if requirement.wide else ''}"
        case Holds(fact=fact, window=window, qualifiers=qualifiers, wide=wide):
            return f"{fact}{words(window)}{mark(qualifiers, wide=wide)}"
        case HasCondition(concept=concept, time=time, window=window, qualifiers=qualifiers, wide=wide):
            return f"has {concept.name}, {time}{words(window)}{mark(qualifiers, wide=wide)}"
        case HasTreatment(concept=concept, time=time, window=window, qualifiers=qualifiers):
            held = " stable" if requirement.stable else ""
            kept = mark(qualifiers, wide=requirement.wide)
            return f"takes {concept.name}, {time}{words(window)}{held}{kept}"
        case Not(part=part):
            return f"not ({line(part)})"
        case AllOf(parts=parts):
            return "all (" + "; ".join(map(line, parts)) + ")"
        case AnyOf(parts=parts):
            return "any (" + "; ".join(map(line, parts)) + ")"
    return "free"


def mark(qualifiers: tuple[str, ...], *, wide: bool) -> str:
    return " ~" if wide else " +" if qualifiers else ""


def words(window: Window | None) -> str:
    if window is None:
        return ""
    low = f"{window.low_days:g}" if window.low_days else ""
    high = f"{window.high_days:g}" if window.high_days else ""
    return f" [{low}..{high} {window.anchor}]"


TABLE = [
    ("i", "Age ≥ 18 years", "age 18.."),
    ("i", "Male or female, 18 to 75 years of age, inclusive", "age 18..75"),
    ("i", "Women aged 18 years or older", "all (female; age 18..)"),
    ("i", "Female", "female"),
    ("e", "Pregnant or breast-feeding women", "any (pregnant; breastfeeding)"),
    ("e", "Currently breastfeeding", "breastfeeding"),
    ("i", "Non-pregnant, non-lactating women", "all (not (pregnant); not (breastfeeding))"),
    ("i", "Willing and able to provide written informed consent", "consents"),
    ("e", "Inability to give informed consent", "not (agrees)"),
    ("i", "Able to comply with the study protocol", "can_comply +"),
    ("i", "HbA1c ≥ 7.0% and ≤ 10.5%", "hba1c 7..10.5"),
    ("i", "Hemoglobin ≥ 90 g/L", "hemoglobin 9.."),
    ("i", "Platelet count ≥ 100,000/mm3", "platelets 100.."),
    ("i", "AST and ALT ≤ 2.5 x ULN", "all (ast ..2.5 uln; alt ..2.5 uln)"),
    ("e", "ALT or AST > 3 x ULN", "any (alt 3.. uln; ast 3.. uln)"),
    ("i", "ECOG performance status of 0 or 1", "ecog 0..1"),
    ("e", "NYHA class III or IV", "nyha 3..4"),
    ("i", "Life expectancy of at least 3 months", "life_expectancy 3.."),
    ("e", "History of stroke", "has stroke, ever"),
    ("e", "Stroke within 6 months prior to screening", "has Stroke, ever [..182.621 screening]"),
    ("e", "Known HIV infection", "hiv"),
    ("i", "No history of stroke", "not (has stroke, ever)"),
    ("e", "No history of stroke", "free"),
    ("i", "Patients without diabetes", "not (diabetes)"),
    ("e", "Active infection requiring systemic therapy", "has Active infection, current +"),
    ("e", "Prior treatment with rituximab", "takes rituximab, past"),
    ("e", "Major surgery within 4 weeks of the first dose", "takes Major surgery, ever [..28 first dose]"),
    ("e", "Allergy to penicillin", "has Allergy to penicillin, current"),
    (
        "e",
        "Myocardial infarction, stroke or unstable angina within 3 months before randomization",
        "any (has Myocardial infarction, ever [..91.3106 randomisation]; has stroke, ever [..91.3106 "
        "randomisation]; has unstable angina, ever [..91.3106 randomisation])",
    ),
    ("e", "Participation in another clinical trial within 30 days", "other_trial [..30 not said]"),
    (
        "i",
        "Women of childbearing potential must have a negative pregnancy test",
        "any (not (can_become_pregnant); negative_pregnancy_test)",
    ),
    # What may reach further than its head is kept in full (~).
    ("e", "Renal failure requiring dialysis, or renal transplant", "has Renal failure, current ~"),
    ("e", "Brain metastases unless treated", "has Brain metastases, current ~"),
    (
        "e",
        "Ongoing or planned treatment with anticoagulants",
        "any (takes anticoagulants, current; takes anticoagulants, planned)",
    ),
    ("i", "Hemoglobin ≥ 9 g/dL without transfusion", "hemoglobin 9.. ~"),
    ("i", "Hospitalized with COVID-19", "in_hospital ~"),
    ("i", "At least one measurable lesion according to RECIST 1.1", "measurable_lesion ~"),
    ("e", "Patient under guardianship or curatorship", "legal_guardian ~"),
    ("e", "Absence of health insurance", "not (insured ~)"),
    ("i", "Negative test for HIV", "test_result ~"),
    ("e", "Willing to use contraception", "free"),
    ("i", "The investigator thinks that the patient is unsuitable", "free"),
    # In doubt the person is asked in the record's own words.
    ("e", "Patients with controlled asthma are eligible", "free"),
    ("i", "HbA1c between 10 and 7 %", "free"),
    ("i", "Hemoglobin ≥ 9000 g/dL", "free"),
    ("i", "Wert über 5 Furlong pro Vierzehntag", "free"),
    ("i", "See protocol", "free"),
    ("i", "Meets all of the following:", "free"),
]


@pytest.mark.parametrize(("kind", "text", "wanted"), TABLE, ids=[f"{k}: {t}" for k, t, _ in TABLE])
def test_a_criterion_is_read_as_this(kind: str, text: str, wanted: str) -> None:
    assert line(read_requirement(text, {}, exclusion=kind == "e")) == wanted


def test_words_that_narrow_are_kept_verbatim() -> None:
    text = "Autoimmune disease that needs treatment with tablets"
    read = read_requirement(text, {}, exclusion=True)
    assert isinstance(read, HasCondition)
    assert read.qualifiers == ("that needs treatment with tablets",)
    assert read.window is None


def test_a_sentence_behind_is_a_qualifier_and_never_lost() -> None:
    text = "Prior malignancy. Basal cell carcinoma is not counted."
    read = read_requirement(text, {}, exclusion=True)
    assert isinstance(read, HasCondition)
    assert read.qualifiers == ("Basal cell carcinoma is not counted",)


def test_an_age_with_a_second_sentence_is_left_free() -> None:
    assert read_requirement("Age 18 to 75 years. In cohort 2, older people may join.", {}) == Free()
