"""Points of a list with a bare "or" between them: "Creatinine at most 1.5 mg/dL OR · clearance at least 60".

Each is told as the alternative that it is: none of them is demanded by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from trialogue.eligibility.read_text import words_of
from trialogue.model.criterion import Criterion, CriterionKind, Joined
from trialogue.model.requirement import (
    AnyOf,
    Free,
    Holds,
    Measured,
    Requirement,
)

_LONGEST = 400
#: Facts that name no one thing.
_BY_WORDS = frozenset({"results_named", "test_result", "illness_fits", "treatment_fits"})


def with_alternatives(criteria: Sequence[Criterion]) -> tuple[Criterion, ...]:
    """The criteria, those of one "or" each with the demands of all of them."""
    if not any(criterion.or_next for criterion in criteria):
        return tuple(criteria)
    parents = {criterion.parent for criterion in criteria}
    by_id = {criterion.id: criterion for criterion in criteria}
    changed: dict[str, Requirement] = {}
    for group in _groups(criteria, by_id):
        changed |= _joined(group, parents)
    return tuple(replace(one, requirement=changed[one.id]) if one.id in changed else one for one in criteria)


def _groups(criteria: Sequence[Criterion], by_id: dict[str, Criterion]) -> list[list[Criterion]]:
    """Neighbours of which every one but the last says "or", in lists of which all are demanded."""
    siblings: dict[str | None, list[Criterion]] = {}
    for one in criteria:
        above = by_id.get(one.parent or "")
        all_demanded = above is None or (above.joined is Joined.ALL and not above.negated)
        if one.kind is CriterionKind.INCLUSION and all_demanded and one.bars:
            siblings.setdefault(one.parent, []).append(one)
    groups: list[list[Criterion]] = []
    for ones in siblings.values():
        for first, then in pairwise(ones):
            if not first.or_next or first.cohort != then.cohort:
                continue
            if groups and groups[-1][-1] is first:
                groups[-1].append(then)
            else:
                groups.append([first, then])
    return groups


def _joined(group: list[Criterion], parents: set[str | None]) -> dict[str, Requirement]:
    """By id, what each of a group demands: one of all, or its own in the words of all."""
    whole = all(not isinstance(one.requirement, Free) and one.id not in parents for one in group)
    if whole:
        parts = [part for one in group for part in _parts(one.requirement)]
        single = tuple(dict.fromkeys(parts))
        joint = single[0] if len(single) == 1 else AnyOf(parts=single)
        return {one.id: joint for one in group}
    words = " OR ".join(words_of(one.text) for one in group)
    return {
        one.id: _in_words(one.requirement, words)
        for one in group
        if not isinstance(one.requirement, Free) and one.id not in parents
    }


def _parts(requirement: Requirement) -> tuple[Requirement, ...]:
    return requirement.parts if isinstance(requirement, AnyOf) else (requirement,)


def _in_words(requirement: Requirement, words: str) -> Requirement:
    """In the words of all; a name of one thing alone would leave the others out."""
    if len(words) > _LONGEST:
        return Free()
    match requirement:
        case Measured():
            return replace(requirement, qualifiers=(words,), wide=True)
        case Holds(fact=fact) if fact in _BY_WORDS:
            return replace(requirement, qualifiers=(words,), wide=True)
    return Free()
