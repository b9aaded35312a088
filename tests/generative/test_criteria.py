"""Splitting and saying on every real record and on random and hostile texts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.fixtures.trees import check_places

from trialogue.eligibility.clean import plain_text
from trialogue.eligibility.evaluate import prescreen
from trialogue.eligibility.normal import normal
from trialogue.eligibility.read import context_of, read_criteria
from trialogue.eligibility.say import parse_statement, statement
from trialogue.eligibility.split import split
from trialogue.errors import BadDataError
from trialogue.model.profile import Profile
from trialogue.model.requirement import Free
from trialogue.model.study import Study
from trialogue.model.verdict import Outcome
from trialogue.registry.decode import decode_study
from trialogue.registry.files import read_records
from trialogue.registry.records import Unreadable

FILES = (
    "v2_native.jsonl.gz",
    "v2_converted_msc_2022.jsonl.gz",
    "legacy_xml.tar.gz",
    "legacy_xml_older.tar.gz",
)
PIECES = st.sampled_from(
    [
        "Inclusion Criteria:", "Exclusion Criteria:", "EXCLUSION CRITERIA", "Exclusion: none", "Inclusion",
        "Patients must have:", "Excluded:", "Allowed:", "Cohort 1:", "Healthy controls:", "Age:", "Other:",
        "any of the following:", "At least two of the following:", "None of the following:", "except for:",
        "or", "AND", "Age ≥ 18 years", "not pregnant", "are excluded.", "See protocol", "N/A", "\\>", "\\[",
        "* ", "- ", "-", "1. ", "2. ", "3) ", "(i) ", "(ii) ", "a) ", "b. ", "1.1 ", "• ", "<li>", "<br>",
        "\n", "\n\n", "\n   ", "\n        ", "\t", " ", "  ", ";", ". ", ":", "：", "(", ")", "\u2028", "é",
        "PATIENT CHARACTERISTICS:", "DISEASE CHARACTERISTICS:", "Hepatic:", "Not specified",
    ]
)  # fmt: skip
texts = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=300))


@given(texts)
@example("Inclusion: " * 3000)
@example(":" * 2000)
@settings(max_examples=300, deadline=None)
def test_every_character_lies_in_one_part(text: str) -> None:
    found = split(text)
    check_places(found)
    ids = [criterion.id for criterion in found.criteria]
    assert len(ids) == len(set(ids))
    starts = [criterion.span.start for criterion in found.criteria]
    assert starts == sorted(starts)
    assert all(c.parent is None or c.parent in ids[:place] for place, c in enumerate(found.criteria))
    assert split(text) == found


@given(texts)
@settings(max_examples=200, deadline=None)
def test_display_text_is_one_line_of_single_spaces(text: str) -> None:
    words = plain_text(text)
    assert "  " not in words
    assert words == words.strip(" ")


def _calls(work: Callable[[], object]) -> int:
    """How many Python and C functions a piece of work calls: a count that no other load can change."""
    count = 0

    def profile(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


SHAPES: dict[str, Callable[[int], str]] = {
    "prose": lambda n: "Adults with asthma, able to walk. " * n,
    "headings": lambda n: "Exclusion Criteria: a. " * n,
    "headings without words": lambda n: "Inclusion: " * n,
    "nested": lambda n: "\n".join(" " * (i % 40) + "* any of the following:" for i in range(n)),
    "flat lists": lambda n: "any of the following:\nfever\ncough\n" * n,
    "broken numbers": lambda n: "".join(f"{i}. a\n\nwords\n\n" for i in range(1, n)),
    "semicolons": lambda n: "; a" * n,
    "brackets": lambda n: "(a; b. C" * n + ")" * n,
    "tags": lambda n: "<li>a" * n,
    "letters": lambda n: "a) x b) y i) z ii) w\n" * n,
    "old style": lambda n: "PATIENT CHARACTERISTICS: " + "Age: x No y Other: " * n,
    "ors": lambda n: "a\nor\n" * n,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_with_the_text_and_no_faster(shape: str) -> None:
    make = SHAPES[shape]
    split(make(50))
    small, large = (_calls(lambda n=n: split(make(n))) for n in (400, 1600))  # type: ignore[misc]
    assert large <= 4.6 * small


@pytest.mark.parametrize(
    "text",
    [
        "a" * 60_000,
        "- " * 30_000,
        "\\" * 60_000,
        "a." + " " * 60_000 + "b",
        "no criteria inclusion " * 3000 + ":",
        "not the of " * 5000 + "following:\n  * a\n  * b",
        "(((" * 20_000,
        "1.1.1.1." * 7500,
        "Exclusion Criteria " * 3000,
    ],
)
def test_sixty_thousand_characters(text: str) -> None:
    check_places(split(text))


@pytest.fixture(scope="module")
def studies(shared_data: Path) -> list[Study]:
    """Every real record that can be decoded."""
    return list(_decoded(shared_data / "registry"))


def _decoded(folder: Path) -> Iterator[Study]:
    for record in read_records([folder / name for name in FILES]):
        if isinstance(record, Unreadable):
            continue
        try:
            yield decode_study(record.content, record.form)
        except BadDataError:
            continue


def test_every_real_record_is_accounted_for(studies: list[Study]) -> None:
    assert len(studies) > 12_000
    for study in studies:
        found = split(study.eligibility.criteria)
        check_places(found)
        assert found.criteria or found.headings or not study.eligibility.criteria.strip()


def test_statements_of_real_records_give_their_requirements_back(studies: list[Study]) -> None:
    """At least 98 of 100 typed requirements, of every twentieth record."""
    typed = back = 0
    for study in studies[::20]:
        for criterion in read_criteria(study.eligibility.criteria, context_of(study)).criteria:
            if not criterion.bars or criterion.joined is not None or criterion.requirement == Free():
                continue
            typed += 1
            said = statement(criterion)
            back += not said.own_words and parse_statement(said) == normal(criterion.requirement)
    assert typed > 1500
    assert back >= 0.98 * typed


def test_nothing_known_rules_nobody_out(studies: list[Study]) -> None:
    for study in studies[::40]:
        criteria = read_criteria(study.eligibility.criteria, context_of(study))
        assert prescreen(study, criteria, Profile()).outcome is not Outcome.UNLIKELY
