"""A study that says it has not opened, though the day on which it was to open has passed."""

from __future__ import annotations

from datetime import date

from tests.unit.plain.made import made_study

from trialogue.insight.room_left import room_left
from trialogue.model.codes import DateType, RecruitmentStatus
from trialogue.model.dates import PartialDate
from trialogue.model.study import Enrollment, Milestone, StudyDates


def test_a_study_that_has_not_opened_past_its_start_has_all_places_or_none() -> None:
    study = made_study(
        status=RecruitmentStatus.NOT_YET_RECRUITING,
        enrollment=Enrollment(count=400, kind=DateType.ESTIMATED),
        dates=StudyDates(
            start=Milestone(date=PartialDate(year=2020, month=9), kind=DateType.ESTIMATED),
            primary_completion=Milestone(date=PartialDate(year=2021, month=5), kind=DateType.ESTIMATED),
        ),
    )
    found = room_left(study, date(2026, 4, 1))
    assert (found.low, found.high) == (0, 400)
    assert "has not opened, though its start, September 2020, has passed" in found.words
