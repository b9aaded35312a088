"""Sentences of one criterion that each demand by themselves."""

from __future__ import annotations

import pytest

from trialogue.eligibility.read_requirement import read_requirement
from trialogue.eligibility.read_text import all_sentences
from trialogue.model.requirement import AllOf, AnyOf, Free, HasTreatment, Holds, Measured


def test_any_sentence_of_an_exclusion_keeps_out() -> None:
    text = "Hepatitis B infection; Administration of live vaccines within 30 days"
    read = read_requirement(text, {}, exclusion=True)
    assert isinstance(read, AnyOf)
    first, second = read.parts
    assert first == Holds(fact="hepatitis_b")
    assert isinstance(second, HasTreatment)


def test_an_inclusion_needs_every_sentence() -> None:
    text = "ECOG performance status of 0 or 1. 6. Life expectancy of at least 12 weeks"
    read = read_requirement(text, {}, exclusion=False)
    assert isinstance(read, AllOf)
    assert all(isinstance(part, Measured) for part in read.parts)


@pytest.mark.parametrize(
    "text",
    [
        "Brain metastases. Participants must have recovered from earlier treatment",
        "Pregnant women. Women must have a negative pregnancy test",
        "Severe asthma. Those with mild asthma can be enrolled",
        "Severe asthma. This will be confirmed by a doctor",
        "Severe asthma. Xyzzy of the frob",
        "Severe pain; Stable doses of tablets were not reached",
        "History of radiotherapy. Prior/Concomitant Therapy",
    ],
)
def test_a_sentence_that_demands_lets_in_or_is_not_clear_leaves_all_free(text: str) -> None:
    read = read_requirement(text, {}, exclusion=True)
    assert not isinstance(read, AnyOf), read


def test_a_single_unclear_sentence_leaves_an_inclusion_free() -> None:
    assert read_requirement("Severe asthma. Xyzzy of the frob", {}, exclusion=False) == Free()


def test_sentences_end_outside_brackets_and_not_at_short_forms() -> None:
    assert all_sentences("Ill (e.g. asthma. Then stroke); Or pregnant. 5. Any cancer, i.e. Melanoma") == [
        "Ill (e.g. asthma. Then stroke)",
        "pregnant",
        "Any cancer, i.e. Melanoma",
    ]
