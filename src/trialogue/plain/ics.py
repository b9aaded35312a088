"""A calendar file of the doses and steps, for a start date that the person picks (RFC 5545)."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from trialogue.model.study import Study
from trialogue.plain.timeline import Offset, StepKind, Timeline

_FOLD = 73


def calendar_file(study: Study, plan: Timeline, start: date) -> bytes:
    """An iCalendar file: one all-day event for each dose that the record dates, then the known ends.

    ``start`` is the first dose. Months and years are counted by the calendar (31 January and one
    month: 28 or 29 February). The same study and date give the same bytes.
    """
    stamp = f"{start:%Y%m%d}T000000Z"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Trialogue//Study plan//EN", "CALSCALE:GREGORIAN"]
    for number, (day, title) in enumerate(_events(study, plan, start)):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{study.nct_id}-{start:%Y%m%d}-{number}@trialogue",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escape(title)}",
            "DESCRIPTION:" + _escape(_note(study)),
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return calendar_lines([*lines, "END:VCALENDAR"])


def calendar_lines(lines: Iterable[str]) -> bytes:
    """Lines as a calendar file has them: folded, each ended by CR and LF."""
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _events(study: Study, plan: Timeline, start: date) -> Iterator[tuple[date, str]]:
    treatment = plan.step(StepKind.TREATMENT)
    doses = treatment.doses if treatment else ()
    if not doses:
        yield start, f"{study.nct_id}: treatment starts"
    for number, dose in enumerate(doses, 1):
        yield later(start, dose), f"{study.nct_id}: dose {number} of {len(doses)}"
    for kind, words in (
        (StepKind.TREATMENT, "treatment ends"),
        (StepKind.LAST_MEASUREMENT, "last measurement"),
    ):
        step = plan.step(kind)
        if step is not None and step.length is not None:
            end = Offset(number=step.length.high, unit=step.length.unit)
            yield later(start, end), f"{study.nct_id}: {words}, about"


def _note(study: Study) -> str:
    return (
        f"Reckoned from the text of the registry record {study.nct_id}. Your own dates come from the study "
        "team."
    )


def later(start: date, offset: Offset) -> date:
    """The day that lies ``offset`` after ``start``; whole months and years by the calendar."""
    if offset.unit in {"month", "year"} and offset.number == int(offset.number):
        months = start.month - 1 + int(offset.number) * (12 if offset.unit == "year" else 1)
        year, month = start.year + months // 12, months % 12 + 1
        if year > date.max.year:
            return date.max
        return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))
    try:
        return start + timedelta(days=round(offset.days))
    except OverflowError:
        return date.max - timedelta(days=1)


def _escape(text: str) -> str:
    """Text value of RFC 5545, section 3.3.11."""
    for mark in ("\\", ";", ","):
        text = text.replace(mark, "\\" + mark)
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Lines of at most 75 octets; a continuation starts with a space (section 3.1)."""
    rest, first = line, True
    while rest:
        room = _FOLD if first else _FOLD - 1
        cut = len(rest)
        while len(rest[:cut].encode()) > room:
            cut -= 1
        yield ("" if first else " ") + rest[:cut]
        rest, first = rest[cut:], False
