"""Words, stems and keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialogue.index.lexicon import spellings
from trialogue.index.words import content_words, folded, key_of, stems, words


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Sjögren's COVID-19", ["sjogren", "s", "covid", "19"]),
        ("α-synuclein", ["α", "synuclein"]),
        ("", []),
        ("!?", []),
        ("x" * 41, []),
    ],
)
def test_words(text: str, cut: list[str]) -> None:
    assert words(text) == cut


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("the heart of a man", ["heart", "man"]),
        ("Hepatitis A", ["hepatitis", "a"]),
        ("collagen type I", ["collagen", "type", "i"]),
        ("a", ["a"]),
        ("who is it", ["who", "is", "it"]),
        ("is there a trial for gout near me", ["gout"]),
    ],
)
def test_words_that_say_something(text: str, kept: list[str]) -> None:
    assert content_words(text) == kept


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Tumours", "tumor", True),
        ("anaemia", "Anemia", True),
        ("Crohn's disease", "crohn diseases", True),
        ("ALS", "AL", False),
        ("AIDS", "aid", False),
        ("hepatitis A", "hepatitis", False),
        ("four", "for", False),
    ],
)
def test_keys(one: str, other: str, same: bool) -> None:
    assert (key_of(one) == key_of(other)) is same


def test_spellings_of_both_sides() -> None:
    assert "anaemia" in list(spellings("anemia"))
    assert "tumor" in list(spellings("tumour"))
    assert list(spellings("four")) == ["four"]


@given(st.text(max_size=80))
def test_stems_are_as_many_as_words(text: str) -> None:
    several = words(text)
    assert len(stems(several)) == len(several)


@given(st.text(max_size=80))
def test_folding_moves_nothing(text: str) -> None:
    assert len(folded(text)) == len(text)


def test_folding() -> None:
    assert folded("Sjögren’s ÉTUDE") == "sjogren’s etude"
