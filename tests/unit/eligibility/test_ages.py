"""Limits of age with words about sex, place in time, and either side of a range."""

from __future__ import annotations

import pytest

from trialogue.eligibility.read_requirement import read_requirement
from trialogue.model.age import Age, AgeUnit
from trialogue.model.requirement import Aged, AllOf, AnyOf, Free, Measured


def years(count: int) -> Age:
    return Age(value=count, unit=AgeUnit.YEARS)


@pytest.mark.parametrize(
    "text",
    [
        "* 1)Age 18 to 75 years old, gender is not limited",
        "Aged 18 to 75 years, with no restriction on sex",
        "18 to 75 years old (including borderline values) at screening, regardless of gender",
        "Male or female patient 18 to 75 years of age at the time of informed consent form signature",
    ],
)
def test_words_about_sex_and_signing_add_nothing(text: str) -> None:
    assert read_requirement(text, {}) == Aged(minimum=years(18), maximum=years(75))


def test_either_side_of_a_range_keeps_people_out() -> None:
    read = read_requirement("Age less than 6 years or more than 16 years", {}, exclusion=True)
    low, high = (
        Aged(maximum=years(6), maximum_inclusive=False),
        Aged(minimum=years(16), minimum_inclusive=False),
    )
    assert read == AnyOf(parts=(low, high))


@pytest.mark.parametrize(
    "text", ["Age less than 16 years or more than 6 years", "Age under 6 or over 16, or ill"]
)
def test_sides_that_meet_or_say_more_are_free(text: str) -> None:
    assert read_requirement(text, {}, exclusion=True) == Free()


def test_a_measure_beside_an_age_is_demanded_too() -> None:
    read = read_requirement("Age ≥ 18 years, male or female, weight ≥ 40 kg", {})
    assert isinstance(read, AllOf)
    assert [type(part) for part in read.parts] == [Aged, Measured]
