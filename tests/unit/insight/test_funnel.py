"""A funnel names nobody: whole tens only, whatever the counts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from trialogue.insight.funnel import at_least, funnel
from trialogue.model.application import EventKind

_COUNTS = st.integers(min_value=0, max_value=5000)


@given(st.dictionaries(st.sampled_from(EventKind), _COUNTS), _COUNTS, _COUNTS, _COUNTS)
def test_neighbours_differ_by_tens(events: dict[EventKind, int], replied: int, begun: int, over: int) -> None:
    shown = [stage.people for stage in funnel((begun, over), events, replied)]
    assert all(people is None or (people >= 10 and people % 10 == 0) for people in shown)


def test_examples() -> None:
    assert [at_least(count) for count in (0, 9, 10, 19, 20, 1234)] == [None, None, 10, 10, 20, 1230]
    assert len(funnel(None, {}, 0)) == len(funnel((0, 0), {}, 0)) - 2
