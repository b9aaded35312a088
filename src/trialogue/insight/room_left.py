"""How much room is left: an interval with its basis, or a plain "none" where the study is closed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trialogue.insight.recruiting import open_sites
from trialogue.model.codes import DateType, RecruitmentStatus
from trialogue.model.study import Study
from trialogue.plain.durations import DAYS, lengths

_OPEN = {RecruitmentStatus.RECRUITING, RecruitmentStatus.NOT_YET_RECRUITING, RecruitmentStatus.AVAILABLE}
# Recruitment starts slowly and seldom runs evenly. The share of the target that is taken after a
# share u of the planned time lies between u**SLOW and u**FAST in nine studies of ten; the two
# exponents are those of the calibration in bench/plain.py on completed studies.
SLOW = 3.0
FAST = 0.35


class Basis(StrEnum):
    """What the answer rests on."""

    CLOSED = "the study is closed to new people"
    MODEL = "a recruitment model"
    SITE = "the site's own figure"
    UNKNOWN = "the record gives too little"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomLeft:
    """Between ``low`` and ``high`` people can still join; both None where nothing can be said."""

    low: int | None
    high: int | None
    basis: Basis
    words: str
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFigure:
    """What a site itself says of its room, and when."""

    places: int
    on: date


def room_left(study: Study, today: date, site: SiteFigure | None = None) -> RoomLeft:
    """How many people can still join: an interval that should hold the truth in nine cases of ten.

    Closed, suspended or by invitation: none. A site's own figure counts before any model. Otherwise
    people are taken to join from the start until the last one can still finish the primary outcome,
    that is the primary completion date less the longest primary outcome time frame (never less than
    a tenth of the time between). After a share u of that time between u^SLOW and u^FAST of the
    target has joined; what is left is the target less that. Past the end of the planned time
    anything from none to the whole slow remainder is possible. It is a model, never a count.
    """
    if study.status not in _OPEN:
        words = "None. The record says that the study takes no new people."
        return RoomLeft(low=0, high=0, basis=Basis.CLOSED, words=words, as_of=today)
    if site is not None:
        words = f"A site says {site.places:,}, on {site.on.isoformat()}."
        return RoomLeft(low=site.places, high=site.places, basis=Basis.SITE, words=words, as_of=site.on)
    planned = window(study)
    enrolled = study.enrollment
    if planned is None or enrolled is None or enrolled.count == 0 or enrolled.kind is DateType.ACTUAL:
        words = "The record gives too little to say. Ask the study team."
        return RoomLeft(low=None, high=None, basis=Basis.UNKNOWN, words=words, as_of=today)
    low, high = remaining(enrolled.count, planned, today)
    return RoomLeft(
        low=low, high=high, basis=Basis.MODEL, words=_words(study, planned, low, high), as_of=today
    )


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
    share = min(passed, 1.0)
    most_taken = min(1.0, share**FAST)
    least_taken = share**SLOW
    if passed >= 1:
        least_taken = 1 - 0.5 / passed
    return math.floor(target * (1 - most_taken)), math.ceil(target * (1 - least_taken))


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
    between = f"Between {low:,} and {high:,} people" if low != high else f"About {low:,} people"
    return f"{between} may still be able to join. This is a model, not a count. It rests on {basis}."
