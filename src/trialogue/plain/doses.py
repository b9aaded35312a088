"""What is given, how much, how often, how many times: values, each with the record's words."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from trialogue.model.provenance import Provenance
from trialogue.plain.amounts import Amount
from trialogue.plain.durations import Length, Rhythm

T = TypeVar("T")
NOT_GIVEN = "not given in the record"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Generic[T]):
    """A value read from the record, and where it stands there."""

    value: T
    source: Provenance


class Level(StrEnum):
    """Which dose an amount is."""

    FIRST = "first dose"
    LOWER = "may be lowered to"
    HIGHER = "may be raised to"
    LATER = "later doses"
    MOST = "at most"
    GIVEN = "dose"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseLevel:
    """An amount and which dose it is."""

    level: Level
    amount: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many times something is given. ``at_most``: the number is an upper limit."""

    number: int
    noun: str
    at_most: bool = False

    @property
    def words(self) -> str:
        """``4 injections``, ``up to 6 cycles``."""
        noun = self.noun if self.number != 1 else self.noun.removesuffix("s")
        return f"{'up to ' if self.at_most else ''}{self.number:,} {noun}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRule:
    """What may change the dose: what the record says of it, and whether that gives the rule itself."""

    words: str
    given: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Days, weeks or months on which it is given, counted from the first dose or within a cycle.

    ``again``: they come again in each cycle, of whatever length.
    """

    unit: str
    numbers: tuple[float, ...]
    cycle: Length | None = None
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DosePlan:
    """The plan for one intervention. Empty fields are not given in the record."""

    intervention: str
    routes: tuple[Finding[str], ...] = ()
    levels: tuple[Finding[DoseLevel], ...] = ()
    volume: Finding[Amount] | None = None
    number: Finding[Count] | None = None
    interval: Finding[Rhythm] | None = None
    days: Finding[Days] | None = None
    cycle: Finding[Length] | None = None
    lasting: tuple[Finding[Length], ...] = ()
    until: Finding[str] | None = None
    changes: tuple[Finding[ChangeRule], ...] = field(default=())

    @property
    def first_dose(self) -> Finding[DoseLevel] | None:
        """The dose that the record calls the first, where it does."""
        return next((f for f in self.levels if f.value.level is Level.FIRST), None)

    @property
    def is_empty(self) -> bool:
        """Nothing was read."""
        fields = (self.routes, self.levels, self.volume, self.number, self.interval, self.days, self.lasting)
        return not any(fields) and self.until is None
