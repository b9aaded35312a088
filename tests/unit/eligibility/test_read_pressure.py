"""Blood pressure as two numbers, and whose virus or breath a number is of."""

from __future__ import annotations

import pytest
from tests.spec.test_requirements_spec import line

from trialogue.eligibility.read_requirement import read_requirement


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("Blood pressure < 140/90 mmHg", "all (sbp ..140; dbp ..90)"),
        ("BP ≥ 140/90 mmHg", "any (sbp 140..; dbp 90..)"),
        ("Blood pressure no more than 150/90 mmHg at screening", "all (sbp ..150; dbp ..90)"),
        ("BP ≥ 940/90 mmHg", "free"),
        ("Viral load ≥ 1,000 copies/mL", "virus_count 1000.."),
        ("HIV-1 RNA < 50 copies/mL", "viral_load ..50"),
        ("Slow vital capacity (SVC) ≥ 60% predicted", "svc 60.."),
        ("Forced vital capacity (FVC) ≥ 60% predicted", "fvc 60.."),
    ],
)
def test_a_demand(words: str, read: str) -> None:
    assert line(read_requirement(words, {})) == read


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("Blood pressure > 160/100 mmHg", "any (sbp 160..; dbp 100..)"),
        ("BP <90/60", "any (sbp ..90; dbp ..60)"),
    ],
)
def test_a_bar(words: str, read: str) -> None:
    assert line(read_requirement(words, {}, exclusion=True)) == read
