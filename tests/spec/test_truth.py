"""Kleene's three values, as tables: + met, - not met, ? unknown."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialogue.model.truth import Truth, all_of, any_of, at_least

SIGNS = {"+": Truth.MET, "-": Truth.NOT_MET, "?": Truth.UNKNOWN}

NOT = """
a | not a
+ | -
? | ?
- | +
"""

BOTH = """
a | b | a and b | a or b
+ | + | +       | +
+ | ? | ?       | +
+ | - | -       | +
? | + | ?       | +
? | ? | ?       | ?
? | - | -       | ?
- | + | -       | +
- | ? | -       | ?
- | - | -       | -
"""

AT_LEAST_TWO_OF_THREE = """
truths | two of three
+++    | +
++?    | +
++-    | +
+??    | ?
+?-    | ?
+--    | -
???    | ?
??-    | ?
?--    | -
---    | -
"""


def rows(table: str) -> list[list[str]]:
    """The cells of a table, below its head."""
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()[1:]]


@pytest.mark.parametrize(("a", "result"), rows(NOT))
def test_not(a: str, result: str) -> None:
    assert ~SIGNS[a] is SIGNS[result]


@pytest.mark.parametrize(("a", "b", "both", "either"), rows(BOTH))
def test_and_or(a: str, b: str, both: str, either: str) -> None:
    assert all_of([SIGNS[a], SIGNS[b]]) is SIGNS[both]
    assert any_of([SIGNS[a], SIGNS[b]]) is SIGNS[either]


@pytest.mark.parametrize(("truths", "result"), rows(AT_LEAST_TWO_OF_THREE))
def test_at_least(truths: str, result: str) -> None:
    for order in itertools.permutations(truths):
        assert at_least(2, [SIGNS[sign] for sign in order]) is SIGNS[result]


def test_empty_lists() -> None:
    assert all_of([]) is Truth.MET
    assert any_of([]) is Truth.NOT_MET
    assert at_least(1, []) is Truth.NOT_MET


truths = st.lists(st.sampled_from(list(Truth)), min_size=1, max_size=6)


@given(truths)
def test_lists_are_cases_of_counting(found: list[Truth]) -> None:
    assert all_of(found) is at_least(len(found), found)
    assert any_of(found) is at_least(1, found)
    assert ~all_of(found) is any_of(~truth for truth in found)


@given(truths, st.integers(0, 5), st.booleans())
def test_an_answer_never_takes_back_what_was_decided(found: list[Truth], place: int, answer: bool) -> None:
    """Learning what was unknown decides more, and changes nothing that was decided."""
    if place >= len(found) or found[place] is not Truth.UNKNOWN:
        return
    more = [*found[:place], Truth.of(answer), *found[place + 1 :]]
    for join in (all_of, any_of, lambda values: at_least(2, values)):
        assert join(found) in (Truth.UNKNOWN, join(more))
