"""The numbers of a text that may be compared with: list marks are not among them."""

from __future__ import annotations

import re
from typing import NamedTuple

from trialogue.eligibility.numbers import ROMAN, ROMAN_VALUES, number_matches, value_of
from trialogue.eligibility.patterns import Pattern

_SCALE_WORD = Pattern(
    r"\b(stages?|class(?:es)?|grades?|types?|asa|nyha|status|categor(?:y|ies)"
    r"|phase|bclc|level|who|figo|ps|fc)\s*[-:)]?\s*(?:of\s+)?$",
)
_ROMAN_RANGE = re.compile(r"(?<![\w-])(I{1,3}|IV)[abcABC]?\s?[-–~]\s?(I{1,3}|IV|VI?)[abcABC]?(?![\w-])")
_NUMERALS = re.compile(r"[IV]+")
_ROMAN_ANYWHERE = re.compile(rf"(?<![^\W_]){ROMAN.pattern}")
_LINKED = re.compile(r"(?:[<>≤≥=]|-|–|to|than|and)\s{0,2}$")
_SCALE_NEAR = Pattern(r"\b(?:stage|class|grade|nyha|asa)\b|[IV]+\s?[abc]?\s?(?:-|–|to|and)\s{0,2}$")
_PHONE = re.compile(r"(?<!\d)(?:\+\d{1,3}[\s.-])?(?:\(\d{3}\)\s?|\d{3}[.-])\d{3}[.-]\d{4}(?!\d)")
_PHONE_END = re.compile(r"\d\d\d[.-]\d{4}(?!\d)")
_FIBROSIS = re.compile(r"F[0-4](?![\w.])(?<![\w-]..)")
_DOTTED = re.compile(r"[1-9]\d{0,2}\.\d00")
_COUNTS_OF_CELLS = re.compile(r"\s?(?:cells\s?)?(?:/|per)\s?(?:mm|[uUµμ][lL])")
_MARK_BEHIND = re.compile(r"[.)]{1,2}(?:\s|[A-Z])")


class Number(NamedTuple):
    """A number and its place. ``word`` is set where it is written out."""

    value: float
    start: int
    end: int
    word: str | None = None
    roman: bool = False


def numbers_in(text: str) -> list[Number]:
    """All numbers, in order."""
    found = []
    matches = list(number_matches(text))
    phones = _phones(text) if matches else []
    for match in matches:
        start, end = match.span()
        value = value_of(match[0])
        if value is None or (phones and any(low <= start < high for low, high in phones)):
            continue
        if text[end : end + 1] not in {".", ")"} or not _is_mark(text, start, end):
            value *= _thousandfold(text, match)
            found.append(Number(value, start, end, None if match.lastgroup == "digits" else match["word"]))
    if others := _roman_numbers(text) + _of_fibrosis(text):
        found = sorted(found + others, key=lambda number: number.start)
    return found


def _phones(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in _PHONE.finditer(text)] if _PHONE_END.search(text) else []


def _thousandfold(text: str, match: re.Match[str]) -> int:
    """1000 where a full stop parts thousands: "3.000/mm³"; else 1."""
    written = match[0]
    dotted = written.endswith("00") and _DOTTED.fullmatch(written) is not None
    return 1000 if dotted and _COUNTS_OF_CELLS.match(text, match.end()) else 1


def _roman_numbers(text: str) -> list[Number]:
    found: list[Number] = []
    if ("I" not in text and "V" not in text) or _ROMAN_ANYWHERE.search(text) is None:
        return found
    starts = [m.start() for m in _NUMERALS.finditer(text)]
    starts = [at for at in starts if not at or not text[at - 1].isalnum()]
    paired = _paired(text, starts)
    for start in starts:
        match = ROMAN.match(text, start)
        if match is None or (start and text[start - 1] in "'’"):
            continue
        left = text[max(0, start - 24) : start]
        scale = _SCALE_WORD.search(left) or (_LINKED.search(left) and _SCALE_NEAR.search(left))
        if start in paired or scale:
            found.append(Number(ROMAN_VALUES[match["roman"].lower()], start, match.end(), roman=True))
    return found


def _of_fibrosis(text: str) -> list[Number]:
    """Stages of fibrosis: "F2 or greater", "F3-F4"."""
    if "F" not in text:
        return []
    return [Number(float(m[0][1]), m.start(), m.end()) for m in _FIBROSIS.finditer(text)]


def _paired(text: str, starts: list[int]) -> set[int]:
    """The places of the numerals that make a range: "I-III"."""
    paired: set[int] = set()
    at = 0
    for start in starts:
        if start >= at and (match := _ROMAN_RANGE.match(text, start)) is not None:
            paired |= {match.start(1), match.start(2)}
            at = match.end()
    return paired


def _is_mark(text: str, start: int, end: int) -> bool:
    """Whether a number marks a list item: first in its line, with a full stop or a bracket."""
    if _MARK_BEHIND.match(text, end, end + 3) is None:
        return False
    line = text.rfind("\n", 0, start) + 1
    return text[line:start].strip(" \t(") == ""
