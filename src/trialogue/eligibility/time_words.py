"""Stretches of time in plain words, and back."""

from __future__ import annotations

import re

YEAR_DAYS, MONTH_DAYS, WEEK_DAYS = 365.2425, 365.2425 / 12, 7.0
# Readers of criteria take a month as 30 days or a mean month, a year as 365 or a mean year.
_UNITS = (
    ("year", (365.2425, 365.25, 365.0, 360.0)),
    ("month", (365.2425 / 12, 30.4375, 30.44, 30.4, 30.0)),
    ("week", (7.0,)),
    ("day", (1.0,)),
    ("hour", (1 / 24,)),
)
_WORDS = re.compile(r"(\d+(?:\.\d+)?) (year|month|week|day|hour)s?")


def length_words(days: float) -> str:
    """The largest unit that gives a whole number: 28 → ``4 weeks``, 183 → ``183 days``."""
    for unit, lengths in _UNITS:
        for length in lengths:
            count = days / length
            if round(count) >= 1 and abs(count - round(count)) < 0.004 * max(1.0, count / 12):
                return f"{round(count)} {unit}{'' if round(count) == 1 else 's'}"
    return f"{days:g} days"


def length_days(words: str, like: tuple[float, ...] = ()) -> float:
    """The days of such words: the one of ``like`` that is said so, else the mean length of the unit.

    Raises ValueError where the words are no stretch of time.
    """
    for days in like:
        if length_words(days) == words:
            return days
    found = _WORDS.fullmatch(words)
    if found is None:
        raise ValueError(f"{words!r} is no stretch of time")
    return float(found[1]) * dict(_UNITS)[found[2]][0]
