"""The normal form of a requirement: "not" only at its leaves, and a bound in place of its opposite.

Two requirements that say the same by Kleene's laws (De Morgan, double negation, the opposite of a
bound) have the same normal form.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from trialogue.model.requirement import (
    Aged,
    AllOf,
    AnyOf,
    AtLeast,
    Bound,
    Free,
    HasCondition,
    HasTreatment,
    Holds,
    IsSex,
    Measured,
    Not,
    Requirement,
)


def normal(requirement: Requirement) -> Requirement:
    """The requirement with every "not" pushed to its leaves and lists of one or of lists made flat."""
    match requirement:
        case Not(part=part):
            return opposite(part)
        case AllOf(parts=parts):
            return _list(AllOf, tuple(normal(part) for part in parts))
        case AnyOf(parts=parts):
            return _list(AnyOf, tuple(normal(part) for part in parts))
        case AtLeast(count=count, parts=parts):
            return _count(count, tuple(normal(part) for part in parts))
        case Holds(value="no"):
            return Not(part=replace(requirement, value="yes"))
        case _:
            return requirement


def opposite(requirement: Requirement) -> Requirement:
    """The normal form of its negation."""
    match requirement:
        case Not(part=part):
            return normal(part)
        case AllOf(parts=parts):
            return _list(AnyOf, tuple(opposite(part) for part in parts))
        case AnyOf(parts=parts):
            return _list(AllOf, tuple(opposite(part) for part in parts))
        case AtLeast(count=count, parts=parts):
            # Fewer than n of m are met: at least m − n + 1 are not.
            return _count(len(parts) - count + 1, tuple(opposite(part) for part in parts))
        case Measured():
            return _other_side(requirement)
        case Aged():
            return _other_ages(requirement)
        case Holds(value="no"):
            return replace(requirement, value="yes")
        case _:
            return Not(part=requirement)


def _list(kind: type[AllOf] | type[AnyOf], parts: tuple[Requirement, ...]) -> Requirement:
    flat: list[Requirement] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, kind) else (part,))
    return flat[0] if len(flat) == 1 else kind(parts=tuple(flat))


def _count(count: int, parts: tuple[Requirement, ...]) -> Requirement:
    if count == 1:
        return _list(AnyOf, parts)
    if count == len(parts):
        return _list(AllOf, parts)
    return AtLeast(count=count, parts=parts)


def _other_side(requirement: Measured) -> Requirement:
    """Not at least 5 is less than 5. What bounds both sides, one sex, or says more stays a "not"."""
    low, high = requirement.low, requirement.high
    if requirement.wide or requirement.sex is not None or (low is None) == (high is None):
        return Not(part=requirement)
    return replace(requirement, low=_turned(high), high=_turned(low))


def _turned(bound: Bound | None) -> Bound | None:
    return None if bound is None else Bound(value=bound.value, inclusive=not bound.inclusive)


def _other_ages(requirement: Aged) -> Requirement:
    low, high = requirement.minimum, requirement.maximum
    if (low is None) == (high is None):
        return Not(part=requirement)
    if low is not None:
        return Aged(maximum=low, maximum_inclusive=not requirement.minimum_inclusive)
    return Aged(minimum=high, minimum_inclusive=not requirement.maximum_inclusive)


Leaf = Aged | IsSex | Measured | HasCondition | HasTreatment | Holds | Free


def change_leaves(requirement: Requirement, change: Callable[[Leaf], Leaf]) -> Requirement:
    """The same lists and negations over changed leaves."""
    match requirement:
        case AllOf(parts=parts):
            return AllOf(parts=tuple(change_leaves(part, change) for part in parts))
        case AnyOf(parts=parts):
            return AnyOf(parts=tuple(change_leaves(part, change) for part in parts))
        case AtLeast(count=count, parts=parts):
            return AtLeast(count=count, parts=tuple(change_leaves(part, change) for part in parts))
        case Not(part=part):
            return Not(part=change_leaves(part, change))
        case _:
            return change(requirement)
