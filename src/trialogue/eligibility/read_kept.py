"""Readings kept: registries word the same criterion in many records, which is then read once.

A reading hangs on the words of the criterion and its parent, its kind, and what the record calls the
names that it asked about. It is used again only where all of these are the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from trialogue.eligibility.kinds import NameKind
from trialogue.eligibility.read_child import read_child
from trialogue.model.requirement import Requirement

#: So many criteria are kept, the last used: about 1 kB each.
_MOST = 16_384


class KnownNames(dict[str, NameKind]):
    """Names that a record's own fields hold, which notes the names that it is asked about."""

    def __init__(self, names: dict[str, NameKind]) -> None:
        super().__init__(names)
        self.asked: set[str] = set()

    def __contains__(self, name: object) -> bool:
        self.asked.add(str(name))
        return super().__contains__(name)

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was read, the names asked about, and what the record called those that it knew."""

    requirement: Requirement
    asked: frozenset[str]
    known: dict[str, NameKind]


def kept_reading(words: str, parent: str, known: dict[str, NameKind], *, exclusion: bool) -> Requirement:
    """As ``read_child``, of which each reading is kept."""
    kept = _kept(words, parent, exclusion)
    for reading in kept:
        if {name: kind for name, kind in known.items() if name in reading.asked} == reading.known:
            return reading.requirement
    noting = KnownNames(known)
    requirement = read_child(words, parent, noting, exclusion=exclusion)
    asked = frozenset(noting.asked)
    kept[:] = [_Reading(requirement, asked, {name: kind for name, kind in known.items() if name in asked})]
    return requirement


@lru_cache(maxsize=_MOST)
def _kept(words: str, parent: str, exclusion: bool) -> list[_Reading]:
    """The last reading of these words; none yet where they are new."""
    return []


def forget_readings() -> None:
    """Read every criterion anew from here on: for measuring."""
    _kept.cache_clear()
