"""Comparisons in a text: "≥ 18 years", "between 20 and 30 kg/m²", "no more than 2 × ULN".

The grammar works outward from each number: the operator phrase before or behind it, the second end
of a range, the unit. Each step looks at a bounded stretch of text, so reading takes linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from trialogue.eligibility import comparisons_operators as operators
from trialogue.eligibility.comparison import Comparison, Op
from trialogue.eligibility.comparisons_numbers import Number, numbers_in
from trialogue.eligibility.comparisons_range import range_at
from trialogue.eligibility.comparisons_units import is_time, unit_behind
from trialogue.eligibility.comparisons_variable import with_variables
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.word_lists import words

_REACH_LEFT = 64
_REACH_RIGHT = 40
_MAX_FILLERS = 4
#: So many words before a number are looked at: a minus, fillers, the longest operator.
_MOST_WORDS = 1 + _MAX_FILLERS + operators.MOST_WORDS_BEFORE
_FILLERS = words("fillers")
_MINUS = frozenset({"-", "−", "–"})
_ITEM = re.compile(r"\n\s*(?:[-*•·–]|\(?[0-9a-z]{1,2}[.)])\s")
_NOT_COMPARED = Pattern(r"(?:\bn\s?=?|\bversion|\bp\s?[<=]?|\bv\.?)\s*$")
_LABEL_ENDS = frozenset("nNpPvV=<.")
_BEFORE_THAT = re.compile(r"\s(?:prior|before|preceding)\b")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b(?!\s*(?:per)?centile|\s*(?:grade|degree|decile|quartile))")
_FLIPPED = re.compile(r"\s?(<=|>=|[<>≤≥＜＞])\s?(?=[A-Za-z])")
_FLIPS = {
    "<": Op.GT,
    ">": Op.LT,
    "≤": Op.GE,
    "<=": Op.GE,
    "≥": Op.LE,
    ">=": Op.LE,
    "＜": Op.GT,
    "＞": Op.LT,
}
#: "In the 8-week study" names a part of a study.
_A_PHASE = re.compile(
    r"-(?:year|month|week|day|hour|minute)\s(?!periods?\b|windows?\b|intervals?\b|time|prior|before|preceding|of\b|[^a-z])"
)
_PLUS = re.compile(r"\s?\+(?!\s?[\d/])")
_PART_OF_NAME = re.compile(r"[A-Za-z][-‐‑]$")
#: "2L+" is the second line of treatment or a later one.
_NUMBER_NEXT = re.compile(r"(?<=least|nimum)\s\d")
_LINE_OF_TREATMENT = re.compile(r"L\s?\+")
_EARLIER = re.compile(r"\b(earlier|later) than(?: or equal to)?\W*$", re.IGNORECASE)
_BEFORE_IT = re.compile(r"\s(?:prior|before|preceding)\b")
_AFTER_IT = re.compile(r"\s(?:after|following|post|since|from)\b")
_MIRRORED = {Op.GT: Op.LT, Op.LT: Op.GT, Op.GE: Op.LE, Op.LE: Op.GE}
_JOINTS = frozenset({"and", "to", "and/or", ",", "but", "or", "-"})


@lru_cache(maxsize=2048)
def find_comparisons(text: str) -> tuple[Comparison, ...]:
    """All comparisons of a text, in order, with their variables."""
    numbers = numbers_in(text)
    if not numbers:
        return ()
    found: list[Comparison] = []
    free_from = 0
    for index, number in enumerate(numbers):
        if number.start < free_from:
            continue
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        comparison = _at(text, number, following, free_from)
        if comparison is not None:
            found.append(comparison)
            free_from = comparison.end
    return with_variables(text, tuple(_with_shared_units(text, found)))


def _at(text: str, number: Number, following: Number | None, floor: int) -> Comparison | None:
    """The comparison with this number; ``floor`` is where the one before it ends."""
    left = _before(text, number, floor)
    if _is_labelled(text, left.start if left else number.start):
        return None
    if _ORDINAL.match(text, number.end) or _falls_under(text, number, left):
        return None
    if following is not None and (ranged := range_at(text, number, following, left)) is not None:
        return ranged
    unit, end = unit_behind(text, number.end)
    if left is None or (left.time_only and not _takes(text, left, unit, end)):
        return _operator_behind(text, number, unit, end)
    behind = _behind(text, end, number)
    op = _mirrored(text, left, end)
    if behind is not None and (left.op is Op.EQ or left.time_only or _again(text, left, behind)):
        op, end = behind.op, behind.end
    sign = -1.0 if text[left.end : number.start].strip() in _MINUS else 1.0
    return Comparison(start=left.start, end=end, op=op, value=sign * number.value, unit=unit)


def _is_labelled(text: str, start: int) -> bool:
    """Whether what ends here says that the number is none of a limit: "n =", "version", "p <"."""
    before = text[max(0, start - 10) : start].rstrip()
    return before[-1:] in _LABEL_ENDS and _NOT_COMPARED.search(before) is not None


def _again(text: str, left: operators.Operator, behind: operators.Operator) -> bool:
    """ "At least 2 or more"."""
    said = text[behind.start : behind.end].lower()
    return left.op is behind.op and said.startswith(("or ", "+")) and not said.endswith(" up")


def _mirrored(text: str, left: operators.Operator, end: int) -> Op:
    """The operator of a time: "no earlier than 5 days before" is within them, "… after" is not."""
    told = _EARLIER.search(text, left.start, left.end)
    if told is None:
        return left.op
    turned = _AFTER_IT if left.op is Op.GT and told[1].lower() == "earlier" else _BEFORE_IT
    return _MIRRORED[left.op] if turned.match(text, end) else left.op


def _falls_under(text: str, number: Number, left: operators.Operator | None) -> bool:
    """ "Under one of the following situations"."""
    if left is None or number.word is None:
        return False
    return text[left.start : left.end].lower() == "under" and text[number.end :].lstrip().startswith("of ")


def _takes(text: str, left: operators.Operator, unit: str | None, end: int) -> bool:
    """Whether words of a window bound this: a time; a margin too ("within 15 % of ideal weight")."""
    word = text[left.start : left.end].lower()
    if _A_PHASE.match(text, end - len(unit or "") - 1):
        return False
    if word == "during":
        return is_time(unit) and _BEFORE_THAT.match(text, end) is not None
    return is_time(unit) or (unit is not None and word == "within")


def _operator_behind(text: str, number: Number, unit: str | None, end: int) -> Comparison | None:
    """ "18 years or older", "18 ≤ age"."""
    if _LINE_OF_TREATMENT.match(text, number.end):
        return None
    if (flipped := _FLIPPED.match(text, end)) is not None:
        op, end = _FLIPS[flipped[1]], flipped.end()
    else:
        behind = _behind(text, end, number)
        if behind is None:
            return None
        if _NUMBER_NEXT.match(text, behind.end):
            return None
        op, end = behind.op, behind.end
        if unit is None:
            unit, end = unit_behind(text, behind.end)
    return Comparison(start=number.start, end=end, op=op, value=number.value, unit=unit)


def _before(text: str, number: Number, floor: int) -> operators.Operator | None:
    """The operator before a number, past a few words such as "a score of"."""
    low = max(floor, number.start - _REACH_LEFT)
    stretch = text[low : number.start]
    low += max(stretch.rfind("\n\n"), stretch.rfind(";"), stretch.rfind(". ")) + 1
    if "\n" in stretch:
        for match in _ITEM.finditer(text, low, number.start):
            low = match.end()
    words = [word.lower() for word in operators.WORD.findall(text, low, number.start)[-_MOST_WORDS:]]
    found, last = _far_bound(words), len(words) - 1
    if found is None:
        found, last = _near_bound(words)
    if found is None:
        return None
    places = list(operators.WORD.finditer(text, low, number.start))[-len(words) :]
    first = last - found.words + 1
    return found._replace(start=places[first].start(), end=places[last].end())


def _near_bound(words: list[str]) -> tuple[operators.Operator | None, int]:
    """The operator that ends with the last of these words but fillers, and where it ends."""
    index = len(words) - 1
    if index >= 0 and words[index] in _MINUS:
        index -= 1
    for skipped in range(min(_MAX_FILLERS, index) + 1):
        filler = words[index] in _FILLERS
        found = operators.before(words, index)
        if found is not None and not (found.words == 1 and filler and skipped):
            return found, index
        if not filler:
            break
        index -= 1
    return None, index


def _far_bound(words: list[str]) -> operators.Operator | None:
    """ "Minimum life expectancy of 12 weeks": the operator stands before the variable."""
    if len(words) < 3 or words[-1] != "of":
        return None
    for word in reversed(words[-7:-1]):
        if word in {"minimum", "maximum"}:
            return operators.Operator(op=Op.GE if word == "minimum" else Op.LE)
        if not word.isalpha():
            return None
    return None


def _behind(text: str, end: int, number: Number) -> operators.Operator | None:
    plus = _PLUS.match(text, end)
    if plus is not None and _PART_OF_NAME.search(text[max(0, number.start - 2) : number.start]):
        return None
    if plus is not None and number.word is None and not number.roman:
        return operators.Operator(op=Op.GE, start=plus.start(), end=plus.end())
    return operators.behind(_tokens(text, end, end + _REACH_RIGHT))


def _tokens(text: str, low: int, high: int) -> Iterator[tuple[str, int, int]]:
    return ((m[0].lower(), m.start(), m.end()) for m in operators.WORD.finditer(text, low, high))


def _with_shared_units(text: str, found: list[Comparison]) -> list[Comparison]:
    """A lower end without a unit takes that of its upper end ("≥ 18 and < 30 kg/m²")."""
    for index, (one, other) in enumerate(pairwise(found)):
        if one.unit is None and other.unit is not None:
            gap = text[one.end : other.start].strip().lower()
            if gap in _JOINTS:
                found[index] = one._replace(unit=other.unit)
    return found
