"""Stretches of time in plain words, and back."""

from __future__ import annotations

import re

YEAR_DAYS, MONTH_DAYS, WEEK_DAYS = 365.2425, 365.2425 / 12, 7.0
_UNITS = (("year", YEAR_DAYS), ("month", MONTH_DAYS), ("week", WEEK_DAYS), ("day", 1.0), ("hour", 1 / 24))
_WORDS = re.compile(r"(\d+(?:\.\d+)?(?:e-?\d+)?) (year|month|week|day|hour)s?")


def length_words(days: float) -> str:
    """The largest unit that gives a whole number, else days: 28 → ``4 weeks``, 183 → ``183 days``."""
    for unit, length in _UNITS:
        count = round(days / length)
        if count >= 1 and abs(days - count * length) < 1e-6:
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return f"{days!r} days"


def length_days(words: str) -> float:
    """The days of such words. Raises ValueError where they are no stretch of time."""
    found = _WORDS.fullmatch(words)
    if found is None:
        raise ValueError(f"{words!r} is no stretch of time")
    return float(found[1]) * dict(_UNITS)[found[2]]
