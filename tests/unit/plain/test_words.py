"""Every code of the registry has words, and none is a code."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

import pytest

from trialogue.model import codes
from trialogue.model.age import Age, AgeUnit
from trialogue.model.codes import Phase, RecruitmentStatus
from trialogue.model.dates import parse_partial_date
from trialogue.model.search import AgeGroup
from trialogue.plain import words

TABLES: dict[str, type[StrEnum]] = {
    "phase": codes.Phase,
    "phase_filter": codes.Phase,
    "phase_meaning": codes.Phase,
    "study_type": codes.StudyType,
    "study_type_short": codes.StudyType,
    "sex": codes.Sex,
    "age_group": AgeGroup,
    "sponsor_class": codes.SponsorClass,
    "sponsor_class_short": codes.SponsorClass,
    "intervention": codes.InterventionType,
    "arm": codes.ArmType,
    "allocation": codes.Allocation,
    "model": codes.InterventionModel,
    "observational_model": codes.ObservationalModel,
    "time_perspective": codes.TimePerspective,
    "purpose": codes.Purpose,
    "masking": codes.Masking,
    "who_masked": codes.WhoMasked,
    "date_kind": codes.DateType,
}


@pytest.mark.parametrize(("table", "kind"), TABLES.items())
def test_each_code_has_its_words(table: str, kind: type[StrEnum]) -> None:
    assert set(words.tables()[table]) == set(kind)


def test_no_words_are_a_code() -> None:
    for table in words.tables().values():
        for text in table.values():
            assert not re.search(r"[A-Z]{2,}_|\bNA\b|\bN/A\b|UNKNOWN|None", text)


def test_each_status_has_words_and_only_open_ones_look_open() -> None:
    for status in RecruitmentStatus:
        said = words.status_words(status)
        assert said.sentence.endswith(".")
        assert (said.kind is words.StatusKind.OPEN) == (status in {"RECRUITING", "AVAILABLE"})
        site = words.site_status_words(status)
        assert site is not None
        assert site.kind is said.kind
    assert words.site_status_words(None) is None


def test_a_code_that_no_table_has_becomes_words() -> None:
    assert words.code_words("purpose", "SOMETHING_NEW") == "something new"
    assert words.code_words("purpose", None) == ""


@pytest.mark.parametrize(
    ("phases", "said"),
    [
        ((), ""),
        ((Phase.NA,), ""),
        ((Phase.PHASE2,), "Phase 2"),
        ((Phase.PHASE1, Phase.PHASE2), "Phase 1/2"),
        ((Phase.PHASE3, Phase.PHASE2), "Phase 2/3"),
        ((Phase.EARLY_PHASE1,), "Early phase 1"),
    ],
)
def test_every_phase_listed_is_said(phases: tuple[Phase, ...], said: str) -> None:
    assert words.phase_words(phases) == said


def years(value: int) -> Age:
    return Age(value=value)


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (None, None, "Any age"),
        (years(18), None, "18 years or older"),
        (None, years(17), "Up to 17 years old"),
        (years(0), years(17), "Up to 17 years old"),
        (years(18), years(75), "18 to 75 years old"),
        (Age(value=6, unit=AgeUnit.MONTHS), years(2), "6 months to 2 years old"),
        (Age(value=1, unit=AgeUnit.MONTHS), None, "1 month or older"),
    ],
)
def test_ages(low: Age | None, high: Age | None, said: str) -> None:
    assert words.age_range_words(low, high) == said


@pytest.mark.parametrize(
    ("text", "said"), [("2024", "2024"), ("2024-03", "March 2024"), ("2024-03-09", "9 March 2024")]
)
def test_dates_are_never_rounded(text: str, said: str) -> None:
    assert words.date_words(parse_partial_date(text)) == said


def test_numbers_and_lists() -> None:
    assert words.number(12000) == "12,000"
    assert words.number(1.5) == "1.5"
    assert words.plural(1, "site") == "1 site"
    assert words.plural(2, "study", "studies") == "2 studies"
    assert words.listed(["a", "b", "c"]) == "a, b and c"
    assert words.date_words(date(2024, 3, 9)) == "9 March 2024"
    assert words.date_words(None) == ""


@pytest.mark.parametrize(
    ("km", "said"),
    [
        (0, "less than 5 miles away"),
        (66, "about 40 miles away"),
        (806, "about 500 miles away"),
        (9000, "about 5,600 miles away"),
    ],
)
def test_distances_are_said_roughly(km: float, said: str) -> None:
    assert words.about_miles(km) == said
