"""Mentions by words alone: names of the table of facts, and words whose ending or meaning is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from trialogue.eligibility.comparisons import find_comparisons
from trialogue.eligibility.entities_features import lines_of, matches_of, tokens_of
from trialogue.eligibility.entity import Entity, EntityType
from trialogue.eligibility.facts import FactKind, Topic, load_facts
from trialogue.eligibility.kinds import NameKind, kind_of_name

_MAX_WORDS = 6
_PROCEDURE_ENDINGS = (
    "ectomy",
    "plasty",
    "otomy",
    "ostomy",
    "scopy",
    "graphy",
    "surgery",
    "transplantation",
    "dialysis",
)
_DRUG_ENDINGS = ("therapy", "treatment", "procedure", "transplant", "operation", "surgeries", "intervention")


def named_entities(text: str) -> Iterator[Entity]:
    """The mentions, none over another."""
    for c in find_comparisons(text):
        kind = EntityType.TEMPORAL if c.is_time else EntityType.VALUE
        yield Entity(type=kind, start=c.start, end=c.end)
    for start, end in lines_of(text):
        yield from _in_line(matches_of(text, start, end))


def _in_line(tokens: list[re.Match[str]]) -> Iterator[Entity]:
    names, sizes = _names(), _sizes()
    lower = [token[0].lower() for token in tokens]
    at = 0
    while at < len(tokens):
        possible = sizes.get(lower[at], ())
        size = next((n for n in possible if " ".join(lower[at : at + n]) in names), 0)
        if size:
            kind: EntityType | None = names[" ".join(lower[at : at + size])]
        else:
            size, kind = 1, _by_word(lower[at])
        last = min(at + size, len(tokens)) - 1
        if kind is not None:
            yield Entity(type=kind, start=tokens[at].start(), end=tokens[last].end())
        at = last + 1


@lru_cache(maxsize=32768)
def _by_word(word: str) -> EntityType | None:
    kind = kind_of_name(word) if word.isalpha() and len(word) > 3 else None
    if kind is NameKind.CONDITION:
        return EntityType.CONDITION
    if kind is NameKind.TREATMENT:
        surgical = word.endswith(_PROCEDURE_ENDINGS)
        return EntityType.PROCEDURE if surgical else EntityType.DRUG
    return None


@cache
def _sizes() -> dict[str, tuple[int, ...]]:
    """How many words the names have that begin with a word, the longest first."""
    sizes: dict[str, set[int]] = {}
    for first, *others in (name.split(" ") for name in _names()):
        if len(others) < _MAX_WORDS:
            sizes.setdefault(first, set()).add(len(others) + 1)
    return {first: tuple(sorted(found, reverse=True)) for first, found in sizes.items()}


@cache
def _names() -> dict[str, EntityType]:
    names: dict[str, EntityType] = {}
    for fact in load_facts().values():
        if fact.kind is FactKind.NUMBER and fact.id != "age":
            kind = EntityType.MEASUREMENT
        elif fact.topic is Topic.ILLNESS or fact.id in {"pregnant", "breastfeeding"}:
            kind = EntityType.CONDITION
        elif fact.topic is Topic.TREATMENTS:
            kind = (
                EntityType.DRUG
                if fact.id not in {"surgery", "transplant", "radiotherapy", "dialysis"}
                else EntityType.PROCEDURE
            )
        else:
            continue
        names.update({" ".join(t.text.lower() for t in tokens_of(a, 0, len(a))): kind for a in fact.aliases})
    return names
