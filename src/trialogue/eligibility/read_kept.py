"""Readings kept: registries word the same criterion in many records, which is then read once.

A reading hangs on the words, the kind of the criterion, and what the record calls the names that it
asked about. It is used again only where all of these are the same.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple, Protocol

from trialogue.eligibility.kinds import NameKind
from trialogue.model.requirement import Requirement

#: So many are kept, the last used: about 1 kB each, and the words, of which the reader bounds the length.
_MOST = 16_384


class Reads(Protocol):
    """Gives what words demand; ``known`` holds names of the record's own fields."""

    def __call__(
        self, words: str, known: dict[str, NameKind], *, exclusion: bool, strict: bool
    ) -> Requirement: ...


class _Noting(dict[str, NameKind]):
    """Known names that note which names they are asked about."""

    def __init__(self, names: dict[str, NameKind]) -> None:
        super().__init__(names)
        self.asked: set[object] = set()

    def __contains__(self, name: object) -> bool:
        self.asked.add(name)
        return dict.__contains__(self, name)


class _Reading(NamedTuple):
    """What was read, the names asked about, and those of them that the record knew."""

    requirement: Requirement
    asked: set[object]
    known: dict[str, NameKind]

    def holds_for(self, known: dict[str, NameKind]) -> bool:
        """Whether a record that knows these names would be read alike."""
        return _of(known, self.asked) == self.known


def _of(known: dict[str, NameKind], asked: set[object]) -> dict[str, NameKind]:
    return {name: kind for name, kind in known.items() if name in asked}


def kept_reading(
    read: Reads, words: str, known: dict[str, NameKind], *, exclusion: bool, strict: bool
) -> Requirement:
    """As ``read`` gives it, now or for the same words before."""
    kept = _kept(words, exclusion, strict)
    reading = kept[0] if kept and kept[0].holds_for(known) else None
    if reading is None:
        noting = _Noting(known)
        requirement = read(words, noting, exclusion=exclusion, strict=strict)
        reading = _Reading(requirement, noting.asked, _of(known, noting.asked))
        kept[:] = [reading]
    if isinstance(known, _Noting):
        known.asked |= reading.asked
    return reading.requirement


@lru_cache(maxsize=_MOST)
def _kept(words: str, exclusion: bool, strict: bool) -> list[_Reading]:
    """The last reading of these words; none yet where they are new."""
    return []


def forget_readings() -> None:
    """Read every criterion anew from here on: for measuring."""
    _kept.cache_clear()
