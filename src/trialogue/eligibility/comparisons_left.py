"""The words before a comparison that may name it, with earlier comparisons blanked out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from trialogue.eligibility.comparison import Comparison, Op
from trialogue.eligibility.comparisons_words import stops, words_in
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.word_lists import words

_REACH = 200
_NAMELESS = words("empty_heads") | words("before_operator") | words("tails") | words("amounts")
#: A line that goes on in the next one has so many letters.
_LONG_LINE = 50
_OFTEN = re.compile(r"\s(?:times?|occasions?)\b")
_LED_IN = Pattern(r"\s*(?:via|by|at|as|per|on|in|for|from|within)\b")
_CLOSED = re.compile(r"[)\]]")
#: What a window is counted from: "before randomization", "of Day 1".
COUNTED_FROM = Pattern(
    r"\s*(?:ago\b|(?:before|after|(?P<of>of)|from|since|following|preceding|prior\sto|prior)\b"
    r"(?:(?!\b(?:and|or|with|by|as|that|which|who|must|is|are|was)\b)[^,;:()\n.])*)"
)


def line_of(text: str, start: int) -> int:
    """Where the line begins, or the line before where this one only goes on with it."""
    line = text.rfind("\n", 0, start) + 1
    if (
        text[line:start].strip(" -*•·()") == ""
        and line > _LONG_LINE
        and text.rfind("\n", 0, line - 1) < line - _LONG_LINE
        and text[line - 2] not in ".:;\n"
        and not text[line:].lstrip().startswith(("-", "*"))
    ):
        line = text.rfind("\n", 0, line - 1) + 1
    return line


def reach_of(text: str, start: int) -> int:
    """Where the words begin that may name a comparison."""
    line = line_of(text, start)
    if line >= start - _REACH:
        return line
    whole = text.find(" ", start - _REACH, start)
    return whole if whole >= 0 else start - _REACH


def words_around(text: str, low: int, start: int, earlier: Sequence[Comparison]) -> str:
    """The text from ``low`` to ``start``; each earlier comparison is blank, each letter in its place.

    With a comparison goes the bracket that closes over it ("weakness (score < 60)"), with a window
    of time what it is counted from.
    """
    left = text[low:start]
    for c in reversed(earlier):
        if c.end < low:
            break
        first, last = max(0, c.start - low), c.end - low
        counted = COUNTED_FROM.match(left, last) if c.is_time else None
        if counted is not None and (c.op is Op.LE or counted["of"] is None):
            last = counted.end()
        elif (often := _OFTEN.match(left, last)) is not None:
            last = often.end()
        opened = left.rfind("(", 0, first)
        closed = left.find(")", last)
        if opened > left.rfind(")", 0, first) and closed >= 0:
            first, last = opened, closed + 1
        left = left[:first] + " " * (last - first) + left[last:]
    return left


def outside(left: str) -> str:
    """The words before, without an open bracket that names nothing: "busulfan (total dose"."""
    opened = max(left.rfind("("), left.rfind("["))
    if opened < 0 or _CLOSED.search(left[opened:]) is not None:
        return left
    inside = left[opened + 1 :]
    if _LED_IN.match(inside) is not None or all(
        stops(w) or w.lower() in _NAMELESS for w, _, _ in words_in(inside)
    ):
        return left[:opened]
    return left
