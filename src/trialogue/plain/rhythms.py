"""How often: "every 3 months", "3 sessions/week", "Q3W", "twice daily", "28-day cycle"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from trialogue.eligibility.patterns import Pattern
from trialogue.model.provenance import Span
from trialogue.plain.durations import NUMBER, UNIT, Length, Rhythm, number, unit_name

_TIMES = rf"(?:once|twice|thrice|{NUMBER})"
_ADVERB = {
    "daily": "day",
    "nightly": "day",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
    "annually": "year",
    "hourly": "hour",
    "hrly": "hour",
}
_ADVERBS = "|".join(_ADVERB)
# Latin abbreviations of prescriptions; "biweekly" and "bimonthly" are left unread: each has two meanings.
_LATIN = {"qd": 1.0, "od": 1.0, "bid": 2.0, "tid": 3.0, "qid": 4.0, "qhs": 1.0}


def _length(low: float, unit: str, high: float | None = None) -> Length:
    return Length(low=low, high=low if high is None else high, unit=unit)


def _every(match: re.Match[str]) -> Rhythm:
    low = number(match["n"]) if match["n"] else (2.0 if match["other"] else 1.0)
    high = number(match["high"]) if match["high"] else low
    return Rhythm(times=1, every=_length(low, unit_name(match["unit"]), max(low, high)))


def _apart(match: re.Match[str]) -> Rhythm:
    low = number(match["n"])
    high = number(match["high"]) if match["high"] else low
    return Rhythm(times=1, every=_length(low, unit_name(match["unit"]), max(low, high)))


def _times_a(match: re.Match[str]) -> Rhythm:
    return Rhythm(times=number(match["times"]), every=_length(1, unit_name(match["unit"])))


def _adverb(match: re.Match[str]) -> Rhythm:
    times = number(match["times"]) if match["times"] else 1.0
    return Rhythm(times=times, every=_length(1, _ADVERB[match["adverb"].lower()]))


def _numbered(match: re.Match[str]) -> Rhythm | None:
    """ "three weekly infusions" are three, a week apart; "3-weekly" is every three weeks; "three weekly
    sessions" may be either and is not read. "two daily doses" are two a day, "12 hourly" every 12 hours."""
    unit = _ADVERB[match["adverb"].lower()]
    if unit == "hour":
        return Rhythm(times=1, every=_length(number(match["times"]), unit))
    if unit == "day":
        return Rhythm(times=number(match["times"]), every=_length(1, unit))
    if match["given"]:
        return Rhythm(times=1, every=_length(1, unit))
    return Rhythm(times=1, every=_length(number(match["times"]), unit)) if match["hyphen"] else None


def _latin(match: re.Match[str]) -> Rhythm:
    return Rhythm(times=_LATIN[match["latin"].lower().replace(".", "")], every=_length(1, "day"))


def _coded(match: re.Match[str]) -> Rhythm:
    unit = {"h": "hour", "d": "day", "w": "week", "m": "month"}[match["code"].lower()]
    return Rhythm(times=1, every=_length(number(match["n"]), unit))


_FORMS: tuple[tuple[Pattern, Callable[[re.Match[str]], Rhythm | None]], ...] = (
    (
        Pattern(
            rf"\b(?:once\s+)?(?:every|each)[\s-]+(?P<other>other[\s-]+|second[\s-]+)?(?:(?P<n>{NUMBER})"
            rf"(?:\s*(?:{UNIT}\s*)?(?:-|–|to|or)\s*(?:every\s+)?(?P<high>{NUMBER}))?(?:\s*\(\d+\))?[\s-]*)?(?P<unit>{UNIT})\b"
        ),
        _every,
    ),
    (
        Pattern(
            rf"\b(?P<n>{NUMBER})(?:\s*(?:-|–|to)\s*(?P<high>{NUMBER}))?[\s-]*(?P<unit>{UNIT})\s+(?:apart\b|intervals?\b"
            rf"|between\s+(?:(?:two|each|the|every|consecutive)\s+)?(?:treat|dos|inject|infus|session|transplant|vaccin))|"
            rf"\bintervals? of (?P<n2>{NUMBER})[\s-]*(?P<unit2>{UNIT})\b"
        ),
        lambda m: (
            _apart(m) if m["n"] else Rhythm(times=1, every=_length(number(m["n2"]), unit_name(m["unit2"])))
        ),
    ),
    (
        Pattern(
            rf"\b(?P<times>{_TIMES})\s*(?:times?|x|sessions?|doses?|days?|applications?|injections?|visits?"
            rf"|tablets?|capsules?)?\s*(?:a|per|/|each|every)\s*(?P<unit>day|week|month|year)\b"
        ),
        _times_a,
    ),
    (
        Pattern(
            rf"\b(?:(?P<times>once|twice|thrice|{NUMBER}(?=\s*times?\b))(?:\s*times?)?[\s-]*)?"
            rf"(?P<adverb>{_ADVERBS})\b"
        ),
        _adverb,
    ),
    (
        Pattern(
            rf"\b(?P<times>{NUMBER})(?:\s*\(\d+\))?(?:\s+|(?P<hyphen>-))(?P<adverb>{_ADVERBS})\b"
            r"(?P<given>\s+(?:[\w.-]+\s+){0,5}?(?:infusions|injections|doses|cycles|vaccinations)\b)?"
        ),
        _numbered,
    ),
    (
        Pattern(r"(?:\bper|/)\s?(?P<unit>day)\b(?![^.;]*\bdivided\b)"),
        lambda m: Rhythm(times=1, every=_length(1, unit_name(m["unit"]))),
    ),
    (Pattern(r"(?:\bq|/)(?P<n>\d{1,2})\s?(?P<code>[hdwm])\b"), _coded),
    (Pattern(r"\b(?P<latin>q\.?d|b\.?i\.?d|t\.?i\.?d|q\.?i\.?d|qhs|OD)\b\.?"), _latin),
)


@lru_cache(maxsize=4096)
def rhythms(text: str) -> tuple[tuple[Span, Rhythm], ...]:
    """All rhythms in the text with their places; where two forms overlap the longer one stands."""
    found = sorted(_rhythms(text), key=lambda pair: (pair[0].start, -pair[0].end))
    kept: list[tuple[Span, Rhythm | None]] = []
    for span, rhythm in found:
        if not kept or span.start >= kept[-1][0].end:
            kept.append((span, rhythm))
    return tuple((span, rhythm) for span, rhythm in kept if rhythm is not None)


def _rhythms(text: str) -> Iterator[tuple[Span, Rhythm | None]]:
    for pattern, build in _FORMS:
        for match in pattern.finditer(text):
            rhythm = build(match)
            if rhythm is None or (0 < rhythm.times <= 48 and rhythm.every.low > 0):
                yield Span(start=match.start(), end=match.end()), rhythm
