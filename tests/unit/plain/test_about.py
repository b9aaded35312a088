"""Which sentences of a record speak of an intervention, shown by what is read of them."""

from __future__ import annotations

import pytest
from tests.unit.plain.made import made_study

from trialogue.model.codes import InterventionType
from trialogue.model.design import Intervention
from trialogue.plain.doses import DosePlan
from trialogue.plain.dosing import dosing


def plans(description: str, *names: str) -> dict[str, DosePlan]:
    things = tuple(Intervention(name=name, kind=InterventionType.DRUG) for name in names)
    made = made_study(interventions=things, detailed_description=description)
    return {plan.intervention: plan for plan in dosing(made)}


def test_each_substance_of_a_sentence_gets_its_own_route() -> None:
    found = plans(
        "Patients receive oral novaplin twice daily and fictivir IV over 1 hour on day 1. "
        "Courses repeat every 21 days.",
        "novaplin hydrochloride",
        "fictivir",
    )
    assert [r.value for r in found["novaplin hydrochloride"].routes] == ["by mouth"]
    assert [r.value for r in found["fictivir"].routes] == ["intravenous"]
    assert found["novaplin hydrochloride"].interval is not None
    assert found["novaplin hydrochloride"].interval.value.days == 0.5
    assert found["fictivir"].interval is not None
    assert found["fictivir"].interval.value.days == 21


def test_letters_set_beside_a_name_stand_for_it() -> None:
    text = "Novaplin (EXA) plus fictivir (FIC) are compared. All patients receive EXA and FIC 3 times daily."
    found = plans(text, "novaplin", "fictivir")
    assert all(plan.interval and plan.interval.value.times == 3 for plan in found.values())
    assert set(found) == {"novaplin", "fictivir"}


@pytest.mark.parametrize(
    "text",
    [
        "Otherin was given by mouth twice daily in earlier studies.",
        "Courses repeat every 21 days.",  # nothing before it was given
        "",
    ],
)
def test_what_names_none_of_several_is_read_for_none(text: str) -> None:
    assert plans(text, "novaplin", "fictivir") == {}
