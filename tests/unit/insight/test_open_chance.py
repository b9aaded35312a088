"""The fitted chance that a study still takes people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.plain.made import made_study

from trialogue.insight.fitted import OpenModel, open_model, room_margin
from trialogue.insight.open_chance import features, open_chance, probability
from trialogue.insight.recruiting import chance_words
from trialogue.insight.room_left import share_left
from trialogue.model.codes import DateType
from trialogue.model.dates import parse_partial_date
from trialogue.model.study import Milestone, Study, StudyDates

TODAY = date(2026, 11, 1)


def quiet_for(days: int, overdue: int = -200) -> Study:
    """A record last updated, and due to complete, so many days ago."""
    done = Milestone(
        date=parse_partial_date((TODAY - timedelta(days=overdue)).isoformat()), kind=DateType.ESTIMATED
    )
    updated = parse_partial_date((TODAY - timedelta(days=days)).isoformat())
    return made_study(dates=StudyDates(last_update=updated, primary_completion=done))


@given(st.integers(0, 4_000), st.integers(0, 4_000), st.integers(-2_000, 2_000))
def test_a_longer_silence_never_makes_it_likelier(one: int, other: int, overdue: int) -> None:
    chances = [open_chance(quiet_for(days, overdue), TODAY) for days in sorted((one, other))]
    assert chances[0] is not None
    assert chances[1] is not None
    assert 0 <= chances[1] <= chances[0] <= 1


def test_a_date_that_has_passed_makes_it_less_likely() -> None:
    ahead, passed = open_chance(quiet_for(30, -300), TODAY), open_chance(quiet_for(30, 300), TODAY)
    assert ahead is not None
    assert passed is not None
    assert passed < ahead


def test_without_the_dates_there_is_no_chance() -> None:
    assert open_chance(made_study(dates=StudyDates()), TODAY) is None


def test_a_record_from_the_future_counts_as_fresh() -> None:
    found = features(quiet_for(-50), TODAY, 800)
    assert found is not None
    assert found["quiet"] == 0


def test_the_logistic_function_by_hand() -> None:
    model = OpenModel(version=1, records=2, years="", longest_days=9, intercept=0.0, weights={"quiet": -1.0})
    assert probability(model, {"quiet": 0.0}) == 0.5
    assert probability(replace(model, intercept=1e9), {"quiet": 0.0}) < 1.0


def test_the_chance_is_said_in_tenths() -> None:
    assert "about 6 in 10" in chance_words(0.58)
    assert "fewer than 1 in 10" in chance_words(0.01)
    assert "more than 9 in 10" in chance_words(0.99)


def test_the_table_says_what_it_was_fitted_on() -> None:
    assert open_model().records > 100
    assert room_margin().records >= 80
    assert room_margin().level == 0.8


@given(st.floats(-1, 3))
def test_room_left_is_an_interval_around_the_straight_line(passed: float) -> None:
    low, high = share_left(passed)
    assert 0 <= low <= max(0.0, 1 - passed) or passed > 1
    assert low < high
