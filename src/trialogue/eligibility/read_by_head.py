"""What is read of a demand by its head alone: its words are kept in full."""

from __future__ import annotations

import re
from dataclasses import replace

from trialogue.eligibility.alternatives import trusted
from trialogue.eligibility.another_thing import WHEN
from trialogue.eligibility.clauses import runs_on, shares_time
from trialogue.eligibility.kinds import NameKind
from trialogue.eligibility.other_demands import joins_facts
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_clause import CONDITIONAL, read_whole, with_time
from trialogue.eligibility.read_full import read_full
from trialogue.eligibility.read_limit import read_limit
from trialogue.eligibility.read_lists import read_list
from trialogue.eligibility.read_pregnancy import read_pregnancy
from trialogue.eligibility.read_results import read_results
from trialogue.eligibility.read_state import read_state
from trialogue.model.requirement import (
    AllOf,
    AnyOf,
    Concept,
    HasCondition,
    HasTreatment,
    Holds,
    Not,
    Requirement,
    Time,
)

_EITHER = Pattern(
    r"\s*;\s*(?:or\s+|and/or\s+)?|,\s+or\s+(?!other|any other|if|in)|(?<=\0)\s+or\s+"
    r"|\s+(?:or|and/or)\s+(?=(?:an?\s+|any\s+|with\s+)?(?:history|prior|previous|receipt|receiv"
    r"|treatment with|use of"
    r"|using|patients|subjects|participants|current|known|evidence|presence|taking|has |have |had "
    r"|undergo|pregnan|participat))"
    r"|(?P<own>\s+or\s+(?=[\w' /-]{3,70}?\s(?:within|in the (?:last|past))\s))"
)


def by_its_head(body: str, rest: str, known: dict[str, NameKind], *, exclusion: bool) -> Requirement | None:
    """What only the head of a demand is read of: its words are kept in full."""
    whole = f"{body}. {rest}" if rest else body
    if not exclusion and (asked := read_pregnancy(whole)) is not None:
        return asked
    if CONDITIONAL.match(body):
        return read_state(whole) or read_results(whole) if body[:3].lower() in {"for", "in ", "in-"} else None
    state = _state(whole, exclusion=exclusion)
    if state is not None and joins_facts(state, whole):
        return _either(body, known) if exclusion and not rest else None
    return (
        state
        or read_limit(whole)
        or read_results(whole)
        or (read_list(body, known) if exclusion and not rest else None)
        or read_full(body, rest, known)
        or (_either(body, known) if exclusion and not rest else None)
        or (read_full(body, rest, known, bare=True) if "(" in body else None)
    )


def _state(text: str, *, exclusion: bool) -> Requirement | None:
    """A state that a text is about; nobody is kept out by what they are suited for."""
    found = read_state(text)
    single = found.part if isinstance(found, Not) else found
    return None if exclusion and isinstance(single, Holds) and single.fact == "can_have_care" else found


def _either(text: str, known: dict[str, NameKind]) -> Requirement | None:
    """ "Renal failure (stage 4), or history of stroke that needed care": each clause by its head."""
    parts = _parts(text)
    if not 2 <= len(parts) <= 6 or runs_on(parts):
        return None
    read = [
        read_whole(part, known, exclusion=True, depth=2)
        or _state(part, exclusion=True)
        or read_full(part, "", known)
        or (read_full(part, "", known, bare=True) if "(" in part else None)
        for part in parts
    ]
    safe = [one for one in read if one is not None and not isinstance(one, Not | AllOf)]
    if len(safe) != len(parts) or any(
        trusted(one, part) is None for one, part in zip(safe, parts, strict=True)
    ):
        return None
    if shares_time(parts):
        return _as_one(tuple(safe), text)
    return AnyOf(parts=with_time(tuple(safe), parts, text))


def _as_one(parts: tuple[Requirement, ...], text: str) -> Requirement | None:
    """Things of one kind, the time of the last of which may be that of all: named together, in all words."""
    first = parts[0]
    if not isinstance(first, HasCondition | HasTreatment) or len({type(part) for part in parts}) > 1:
        return None
    name = " or ".join(part.concept.name for part in parts if isinstance(part, HasCondition | HasTreatment))
    return replace(
        first, concept=Concept(name=name), time=Time.EVER, window=None, qualifiers=(text,), wide=True
    )


def _parts(text: str) -> list[str]:
    """Clauses parted by "or" or ";" outside brackets."""
    held = re.sub(r"\([^()]*\)", lambda m: "\0" * len(m[0]), text)
    places, start = [], 0
    for cut in _EITHER.finditer(held):
        if cut["own"] and not WHEN.search(text[start : cut.start()]):
            continue
        places.append(text[start : cut.start()].strip(" ,"))
        start = cut.end()
    return [part for part in (*places, text[start:].strip(" ,")) if part]
