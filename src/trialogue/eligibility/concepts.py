"""Identities of conditions and treatments, from the record's own terms."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from trialogue.eligibility.read_context import ReadingContext
from trialogue.model.requirement import (
    AllOf,
    AnyOf,
    AtLeast,
    Concept,
    HasCondition,
    HasTreatment,
    Not,
    Requirement,
)

_ABBREVIATED = re.compile(r"\(([A-Z][A-Za-z0-9-]{1,9}?)s?\)")
_REACH = 100
_PARTS = re.compile(r"[\s-]+")
_KEY_WORD = re.compile(r"[a-z0-9+]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names in normal form to identities, and the record's abbreviations in full."""

    identities: dict[str, tuple[str, ...]] = field(default_factory=dict)
    abbreviations: dict[str, str] = field(default_factory=dict)


def names_of(text: str, context: ReadingContext) -> Names:
    """What a record itself says of names."""
    identities: dict[str, tuple[str, ...]] = {key_of(m.term): (f"MESH:{m.id}",) for m in context.mesh}
    return Names(identities=identities, abbreviations=abbreviations_in(text))


def abbreviations_in(text: str) -> dict[str, str]:
    """ "Amyotrophic lateral sclerosis (ALS)": abbreviations that their own words spell out."""
    found: dict[str, str] = {}
    for match in _ABBREVIATED.finditer(text):
        words = _PARTS.split(text[max(0, match.start() - _REACH) : match.start()].strip())
        letters = [c for c in match[1].lower() if c.isalpha()]
        for size in range(min(len(words), len(letters) + 2), 0, -1):
            chosen = words[-size:]
            if all(w and w[0].isalpha() for w in chosen) and _spells(chosen, letters):
                found.setdefault(match[1], " ".join(chosen))
                break
    return found


def _spells(words: list[str], letters: list[str]) -> bool:
    initials = [w[0].lower() for w in words if w.lower() not in {"of", "and", "the", "in", "for"}]
    return initials == letters or [w[0].lower() for w in words] == letters


def key_of(name: str) -> str:
    """Normal form of a name: case, plural, commas and word order of inverted terms do not count."""
    text = name.casefold().replace("’", "'")
    if ", " in text:
        head, *rest = text.split(", ")
        text = " ".join([*rest, head])
    words = _KEY_WORD.findall(text.replace("'s", ""))
    return " ".join(
        w[:-1] if len(w) > 4 and w.endswith("s") and not w.endswith(("ss", "is", "us")) else w for w in words
    )


def with_identities(requirement: Requirement, names: Names) -> Requirement:
    """The same requirement, its concepts with the identities that their names have."""
    match requirement:
        case HasCondition() | HasTreatment():
            return replace(requirement, concept=identified(requirement.concept, names))
        case AllOf(parts=parts) | AnyOf(parts=parts) | AtLeast(parts=parts):
            return replace(requirement, parts=tuple(with_identities(part, names) for part in parts))
        case Not(part=part):
            return Not(part=with_identities(part, names))
    return requirement


def identified(concept: Concept, names: Names) -> Concept:
    """The concept with every identity known of its name, or of what its abbreviation stands for."""
    full = names.abbreviations.get(concept.name, concept.name)
    return replace(concept, ids=names.identities.get(key_of(full), ()))
