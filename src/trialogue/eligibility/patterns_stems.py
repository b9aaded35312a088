"""What every match of a regular expression must hold, read from its source."""

from __future__ import annotations

import re
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_MOST = 24
_TOKEN = re.compile(r"\\.|\(\?P<\w+>|\(\?P=\w+\)|\(\?\(\w+\)|.", re.DOTALL)
_Stems = tuple[str, ...]


def in_lower_case(source: str) -> str:
    """The same expression with its letters in lower case; escapes and names stay."""
    tokens = _TOKEN.findall(source)
    return "".join(token.lower() if len(token) == 1 and token.isascii() else token for token in tokens)


def stems_of(source: str) -> _Stems:
    """Runs of letters of which every match holds one; empty where that says too little to be of use."""
    return _of_sequence(parser.parse(source)) or ()


def _of_sequence(sequence: Any) -> _Stems | None:
    """The best of what the parts of a sequence give: each of them must stand in a match."""
    found: list[_Stems] = []
    run = ""
    for code, value in sequence:
        if code is codes.LITERAL:
            run += chr(value)
            continue
        if run:
            found.append((run,))
            run = ""
        stems = _of_part(code, value)
        if stems:
            found.append(stems)
    if run:
        found.append((run,))
    return min(found, key=_cost, default=None)


def _of_part(code: Any, value: Any) -> _Stems | None:
    if code is codes.SUBPATTERN:
        return _of_sequence(value[-1])
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT) and value[0]:
        return _of_sequence(value[2])
    if code is codes.IN and all(kind is codes.LITERAL for kind, _ in value):
        return _bounded({chr(place) for _, place in value})
    if code is codes.BRANCH:
        branches = [_of_sequence(branch) for branch in value[1]]
        if all(branches):
            return _bounded({stem for branch in branches if branch for stem in branch})
    return None


def _bounded(stems: set[str]) -> _Stems | None:
    """Without those that hold another of them; None where they are too many."""
    shortest = [stem for stem in stems if not any(other != stem and other in stem for other in stems)]
    return tuple(sorted(shortest)) if len(shortest) <= _MOST else None


def _cost(stems: _Stems) -> float:
    """How often one of them stands in a text, roughly: the longer the rarer, and marks before letters."""
    return sum(16.0 ** -(len(stem) + (not stem.isalnum() and not stem.isspace())) for stem in stems)
