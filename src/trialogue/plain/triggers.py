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

from trialogue.eligibility.patterns import Pattern
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


@dataclass(frozen=True, slots=True)
class Texts:
    """Passages in which letters were looked for: ``places`` are the passages that hold each."""

    passages: tuple[Passage, ...]
    places: Mapping[str, set[int]]

    def quotes(self, named: Trigger) -> Iterator[Quote]:
        """The sentences that match, in order; a passage that holds none of the letters is not opened."""
        holding = set().union(*(self.places.get(letters, ()) for letters in named.near))
        for place in sorted(holding):
            yield from named.quotes(self.passages[place])


class Seeker:
    """Looks for the letters of many triggers in one pass over a text."""

    def __init__(self, triggers: Iterable[Trigger]) -> None:
        self._letters = tuple(dict.fromkeys(letters for one in triggers for letters in one.near))
        self._finder = AhoCorasick(self._letters)

    def texts(self, passages: tuple[Passage, ...]) -> Texts:
        """Make passages ready to be asked for any of the triggers."""
        lowered = [passage.text.lower() for passage in passages]
        starts = (0, *accumulate(len(text) + 1 for text in lowered))
        places: defaultdict[str, set[int]] = defaultdict(set)
        for number, at, _ in self._finder.find_matches_as_indexes("\n".join(lowered), overlapping=True):
            places[self._letters[number]].add(bisect_right(starts, at) - 1)
        return Texts(passages, places)


def trigger(pattern: str, *near: str) -> Trigger:
    """A pattern without regard to case."""
    return Trigger(Pattern(pattern), near)
