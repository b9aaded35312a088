"""Timelines: doses on their days, steps with a source, nothing filled in."""

from __future__ import annotations

from datetime import date

import pytest
from tests.unit.plain.made import made_study, measured, treated

from trialogue.plain.ics import calendar_file, later
from trialogue.plain.timeline import Offset, StepKind, dose_words, timeline


def test_an_interval_and_a_number_give_the_days_of_doses() -> None:
    plan = timeline(treated("Given every 3 months for a total of 4 injections."))
    step = plan.step(StepKind.TREATMENT)
    assert step is not None
    assert [(d.number, d.unit) for d in step.doses] == [
        (0, "month"),
        (3, "month"),
        (6, "month"),
        (9, "month"),
    ]
    assert dose_words(step.doses) == "at the start, then after 3, 6 and 9 months"


def test_listed_days_are_counted_from_the_first() -> None:
    step = timeline(treated("Two infusions, on days 1 and 15.")).step(StepKind.TREATMENT)
    assert step is not None
    assert [d.number for d in step.doses] == [0, 14]


def test_a_number_without_an_interval_gives_no_days() -> None:
    step = timeline(treated("A total of 4 injections are given over 12 months.")).step(StepKind.TREATMENT)
    assert step is not None
    assert step.doses == ()
    assert step.length is not None
    assert step.length.words == "12 months"


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("A screening period of up to 4 weeks comes first.", StepKind.SCREENING, "4 weeks"),
        ("After a 2-week run-in they start.", StepKind.RUN_IN, "2 weeks"),
        ("There is a 4 weeks washout between periods.", StepKind.WASHOUT, "4 weeks"),
        ("Patients are followed for 5 years.", StepKind.FOLLOW_UP, "5 years"),
        ("A 6-month follow-up period comes last.", StepKind.FOLLOW_UP, "6 months"),
        ("The training program lasts 12 weeks.", StepKind.TREATMENT, "12 weeks"),
    ],
)
def test_a_step_is_known_by_its_neighbours(text: str, kind: StepKind, words: str) -> None:
    step = timeline(made_study(detailed_description=text)).step(kind)
    assert step is not None
    assert step.length is not None
    assert step.length.words == words
    assert step.sources[0].quote == text


@pytest.mark.parametrize(
    "text",
    [
        "No steroids within 4 weeks before screening.",
        "Asthma for at least 2 years.",
        "Survival of 5 years is rare.",
        "",
    ],
)
def test_lengths_of_other_things_make_no_step(text: str) -> None:
    plan = timeline(made_study(detailed_description=text))
    assert plan.steps == ()
    assert plan.missing == (StepKind.SCREENING, StepKind.TREATMENT, StepKind.FOLLOW_UP)


def test_the_last_measurement_is_the_longest_time_frame() -> None:
    step = timeline(measured("baseline, approximately 1 year", "approximately 2 years")).step(
        StepKind.LAST_MEASUREMENT
    )
    assert step is not None
    assert step.length is not None
    assert step.length.words == "2 years"


@pytest.mark.parametrize(
    ("start", "offset", "day"),
    [
        (date(2027, 1, 31), Offset(number=1, unit="month"), date(2027, 2, 28)),
        (date(2027, 11, 30), Offset(number=3, unit="month"), date(2028, 2, 29)),
        (date(2028, 2, 29), Offset(number=1, unit="year"), date(2029, 2, 28)),
        (date(2027, 1, 1), Offset(number=2, unit="week"), date(2027, 1, 15)),
        (date(9999, 12, 1), Offset(number=2, unit="year"), date.max),
    ],
)
def test_months_are_counted_by_the_calendar(start: date, offset: Offset, day: date) -> None:
    assert later(start, offset) == day


def test_a_calendar_file_holds_each_dose_and_is_the_same_twice() -> None:
    study = treated("Given every 3 months for a total of 4 injections.")
    first = calendar_file(study, timeline(study), date(2027, 1, 31))
    assert first == calendar_file(study, timeline(study), date(2027, 1, 31))
    text = first.decode()
    assert text.count("BEGIN:VEVENT") == 4
    assert "DTSTART;VALUE=DATE:20270430" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.endswith("END:VCALENDAR\r\n")
