"""Demands that no study plausibly makes: breast-feeding, or being kept out for one's consent.

A reading that says so has the words the wrong way round, or stands under the wrong heading. It is left
unread, unless the record plainly speaks of the matter: a study of pregnancy may ask for it. What is
implausible, and with which words it is plausible, is data (``implausible.toml``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from trialogue.eligibility.patterns import Pattern, lowered
from trialogue.eligibility.read_context import ReadingContext
from trialogue.eligibility.split_joins import Join, join_of
from trialogue.eligibility.split_lines import without_mark
from trialogue.model.criterion import CriterionKind, Joined
from trialogue.model.requirement import (
    Aged,
    AllOf,
    AnyOf,
    AtLeast,
    Free,
    HasCondition,
    HasTreatment,
    Holds,
    IsSex,
    Measured,
    Not,
    Requirement,
)

_Leaf = Aged | IsSex | Measured | HasCondition | HasTreatment | Holds | Free
_MAY_TURN = Pattern(r"\b(?:no|not|none|never|neither|cannot|without|absence|lack|free)\b")
_ALL_AGES = (0.0, 150.0)
#: Years that a limit in the words may lie beyond the record's own fields before it is of another thing.
_NEAR = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """With which words a demand is plausible after all; ``only``: where that is asked."""

    study: tuple[str, ...]
    words: tuple[str, ...]
    only: tuple[str, ...]
    low: float = 0.0
    high: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """Rows by fact and whether it is demanded, rows of measures by fact, rows by letters of a name."""

    holds: dict[tuple[str, bool], _Row]
    measures: dict[str, _Row]
    named: tuple[tuple[tuple[str, ...], _Row], ...]


@cache
def _table() -> _Table:
    text = files("trialogue.eligibility").joinpath("implausible.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return _Table(
        holds={
            (fact, row["never"] == "demanded"): _row(row) for row in data["holds"] for fact in row["facts"]
        },
        measures={fact: _row(row) for row in data["measure"] for fact in row["facts"]},
        named=tuple((_phrases(row["names"]), _row(row)) for row in data["named"]),
    )


def _row(row: dict[str, Any]) -> _Row:
    return _Row(
        study=tuple(row.get("study", "").split()),
        words=_phrases(row.get("words", "")),
        only=_phrases(row.get("only", "")),
        low=float(row.get("low", 0)),
        high=float(row.get("high", 0)),
    )


def _phrases(text: str) -> tuple[str, ...]:
    """Parted by bars or line ends; a blank at the end of one is meant."""
    return tuple(phrase for line in text.splitlines() for phrase in line.lstrip().split("|"))


def implausible(
    requirement: Requirement, words: str, parent: str, kind: CriterionKind, context: ReadingContext
) -> bool:
    """Whether a reading demands or bars what no study plausibly does, and the record does not say so."""
    leaves = [pair for pair in _signed(requirement, True) if _is_watched(pair[0])]
    if not leaves:
        return False
    join = _join(parent, kind)
    straight = (kind is CriterionKind.INCLUSION) is not (join is not None and join.negated)
    some_are_enough = join is not None and not join.negated and join.joined in {Joined.ANY, Joined.AT_LEAST}
    for leaf, plain in leaves:
        wanted = plain is straight
        row = _row_of(leaf, wanted)
        if row is not None and not (isinstance(leaf, Measured) and some_are_enough):
            told = lowered(" ".join(f"{parent} {words}".split()) + " ")
            if (not row.only or _has(told, row.only)) and not _plausible(row, told, context):
                return True
        if isinstance(leaf, Aged) and _against_the_record(leaf, requirement, context, wanted=wanted):
            return True
    return False


def _is_watched(leaf: _Leaf) -> bool:
    table = _table()
    match leaf:
        case Holds(fact=fact):
            return (fact, True) in table.holds or (fact, False) in table.holds
        case Measured(fact=fact):
            return fact in table.measures
        case HasCondition():
            return _named(leaf) is not None
    return isinstance(leaf, Aged)


def _named(leaf: HasCondition) -> _Row | None:
    """The row of an illness's name, if any."""
    name = lowered(leaf.concept.name)
    return next((row for letters, row in _table().named if _has(name, letters)), None)


def _join(parent: str, kind: CriterionKind) -> Join | None:
    """How a parent's children join; None where there is none, or nothing hangs on it."""
    if not parent or (kind is CriterionKind.EXCLUSION and not _MAY_TURN.search(parent)):
        return None
    return join_of(without_mark(parent), kind)


def _signed(requirement: Requirement, demanded: bool) -> Iterator[tuple[_Leaf, bool]]:
    match requirement:
        case AllOf(parts=parts) | AnyOf(parts=parts) | AtLeast(parts=parts):
            for part in parts:
                yield from _signed(part, demanded)
        case Not(part=part):
            yield from _signed(part, not demanded)
        case _:
            yield requirement, demanded


def _row_of(leaf: _Leaf, wanted: bool) -> _Row | None:
    table = _table()
    match leaf:
        case Holds(fact=fact, value="yes"):
            return table.holds.get((fact, wanted))
        case Measured(fact=fact) if fact in table.measures:
            row = table.measures[fact]
            return row if _leaves_out_the_healthy(leaf, row, wanted) else None
        case HasCondition() if wanted:
            return _named(leaf)
    return None


def _leaves_out_the_healthy(leaf: Measured, row: _Row, wanted: bool) -> bool:
    """Whether no healthy person's value meets a demand, or each is barred by it."""
    low, high = _healthy(leaf.of_normal, row)
    under = leaf.high is not None and (leaf.high.value < low if wanted else leaf.high.value < high)
    over = leaf.low is not None and (leaf.low.value > high if wanted else leaf.low.value > low)
    return under or over if wanted else not (under or over)


def _healthy(of_normal: str | None, row: _Row) -> tuple[float, float]:
    if of_normal == "uln":
        return 0.0, 1.0
    return (1.0, 10.0) if of_normal == "lln" else (row.low, row.high)


def _plausible(row: _Row, told: str, context: ReadingContext) -> bool:
    if _has(told, row.words):
        return True
    # Of what nothing is known, the study may be.
    names = context.names()
    return bool(row.study) and (not names or _has(names, row.study))


def _has(text: str, stems: tuple[str, ...]) -> bool:
    return any(stem in text for stem in stems)


def _against_the_record(
    aged: Aged, requirement: Requirement, context: ReadingContext, *, wanted: bool
) -> bool:
    """Whether nobody of the record's own ages meets an age, or all are barred by it."""
    low = context.minimum_age.years if context.minimum_age else _ALL_AGES[0]
    high = context.maximum_age.years if context.maximum_age else _ALL_AGES[1]
    least = aged.minimum.years if aged.minimum else _ALL_AGES[0]
    most = aged.maximum.years if aged.maximum else _ALL_AGES[1]
    if not wanted:
        return least <= low and most >= high
    # An age that stands alone may rightly clash with the fields, which is told elsewhere.
    return isinstance(requirement, AllOf) and (least > high + _NEAR or most < low - _NEAR)
