"""A scale, a finding or a function is not read as what it only looks like."""

from __future__ import annotations

import pytest

from trialogue.eligibility.read_requirement import read_requirement
from trialogue.model.requirement import AllOf, AnyOf, HasCondition, HasTreatment, Measured, Requirement, Time


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
