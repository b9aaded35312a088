"""Limits that differ by sex, pregnancy that is told of women, and the use of a medicine behind its name."""

from __future__ import annotations

import pytest
from tests.spec.test_requirements_spec import line

from trialogue.eligibility.read_requirement import read_requirement

LETS_IN = [
    (
        "Hemoglobin ≥ 13 g/dL in men or ≥ 12 g/dL in women",
        "all (any (female; hemoglobin 13..); any (male; hemoglobin 12..))",
    ),
    (
        "Male: hemoglobin ≥ 13 g/dL; female: ≥ 12 g/dL",
        "all (any (female; hemoglobin 13..); any (male; hemoglobin 12..))",
    ),
    (
        "Men aged 45 or older, women aged 55 or older",
        "all (any (female; age 45..); any (male; age 55..))",
    ),
    ("Hemoglobin ≥ 13 g/dL in men or ≥ 12 g/dL in men on iron", "hemoglobin 13.. ~"),
    ("Hemoglobin ≥ 13 g/dL in men or platelets ≥ 100 × 10⁹/L in women", "results_named ~"),
    ("Women must not be pregnant or breastfeeding", "not (any (pregnant; breastfeeding))"),
    ("Women of childbearing potential must not be pregnant", "not (pregnant)"),
    ("Female patients cannot be nursing", "not (breastfeeding)"),
    ("Age > 18 y.o.", "age 18.."),
    ("18-75 y.o.", "age 18..75"),
]

KEEPS_OUT = [
    (
        "QTcF > 470 ms (females) or > 450 ms (males)",
        "any (all (female; qtc 470..); all (male; qtc 450..))",
    ),
    (
        "Hb <10 (female) or <11 (male) g/dL",
        "any (all (female; hemoglobin ..10); all (male; hemoglobin ..11))",
    ),
    (
        "Hemoglobin less than 11 g/dl (women) or 12 g/dl (men)",
        "any (all (female; hemoglobin ..11); all (male; hemoglobin ..12))",
    ),
    ("Warfarin use within 7 days before screening", "takes Warfarin, ever [..7 screening]"),
    ("Current metformin use", "takes metformin, current"),
    ("Patients who are having radiation therapy", "takes radiation therapy, current"),
    ("Chronic steroid use", "takes steroid, current ~"),
]


@pytest.mark.parametrize(("words", "read"), LETS_IN)
def test_an_inclusion(words: str, read: str) -> None:
    assert line(read_requirement(words, {})) == read


@pytest.mark.parametrize(("words", "read"), KEEPS_OUT)
def test_an_exclusion(words: str, read: str) -> None:
    assert line(read_requirement(words, {}, exclusion=True)) == read
