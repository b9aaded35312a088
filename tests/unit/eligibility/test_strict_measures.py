"""A scale, a finding or a function is not read as what it only looks like."""

from __future__ import annotations

import pytest

from trialogue.eligibility.read_requirement import read_requirement
from trialogue.model.requirement import (
    AllOf,
    AnyOf,
    HasCondition,
    HasTreatment,
    Measured,
    Not,
    Requirement,
    Time,
)


def parts_of(found: Requirement) -> tuple[Requirement, ...]:
    if not isinstance(found, AnyOf | AllOf):
        return (found,)
    return tuple(inner for part in found.parts for inner in parts_of(part))


@pytest.mark.parametrize(
    "text",
    [
        "Average itch on a numeric rating scale ≥ 4",
        "Pain must be present in at least 4 out of 5 body regions",
    ],
)
def test_another_scale_is_no_pain(text: str) -> None:
    assert not any(isinstance(part, Measured) for part in parts_of(read_requirement(text, {})))


def test_pain_is_measured() -> None:
    assert isinstance(read_requirement("Pain score ≥ 4", {}), Measured)


def test_how_well_an_organ_works_is_no_illness() -> None:
    found = parts_of(read_requirement("Abnormality of liver or kidney function", {}, exclusion=True))
    assert [part.concept.name for part in found if isinstance(part, HasCondition)] != [
        "Abnormality of liver",
        "kidney function",
    ]


def test_a_list_goes_on_behind_a_place() -> None:
    text = "Active ulcer disease, obstruction of the bile duct, appendicitis, diverticulitis"
    found = parts_of(read_requirement(text, {}, exclusion=True))
    names = {part.concept.name for part in found if isinstance(part, HasCondition)}
    assert {"appendicitis", "diverticulitis"} <= names


def test_what_no_one_can_do_is_no_demand() -> None:
    text = "Measurable lung cancer. Lesions in bone cannot be used for it."
    found = parts_of(read_requirement(text, {}))
    assert not any(
        isinstance(part, HasCondition) and "bone" in " ".join(part.qualifiers[:1]) for part in found
    )


def test_a_plan_of_treatment_plans_nothing() -> None:
    found = parts_of(read_requirement("Use of drugs that the treatment plan prohibits", {}, exclusion=True))
    assert not any(isinstance(part, HasTreatment) and part.time is Time.PLANNED for part in found)


@pytest.mark.parametrize(
    "text",
    [
        "Must not have received any cancer treatment for at least 2 weeks",
        "All patients treated with this drug for the following indications",
        "Taking a seizure drug, or agrees to start a seizure drug before the study therapy",
        "Biologic treatment was not part of the study decision",
    ],
)
def test_what_only_looks_like_a_treatment_is_none(text: str) -> None:
    found = read_requirement(text, {})
    inner = found.part if isinstance(found, Not) else found
    assert not any(isinstance(part, HasTreatment) for part in parts_of(inner))


def test_what_stands_behind_as_well_as_is_not_lost() -> None:
    text = (
        "Bleeding symptoms or clear jaundice within 3 months, as well as tumors that grow into large vessels"
    )
    found = parts_of(read_requirement(text, {}, exclusion=True))
    assert not any(isinstance(part, HasCondition) and part.concept.name == "clear jaundice" for part in found)
