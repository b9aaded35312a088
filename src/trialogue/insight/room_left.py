"""How much room is left: an interval with its basis, or a plain "none" where the study is closed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trialogue.insight.fitted import room_margin
from trialogue.insight.recruiting import open_sites
from trialogue.model.codes import DateType, RecruitmentStatus
from trialogue.model.desk import Capacity, site_key
from trialogue.model.study import Study
from trialogue.plain.durations import DAYS, lengths
from trialogue.plain.words import date_words, plural

_OPEN = {RecruitmentStatus.RECRUITING, RecruitmentStatus.NOT_YET_RECRUITING, RecruitmentStatus.AVAILABLE}

_NONE = "None. The record says that the study takes no new people."
_CLOSED = {
    RecruitmentStatus.ENROLLING_BY_INVITATION: "None to ask for: the study team chooses people.",
    RecruitmentStatus.NO_LONGER_AVAILABLE: "None. The treatment can no longer be had in this way.",
    RecruitmentStatus.SUSPENDED: "None at present. The record says that the study has paused.",
}


class Basis(StrEnum):
    """What the answer rests on."""

    CLOSED = "the study is closed to new people"
    MODEL = "a recruitment model"
    SITE = "the site's own figure"
    UNKNOWN = "the record gives too little"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomLeft:
    """Between ``low`` and ``high`` people can still join; both None where nothing can be said.

    Only ``high`` is None where some sites have said their figure and others have not.
    """

    low: int | None
    high: int | None
    basis: Basis
    words: str
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFigure:
    """What sites themselves say of their room: places of all that said, and the day of the oldest word.

    ``others`` is how many open sites have said nothing.
    """

    places: int
    on: date
    sites: int = 1
    others: int = 0


def figure_of(study: Study, said: Mapping[str, Capacity], today: date) -> SiteFigure | None:
    """The figure of the record's open sites, of what each said last (by site key); None where none did.

    A figure past its day says nothing any more. A pause is no figure: the site takes nobody for now.
    """
    open_ones = {site_key(s) for s in study.sites if s.status in {None, RecruitmentStatus.RECRUITING}}
    paused = {key for key, one in said.items() if one.paused}
    figures = [
        (one.places, one.at.date())
        for key, one in said.items()
        if key in open_ones - paused and one.places is not None and (one.until is None or one.until >= today)
    ]
    if not figures:
        return None
    return SiteFigure(
        places=sum(places for places, _ in figures),
        on=min(day for _, day in figures),
        sites=len(figures),
        others=len(open_ones - paused) - len(figures),
    )


def room_left(study: Study, today: date, site: SiteFigure | None = None) -> RoomLeft:
    """How many people can still join: an interval that is meant to hold the truth in eight cases of ten.

    Closed, suspended or by invitation: none. Not open past its start: none has joined, and whether anybody
    will is unknown. A site's own figure counts before any model. Otherwise
    people are taken to join from the start until the last one can still finish the primary outcome,
    that is the primary completion date less the longest primary outcome time frame (never less than
    a tenth of the time between). A straight line over that time gives what is left; the interval
    reaches below and above it by margins fitted on older versions of real records that said
    "recruiting" (``insight/fitted.toml``; the shortest that held eight in ten of one half, tested on
    the other). Targets are often missed, and often raised: hence the width. Records do not give how
    many had joined on a day, so for those studies people are taken to have joined
    evenly between the actual dates. It is a model, never a count.
    """
    if study.status is RecruitmentStatus.UNKNOWN:
        words = "The record cannot say whether there is room: it has not been checked for long."
        return RoomLeft(low=None, high=None, basis=Basis.UNKNOWN, words=words, as_of=today)
    if study.status not in _OPEN:
        words = _CLOSED.get(study.status or RecruitmentStatus.COMPLETED, _NONE)
        return RoomLeft(low=0, high=0, basis=Basis.CLOSED, words=words, as_of=today)
    if site is not None:
        high = None if site.others else site.places
        words = _site_words(site)
        return RoomLeft(low=site.places, high=high, basis=Basis.SITE, words=words, as_of=site.on)
    planned = window(study)
    enrolled = study.enrollment
    if planned is None or enrolled is None or enrolled.count == 0 or enrolled.kind is DateType.ACTUAL:
        words = "The record gives too little to say. Ask the study team."
        return RoomLeft(low=None, high=None, basis=Basis.UNKNOWN, words=words, as_of=today)
    if study.status is RecruitmentStatus.NOT_YET_RECRUITING and planned[0] < today:
        words = _late_words(enrolled.count, planned[0])
        return RoomLeft(low=0, high=enrolled.count, basis=Basis.MODEL, words=words, as_of=today)
    low, high = remaining(enrolled.count, planned, today)
    return RoomLeft(
        low=low, high=high, basis=Basis.MODEL, words=_words(study, planned, low, high), as_of=today
    )


def _late_words(target: int, start: date) -> str:
    opened = f"The record says that it has not opened, though its start, {start:%B %Y}, has passed."
    return f"Up to {target:,} people may be able to join if it opens. {opened}"


def _site_words(site: SiteFigure) -> str:
    places, day = plural(site.places, "place") if site.places else "no place", date_words(site.on)
    if site.sites == 1:
        said = f"One site itself says that it has {places} left. It said so on {day}."
    else:
        said = f"{site.sites} sites themselves say that they have {places} left in all. "
        said += f"The oldest of these figures is of {day}."
    if not site.others:
        return said
    left = plural(site.others, "other open site")
    return f"{said} {left} {'has' if site.others == 1 else 'have'} not said."


def window(study: Study) -> tuple[date, date] | None:
    """First and last day on which people are planned to join; None where a date is missing."""
    start, done = study.dates.start, study.dates.primary_completion
    if start is None or done is None:
        return None
    first, last = start.date.earliest, done.date.earliest
    total = (last - first).days
    if total <= 0:
        return None
    frame = _frame_days(study)
    return first, date.fromordinal(first.toordinal() + max(total - frame, math.ceil(total / 10)))


def remaining(target: int, planned: tuple[date, date], today: date) -> tuple[int, int]:
    """The interval for what is left of the target on a day."""
    first, last = planned
    passed = (today - first).days / max(1, (last - first).days)
    if passed <= 0:
        return target, target
    low, high = share_left(passed)
    return math.floor(target * low), math.ceil(target * high)


def share_left(passed: float) -> tuple[float, float]:
    """Least and most that is left, as shares of the target, after a share of the planned time."""
    line, margin = 1 - min(1.0, max(0.0, passed)), room_margin()
    return max(0.0, line - margin.below), line + margin.above


def _frame_days(study: Study) -> int:
    frames = [o.time_frame for o in study.primary_outcomes if o.time_frame]
    found = [length.days for text in frames for _, length in lengths(text) if length.days < 20 * DAYS["year"]]
    return round(max(found, default=0.0))


def _words(study: Study, planned: tuple[date, date], low: int, high: int) -> str:
    target = study.enrollment.count if study.enrollment else 0
    sites = open_sites(study)
    basis = f"a target of {target:,} people, joining between {planned[0]:%B %Y} and {planned[1]:%B %Y}"
    if sites is not None:
        basis += f", {sites} open site{'' if sites == 1 else 's'}"
    if low == high:
        return f"Nobody has joined yet: all of {low:,} planned places. It rests on {basis}."
    more = " More than the target can join where the team raises it." if high > target else ""
    between = f"Between {low:,} and {high:,} people may still be able to join."
    return f"{between} This is a model, not a count. It rests on {basis}.{more}"
