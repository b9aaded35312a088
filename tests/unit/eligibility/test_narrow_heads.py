"""Needs of care, and heads that are narrower than what the text names."""

from __future__ import annotations

import pytest
from tests.spec.test_requirements_spec import line

from trialogue.eligibility.read import read_criteria

KEPT_OUT = [
    ("Requiring intubation", "has a need for intubation, current"),
    ("Patients who need dialysis due to gout", "has a need for dialysis, current +"),
    ("Need for blood transfusion", "has a need for blood transfusion, current"),
    ("Patients requiring an interpreter", "care_needed ~"),
    ("Patients in need of surgery", "care_needed ~"),
    ("Requires supplemental oxygen", "care_needed ~"),
    ("Diabetes requiring insulin", "has Diabetes, current +"),
    ("Need for signed consent of a parent", "free"),
    ("Intubated or plan in place for intubation", "treatment_named ~"),
    ("Admitted on mechanical ventilation", "ventilator ~"),
    ("Measles (active or recovered)", "has Measles, ever ~"),
    ("Persons with measles and their contacts", "free"),
    (
        "Chronic hemodialysis or peritoneal dialysis",
        "takes Chronic hemodialysis or peritoneal dialysis, current",
    ),
    (
        "Use of any immunomodulatory or immunosuppressive agent",
        "takes immunomodulatory or immunosuppressive agent, current",
    ),
    (
        "Pneumonia acquired under mechanical ventilation",
        "has Pneumonia acquired under mechanical ventilation, current",
    ),
    ("Hospitalized or imminent hospitalization", "free"),
    (
        "History of seizures or currently requiring anticonvulsants",
        "any (has seizures, ever; has a need for anticonvulsants, current)",
    ),
    ("Stroke in past 30 days Acute gout in past 30 days ECMO", "free"),
]
LET_IN = [
    ("Patients requiring hip replacement", "has a need for hip replacement, current"),
    ("Not currently requiring intubation", "not (has a need for intubation, current)"),
    ("Severe gout disease (SGD) and an indication for joint surgery", "illness_fits ~"),
    ("Hospitalized with measles or at high risk of severe measles", "illness_fits ~"),
    ("Have a BMI", "free"),
    (
        "Absence of metastasis shown by bone scintigraphy",
        "not (has metastasis shown by bone scintigraphy, current)",
    ),
    ("Currently planned for creation of an arm fistula", "takes creation of an arm fistula, planned"),
    ("No infants known to be born to women with measles", "free"),
]


def _read(text: str, heading: str) -> str:
    (criterion,) = (one for one in read_criteria(f"{heading} Criteria:\n- {text}").criteria if one.bars)
    return line(criterion.requirement)


@pytest.mark.parametrize(("text", "expected"), KEPT_OUT)
def test_what_keeps_out_is_asked_as_widely_as_it_is_told(text: str, expected: str) -> None:
    assert _read(text, "Exclusion") == expected


@pytest.mark.parametrize(("text", "expected"), LET_IN)
def test_what_lets_in_is_asked_as_it_is_told(text: str, expected: str) -> None:
    assert _read(text, "Inclusion") == expected
