"""Patterns with the letters that must stand in a text before it is worth searching.

A search for a pattern without regard to case costs microseconds a line; looking for a few plain
letters in lowered text costs next to nothing, and most texts hold none of them. A ``Seeker`` looks
for the letters of many patterns at once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from ahocorasick_rs import AhoCorasick

from trialogue.eligibility.patterns import Pattern, lowered
from trialogue.plain.passages import Passage, Quote, said


@dataclass(frozen=True, slots=True)
class Trigger:
    """``near``: lower-case letters, of which one at least is in every text that matches ``pattern``."""

    pattern: Pattern
    near: tuple[str, ...]

    def may_hold(self, lowered: str) -> bool:
        """Whether the lowered text holds any of the letters."""
        return any(letters in lowered for letters in self.near)

    def quotes(self, passage: Passage) -> Iterator[Quote]:
        """The sentences of a passage that match."""
        if self.may_hold(passage.text.lower()):
            for one in said(passage):
                if self.may_hold(one.lowered) and self.pattern.within(one.words):
                    yield one.quote


class Texts:
    """Passages in which letters were looked for. ``places``: passage and offset of each."""

    def __init__(self, passages: tuple[Passage, ...], places: Mapping[str, list[tuple[int, int]]]) -> None:
        self._passages, self._places = passages, places
        self._ends: dict[int, list[int]] = {}

    def quotes(self, named: Trigger) -> Iterator[Quote]:
        """The sentences that match, in order; one that holds none of the letters is not read."""
        places = (self._places.get(letters, ()) for letters in named.near)
        for number, at in sorted({self._sentence(*place) for found in places for place in found}):
            one = said(self._passages[number])[at]
            if named.pattern.within(one.words):
                yield one.quote

    def _sentence(self, number: int, offset: int) -> tuple[int, int]:
        """Passage, and which of its sentences stands at an offset."""
        ends = self._ends.get(number)
        if ends is None:
            ends = self._ends[number] = [one.quote.span.end for one in said(self._passages[number])]
        return number, bisect_right(ends, offset)


class Seeker:
    """Looks for the letters of many triggers in one pass over a text."""

    def __init__(self, triggers: Iterable[Trigger]) -> None:
        self._letters = tuple(dict.fromkeys(letters for one in triggers for letters in one.near))
        self._finder = AhoCorasick(self._letters)

    def texts(self, passages: tuple[Passage, ...]) -> Texts:
        """Make passages ready to be asked for any of the triggers."""
        texts = [lowered(passage.text) for passage in passages]
        starts = (0, *accumulate(len(text) + 1 for text in texts))
        places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, at, _ in self._finder.find_matches_as_indexes("\n".join(texts), overlapping=True):
            passage = bisect_right(starts, at) - 1
            places[self._letters[number]].append((passage, at - starts[passage]))
        return Texts(passages, places)


def trigger(pattern: str, *near: str) -> Trigger:
    """A pattern without regard to case."""
    return Trigger(Pattern(pattern), near)
