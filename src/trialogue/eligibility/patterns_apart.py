"""Alternatives that stand only at the start of a text are tried there once, not at each place of it."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from trialogue.eligibility.patterns_joined import compiled_tree

_END = sys.maxsize
Find = Callable[..., re.Match[str] | None]


def finder(source: str, whole: re.Pattern[str]) -> Find:
    """What finds the first match of an expression in a text, a start and an end as ``search`` does."""
    if "^" not in source or "|" not in source:
        return whole.search
    parsed = parser.parse(source)
    if len(parsed.data) != 1 or parsed.data[0][0] is not codes.BRANCH:
        return whole.search
    branches = parsed.data[0][1][1]
    first = [branch for branch in branches if _is_at_start(branch)]
    free = [branch for branch in branches if not _is_at_start(branch)]
    if not first or not free:
        return whole.search
    first_match = compiled_tree(_one_of(first, parsed.state)).match
    free_search = compiled_tree(_one_of(free, parsed.state)).search

    def find(text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        if not start and first_match(text, 0, end) is not None:
            return whole.match(text, 0, end)
        return free_search(text, start, end)

    return find


def _is_at_start(branch: Any) -> bool:
    return bool(branch.data) and branch.data[0] == (codes.AT, codes.AT_BEGINNING)


def _one_of(branches: list[Any], state: Any) -> Any:
    if len(branches) == 1:
        return parser.SubPattern(state, branches[0].data)
    return parser.SubPattern(state, [(codes.BRANCH, (None, branches))])
