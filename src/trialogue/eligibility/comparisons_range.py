"""Ranges: "18-65 years", "between 20 and 30 kg/m²", "I to III", with dashes of all kinds."""

from __future__ import annotations

import re

from trialogue.eligibility.comparison import Comparison, Op
from trialogue.eligibility.comparisons_numbers import Number
from trialogue.eligibility.comparisons_operators import Operator
from trialogue.eligibility.comparisons_units import unit_behind
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.word_lists import words

_DASH = (
    r"(?:[-‐‑‒–—―−~∼～˜]|\\-|\bto(?![a-z])|\bthrough\b|\buntil\b|\btill\b|\bthru\b|\band\b|\ban\b"
    r"|\bup\s+to\b)"
)
_RANGE = Pattern(
    rf"(?P<unit>[^\d\n]{{0,24}}?)\s{{0,3}}(?P<dash>{_DASH})\s{{0,3}}"
    r"(?P<op>[<≤≦＜](?:\s?/?=)?|less than|under|below|up to)?\s{0,2}"
    r"(?P<filler>(?:stage|grade|class|type|age|the age of|age of)\s+)?(?=[\d.]|[IV]|½|F[0-4]"
    r"|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen)\b)",
)
_DASHES = frozenset("-‐‑‒–—―−~∼～˜")
_OPENER = Pattern(
    r"\b(between|from|range\s+of|ranging\s+from|range|within)"
    r"(?:\s+(?:the\s+)?(?:ages?\s+(?:of\s+)?|of\s+))?[\s:]*$",
)
_OPENER_REACH = 40
_SCALE_BEHIND = Pattern(
    r"\)?[\s-]?(?:severity |points? |numeric |rating |analog(?:ue)? |likert ){0,3}scale|\)?\s?(?:nrs|vas)\b",
)
_LABEL = re.compile(r"(?<![A-Za-z])([A-Za-z]+)\s$")
_PART_LABELS = words("part_labels")
_MORE = re.compile(r"\s?[-–]\s?\d")
_MORE_BEFORE = re.compile(r"\d\s?[-–]\s?$")
_INCLUSIVE = Pattern(r"\(?inclusive\)?|old|of age|°")
_BETWEEN_WORDS = frozenset({"", "old", "of age", "of life", "inclusive"})


def range_at(text: str, first: Number, second: Number, left: Operator | None) -> Comparison | None:
    """The range that two neighbouring numbers make; None where they make none.

    ``left`` is the operator before the first number: "≥ 20 and ≤ 30" is two comparisons.
    """
    match = _RANGE.match(text, first.end, second.start + 1)
    if match is None or match.end() != second.start or first.roman != second.roman:
        return None
    bare_dash = match["unit"] == "" and match["op"] is None and text[first.end] in _DASHES
    low_open = left is not None and left.op in {Op.GE, Op.GT} and match["dash"].lower() == "to"
    if (
        left is not None
        and left.op is not Op.EQ
        and not (left.time_only or bare_dash)
        and (not low_open or match["op"])
    ):
        return None
    base = max(0, first.start - _OPENER_REACH)
    opener = _OPENER.search(text[base : first.start])
    if not _joins(match["dash"].lower(), opener, first):
        return None
    between = match["unit"].strip()
    unit_first, fits = _unit_between(text, first, between, match.start("dash"))
    described = first.value == 0 and _SCALE_BEHIND.match(text, second.end) is not None
    if not fits or described or (first.value >= second.value and not between):
        return None
    unit, end = unit_behind(text, second.end)
    if (unit or unit_first or opener or left) is None and _numbers_parts(text, first, second):
        return None
    op = match["op"]
    return Comparison(
        start=base + opener.start() if opener else left.start if left else first.start,
        end=end,
        op=Op.RANGE,
        value=(first.value, second.value),
        unit=unit or unit_first,
        low_unit=unit_first,
        low_inclusive=left is None or left.op is not Op.GT,
        high_inclusive=op is None or "=" in op or "≤" in op or op.lower() == "up to",
    )


def _joins(dash: str, opener: re.Match[str] | None, first: Number) -> bool:
    """Whether the word or mark between the numbers makes a range of them."""
    if dash == "and" and (opener is None or opener[1].lower() not in {"between", "from"}):
        return False
    return not ((dash == "an" and opener is None) or (first.word and dash not in {"to", "and", "-"}))


def _numbers_parts(text: str, first: Number, second: Number) -> bool:
    """Whether the numbers are labels: "days 1-4", "10-20-30"."""
    label = _LABEL.search(text, max(0, first.start - 12), first.start)
    if label is not None and label[1].lower() in _PART_LABELS:
        return True
    return (
        _MORE.match(text, second.end) is not None
        or _MORE_BEFORE.search(text, max(0, first.start - 4), first.start) is not None
    )


def _unit_between(text: str, first: Number, between: str, dash: int) -> tuple[str | None, bool]:
    """The unit of the lower end, and whether nothing but a unit stands before the dash."""
    if not between:
        return None, True
    unit, stop = unit_behind(text, first.end)
    if unit is None and _INCLUSIVE.fullmatch(between) is None:
        return None, False
    return unit, text[stop:dash].strip(" ,()") in _BETWEEN_WORDS
