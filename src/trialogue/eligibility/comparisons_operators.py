"""The words and signs that compare: before the number, and behind it.

Phrases are kept in a tree of words read backwards from the number, so that finding the longest one
takes a step a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from trialogue.eligibility.comparison import Op
from trialogue.eligibility.word_lists import phrases

_BEFORE = {
    Op.GT: "more_before",
    Op.GE: "at_least_before",
    Op.LT: "less_before",
    Op.LE: "at_most_before",
    Op.EQ: "equal_before",
}
#: Of a time only: "within 4 weeks".
_WITHIN = "within"
_BEHIND = {
    Op.GE: "at_least_behind",
    Op.LE: "at_most_behind",
}
WORD = re.compile(r"[A-Za-z]+|[<>˂˃＜＞≤≥≦≧⩽⩾﹤﹥=]|[^\sA-Za-z\\]")


@dataclass(slots=True)
class _Node:
    nexts: dict[str, _Node]
    op: Op | None = None
    time_only: bool = False


def _tree(entries: list[tuple[list[str], Op, bool]]) -> _Node:
    root = _Node({})
    for words, op, time_only in entries:
        node = root
        for word in words:
            node = node.nexts.setdefault(word, _Node({}))
        node.op, node.time_only = op, time_only
    return root


def _words(phrase: str) -> list[str]:
    return [word.lower() for word in WORD.findall(phrase)]


_BEFORE_TREE = _tree(
    [(_words(p)[::-1], Op.LE, True) for p in phrases(_WITHIN)]
    + [(_words(p)[::-1], op, False) for op, name in _BEFORE.items() for p in phrases(name)]
)
#: Words of the longest operator before a number, and the words that a far bound is looked for in.
MOST_WORDS_BEFORE = max(7, *(len(_words(p)) for name in (*_BEFORE.values(), _WITHIN) for p in phrases(name)))
_BEHIND_TREE = _tree([(_words(p), op, False) for op, name in _BEHIND.items() for p in phrases(name)])


class Operator(NamedTuple):
    """An operator found: what it means, where it stands, whether it takes times only."""

    op: Op
    start: int = 0
    end: int = 0
    time_only: bool = False
    words: int = 1


def before(words: list[str], index: int) -> Operator | None:
    """The longest operator phrase whose last word is ``words[index]``, in lower case; without its place."""
    node, found, at = _BEFORE_TREE, None, index
    while at >= 0 and (following := node.nexts.get(words[at])) is not None:
        node = following
        if node.op is not None:
            found = Operator(op=node.op, time_only=node.time_only, words=index - at + 1)
        at -= 1
    return found


def behind(words: Iterable[tuple[str, int, int]]) -> Operator | None:
    """The longest operator phrase that begins with the first word."""
    node, found, first = _BEHIND_TREE, None, 0
    for index, (word, start, end) in enumerate(words):
        first = start if index == 0 else first
        following = node.nexts.get(word)
        if following is None:
            break
        node = following
        if node.op is not None:
            found = Operator(op=node.op, start=first, end=end, words=index + 1)
    return found
