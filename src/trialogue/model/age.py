"""Ages as the registry gives them: a number and a unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class AgeUnit(StrEnum):
    """Units of the registry data elements *MinimumAge* and *MaximumAge*."""

    YEARS = "Years"
    MONTHS = "Months"
    WEEKS = "Weeks"
    DAYS = "Days"
    HOURS = "Hours"
    MINUTES = "Minutes"


# Gregorian mean lengths: a year is 365.2425 days, a month a twelfth of it.
_DAYS = {
    AgeUnit.YEARS: 365.2425,
    AgeUnit.MONTHS: 365.2425 / 12,
    AgeUnit.WEEKS: 7.0,
    AgeUnit.DAYS: 1.0,
    AgeUnit.HOURS: 1 / 24,
    AgeUnit.MINUTES: 1 / 1440,
}
_PATTERN = re.compile(r"(\d{1,4}) ?(year|month|week|day|hour|minute)s?", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Age:
    """An age limit, with the unit that the record used."""

    value: int
    unit: AgeUnit = AgeUnit.YEARS

    @property
    def days(self) -> float:
        """Length in days, for comparison (6 months < 1 year)."""
        return self.value * _DAYS[self.unit]

    @property
    def years(self) -> float:
        """Length in years (18 Months → 1.5)."""
        return self.days / _DAYS[AgeUnit.YEARS]


def parse_age(text: str) -> Age | None:
    """Read ``18 Years`` or ``6 Months``; ``N/A`` and empty mean no limit (None).

    Raises ValueError for any other text.
    """
    cleaned = text.strip()
    if cleaned.upper() in {"", "N/A", "NA", "NONE"}:
        return None
    match = _PATTERN.fullmatch(cleaned)
    if match is None:
        raise ValueError(f"{cleaned[:40]!r} is not an age: it needs a number and a unit, as in 18 Years")
    return Age(value=int(match[1]), unit=AgeUnit(match[2].capitalize() + "s"))
