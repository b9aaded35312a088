"""Names that mean the same, looked up by the words of a query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trialogue.index.words import content_words, key_of, words

MOST_WORDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name that stands for another; ``source`` says who says so."""

    text: str
    source: str

    @property
    def words(self) -> tuple[str, ...]:
        """Its words, one after the other, as they are indexed."""
        return tuple(words(self.text))


Table = Mapping[str, tuple[Name, ...]]


class Synonyms:
    """Which names to search besides the one that was typed, looked up in several tables.

    Each entry stands for itself: that one name leads to another says nothing of the way back.
    """

    def __init__(self, *tables: Table) -> None:
        self._tables = tables
        self.longest = MOST_WORDS

    def of(self, key: str) -> tuple[Name, ...]:
        """The other names of the thing with this key (see ``words.key_of``), earlier tables first."""
        found: dict[str, Name] = {}
        for table in self._tables:
            for name in table.get(key, ()):
                found.setdefault(name.text.lower(), name)
        return tuple(found.values())


def same(groups: Iterable[tuple[Iterable[str], str]]) -> dict[str, tuple[Name, ...]]:
    """Entries from sets of names that mean the same, each set with its source."""
    entries: dict[str, dict[str, Name]] = {}
    for names, source in groups:
        # Of names with one key (Crohn, Crohn's) the first stands for all.
        keyed: dict[str, Name] = {}
        for text in names:
            if _usable(text):
                keyed.setdefault(key_of(text), Name(text=text, source=source))
        for key in keyed:
            others = {other: name for other, name in keyed.items() if other != key}
            if others:
                entries.setdefault(key, {}).update(others)
    return {key: tuple(others.values()) for key, others in entries.items()}


def leading(entries: Iterable[tuple[str, Iterable[str], str]]) -> dict[str, tuple[Name, ...]]:
    """Entries that hold one way only: the name as typed, what to search too, and the source."""
    return {
        key_of(name): tuple(Name(text=other, source=source) for other in others)
        for name, others, source in entries
    }


def together(*tables: Table) -> dict[str, tuple[Name, ...]]:
    """One table of several; what the earlier ones say comes first."""
    both = Synonyms(*tables)
    return {key: both.of(key) for table in tables for key in table}


def _usable(text: str) -> bool:
    return 0 < len(content_words(text)) <= MOST_WORDS and len(text) >= 2
