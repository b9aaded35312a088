"""The reader never raises, keeps to the text, and takes linear time on texts made to slow it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialogue.eligibility.comparisons import find_comparisons
from trialogue.eligibility.entities_words import named_entities
from trialogue.eligibility.read import read_criteria

# fmt: off
PIECES = [
    "Inclusion Criteria:", "Exclusion Criteria:", "\n* ", "\n  1. ", "age", "≥", "＞", "\\>", "18",
    "1,5", "10⁹/L", "x ULN", "years", " or ", " and ", "between", "-", "–", "~", "no",
    "history of", "within", "4 weeks", "prior to", "screening", "pregnant", "(", ")", "[", "HbA1c",
    "mg/dL", "stroke", "unless", ";", ".", ":", "II", "IV", "class", "½", "\u00a0", "<li>", "&gt;",
    "años", "年齢", "不能", "i.e.", "not", "cancer", "treatment with", "at least one of the following",
    "0/7", "%",
]
# fmt: on
TEXTS = st.one_of(st.text(max_size=400), st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text_is_read(text: str) -> None:
    for criterion in read_criteria(text).criteria:
        assert criterion.span.of(text) == criterion.text
    for c in find_comparisons(text):
        assert 0 <= c.start < c.end <= len(text)
        if c.var_start is not None and c.var_end is not None:
            assert 0 <= c.var_start < c.var_end <= len(text)
    for e in named_entities(text):
        assert 0 <= e.start < e.end <= len(text)


@pytest.mark.parametrize(
    "unit",
    [
        "(",
        "1-",
        "≥ ",
        "1,000,",
        "history of ",
        "within 4 ",
        "of the ",
        "and/or ",
        "patients with ",
        "x 10^",
        "a, ",
        "A (B) ",
    ],
)
def test_sixty_thousand_characters_of_one_thing_are_read(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    read_criteria(text)
    find_comparisons(text)
    list(named_entities(text))


@pytest.mark.parametrize(
    "text",
    [
        "CRITERIOS DE INCLUSIÓN: MAYORES DE 18 AÑOS CON DIABETES",
        "<ul><li>Age &gt; 18</li><li>BMI &lt; 30</li></ul>",
        "| Test | Limit |\n|---|---|\n| ALT | < 3 x ULN |",
        "AGE ≥ 90 YEARS AND ≤ 18 YEARS",
        "Blood pressure of 5 furlongs per fortnight",
        "See protocol",
        "- - - - - -",
    ],
)
def test_odd_texts_are_read(text: str) -> None:
    assert read_criteria(text).text == text
