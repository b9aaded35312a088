"""A calendar file for one request: the days on which to look again, and nothing about health.

A calendar is often shared, so that it names neither the trial nor the illness nor the site.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta

from trialogue.model.application import Application, ApplicationStatus, EventKind
from trialogue.plain.ics import calendar_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One day and what to do on it, in words that say nothing private."""

    name: str
    day: date
    title: str


_A_WEEK = 7
_A_SEASON = 90
_WITH_THE_SITE = (ApplicationStatus.SENT, ApplicationStatus.OPENED, ApplicationStatus.IN_REVIEW)


def reminders(found: Application, median_days: float | None = None) -> tuple[Reminder, ...]:
    """The days on which it is worth to look again; none for a request that is over.

    An answer is looked for after a week, or after ``median_days`` (when half have one) where that is
    longer; a question is answered within a week; on a list one looks after a season.
    """
    last = found.events[-1].at.date()
    if found.status in _WITH_THE_SITE:
        sent = next(e.at for e in found.events if e.kind is EventKind.SENT).date()
        wait = max(_A_WEEK, math.ceil(median_days or 0))
        day = sent + timedelta(days=min(wait, 365))
        return (Reminder(name="answer", day=day, title="Trialogue: see if there is an answer"),)
    words = {
        ApplicationStatus.ASKED: ("question", _A_WEEK, "Trialogue: a question waits for your answer"),
        ApplicationStatus.ACCEPTED: ("next", _A_WEEK, "Trialogue: ask what comes next, if nobody wrote"),
        ApplicationStatus.WAITING: ("waiting", _A_SEASON, "Trialogue: do you still want to wait?"),
        ApplicationStatus.TOLD: ("told", _A_WEEK, "Trialogue: what you waited for has come"),
    }.get(found.status)
    if words is None:
        return ()
    name, days, title = words
    return (Reminder(name=name, day=last + timedelta(days=days), title=title),)


def request_calendar(found: Application, link: str, days: tuple[Reminder, ...]) -> bytes:
    """All-day events (RFC 5545). The same request gives the same bytes; a calendar that reads the file
    again moves what it has."""
    made = found.events[-1].at
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Trialogue//Request//EN", "CALSCALE:GREGORIAN"]
    for one in days:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{found.id}-{one.name}@trialogue",
            f"DTSTAMP:{made:%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{one.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{one.title}",
            f"URL:{link}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return calendar_lines([*lines, "END:VCALENDAR"])
