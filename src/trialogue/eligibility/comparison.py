"""One comparison read from a text: variable, operator, value, unit, each with its place."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Op(StrEnum):
    """How the value bounds the variable."""

    LT = "<"
    LE = "<="
    EQ = "="
    GE = ">="
    GT = ">"
    RANGE = ".."


class Comparison(NamedTuple):
    """A comparison. Offsets are characters of the text that was read.

    ``value`` is a number, or (low, high) for a range. ``unit`` is the unit as written;
    ``trialogue.eligibility.units.normal`` spells it one way. ``is_time`` marks a window of time
    ("within 30 days"), whose variable is the event that the window is about. ``low_unit`` is the unit of the
    lower end of a range where it has one of its own ("1 month to 18 years").
    """

    start: int
    end: int
    op: Op
    value: float | tuple[float, float]
    unit: str | None = None
    variable: str | None = None
    var_start: int | None = None
    var_end: int | None = None
    is_time: bool = False
    low_inclusive: bool = True
    high_inclusive: bool = True
    low_unit: str | None = None
