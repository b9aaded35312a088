"""The letters with which a match can begin: ``re`` then passes over all others quickly.

``re`` works them out itself, but not for an expression that begins with a place such as a word's edge
(``\\bprior|\\bpast``), with an optional part, or with alternatives that begin alike.
"""

from __future__ import annotations

import re
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _constants as codes  # type: ignore[attr-defined]
from typing import Any

#: What takes no letter.
_PLACES = frozenset({codes.AT, codes.ASSERT, codes.ASSERT_NOT})
_REPEATS = frozenset({codes.MAX_REPEAT, codes.MIN_REPEAT})
_UNTOLD = 0
#: How long the block is at the start of compiled code that says nothing of first letters.
_BLOCK = 5

_Letters = list[Any]


def compiled_by_first(parsed: Any) -> re.Pattern[str]:
    """A parsed expression compiled, in which case counts."""
    state = parsed.state
    flags = state.flags
    code = compiler._code(parsed, 0)
    letters, may_be_empty = _of_sequence(parsed)
    told = code[2] != _UNTOLD or code[1] != _BLOCK - 1
    if letters and not may_be_empty and not told and not flags & compiler.SRE_FLAG_IGNORECASE:
        code = [*_block(letters, code[3:_BLOCK], flags), *code[_BLOCK:]]
    names: list[str | None] = [None] * state.groups
    for name, place in state.groupdict.items():
        names[place] = name
    made: re.Pattern[str] = compiler._sre.compile(
        None, flags, code, state.groups - 1, state.groupdict, tuple(names)
    )
    return made


def _block(letters: _Letters, widths: list[int], flags: int) -> list[int]:
    """The block at the start of compiled code: its length, that it has first letters, and those."""
    block = [codes.INFO, 0, codes.SRE_INFO_CHARSET, *widths]
    compiler._compile_charset(compiler._optimize_charset(letters)[0], flags, block)
    block[1] = len(block) - 1
    return block


def _of_sequence(sequence: Any) -> tuple[_Letters | None, bool]:
    """The letters with which it can begin, None where not known, and whether it can take none."""
    found: _Letters = []
    for code, value in sequence:
        if code in _PLACES:
            continue
        letters, may_be_empty = _of_part(code, value)
        if letters is None:
            return None, False
        found += letters
        if not may_be_empty:
            return found, False
    return found, True


def _of_part(code: Any, value: Any) -> tuple[_Letters | None, bool]:
    if code is codes.LITERAL:
        return [(code, value)], False
    if code is codes.IN and value[0][0] is not codes.NEGATE:
        return list(value), False
    if code is codes.SUBPATTERN and not value[1] and not value[2]:
        return _of_sequence(value[3])
    if code in _REPEATS:
        letters, may_be_empty = _of_sequence(value[2])
        return letters, may_be_empty or not value[0]
    if code is codes.BRANCH:
        return _of_branches(value[1])
    return None, False


def _of_branches(branches: list[Any]) -> tuple[_Letters | None, bool]:
    found: _Letters = []
    any_empty = False
    for branch in branches:
        letters, may_be_empty = _of_sequence(branch)
        if letters is None:
            return None, False
        found += letters
        any_empty = any_empty or may_be_empty
    return found, any_empty
