"""Display text without marks."""

from __future__ import annotations

import pytest

from trialogue.eligibility.clean import plain_text
from trialogue.eligibility.read_text import outside_brackets


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
        ("a <b> bold </b> word", "a bold word"),
    ],
)
def test_words(text: str, words: str) -> None:
    assert plain_text(text) == words


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("no bracket", "no bracket"),
        ("stroke (any) or [TIA]", "stroke   or  "),
        ("open ( only", "open ( only"),
        ("a (b (c) d)", "a (b   d)"),
    ],
)
def test_a_space_stands_for_each_bracket(text: str, bare: str) -> None:
    assert outside_brackets(text) == bare
