"""The first line that a person reads of a study: what is tested, and for whom."""

from __future__ import annotations

import pytest
from tests.unit.plain.made import made_study

from trialogue.model.codes import InterventionType, Purpose, StudyType
from trialogue.model.design import Design, Intervention
from trialogue.plain.interventions import short_name
from trialogue.plain.summary import what_is_tested
from trialogue.plain.title import plain_title

DRUG, PROCEDURE = InterventionType.DRUG, InterventionType.PROCEDURE
RADIATION, BEHAVIORAL = InterventionType.RADIATION, InterventionType.BEHAVIORAL
BIOLOGICAL = InterventionType.BIOLOGICAL


def given(*things: tuple[str, InterventionType]) -> tuple[Intervention, ...]:
    return tuple(Intervention(name=name, kind=kind) for name, kind in things)


def medicines(*names: str) -> tuple[Intervention, ...]:
    return given(*((name, DRUG) for name in names))


@pytest.mark.parametrize(
    ("things", "title"),
    [
        (medicines("Firstin", "Secondin"), "Firstin and Secondin for asthma"),
        (medicines("Firstin", "Secondin", "Thirdin"), "Firstin, Secondin and Thirdin for asthma"),
        (
            medicines("Firstin", "Secondin", "Thirdin", "Fourthin"),
            "Firstin, Secondin and 2 others for asthma",
        ),
        (medicines("Firstin", "Secondin", "Firstin and Secondin"), "Firstin and Secondin for asthma"),
        (medicines("Firstin/Otherin", "Secondin", "Thirdin"), "3 medicines for asthma"),
        (
            given(("Firstin", DRUG), ("conventional surgery", PROCEDURE), ("radiation therapy", RADIATION)),
            "Firstin, surgery and radiotherapy for asthma",
        ),
        (
            given(("A-in", DRUG), ("B-in", DRUG), ("C-in", DRUG), ("conventional surgery", PROCEDURE)),
            "Medicines and surgery for asthma",
        ),
        (given(("Cyclophosphamide", DRUG), ("CAR-T cells", BIOLOGICAL)), "CAR T-cell therapy for asthma"),
        (given(("bone marrow transplantation", PROCEDURE)), "Stem cell transplant for asthma"),
        (given(("blood transfusion", PROCEDURE)), "Blood transfusion for asthma"),
        (given(("Firstin", DRUG), ("Walking program", BEHAVIORAL)), "Firstin and exercise for asthma"),
    ],
)
def test_each_kind_of_treatment_is_named(things: tuple[Intervention, ...], title: str) -> None:
    assert plain_title(made_study(interventions=things)).words == title


@pytest.mark.parametrize(
    ("conditions", "who"),
    [
        (("Extensive-stage Small Cell Lung Cancer",), "extensive-stage small cell lung cancer"),
        (("High-grade Glioma", "WHO Grade Ⅳ Glioma"), "high-grade glioma"),
        (("Breast Cancer, Stage IV",), "breast cancer"),
        (("Type I Hypersensitivity",), "type I hypersensitivity"),
        (("Type2 Diabetes",), "type 2 diabetes"),
        (("Osteoarthritis", "MSC"), "arthritis from wear (osteoarthritis)"),
        (("Asthma", "Examplin"), "asthma"),
        (("HIV Infections", "HIV Seronegativity", "Pregnancy"), "HIV in pregnancy"),
    ],
)
def test_what_is_no_illness_is_not_named_as_one(conditions: tuple[str, ...], who: str) -> None:
    study = made_study(conditions=conditions, interventions=medicines("Examplin"))
    assert plain_title(study).words == f"Examplin for {who}"


@pytest.mark.parametrize(
    ("conditions", "title"),
    [
        (("Asthma",), "Examplin to prevent asthma"),
        (("Asthma", "HIV Infections"), "Examplin for asthma and HIV"),
        (("Pregnancy",), "A trial of examplin"),
    ],
)
def test_of_several_conditions_none_is_said_to_be_prevented(conditions: tuple[str, ...], title: str) -> None:
    study = made_study(
        conditions=conditions,
        interventions=medicines("Examplin"),
        design=Design(purpose=Purpose.PREVENTION),
    )
    assert plain_title(study).words == title


def test_a_group_of_people_is_not_said_to_be_used() -> None:
    group = given(("Severe asthma", InterventionType.OTHER))
    watched = made_study(study_type=StudyType.OBSERVATIONAL, interventions=group)
    assert plain_title(watched).words == "Watching people with asthma"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("HPV 16 E7:12-20 BUDESONIDE", "HPV 16 E7:12-20 budesonide"),
        ("Cell infusion", "Cell infusion"),
        ("Examplin 125 mg tablets", "Examplin"),
        ("Examplin hydrochloride 10 mg once daily for 3 months", "Examplin"),
        ("Examplin 100 mg and otherin 5 mg", "Examplin and otherin"),
        ("Examplin tablet and otherin", "Examplin tablet and otherin"),
        ("Peanut oral immunotherapy", "Peanut oral immunotherapy"),
        ("Sublingual tablet of examplin", "Sublingual tablet of examplin"),
        ("Intravenous infusion of examplin", "Intravenous infusion of examplin"),
        ("EX-101 for injection", "EX-101"),
        ("Firstin，secondin", "Firstin, secondin"),
    ],
)
def test_a_short_name_stays_a_name(name: str, short: str) -> None:
    assert short_name(name) == short


def test_things_of_several_kinds_are_named_once_and_without_a_kind() -> None:
    study = made_study(interventions=given(("Examplin", DRUG), ("Otherin", InterventionType.DEVICE)))
    assert [s.words for s in what_is_tested(study)] == ["Examplin and Otherin."]


def test_two_medicines_are_medicines() -> None:
    study = made_study(interventions=medicines("Firstin", "Secondin"))
    assert what_is_tested(study)[0].words == "Firstin and Secondin (medicines)."
