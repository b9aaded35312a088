"""The words that the studies themselves use: inflections, spellings, and the nearest to a typing error."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Protocol

from trialogue.index.words import SPELLINGS, stems

MOST_FORMS = 4
_MOST_REMEMBERED = 10_000
_RARE = 2  # a word in so few studies may be a typing error that a record made, too
_MORE = 5  # times more often than a rare word the word must stand that was probably meant
# Three-letter words whose plural is no other word (unlike aid and AIDS, car and CARs).
_SHORT_NOUNS = frozenset({"arm", "ear", "egg", "eye", "gum", "hip", "kid", "leg", "lip", "rib", "toe"})


class Terms(Protocol):
    """The words of an index with the number of studies of each, as the engine knows them."""

    def frequency(self, word: str) -> int:
        """In how many studies it stands, in the field where it stands most often."""
        ...

    def starting(self, prefix: str) -> Mapping[str, int]:
        """The words of names that begin like this."""
        ...

    def names(self) -> Mapping[str, int]:
        """All words of titles, conditions, interventions and their terms. May take long."""
        ...


class Lexicon:
    """What can be said of a word by looking at the words of all studies."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._known_forms: dict[str, tuple[str, ...]] = {}

    def forms(self, word: str) -> tuple[str, ...]:
        """The word, and its other inflections and spellings, the most used first."""
        if word not in self._known_forms:
            if len(self._known_forms) >= _MOST_REMEMBERED:
                self._known_forms.clear()
            self._known_forms[word] = self._find_forms(word)
        return self._known_forms[word]

    def _find_forms(self, word: str) -> tuple[str, ...]:
        found: dict[str, int] = {}
        for spelling in spellings(word):
            if spelling == word or self._terms.frequency(spelling):
                found |= self._inflections(spelling)
        found.pop(word, None)
        others = sorted(found, key=lambda form: (-found[form], form))
        return (word, *others[: MOST_FORMS - 1])

    def mended(self, word: str) -> str | None:
        """The word that was probably meant, where this one is unknown or very rare."""
        if len(word) < 4 or not word.isalpha():
            return None
        count = self._terms.frequency(word)
        if count > _RARE or len(self.forms(word)) > 1:
            return None
        return self._nearest(word, _MORE * count if count else 1)

    def known(self, word: str) -> bool:
        """Whether it stands in any study."""
        return self._terms.frequency(word) > 0

    def _inflections(self, word: str) -> dict[str, int]:
        if len(word) <= 4:
            short = word + "s" if word in _SHORT_NOUNS else word[:-1] if word[:-1] in _SHORT_NOUNS else ""
            return {short: self._terms.frequency(short)} if short and short != word else {}
        stem = stems([word])[0]
        # Porter writes the y of study as i in its stem studi.
        prefix = stem[:-1] if stem.endswith("i") else stem
        near = {w: n for w, n in self._terms.starting(_common(prefix, word)).items() if len(w) > 3}
        cut = zip(near, stems(near), strict=True)
        return {other: near[other] for other, other_stem in cut if other_stem == stem}

    def _nearest(self, word: str, floor: int) -> str | None:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        reach = 1 if len(word) < 7 else 2
        names = self._terms.names()
        near: list[tuple[bool, float, int, str]] = []
        for length in range(len(word) - reach, len(word) + reach + 1):
            some = self._by_length.get(length, [])
            cut = process.extract(word, some, scorer=OSA.distance, score_cutoff=reach, limit=None)
            near += [
                (other[0] != word[0], distance, -names[other], other)
                for other, distance, _ in cut
                if names[other] >= floor and other != word
            ]
        return min(near)[3] if near else None

    @cached_property
    def _by_length(self) -> dict[int, list[str]]:
        grouped: dict[int, list[str]] = defaultdict(list)
        for word in self._terms.names():
            if len(word) >= 3 and word.isalpha():
                grouped[len(word)].append(word)
        return grouped


def spellings(word: str) -> Iterator[str]:
    """The word, and how it would be written on the other side of the Atlantic."""
    yield word
    if len(word) < 6:
        return
    for british, american in SPELLINGS:
        if british in word:
            yield word.replace(british, american)
        at = word.find(american)
        while at >= 0:
            yield word[:at] + british + word[at + len(american) :]
            at = word.find(american, at + 1)


def _common(prefix: str, word: str) -> str:
    """What both begin with: the stem is in American spelling, the word may not be."""
    length = 0
    while length < min(len(prefix), len(word)) and prefix[length] == word[length]:
        length += 1
    return prefix[: max(length, 3)] if length >= 3 else word[:4]
