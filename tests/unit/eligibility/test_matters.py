"""Facts of a kind of things, asked of what their words are about."""

from __future__ import annotations

import pytest

from trialogue.eligibility.read import read_criteria
from trialogue.model.requirement import AllOf, AnyOf, Holds, Requirement


def _facts(text: str, heading: str) -> set[str]:
    (criterion,) = read_criteria(f"{heading} Criteria:\n* {text}\n").criteria
    read: Requirement = criterion.requirement
    parts = read.parts if isinstance(read, AllOf | AnyOf) else (read,)
    return {part.fact for part in parts if isinstance(part, Holds)}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Patients admitted on mechanical ventilation", {"ventilator"}),
        ("Requiring ECMO or WHO score >6 or <4", {"care_needed", "results_named"}),
        ("Creatinine clearance <12 ml/min or on hemodialysis", {"results_named", "treatment_now"}),
        ("Positive influenza testing or high suspicion for influenza", {"test_result", "illness_now"}),
        (
            "History of alcohol or drug abuse, or failure to take medication as prescribed",
            {"illness_named", "hard_to_comply"},
        ),
        ("QRS duration >120 ms confirmed by repeat measurement", {"results_named"}),
        (
            "Chronic hemodialysis or glomerular filtration rate < 25 ml/min",
            {"results_named", "treatment_now"},
        ),
        ("Known or suspected antibodies to any components of the cells, e.g. DMSO", {"results_named"}),
    ],
)
def test_what_keeps_out_is_asked_by_each_of_its_matters(text: str, facts: set[str]) -> None:
    assert _facts(text, "Exclusion") == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Males or females ≥ 18 years of age and ≥ 40 kg at the time of providing informed consent",
            {"age_fits", "results_named"},
        ),
        ("Employee aged over 18 years", {"work_fits", "age_fits"}),
        ("Patients visiting emergency department", {"cared_for_there"}),
    ],
)
def test_what_is_demanded_is_asked_by_each_of_its_matters(text: str, facts: set[str]) -> None:
    assert _facts(text, "Inclusion") == facts


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Possible drug interaction with ivermectin", "Exclusion"),
        ("Diagnosed with COVID-19 or issued with a quarantine order", "Exclusion"),
        ("Study treatment may negatively impact standard care", "Exclusion"),
        ("Employee under the protection of justice", "Exclusion"),
        ("Parental acceptance of using the compression garment", "Inclusion"),
        ("Any COVID-19 clinical research studies recruiting our patients", "Inclusion"),
        (
            "Hospitalized with severe COVID-19 or patients the doctor deems to be at high risk of it",
            "Inclusion",
        ),
        ("Proven COVID-19 infection. Highly suspicious suspects may be enrolled", "Inclusion"),
    ],
)
def test_what_no_fact_asks_about_is_not_read(text: str, heading: str) -> None:
    assert _facts(text, heading) == set()
