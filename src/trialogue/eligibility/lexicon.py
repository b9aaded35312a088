"""A lexicon: identities of conditions and treatments by name, and what is a kind of what.

It is a value, made once from terms of several vocabularies and handed to the reader. Without one
(``Lexicon()``) everything works; concepts then have the identities only that their record gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from trialogue.eligibility.name_keys import exact_key, loose_key, uninverted, words_of

_MOST_WORDS = 12
_NINE_DIGITS_FROM = 67_000


def mesh_identity(descriptor: str) -> str:
    """``MESH:D003680`` of a descriptor's id, always in one form.

    The registry writes some ids with nine digits where MeSH has six ("D000003680"), and some the
    other way. MeSH has nine only in those it gave out later, all above some 67,000.
    """
    kind, digits = descriptor[:1], descriptor[1:]
    if kind != "D" or not (digits.isascii() and digits.isdecimal()):
        return f"MESH:{descriptor}"
    number = int(digits)
    return f"MESH:D{number:0{9 if number >= _NINE_DIGITS_FROM else 6}d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One concept of one vocabulary.

    ``names`` mean the same as ``name``; ``weak`` names are used for it but may mean less or more
    (inclusion terms, related synonyms): they find it where nothing else has the name, and never
    make two terms one. ``parents`` are identities that it is a kind of, ``same`` identities in
    other vocabularies. ``wide`` marks a heading of a vocabulary ("Diseases of the circulatory
    system"): it can be named, but who has something below it is not said to have it. ``named`` is
    False for what has no name that is used ("Other disorders of …"): it only stands between others.
    """

    id: str
    name: str
    names: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    wide: bool = False
    named: bool = True


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lexicon:
    """Names in normal form to identities; labels, parents and equivalents of identities."""

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    loose: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    parents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)
    wide: frozenset[str] = frozenset()

    def own(self, identity: str) -> str:
        """The identity under which this lexicon keeps a concept."""
        return self.same.get(identity, identity)

    def find(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Every identity that has this name; several where it is ambiguous, none where it is unknown."""
        return self.names.get(exact_key(words)) or self.loose.get(loose_key(words), ())

    def others(self, identity: str) -> tuple[str, ...]:
        """The same concept's identities in other vocabularies."""
        own = self.own(identity)
        return tuple(other for other, of in self.same.items() if of == own)

    def wider(self, identity: str) -> frozenset[str]:
        """Everything that it is a kind of, itself under its own identity included; no headings."""
        found: set[str] = set()
        left = [self.own(identity)]
        while left:
            one = left.pop()
            if one not in found:
                found.add(one)
                parents = (self.own(parent) for parent in self.parents.get(one, ()))
                left.extend(parent for parent in parents if parent not in self.wide)
        return frozenset(found)


class LexiconBuilder:
    """Puts terms together, source after source; what an earlier source says of a name comes first."""

    def __init__(self) -> None:
        self._names: dict[str, tuple[str, ...]] = {}
        self._loose: dict[str, tuple[str, ...]] = {}
        self._labels: dict[str, str] = {}
        self._parents: dict[str, tuple[str, ...]] = {}
        self._same: dict[str, str] = {}
        self._wide: set[str] = set()

    def add(self, terms: Iterable[Term]) -> None:
        """Add one source. A term whose first name is an earlier source's becomes one with it."""
        source = list(terms)
        for term in source:
            own = self._twin(term)
            if own != term.id:
                self._same.setdefault(term.id, own)
            else:
                self._labels.setdefault(own, term.name)
            for other in term.same:
                if other not in self._labels:
                    self._same.setdefault(other, own)
            if term.wide:
                self._wide.add(own)
        self._link(source)
        strong = [(self._own(t.id), n) for t in source if t.named for n in (t.name, *t.names)]
        weak = [(self._own(t.id), n) for t in source for n in t.weak]
        for named in (strong, weak):
            self._name(named)

    def several(self, names: Mapping[str, tuple[str, ...]]) -> None:
        """Names that have several meanings, whatever other sources say of them."""
        for name, ids in names.items():
            key = exact_key(words_of(name))
            self._names[key] = self._loose[key] = ids

    def build(self) -> Lexicon:
        """The lexicon of all that was added."""
        return Lexicon(
            names=self._names,
            loose=self._loose,
            labels=self._labels,
            parents=self._parents,
            same=self._same,
            wide=frozenset(self._wide),
        )

    def _own(self, identity: str) -> str:
        return self._same.get(identity, identity)

    def _twin(self, term: Term) -> str:
        for other in (term.id, *term.same):
            if self._own(other) in self._labels:
                return self._own(other)
        if not term.named:
            return term.id
        known = self._names.get(exact_key(words_of(uninverted(term.name))), ())
        return known[0] if len(known) == 1 else term.id

    def _link(self, source: list[Term]) -> None:
        for term in source:
            own = self._own(term.id)
            parents = (self._own(parent) for parent in term.parents)
            both = dict.fromkeys((*self._parents.get(own, ()), *parents))
            both.pop(own, None)
            if both:
                self._parents[own] = tuple(both)

    def _name(self, named: list[tuple[str, str]]) -> None:
        fresh: dict[str, dict[str, None]] = {}
        loose: dict[str, dict[str, None]] = {}
        for own, name in named:
            words = words_of(uninverted(name))
            if not 0 < len(words) <= _MOST_WORDS:
                continue
            key = exact_key(words)
            if key and key not in self._names:
                fresh.setdefault(key, {})[own] = None
            key = loose_key(words)
            if key and key not in self._loose:
                loose.setdefault(key, {})[own] = None
        self._names |= {key: self._topmost(tuple(ids)) for key, ids in fresh.items()}
        self._loose |= {key: self._topmost(tuple(ids)) for key, ids in loose.items()}

    def _topmost(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Of terms that share a name and of which one is a kind of the other, the broader."""
        if len(ids) == 1:
            return ids
        left = tuple(i for i in ids if not (self._above(i) & set(ids)))
        return left or ids[:1]

    def _above(self, identity: str) -> set[str]:
        found: set[str] = set()
        left = list(self._parents.get(identity, ()))
        while left:
            one = left.pop()
            if one not in found and one != identity:
                found.add(one)
                left.extend(self._parents.get(one, ()))
        return found
