"""The words on a study's plan: what is so long, and of which treatment."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.unit.plain.made import made_study

from trialogue.model.codes import ArmType, InterventionType
from trialogue.model.design import Arm, Intervention
from trialogue.model.offer import Offer
from trialogue.plain.basis import read
from trialogue.web.sections import PageContext
from trialogue.web.study.plan import what_happens


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ("Sampletin is taken daily.", "5 days (Examplin)."),
        ("Sampletin is taken daily for 5 days.", "5 days."),
    ],
)
def test_a_length_of_one_treatment_is_not_given_for_all(second: str, said: str) -> None:
    arm = Arm(
        label="Both",
        kind=ArmType.EXPERIMENTAL,
        description=f"Examplin is taken daily for 5 days. {second}",
        interventions=("Drug: Examplin", "Drug: Sampletin"),
    )
    things = tuple(Intervention(kind=InterventionType.DRUG, name=name) for name in ("Examplin", "Sampletin"))
    study = made_study(arms=(arm,), interventions=things)
    held = type("Held", (), {"basis": read(study)})
    context = PageContext(
        today=date(2026, 4, 1), criteria=(), offer=Offer(apply=True), derived={"derived": held}
    )
    view: Any = what_happens(study, context)
    steps = {row.name: row.sentence.words for row in view.data.steps if row.sentence}
    assert steps["Treatment"] == said
