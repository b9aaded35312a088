"""Many patterns asked of one text: the letters that each must hold are looked for in one pass."""

from __future__ import annotations

from functools import cached_property

from ahocorasick_rs import AhoCorasick, Implementation

from trialogue.eligibility.patterns import Pattern, lowered


class PatternTable:
    """Patterns with a label each, in the order in which they count."""

    def __init__(self, rows: tuple[tuple[str, Pattern], ...]) -> None:
        self.rows = rows

    def first_at_start(self, text: str) -> tuple[str, int] | None:
        """The label of the first pattern that matches at the start of a text, and where its match ends."""
        for place in self.places(text):
            label, pattern = self.rows[place]
            if (found := pattern.at_start(text)) is not None:
                return label, found.end()
        return None

    def places(self, text: str) -> list[int]:
        """The places, in order, of the patterns that may stand in a text: the others do not."""
        finder, bearers, always = self._finder
        places = set(always)
        for stem, _, _ in finder.find_matches_as_indexes(lowered(text), overlapping=True):
            places.update(bearers[stem])
        return sorted(places)

    @cached_property
    def _finder(self) -> tuple[AhoCorasick, tuple[tuple[int, ...], ...], tuple[int, ...]]:
        """The automaton, the places of the patterns that bear each of its stems, and of those without any."""
        bearers: dict[str, list[int]] = {}
        always = []
        for place, (_, pattern) in enumerate(self.rows):
            for stem in pattern.stems:
                bearers.setdefault(stem, []).append(place)
            if not pattern.stems:
                always.append(place)
        finder = AhoCorasick(tuple(bearers), implementation=Implementation.DFA)
        return finder, tuple(map(tuple, bearers.values())), tuple(always)
