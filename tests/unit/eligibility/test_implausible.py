"""Readings that no study plausibly means are left unread, unless the record speaks of the matter."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from trialogue.eligibility.facts import load_facts
from trialogue.eligibility.read import ReadingContext, read_criteria
from trialogue.model.age import Age
from trialogue.model.requirement import Free

INCLUSION = "Inclusion Criteria:\n- {}"
EXCLUSION = "Exclusion Criteria:\n- {}"


def _is_free(text: str, context: ReadingContext) -> bool:
    return isinstance(read_criteria(text, context).criteria[-1].requirement, Free)


def _study(*conditions: str) -> ReadingContext:
    return ReadingContext(conditions=conditions, minimum_age=Age(value=18), maximum_age=Age(value=70))


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        (INCLUSION.format("Pregnant or nursing females"), "Melanoma"),
        (INCLUSION.format("A positive pregnancy test"), "Arthritis"),
        (INCLUSION.format("Are breast-feeding"), "Melanoma"),
        (INCLUSION.format("Active substance abuse"), "HIV Infections"),
        (INCLUSION.format("Not able to give informed consent"), "Melanoma"),
        (INCLUSION.format("Platelet count less than 100,000/mm3"), "Pancreatic Cancer"),
        (INCLUSION.format("Bilirubin >= 1.5 x upper limit of normal"), "Melanoma"),
        (EXCLUSION.format("Negative pregnancy test"), "Melanoma"),
        (EXCLUSION.format("Bilirubin less than 2.0 mg/dL"), "Melanoma"),
        (EXCLUSION.format("Life expectancy of at least 12 weeks"), "Melanoma"),
        (EXCLUSION.format("Age 18 to 70 years"), "Melanoma"),
    ],
)
def test_an_implausible_reading_is_left_unread(text: str, condition: str) -> None:
    assert _is_free(text, _study(condition))


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        (INCLUSION.format("Pregnant"), "Preterm Labor"),
        (INCLUSION.format("Pregnant women with asthma"), "Asthma"),
        (INCLUSION.format("Are breast-feeding"), "Mastitis"),
        (INCLUSION.format("Cocaine abuse"), "Cocaine-Related Disorders"),
        (INCLUSION.format("Platelet count less than 100,000/mm3"), "Aplastic Anemia"),
        (
            INCLUSION.format("At least one of the following:\n  - Platelet count less than 100,000/mm3"),
            "Dengue",
        ),
        (INCLUSION.format("None of the following:\n  - Platelet count less than 100,000/mm3"), "Melanoma"),
        (INCLUSION.format("Pregnant"), ""),
        (EXCLUSION.format("Pregnant or nursing females"), "Melanoma"),
        (EXCLUSION.format("Not able to give informed consent"), "Melanoma"),
        (EXCLUSION.format("LVEF > 45%"), "Heart Failure"),
        (EXCLUSION.format("Platelet count less than 100,000/mm3"), "Melanoma"),
        (EXCLUSION.format("Age over 60 years"), "Melanoma"),
    ],
)
def test_a_plausible_reading_stays(text: str, condition: str) -> None:
    assert not _is_free(text, _study(*filter(None, [condition])))


def test_every_row_is_of_a_fact_and_says_what_is_implausible() -> None:
    table = tomllib.loads(files("trialogue.eligibility").joinpath("implausible.toml").read_text("utf-8"))
    assert {row["never"] for row in table["holds"]} == {"demanded", "barred"}
    assert all(row["names"] for row in table.pop("named"))
    kinds = {
        fact: load_facts()[fact].kind for rows in table.values() for row in rows for fact in row["facts"]
    }
    assert len(kinds) == sum(len(row["facts"]) for rows in table.values() for row in rows)
    assert all(row["low"] < row["high"] for row in table["measure"])
