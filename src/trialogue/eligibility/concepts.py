"""Identities of conditions and treatments: from the record's own terms, and from a lexicon."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from trialogue.eligibility.demand_times import holds_a_list
from trialogue.eligibility.lexicon import Lexicon, mesh_identity
from trialogue.eligibility.naming import Named, name
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

_SHORT = re.compile(r"\(\s*([A-Za-z][A-Za-z0-9-]{1,9}?)s?\s*[),;]")
_LONG = re.compile(r"[\w'’/-]+")
_REACH = 100
_PARTS = re.compile(r"[\s/-]+")
_KEY_WORD = re.compile(r"[a-z0-9+]+")
_NO_LEXICON = Lexicon()


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names in normal form to identities, the record's abbreviations in full, and names beyond it."""

    identities: dict[str, tuple[str, ...]] = field(default_factory=dict)
    abbreviations: dict[str, str] = field(default_factory=dict)
    lexicon: Lexicon = _NO_LEXICON


def names_of(text: str, context: ReadingContext) -> Names:
    """What a record itself says of names, and the names that its reader knows."""
    lexicon = context.lexicon or _NO_LEXICON
    identities: dict[str, tuple[str, ...]] = {
        key_of(m.term): (lexicon.own(mesh_identity(m.id)),) for m in context.mesh
    }
    short = abbreviations_in("\n".join((*context.conditions, *context.keywords, text)))
    return Names(identities=identities, abbreviations=short, lexicon=lexicon)


def abbreviations_in(text: str) -> dict[str, str]:
    """ "Amyotrophic lateral sclerosis (ALS)": short forms that the words before them spell out.

    Each letter must stand in those words in its order, the first at the beginning of a word. Of
    readings the shortest is taken; it has at most two words more than the short form has letters.
    """
    found: dict[str, str] = {}
    for match in _SHORT.finditer(text):
        short = match[1]
        if short.islower() or sum(c.isupper() for c in short) < 2:
            continue
        before = text[max(0, match.start() - _REACH) : match.start()].rsplit("\n", 1)[-1]
        full = _spelled(short, before)
        if full is not None:
            found.setdefault(short, full)
    return found


def _spelled(short: str, before: str) -> str | None:
    letters = [c for c in short.lower() if c.isalnum()]
    words = list(_LONG.finditer(before))[-(len(letters) + 2) :]
    for size in range(1, len(words) + 1):
        chosen = before[words[-size].start() :].strip()
        if chosen[0].lower() == letters[0] and _in_order(letters, chosen) and chosen.lower() != short.lower():
            return chosen
    return None


def _in_order(letters: list[str], text: str) -> bool:
    """Whether the letters can be read off in their order, most of them at beginnings of words."""
    words = _PARTS.split(text.lower())
    initials = "".join(word[0] for word in words if word)
    said = "".join(word[0] for word in words if word and word not in _SMALL)
    if "".join(letters) in {initials, said}:
        return True
    left = iter(text.lower())
    return len(words) >= 2 and set(said) <= set(letters) and all(letter in left for letter in letters)


_SMALL = frozenset({"of", "and", "the", "in", "for", "with", "to"})


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
        case HasCondition(concept=concept) | HasTreatment(concept=concept) if holds_a_list(concept):
            return requirement
        case HasCondition(concept=concept):
            named_so = identified(concept, names)
            return requirement if named_so is concept else replace(requirement, concept=named_so)
        case HasTreatment(concept=concept):
            ids = record_ids(concept.name, names)
            same = ids == concept.ids
            return requirement if same else replace(requirement, concept=replace(concept, ids=ids))
        case AllOf(parts=parts) | AnyOf(parts=parts) | AtLeast(parts=parts):
            return replace(requirement, parts=tuple(with_identities(part, names) for part in parts))
        case Not(part=part):
            inner = with_identities(part, names)
            return requirement if inner is part else Not(part=inner)
    return requirement


def identified(concept: Concept, names: Names) -> Concept:
    """The concept with every identity known of its name, or of what its abbreviation stands for.

    An identity of something broader is none of its own: ``judge`` looks for those.
    """
    found = named(concept.name, names)
    ids = () if found is None or found.broader else found.ids
    return concept if ids == concept.ids else replace(concept, ids=ids)


def named(mention: str, names: Names) -> Named | None:
    """What a mention in this record is: by the record's own terms, then by the lexicon."""
    own = record_ids(mention, names)
    if own:
        return Named(ids=own)
    return name(mention, names.lexicon, names.abbreviations)


def record_ids(mention: str, names: Names) -> tuple[str, ...]:
    """The identities that the record's own MeSH terms give a mention."""
    full = names.abbreviations.get(mention, mention)
    return names.identities.get(key_of(full), ())
