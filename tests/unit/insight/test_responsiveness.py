"""Times to an answer against a reference implementation, and counts that can't be worked back."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats  # type: ignore[import-untyped]

from trialogue.insight.responsiveness import Wait, kaplan_meier, responsiveness, wait_of
from trialogue.insight.suppression import SMALLEST, whole_tens, withhold
from trialogue.model.application import Application, Event, EventKind, WaitPurpose
from trialogue.model.ids import NctId

WAITS = st.lists(
    st.builds(
        lambda half_days, answered: Wait(days=half_days / 2, answered=answered),
        st.integers(0, 60),
        st.booleans(),
    ),
    min_size=1,
    max_size=60,
)


# Where everybody was answered scipy has no interval at the last step, and says so in a warning.
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@given(WAITS)
@settings(max_examples=150, deadline=None)
def test_the_curve_is_that_of_scipy(waits: list[Wait]) -> None:
    if not any(wait.answered for wait in waits):
        assert kaplan_meier(waits) == ()
        return
    data = stats.CensoredData(
        uncensored=[w.days for w in waits if w.answered], right=[w.days for w in waits if not w.answered]
    )
    reference = stats.ecdf(data).sf
    with np.errstate(all="ignore"):
        interval = reference.confidence_interval(method="log-log")
    for step in kaplan_meier(waits):
        at = list(reference.quantiles).index(step.days)
        assert step.waiting == pytest.approx(reference.probabilities[at], abs=1e-12)
        if 0 < step.waiting < 1:
            assert step.low == pytest.approx(interval.low.probabilities[at], abs=1e-9)
            assert step.high == pytest.approx(interval.high.probabilities[at], abs=1e-9)


@given(WAITS)
@settings(max_examples=100, deadline=None)
def test_the_median_lies_in_its_interval(waits: list[Wait]) -> None:
    found = responsiveness(waits)
    if len(waits) < 5:
        assert found is None
        return
    assert found is not None
    assert found.answered + found.waiting == found.people == len(waits)
    if found.median is not None:
        assert found.low is not None
        assert found.low <= found.median <= (math.inf if found.high is None else found.high)


def test_who_still_waits_counts() -> None:
    fast = [Wait(days=2, answered=True)] * 4
    silent = [Wait(days=30, answered=False)] * 6
    found = responsiveness([*fast, *silent])
    assert found is not None
    assert (found.people, found.answered, found.waiting) == (10, 4, 6)
    assert found.median is None
    only = responsiveness([*fast, Wait(days=3, answered=True)])
    assert only is not None
    assert only.median == 2


NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def _application(*kinds: str) -> Application:
    events = [
        Event(
            seq=n,
            kind=EventKind(kind),
            at=NOON + timedelta(days=n),
            purpose=WaitPurpose.OPENING if kind == "waitlisted" else None,
        )
        for n, kind in enumerate(kinds, 1)
    ]
    return Application(id="a", person="p", nct_id=NctId("NCT99900001"), site="s", events=tuple(events))


@pytest.mark.parametrize(
    ("kinds", "days", "answered"),
    [
        ("sent", 9, False),
        ("sent opened", 9, False),
        ("sent opened acknowledged accepted", 2, True),
        ("sent person_wrote desk_wrote", 2, True),
        ("sent withdrawn", 1, False),
        ("sent lapsed", 1, False),
        ("waitlisted told sent declined", 1, True),
    ],
)
def test_what_ends_a_wait(kinds: str, days: float, answered: bool) -> None:
    names = [kind.replace("_", " ") for kind in kinds.split()]
    assert wait_of(_application(*names), NOON + timedelta(days=10)) == Wait(days=days, answered=answered)


def test_a_waitlist_is_no_wait_for_an_answer() -> None:
    assert wait_of(_application("waitlisted"), NOON) is None


def test_a_clock_that_jumps_back_makes_no_negative_wait() -> None:
    assert wait_of(_application("sent"), NOON - timedelta(days=3)) == Wait(days=0, answered=False)
    with pytest.raises(ValueError, match="no time"):
        Wait(days=-1, answered=True)


CELLS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 40), min_size=1, max_size=8)


@given(CELLS)
@settings(max_examples=300, deadline=None)
def test_no_withheld_cell_can_be_worked_out_from_the_rest(cells: dict[str, int]) -> None:
    shown = withhold(cells)
    if shown is None:
        return
    assert all(count is None or count >= SMALLEST for count in shown.cells.values())
    hidden = [name for name, count in shown.cells.items() if count is None]
    if hidden:
        rest = shown.total - sum(count for count in shown.cells.values() if count is not None)
        assert len(hidden) >= 2
        assert rest >= SMALLEST
    else:
        assert shown.cells == cells


@given(st.lists(st.sampled_from("abc"), max_size=80), st.integers(1, 9))
@settings(max_examples=200, deadline=None)
def test_two_days_never_differ_by_few_people(people: list[str], more: int) -> None:
    before, after = whole_tens(people), whole_tens([*people, *("a" * more)])
    assert list(after[: len(before)]) == list(before)
    assert (len(after) - len(before)) % SMALLEST == 0


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ({"a": 9}, None),
        ({"a": 12, "b": 30}, {"a": 12, "b": 30}),
        ({"a": 3, "b": 30}, None),
        ({"a": 3, "b": 30, "c": 12}, {"a": None, "b": 30, "c": None}),
        ({"a": 3, "b": 4, "c": 12, "d": 50}, {"a": None, "b": None, "c": None, "d": 50}),
        ({"a": 6, "b": 7, "c": 12}, {"a": None, "b": None, "c": 12}),
    ],
)
def test_examples(cells: dict[str, int], shown: dict[str, int | None] | None) -> None:
    found = withhold(cells)
    assert (None if found is None else found.cells) == shown
