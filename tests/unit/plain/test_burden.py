"""What a study asks of a person: only what its record says of the study itself."""

from __future__ import annotations

import pytest
from tests.unit.plain.made import made_study, treated

from trialogue.model.codes import InterventionType
from trialogue.plain.burden import burden
from trialogue.plain.title import plain_title

SAID = [
    ("The major treatments for hay fever are avoiding pollen, medicines and surgery.", ()),
    ("Teicoplanin is an antibiotic used commonly to prevent infection during surgery.", ()),
    ("Liquid biopsies will be collected every month.", ()),
    ("Participants will undergo a biopsy at the start.", ("biopsy",)),
    ("Follow-up will be 30 days after surgery.", ("surgery",)),
    ("Leukapheresis.", ("apheresis",)),
    ("Traditional methods include biopsy. Biopsies are performed twice.", ("biopsy",)),
]


@pytest.mark.parametrize(("words", "named"), SAID)
def test_what_is_done_elsewhere_is_no_burden(words: str, named: tuple[str, ...]) -> None:
    found = burden(made_study(brief_summary=words)).procedures
    assert tuple(f.value.id for f in found) == named


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Infrared-C ray irradiation", "Infrared-C ray irradiation for asthma"),
        ("Whole brain irradiation", "Radiotherapy for asthma"),
        ("Surgical mask", "Surgical mask for asthma"),
    ],
)
def test_rays_that_warm_are_no_radiotherapy(name: str, title: str) -> None:
    study = treated("It is given.", name=name, kind=InterventionType.DEVICE)
    assert plain_title(study).words == title
