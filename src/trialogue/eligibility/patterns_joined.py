"""Alternatives that begin alike, joined: ``re`` then tries what they share once, not once for each.

``\\bago|\\bprior|\\bpast`` becomes ``\\b(?:ago|p(?:rior|ast))``. It matches the same texts in the same
way: alternatives change places only where their first letters differ, so that one of them at most can
begin at a place.
"""

from __future__ import annotations

import re
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from trialogue.eligibility.patterns_first import compiled_by_first

#: What takes one letter, or none, in one way only.
_SINGLE = frozenset({codes.LITERAL, codes.NOT_LITERAL, codes.IN, codes.ANY, codes.AT})
#: Where the inner sequence stands in the values of the parts that have one.
_INNER = {
    codes.SUBPATTERN: -1,
    codes.MAX_REPEAT: 2,
    codes.MIN_REPEAT: 2,
    codes.ASSERT: 1,
    codes.ASSERT_NOT: 1,
}


def compiled(source: str) -> re.Pattern[str]:
    """The expression compiled, in which case counts."""
    return compiled_tree(parser.parse(source))


def compiled_tree(parsed: Any) -> re.Pattern[str]:
    """A parsed expression compiled; its alternatives are joined in place."""
    _join_in(parsed)
    return compiled_by_first(parsed)


def _join_in(sequence: Any) -> None:
    """Join the alternatives of a sequence, and of all sequences in it."""
    for place, (code, value) in enumerate(sequence.data):
        if code is codes.BRANCH:
            for branch in value[1]:
                _join_in(branch)
            sequence.data[place] = (code, (value[0], _joined(value[1])))
        elif code in _INNER:
            _join_in(value[_INNER[code]])


def _joined(branches: list[Any]) -> list[Any]:
    groups: list[list[Any]] = []
    by_letter: dict[Any, list[Any]] = {}
    for branch in branches:
        first = branch.data[0] if branch.data else None
        is_letter = first is not None and first[0] is codes.LITERAL
        if not is_letter:
            by_letter.clear()
        group = by_letter.get(first) if is_letter else _last_alike(groups, first)
        if group is None:
            group = []
            groups.append(group)
            if is_letter:
                by_letter[first] = group
        group.append(branch)
    return [_one_of(group) for group in groups]


def _last_alike(groups: list[list[Any]], first: Any) -> list[Any] | None:
    """The last group, where its alternatives begin with the same single part."""
    if first is None or first[0] not in _SINGLE or not groups or not groups[-1][0].data:
        return None
    return groups[-1] if groups[-1][0].data[0] == first else None


def _one_of(group: list[Any]) -> Any:
    """Alternatives that begin alike as one: what they share, then the rest of each."""
    if len(group) == 1:
        return group[0]
    state, first = group[0].state, group[0].data[0]
    rests = _joined([parser.SubPattern(state, branch.data[1:]) for branch in group])
    rest = rests[0].data if len(rests) == 1 else [(codes.BRANCH, (None, rests))]
    return parser.SubPattern(state, [first, *rest])
