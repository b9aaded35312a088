"""Dates as the registry gives them: a day, or only a month, or only a year."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """A date whose day, or day and month, may be unknown. Never rounded to a false day."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a date with a day needs a month")
        date(self.year, self.month or 1, self.day or 1)

    @property
    def earliest(self) -> date:
        """The first day that it may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day that it may mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def iso(self) -> str:
        """``2024``, ``2024-03`` or ``2024-03-09``."""
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


def parse_partial_date(text: str) -> PartialDate:
    """Read ``yyyy``, ``yyyy-MM`` or ``yyyy-MM-dd``.

    Raises ValueError for another form or a day that does not exist (2023-02-30).
    """
    parts = text.strip().split("-")
    if not 1 <= len(parts) <= 3 or not all(p.isascii() and p.isdigit() for p in parts):
        raise ValueError(f"{text[:40]!r} is not a date: it needs yyyy, yyyy-MM or yyyy-MM-dd")
    if len(parts[0]) != 4 or any(len(p) != 2 for p in parts[1:]):
        raise ValueError(f"{text[:40]!r} is not a date: it needs yyyy, yyyy-MM or yyyy-MM-dd")
    try:
        numbers = [int(p) for p in parts]
        month = numbers[1] if len(numbers) > 1 else None
        return PartialDate(year=numbers[0], month=month, day=numbers[2] if len(numbers) > 2 else None)
    except ValueError as error:
        raise ValueError(f"{text[:40]!r} is not a date that exists: {error}") from None
