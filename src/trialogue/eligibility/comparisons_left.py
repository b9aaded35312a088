"""The words before a comparison that may name it, with earlier comparisons blanked out."""

from __future__ import annotations

from collections.abc import Sequence

from trialogue.eligibility.comparison import Comparison, Op
from trialogue.eligibility.patterns import Pattern

_REACH = 120
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
        and line > 1
        and text[line - 2] not in ".:;\n"
        and not text[line:].lstrip().startswith(("-", "*"))
    ):
        line = text.rfind("\n", 0, line - 1) + 1
    return line


def reach_of(text: str, start: int) -> int:
    """Where the words begin that may name a comparison."""
    return max(line_of(text, start), start - _REACH)


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
        opened = left.rfind("(", 0, first)
        closed = left.find(")", last)
        if opened > left.rfind(")", 0, first) and closed >= 0:
            first, last = opened, closed + 1
        left = left[:first] + " " * (last - first) + left[last:]
    return left
