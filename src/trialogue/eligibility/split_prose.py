"""Cutting prose where a list was meant: numbers inside a line, sentences, semicolons.

Each function returns places (offsets into the text) where a new part starts; a place never lies
inside a bracket, a decimal number or after an abbreviation.
"""

from __future__ import annotations

import re

from trialogue.eligibility.patterns import Pattern

_INLINE = re.compile(
    r"(?P<open>\\?\()?(?P<value>\d{1,2}|[a-k]|[ivx]{1,4}|[A-H])(?P<close>\\?\)|\\?\.(?=\s)"
    r"|\.\\?\))(?=\s*\S)"
)
# Looked for from its mark, which is rarer than its letters.
_FIRST = re.compile(r"[.)](?:(?<=[1aiA].)|(?<=[1aiA]\\.))")
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_BEFORE = re.compile(r"(?:^|[:;,.)]|\b(?:and|or|and/or|are|include|includes|following|have|be|if|as))\s*$")
_SENTENCE = re.compile(r"[.!?][\"'”’)\]]{0,2}\s+(?=[\"'“‘(\[]?[A-Z0-9≥≤><])")
_SHORT = re.compile(
    r"(?:\b(?:e\.g|i\.e|vs|etc|al|approx|ca|cf|Dr|Drs|Mr|Mrs|Ms|Prof|St|No|Nos|Fig|Inc|Ltd|Co|Corp|Jr|Sr"
    r"|incl|excl|max|min|resp|wk|wks|mo|mos|yr|yrs|hr|hrs|ref|sp|spp|subsp|var|dept|U\.S|U\.K|a\.m|p\.m"
    r"|b\.i\.d|t\.i\.d|q\.d|p\.o|i\.v|s\.c|i\.m|Vol|Sec|Art|viz|sec|tab|inj|St)|\b[A-Z])$"
)
_GOES_ON = Pattern(
    r"(?:this|these|those|such|however|note|they|it|in this|in these|in case|in such|otherwise|for example"
    r"|e\.g|i\.e|that is|thus|therefore|also|additionally|furthermore|the latter|if so|unless|except"
    r"|exceptions?|he|she|see|and|or|but|if not|if these|if they|then|their|here|of note|also,)\b",
)
_OPENING, _CLOSING = "([{", ")]}"


def numbered(text: str, start: int, end: int) -> list[int]:
    """Where "(1) … (2) …", "a) … b) …", "i. … ii. …" start inside one line; empty if fewer than two.

    The numbers must count from one (or a, or i) without a gap and in one style.
    """
    if _FIRST.search(text, start, end) is None:
        return []
    places: list[int] = []
    style: tuple[bool, str, str] | None = None
    for found in _INLINE.finditer(text, start, end):
        before = text[max(start, found.start() - 12) : found.start()]
        if before and not before[-1].isspace() and before[-1] not in ":;,.(":
            continue
        open_, close = bool(found["open"]), found["close"].replace("\\", "")
        if open_ and close == ".":
            continue
        for family in _families(found["value"]):
            if style is None and _place_in(found["value"], family) == 1 and _BEFORE.search(before):
                style = (open_, close, family)
                places.append(found.start())
                break
            if style == (open_, close, family) and _place_in(found["value"], family) == len(places) + 1:
                places.append(found.start())
                break
    return places if len(places) > 1 else []


def _families(value: str) -> tuple[str, ...]:
    if value.isdigit():
        return ("1",)
    if value.isupper():
        return ("A",)
    roman = ("i",) if value in _ROMANS else ()
    return (*roman, "a") if len(value) == 1 else roman


def _place_in(value: str, family: str) -> int:
    if family == "1":
        return int(value)
    if family == "i":
        return _ROMANS.index(value) + 1
    return ord(value.lower()) - 96


def sentences(text: str, start: int, end: int) -> list[int]:
    """Where each sentence after the first starts, keeping those that only go on with the one before."""
    places: list[int] = []
    levels = _levels(text, start, end)
    for found in _SENTENCE.finditer(text, start, end):
        at = found.end()
        if (
            at >= end
            or levels(found.start())
            or _SHORT.search(text, max(start, found.start() - 8), found.start())
        ):
            continue
        if _GOES_ON.match(text, at, end):
            continue
        places.append(at)
    return places


def semicolons(text: str, start: int, end: int) -> list[int]:
    """Where each part after a semicolon outside brackets starts; empty if there is only one."""
    if text.count(";", start, end) + text.count("；", start, end) < 2:
        return []
    levels = _levels(text, start, end)
    places: list[int] = []
    for at in range(start, end):
        if text[at] in ";；" and not levels(at):
            part = at + 1
            while part < end and text[part].isspace():
                part += 1
            if part < end:
                places.append(part)
    return places if len(places) > 1 else []


class _levels:  # noqa: N801  (used as a function)
    """How many brackets are open at a place; asked in ascending order, so the text is read once."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text, self._at, self._level = text, start, 0
        self._balanced = sum(text.count(c, start, end) for c in _OPENING) == sum(
            text.count(c, start, end) for c in _CLOSING
        )

    def __call__(self, place: int) -> int:
        """Zero outside brackets, and everywhere if brackets do not pair (their meaning is unknown)."""
        if not self._balanced:
            return 0
        for at in range(self._at, place):
            char = self._text[at]
            if char in _OPENING:
                self._level += 1
            elif char in _CLOSING:
                self._level = max(0, self._level - 1)
        self._at = max(self._at, place)
        return self._level
