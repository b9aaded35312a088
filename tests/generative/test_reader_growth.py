"""No text, drawn from what criteria are made of and repeated, makes the reader run away."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.generative.test_reader import PIECES

from trialogue.eligibility.comparisons import find_comparisons
from trialogue.eligibility.read import read_criteria

_CHARACTERS = 40_000
#: A hundred times what the slowest ordinary text of this length takes; n² steps take far longer.
_GUARD_SECONDS = 40
UNITS = st.lists(st.sampled_from([*PIECES, " ", "\n", "1", "a", "*", "or ", "(a) "]), min_size=1, max_size=4)


@contextmanager
def _guarded() -> Iterator[None]:
    """Stops what uses more CPU time than the guard: a run-away, not a slow machine."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise RuntimeError("the reader ran away")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, _GUARD_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@settings(max_examples=12, deadline=None)
@given(
    UNITS, st.sampled_from(["", "Inclusion Criteria:\n* ", "Age ≥ "]), st.sampled_from(["", ":", " years"])
)
def test_repeated_pieces_do_not_run_away(pieces: list[str], head: str, tail: str) -> None:
    unit = "".join(pieces)
    text = head + unit * (_CHARACTERS // len(unit)) + tail
    with _guarded():
        criteria = read_criteria(text)
        find_comparisons(text)
    held = sum(c.span.end - c.span.start for c in criteria.criteria)
    held += sum(h.span.end - h.span.start for h in criteria.headings)
    assert held >= sum(not char.isspace() for char in text)
