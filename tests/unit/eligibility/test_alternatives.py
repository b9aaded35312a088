"""A criterion that gives another way to meet it is put to the person in its own words."""

from __future__ import annotations

import pytest

from trialogue.eligibility.read import read_criteria
from trialogue.model.requirement import Free, HasCondition


@pytest.mark.parametrize(
    "words",
    [
        "Taking a stable dose of riluzole for at least 30 days before enrolment or not be on riluzole.",
        "If female, must be post-menopausal, had a hysterectomy, or agree to two forms of birth control.",
        "Prior chemotherapy is required unless the tumour was found less than one month ago.",
        "History of a chronic onset of a progressive motor weakness of less than two years duration.",
    ],
)
@pytest.mark.parametrize("heading", ["Inclusion Criteria", "Exclusion Criteria"])
def test_it_stays_free(heading: str, words: str) -> None:
    (criterion,) = read_criteria(f"{heading}:\n\n* {words}").criteria
    assert isinstance(criterion.requirement, Free), criterion.requirement


@pytest.mark.parametrize("words", ["Currently pregnant.", "History of stroke.", "Age 18 years or older."])
def test_a_plain_one_is_read(words: str) -> None:
    (criterion,) = read_criteria(f"Inclusion Criteria:\n\n* {words}").criteria
    assert not isinstance(criterion.requirement, Free)


@pytest.mark.parametrize(
    "words",
    [
        "History of stroke, except a small stroke more than five years ago.",
        "Autoimmune disease that needed tablets, or any that needed care in hospital.",
        "Brain metastases unless treated and stable.",
    ],
)
def test_words_that_may_widen_are_asked_in_full(words: str) -> None:
    (criterion,) = read_criteria(f"Exclusion Criteria:\n\n* {words}").criteria
    read = criterion.requirement
    assert isinstance(read, HasCondition)
    assert read.wide
    assert read.qualifiers == (words.rstrip("."),)
