"""Limits as records commonly write them: at the limit of normal, under their heading, an age alone."""

from __future__ import annotations

import pytest

from trialogue.eligibility.read import read_criteria
from trialogue.eligibility.read_measure import read_measured
from trialogue.eligibility.say import statement
from trialogue.eligibility.say_parse import parse_sentences
from trialogue.model.requirement import Aged, AllOf, Measured, Requirement


def limits(found: Requirement | None) -> tuple[str, float | None, float | None, str | None]:
    assert isinstance(found, Measured)
    return (
        found.fact,
        found.low.value if found.low else None,
        found.high.value if found.high else None,
        found.of_normal,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Creatinine no greater than ULN", ("creatinine", None, 1, "uln")),
        ("Bilirubin ≤ the institutional upper limit of normal (ULN)", ("bilirubin", None, 1, "uln")),
        ("Platelet count at least lower limit of normal", ("platelets", 1, None, "lln")),
        ("LDH above ULN", ("ldh", 1, None, "uln")),
        ("Bilirubin normal", ("bilirubin", None, 1, "uln")),
        ("Normal ejection fraction", ("lvef", 1, None, "lln")),
        ("Serum creatinine within normal limits", ("creatinine", None, 1, "uln")),
        ("7.5% ≤ HbA1c ≤ 10%", ("hba1c", 7.5, 10, None)),
        ("18.5 kg/m2 ≤ BMI < 30 kg/m2", ("bmi", 18.5, 30, None)),
        ("60 ≤ heart rate ≤ 100 bpm", ("heart_rate", 60, 100, None)),
        ("WHO 0-2", ("ecog", 0, 2, None)),
        ("SWOG ≤ 1", ("ecog", None, 1, None)),
        ("ECOG/WHO performance status of 0 or 1", ("ecog", 0, 1, None)),
    ],
)
def test_a_limit_of_normal_or_a_scale_is_read(
    text: str, expected: tuple[str, float | None, float | None, str | None]
) -> None:
    assert limits(read_measured(text, exclusion=False)) == expected


def test_what_matters_at_both_sides_is_bounded_at_both() -> None:
    found = read_measured("TSH within normal limits", exclusion=False)
    assert isinstance(found, AllOf)
    assert [limits(part) for part in found.parts] == [("tsh", 1, None, "lln"), ("tsh", None, 1, "uln")]


@pytest.mark.parametrize(
    "text", ["Normal blood pressure", "WHO 2016 classification", "Normal vision", "PS 70-100"]
)
def test_what_names_no_such_limit_is_left(text: str) -> None:
    assert read_measured(text, exclusion=False) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Life expectancy:\n  - At least 3 months", ("life_expectancy", 3, None, None)),
        ("Performance status:\n  - WHO 0-2", ("ecog", 0, 2, None)),
        ("Performance status:\n  - 0-2", ("ecog", 0, 2, None)),
        ("BMI:\n  - 18 to 45", ("bmi", 18, 45, None)),
    ],
)
def test_the_words_above_name_the_measure(
    text: str, expected: tuple[str, float | None, float | None, str | None]
) -> None:
    last = read_criteria(f"Inclusion Criteria:\n* {text}").criteria[-1]
    assert limits(last.requirement) == expected


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("18 and over", 18, None), ("Over 18", 18, None), ("18 to 75", 18, 75), ("Age:\n  - 1 to 21", 1, 21)],
)
def test_an_age_may_stand_alone(text: str, low: int | None, high: int | None) -> None:
    found = read_criteria(f"Inclusion Criteria:\n* {text}").criteria[-1].requirement
    assert isinstance(found, Aged)
    assert (found.minimum and found.minimum.value, found.maximum and found.maximum.value) == (low, high)


@pytest.mark.parametrize(
    "text", ["20 to 25", "3 to 6", "Pulse rate\n  - 60 to 80 at rest or so", "Age:\n  - Cohort A: 5"]
)
def test_other_numbers_are_no_ages(text: str) -> None:
    found = read_criteria(f"Inclusion Criteria:\n* {text}").criteria[-1].requirement
    assert not isinstance(found, Aged)


def test_the_limit_itself_is_said_without_a_number() -> None:
    read = read_criteria("Inclusion Criteria:\n* ALT ≤ ULN").criteria[0]
    said = statement(read).text
    assert "is the top of normal or less" in said
    assert parse_sentences(said) == read.requirement
