"""Display text without marks, and the places of its characters."""

from __future__ import annotations

import pytest

from trialogue.eligibility.clean import plain_text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("* Age \\>= 18 years", "Age >= 18 years"),
        ("1\\. FEV1 \\< 70%", "FEV1 < 70%"),
        ("-  wrapped\n             words", "wrapped words"),
        ("**Bold** and __more__", "Bold and more"),
        ("a \\[b\\] \\* c", "a [b] * c"),
        ("x &lt; 5 &amp; y", "x < 5 & y"),
        ("<li>one<br>two</li>", "one two"),
        ("5\\*10^9", "5*10^9"),
        ("back\\slash", "back\\slash"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_words(text: str, words: str) -> None:
    assert plain_text(text).text == words


def test_each_character_knows_its_place() -> None:
    text = "* FVC \\> 50 %\n  of predicted"
    plain = plain_text(text)
    assert len(plain.text) == len(plain.offsets)
    assert list(plain.offsets) == sorted(plain.offsets)
    for char, place in zip(plain.text, plain.offsets, strict=True):
        assert text[place] == char or (char == " " and text[place].isspace())


def test_the_mark_can_stay() -> None:
    assert plain_text("1. Adults", mark=True).text == "1. Adults"
