"""Patterns that look before they leap: the same matches as ``re``, most of them refused cheaply.

Most patterns are asked of texts in which they do not stand. A ``Pattern`` works out from its source
which letters every match must hold ("eligib" or "allow" or …) and looks for those first; then it is
tried on the lower-case text, which ``re`` does several times faster than folding each letter at
each try. A match is then taken at that place of the text itself.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache

from trialogue.eligibility.patterns_apart import Find, finder
from trialogue.eligibility.patterns_joined import compiled
from trialogue.eligibility.patterns_stems import in_lower_case, stems_of

_END = sys.maxsize
# Letters that ``re`` holds equal to an ASCII letter when case does not count, and ``str.lower`` does not.
_ODD_LETTERS = re.compile(r"[ſıİ]")
_ODD = str.maketrans({"ſ": "s", "ı": "i", "İ": "i"})


@lru_cache(maxsize=256)
def lowered(text: str) -> str:
    """The text in lower case, letter for letter: each stays in its place."""
    if text.isascii() or not _ODD_LETTERS.search(text):
        return text.lower()
    return text.translate(_ODD).lower()


class Pattern:
    """A regular expression in which case does not count.

    Its methods give what those of ``re.Pattern`` would. A source with one of the two signs for
    micro must have the other: lower case does not make them one. The look for the stems is written
    out in each method: a call or a generator would cost as much as the look itself.
    """

    __slots__ = ("_exact", "_find", "_low", "_stems", "fullmatch", "match", "source")

    def __init__(self, source: str) -> None:
        if ("µ" in source) != ("μ" in source):
            raise ValueError(f"a pattern with one sign for micro needs both: {source}")
        self.source = source
        self._exact = re.compile(source, re.IGNORECASE)
        self._low: re.Pattern[str] | None = None
        self._stems: tuple[str, ...] = ()
        self._find: Find = self._exact.search
        self.match: Callable[..., re.Match[str] | None] = self._exact.match
        self.fullmatch: Callable[..., re.Match[str] | None] = self._exact.fullmatch

    def _ready(self) -> re.Pattern[str]:
        source = in_lower_case(self.source)
        self._stems = stems_of(source)
        self._low = compiled(source)
        self._find = finder(source, self._low)
        return self._low

    @property
    def stems(self) -> tuple[str, ...]:
        """Lower-case letters of which every match holds one; empty where nothing is known of them."""
        if self._low is None:
            self._ready()
        return self._stems

    def within(self, text: str) -> bool:
        """Whether it stands anywhere in a text."""
        if self._low is None:
            self._ready()
        low = lowered(text)
        for stem in self._stems:
            if stem in low:
                break
        else:
            if self._stems:
                return False
        return self._find(low) is not None

    def search(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """The first match."""
        if self._low is None:
            self._ready()
        low = lowered(text)
        for stem in self._stems:
            if stem in low:
                break
        else:
            if self._stems:
                return None
        found = self._find(low, start, end)
        if found is None or low == text:
            return found
        return self._exact.match(text, found.start(), end)

    def low_match(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """The match at a place, of the text in lower case: its places are those of the text itself."""
        return (self._low or self._ready()).match(lowered(text), start, end)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches, in order."""
        pattern, low = self._low or self._ready(), lowered(text)
        for stem in self._stems:
            if stem in low:
                break
        else:
            if self._stems:
                return
        if low == text:
            yield from pattern.finditer(low)
            return
        for found in pattern.finditer(low):
            match = self._exact.match(text, found.start())
            if match is not None:
                yield match

    def at_start(self, text: str) -> re.Match[str] | None:
        """The match at the start of a text, its letters looked for first: for costly patterns."""
        pattern, low = self._low or self._ready(), lowered(text)
        for stem in self._stems:
            if stem in low:
                break
        else:
            if self._stems:
                return None
        found = pattern.match(low)
        return found if found is None or low == text else self._exact.match(text)

    def whole(self, text: str) -> re.Match[str] | None:
        """The match of a whole text, its letters looked for first: for costly patterns."""
        pattern, low = self._low or self._ready(), lowered(text)
        for stem in self._stems:
            if stem in low:
                break
        else:
            if self._stems:
                return None
        found = pattern.fullmatch(low)
        return found if found is None or low == text else self._exact.fullmatch(text)

    def split(self, text: str) -> list[str]:
        """The text cut at each match."""
        if not self.within(text):
            return [text]
        if self._exact.groups or self._low is None:
            return self._exact.split(text)
        parts, at = [], 0
        for found in self._low.finditer(lowered(text)):
            parts.append(text[at : found.start()])
            at = found.end()
        return [*parts, text[at:]]

    def sub(self, put: str | Callable[[re.Match[str]], str], text: str) -> str:
        """The text with each match replaced."""
        first = self.search(text)
        if first is None:
            return text
        if not isinstance(put, str) or "\\" in put or self._low is None:
            return self._exact.sub(put, text)
        parts: list[str] = []
        at = 0
        for found in self._low.finditer(lowered(text), first.start()):
            parts += (text[at : found.start()], put)
            at = found.end()
        return "".join((*parts, text[at:]))
