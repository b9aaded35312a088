"""Exclusions that a denial or an aside once turned the wrong way round."""

from __future__ import annotations

from trialogue.eligibility.read import read_criteria
from trialogue.eligibility.say import statement
from trialogue.model.requirement import Free


def test_a_denial_reaches_no_further_than_its_part() -> None:
    first = read_criteria(
        "Exclusion Criteria:\n\n* Not localized, language barrier, dementia\n* Gout\n"
    ).criteria[0]
    assert first.requirement == Free()


def test_what_is_to_be_tested_lets_nobody_off() -> None:
    text = "Exclusion Criteria:\n\n* G6PD deficiency, if unknown requires testing\n\n    * Breast feeding\n"
    below = next(c for c in read_criteria(text).criteria if "Breast" in c.text)
    assert statement(below).text == "I am not breast-feeding."


def test_a_month_without_a_number() -> None:
    text = "Exclusion Criteria:\n\n* Live vaccines in the month preceding the inclusion\n"
    assert statement(read_criteria(text).criteria[0]).text.endswith("in the 1 month before I join.")


def test_what_is_not_applicable_bars_nobody() -> None:
    assert not read_criteria("Exclusion Criteria:\n\n* Non applicable\n").criteria[0].bars
