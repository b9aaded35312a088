"""Lists of things that each keep a person out: told apart, each asked in the words of the whole list."""

from __future__ import annotations

import pytest

from trialogue.eligibility.judge import judge
from trialogue.eligibility.judged import Person
from trialogue.eligibility.keys import atom_of
from trialogue.eligibility.read_lists import read_list
from trialogue.eligibility.read_requirement import read_requirement
from trialogue.model.profile import Answer, Profile
from trialogue.model.requirement import AnyOf, Free, HasCondition, HasTreatment, Holds, Requirement
from trialogue.model.truth import Truth

TEXT = "Severe asthma (on tablets), unstable angina or a stroke within 6 months"


def names(read: Requirement | None) -> list[str]:
    parts = read.parts if isinstance(read, AnyOf) else (read,)
    return [
        part.concept.name if isinstance(part, HasCondition | HasTreatment) else part.fact
        for part in parts
        if isinstance(part, HasCondition | HasTreatment | Holds)
    ]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        (TEXT, ["Severe asthma", "unstable angina", "stroke"]),
        (
            "Major surgery (but for a biopsy) or serious injury in the past month",
            ["Major surgery", "serious injury"],
        ),
        ("Asthma requiring tablets, or active hepatitis B or C", ["Asthma", "active hepatitis B or C"]),
    ],
)
def test_each_thing_is_named(text: str, things: list[str]) -> None:
    assert names(read_list(text, {})) == things


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Infection requiring antibiotics, antiviral drugs or antifungal drugs", ["Infection"]),
        ("Heart disease such as angina, heart failure or stroke", ["Heart disease"]),
        ("Cancer other than skin cancer or cervical cancer", ["Cancer"]),
    ],
)
def test_what_belongs_to_the_thing_before_it_is_none_of_its_own(text: str, things: list[str]) -> None:
    assert names(read_requirement(text, {}, exclusion=True)) == things


@pytest.mark.parametrize(
    "text",
    [
        "No asthma or stroke",
        "Severe or odd",
        "Allergy to aspirin or statins",
        "A parent with asthma or stroke",
    ],
)
def test_what_is_denied_or_has_no_kind_is_no_list(text: str) -> None:
    assert read_list(text, {}) is None


def test_a_list_of_an_inclusion_is_not_told_apart() -> None:
    read = read_requirement("Severe asthma (on tablets) or a stroke within 6 months", {}, exclusion=False)
    assert not isinstance(read, AnyOf)


def test_any_yes_meets_it_and_all_must_be_no() -> None:
    read = read_list(TEXT, {})
    assert isinstance(read, AnyOf)
    keys = [atom_of(part).key for part in read.parts if isinstance(part, HasCondition | HasTreatment | Holds)]
    assert len(set(keys)) == 3

    def truth(**said: bool) -> Truth:
        answers = {keys[int(place[1:])]: Answer(value=value) for place, value in said.items()}
        return judge(read or Free(), Person(profile=Profile(answers=answers))).truth

    assert truth(_1=True) is Truth.MET
    assert truth(_0=False, _1=False) is Truth.UNKNOWN
    assert truth(_0=False, _1=False, _2=False) is Truth.NOT_MET


@pytest.mark.parametrize("text", ["Cocaine abuse or dependence", "Interstitial pneumonia or fibrosis"])
def test_what_the_last_of_two_shares_with_the_first_is_not_lost(text: str) -> None:
    read = read_requirement(text, {}, exclusion=False)
    assert isinstance(read, HasCondition)
    assert read.concept.name.casefold() == text.casefold()
