"""Lengths of time and rhythms in running text: "12 weeks", "every 3 months", "twice daily"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from trialogue.eligibility.patterns import Pattern
from trialogue.model.provenance import Span

# Mean Gregorian lengths, as in model.age.
DAYS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.436875, "year": 365.2425}
_WORDS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
]  # fmt: skip
NUMBER_WORDS: dict[str, float] = {
    **{word: float(value) for value, word in enumerate(_WORDS)},
    "twenty-four": 24.0,
    "thirty": 30.0,
    "single": 1.0,
    "once": 1.0,
    "twice": 2.0,
    "thrice": 3.0,
}
NUMBER = r"(?:\d+(?:[.,]\d+)?|(?:twenty-four|" + "|".join([*_WORDS[:0:-1], "thirty"]) + r"))"
UNIT = r"(?:minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|mos?|years?|yrs?)"
_JOIN = r"(?:-|–|—|to|or|~|±|\+/-)"
_DURATION = Pattern(
    rf"(?<![\w.])(?P<low>{NUMBER})(?:\s*\(\d+\))?(?:\s*(?P<join>{_JOIN})\s*(?P<high>{NUMBER}))?"
    rf"(?:\s*\(\d+\))?[\s-]*(?:(?:consecutive|successive|full|whole|straight)\s+)?"
    rf"(?P<unit>{UNIT})\b(?!\s*(?:old|of\s+age)\b)"
)
_SHORT = {"min": "minute", "hr": "hour", "wk": "week", "mo": "month", "yr": "year"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """A stretch of time in the record's own unit; ``high`` equals ``low`` where one number stands."""

    low: float
    high: float
    unit: str

    @property
    def days(self) -> float:
        """The longest that it may mean, in days."""
        return self.high * DAYS[self.unit]

    @property
    def words(self) -> str:
        """``3 months``, ``4 to 6 weeks``, ``1 year``."""
        number = plain_number(self.low)
        if self.high != self.low:
            number += f" to {plain_number(self.high)}"
        return f"{number} {self.unit}{'' if self.high == 1 else 's'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """Something done ``times`` times in every ``every``: twice daily is 2 in 1 day."""

    times: float
    every: Length

    @property
    def days(self) -> float:
        """Days between one time and the next."""
        return self.every.days / self.times

    @property
    def words(self) -> str:
        """``every 3 months``, ``2 times a day``, ``once a week``."""
        span = self.every
        if span.low == span.high == 1:
            times = {1.0: "once", 2.0: "twice"}.get(self.times, f"{plain_number(self.times)} times")
            return f"{times} {'an' if span.unit == 'hour' else 'a'} {span.unit}"
        each = f"every {span.words}"
        return each if self.times == 1 else f"{plain_number(self.times)} times {each}"


def plain_number(value: float) -> str:
    """``3`` rather than ``3.0``; thousands set off by commas; no rounding beyond six digits."""
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.6g}"


def number(text: str) -> float:
    """The value of digits ("2,5", "1,000") or of a number word."""
    lowered = text.lower()
    if lowered in NUMBER_WORDS:
        return NUMBER_WORDS[lowered]
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+", text):
        return float(text.replace(",", ""))
    return float(text.replace(",", "."))


def unit_name(text: str) -> str:
    """``wks`` → ``week``."""
    lowered = text.lower().rstrip("s") if text.lower() not in {"mos"} else "mo"
    return _SHORT.get(lowered, lowered)


@lru_cache(maxsize=4096)
def lengths(text: str) -> tuple[tuple[Span, Length], ...]:
    """All lengths of time in the text with their places; ages ("18 years old") are not among them."""
    return tuple(_lengths(text))


def _lengths(text: str) -> Iterator[tuple[Span, Length]]:
    for match in _DURATION.finditer(text):
        low = number(match["low"])
        high = number(match["high"]) if match["high"] else low
        if match["join"] in {"±", "+/-"}:
            low, high = low - high, low + high
        if low < 0 or high < low or high > 10_000:
            continue
        found = Length(low=low, high=high, unit=unit_name(match["unit"]))
        yield Span(start=match.start(), end=match.end()), found
