"""Counts of people that name nobody: small cells withheld, and others so that no sum gives them away.

A cell under ten is withheld. Where the withheld cells of one table are a single one, or add up to
less than ten, the smallest shown cells are withheld too, until they are at least two and add up to
ten or more. A table is made of whole tens of people in the order in which they came, so that two
tables of different days never differ by a single person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

SMALLEST = 10

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """``cells``: name → count, None where it is withheld. ``total`` is shown where it is ten or more."""

    total: int
    cells: Mapping[str, int | None]


def whole_tens(people: Sequence[T]) -> Sequence[T]:
    """The first people, as many as make whole tens."""
    return people[: len(people) // SMALLEST * SMALLEST]


def withhold(cells: Mapping[str, int]) -> Counts | None:
    """The table as it may be shown; None where nothing may."""
    total = sum(cells.values())
    if total < SMALLEST:
        return None
    hidden = {name for name, count in cells.items() if count < SMALLEST}
    while hidden and (len(hidden) < 2 or sum(cells[name] for name in hidden) < SMALLEST):
        shown = sorted((count, name) for name, count in cells.items() if name not in hidden)
        if not shown:
            break
        hidden.add(shown[0][1])
    if len(hidden) == len(cells):
        return None
    return Counts(
        total=total, cells={name: None if name in hidden else count for name, count in cells.items()}
    )


def in_tens(counts: Counts | None) -> Counts | None:
    """The table with every count rounded down to whole tens.

    One who takes a request back or erases it leaves the table; so that two looks do not show which
    cell that person was in, no count moves by fewer than ten.
    """
    if counts is None:
        return None
    cells = {
        name: None if count is None else count // SMALLEST * SMALLEST for name, count in counts.cells.items()
    }
    return Counts(total=counts.total // SMALLEST * SMALLEST, cells=cells)
