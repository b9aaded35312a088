"""Patterns with the letters that must stand in a text before it is worth searching.

A search for a pattern without regard to case costs microseconds a line; looking for a few plain
letters in lowered text costs next to nothing, and most texts hold none of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from trialogue.plain.passages import Passage, Quote, said


@dataclass(frozen=True, slots=True)
class Trigger:
    """``near``: lower-case letters, of which one at least is in every text that matches ``pattern``."""

    pattern: re.Pattern[str]
    near: tuple[str, ...]

    def may_hold(self, lowered: str) -> bool:
        """Whether the lowered text holds any of the letters."""
        return any(letters in lowered for letters in self.near)

    def search(self, text: str) -> re.Match[str] | None:
        """The first match, or None."""
        return self.pattern.search(text) if self.may_hold(text.lower()) else None

    def quotes(self, passage: Passage) -> Iterator[Quote]:
        """The sentences of a passage that match."""
        if self.may_hold(passage.text.lower()):
            for one in said(passage):
                if self.may_hold(one.lowered) and self.pattern.search(one.words):
                    yield one.quote


@dataclass(frozen=True, slots=True)
class Texts:
    """Passages to be asked for many triggers: their texts in lower case, and where each begins."""

    passages: tuple[Passage, ...]
    lowered: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, passages: tuple[Passage, ...]) -> Texts:
        """Make passages ready."""
        texts = [passage.text.lower() for passage in passages]
        ends = accumulate(len(text) + 1 for text in texts)
        return cls(passages, "\n".join(texts), (0, *ends))

    def quotes(self, named: Trigger) -> Iterator[Quote]:
        """The sentences that match, in order; a passage that holds none of the letters is not opened."""
        for place in sorted(self._holding(named.near)):
            yield from named.quotes(self.passages[place])

    def _holding(self, near: tuple[str, ...]) -> set[int]:
        places: set[int] = set()
        for letters in near:
            at = self.lowered.find(letters)
            while at >= 0:
                place = bisect_right(self.starts, at) - 1
                places.add(place)
                at = self.lowered.find(letters, max(at + 1, self.starts[place + 1]))
        return places


def trigger(pattern: str, *near: str) -> Trigger:
    """A pattern without regard to case."""
    return Trigger(re.compile(pattern, re.IGNORECASE), near)
