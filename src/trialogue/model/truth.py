"""Kleene's three-valued logic: what is known of one demand of a study.

Source: S. C. Kleene, Introduction to Metamathematics (1952), §64, the strong tables.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum


class Truth(IntEnum):
    """Whether a demand is met. Ordered NOT_MET < UNKNOWN < MET, so and = min, or = max."""

    NOT_MET = 0
    UNKNOWN = 1
    MET = 2

    def __invert__(self) -> Truth:
        """The mirror: MET and NOT_MET change places, UNKNOWN stays."""
        return Truth(2 - self)

    @classmethod
    def of(cls, value: bool | None) -> Truth:
        """True → MET, False → NOT_MET, None → UNKNOWN."""
        if value is None:
            return cls.UNKNOWN
        return cls.MET if value else cls.NOT_MET


def all_of(truths: Iterable[Truth]) -> Truth:
    """The conjunction; MET when empty."""
    return min(truths, default=Truth.MET)


def any_of(truths: Iterable[Truth]) -> Truth:
    """The disjunction; NOT_MET when empty."""
    return max(truths, default=Truth.NOT_MET)


def at_least(n: int, truths: Iterable[Truth]) -> Truth:
    """Whether n or more are met: MET when n already are, NOT_MET when n no longer can be."""
    seen = list(truths)
    if sum(t is Truth.MET for t in seen) >= n:
        return Truth.MET
    return Truth.UNKNOWN if sum(t is not Truth.NOT_MET for t in seen) >= n else Truth.NOT_MET
