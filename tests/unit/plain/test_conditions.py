"""Which of a record's conditions are illnesses, and how they are named."""

from __future__ import annotations

import pytest
from tests.unit.plain.made import made_study

from trialogue.model.age import Age, AgeUnit
from trialogue.model.codes import InterventionType
from trialogue.model.design import Intervention
from trialogue.plain.conditions import lay_conditions
from trialogue.plain.people import age_words
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
        (("Anatomic Stage III Breast Cancer AJCC v8",), ("breast cancer",)),
        (("Stage IIIA Lung Cancer AJCC v8", "Lung Cancer Stage IV"), ("lung cancer",)),
        (("Cow's Milk Allergy",), ("cow's milk allergy",)),
        (("Bell's Palsy",), ("Bell's palsy",)),
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


def test_scans_among_the_interventions_are_not_what_is_tested() -> None:
    drug = Intervention(name="Examplin", kind=InterventionType.BIOLOGICAL)
    scans = [
        Intervention(name=name, kind=InterventionType.PROCEDURE)
        for name in ("Biospecimen Collection", "Computed Tomography", "Magnetic Resonance Imaging")
    ]
    study = made_study(interventions=(*scans, drug))
    assert plain_title(study).words == "Examplin for asthma"


def test_one_age_is_said_once() -> None:
    assert age_words(Age(value=4, unit=AgeUnit.MONTHS), Age(value=4, unit=AgeUnit.MONTHS)) == ", 4 months old"
