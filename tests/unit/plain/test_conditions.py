"""Which of a record's conditions are illnesses, and how they are named."""

from __future__ import annotations

import pytest
from tests.unit.plain.made import made_study

from trialogue.model.codes import InterventionType
from trialogue.model.design import Intervention
from trialogue.plain.conditions import lay_conditions
from trialogue.plain.risks import what_may_go_wrong
from trialogue.plain.title import plain_title

GIVEN = Intervention(name="Mesenchymal stem cell transplantation", kind=InterventionType.BIOLOGICAL)


@pytest.mark.parametrize(
    ("listed", "shown"),
    [
        (("Autologous Mesenchymal Stem Cells", "Multiple Sclerosis"), ("multiple sclerosis (MS)",)),
        (("Stem Cell Transplantation", "Lupus Erythematosus"), ("lupus erythematosus",)),
        (("Stem Cell Transplantation",), ("stem cell transplantation",)),
        (("Interventional Study",), ()),
        (("Gallbladder surgery", "Pain"), ("gallbladder surgery", "pain")),
    ],
)
def test_what_is_given_is_no_illness(listed: tuple[str, ...], shown: tuple[str, ...]) -> None:
    assert lay_conditions(made_study(conditions=listed, interventions=(GIVEN,))) == shown


def test_a_study_that_names_no_illness_keeps_its_own_title() -> None:
    study = made_study(conditions=("Interventional",), interventions=(GIVEN,))
    assert plain_title(study).words == study.brief_title


def test_praise_is_no_risk() -> None:
    told = made_study(brief_summary="No adverse effects of examplin were reported in earlier work.")
    assert "The record does not say" in what_may_go_wrong(told)[0].words
