"""What an inclusion demands beside that which was read of it: an age, a work, an illness, consent.

"Adult patients with asthma" is of an age, "hospital workers who have signed consent" of a work. It is asked
with all the words of the criterion (``wide``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_aged import AGE
from trialogue.model.requirement import (
    Aged,
    AllOf,
    AnyOf,
    Free,
    HasCondition,
    HasTreatment,
    Holds,
    Measured,
    Not,
    Requirement,
)

#: Those of an age, before what they must have or be.
_OF_AN_AGE = Pattern(
    r"(?:(?:the|all|any|eligible)\s+)?(?:adults?|elderly|older adults?|child(?:ren)?|p(?:a)?ediatric|infants?"
    r"|newborns?|neonates?|adolescents?)\s+"
    r"(?P<who>(?:in-?|out-?)?patients?\b|subjects?\b|participants?\b|individuals?\b|people\b|persons\b"
    r"|volunteers\b|females?\b|males?\b|wom[ae]n\b|m[ae]n\b)?\s*"
    r"(?=(?:with|who|without|diagnosed|suffering|undergoing|having|hospitali[sz]ed|admitted|not|presenting"
    r"|receiving|treated|scheduled|referred)\b|\W*$)"
)
_YEARS = re.compile(r"\d\s?-?(?:years?|yrs?|months?)\b", re.IGNORECASE)
_CONSENT = frozenset({"consents", "agrees", "agreed_for"})
_BESIDE: tuple[tuple[frozenset[str], Pattern, str], ...] = (
    (
        _CONSENT,
        Pattern(
            r"(?:[\w-]+ ){0,3}(?:workers?|nurses|physicians|doctors|employees|staff|students"
            r"|professionals)\s+(?:who|that"
            r"|willing|able|agree\w*|giving|and)\b"
        ),
        "work_fits",
    ),
    (
        frozenset({"healthy"}),
        Pattern(r".*\b(?:meet\w*|fulfil\w*|satisf\w+)\b.*\bcriteria (?:for|of)\b"),
        "illness_fits",
    ),
)
_SIGNED = Pattern(
    r"[-;.]\s*(?:(?:signed|written|voluntary|and|dated)\s+)+(?:informed )?consent(?: form)?\W*$"
)


def of_an_age(words: str, read: Callable[[str], Requirement]) -> Requirement | None:
    """What is demanded of adults, children or old people, with that age; None where it is read otherwise.

    ``read`` reads the demand as one of people of any age.
    """
    first = _OF_AN_AGE.at_start(words)
    if first is None or _YEARS.search(words) or not (first["who"] or words[first.end() :].strip(" .")):
        return None
    said = f"{first['who'] or 'patients'} {words[first.end() :]}".strip()
    found = _in_words(read(said), said, words)
    if isinstance(found, Free) or _has_age(found):
        return None
    if isinstance(found, HasCondition | HasTreatment | Holds) and words in found.qualifiers:
        return found
    parts = found.parts if isinstance(found, AllOf) else (found,)
    return AllOf(parts=(Holds(fact=AGE, qualifiers=(words,), wide=True), *parts))


def _in_words(found: Requirement, said: str, words: str) -> Requirement:
    """The same with the record's words in place of those that were read."""
    match found:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return replace(found, parts=tuple(_in_words(part, said, words) for part in parts))
        case Not(part=part):
            return Not(part=_in_words(part, said, words))
        case Measured() | HasCondition() | HasTreatment() | Holds() if said in found.qualifiers:
            return replace(found, qualifiers=tuple(words if one == said else one for one in found.qualifiers))
    return found


def _has_age(found: Requirement) -> bool:
    match found:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return any(_has_age(part) for part in parts)
        case Holds(fact=fact):
            return fact == AGE
    return isinstance(found, Aged)


def with_more(found: Requirement, words: str, *, exclusion: bool) -> Requirement:
    """The requirement, and what else the words of an inclusion demand that nothing of it shows."""
    if exclusion:
        return found
    facts: list[str] = []
    if isinstance(found, Holds) and found.wide:
        facts += [fact for held, beside, fact in _BESIDE if found.fact in held and beside.match(words)]
    signed = not isinstance(found, Free) and _SIGNED.search(words) is not None and not _is_consent(found)
    facts += ["consents"] * signed
    if not facts:
        return found
    parts = found.parts if isinstance(found, AllOf) else (found,)
    return AllOf(parts=(*parts, *(Holds(fact=fact, qualifiers=(words,), wide=True) for fact in facts)))


def _is_consent(found: Requirement) -> bool:
    parts = found.parts if isinstance(found, AllOf | AnyOf) else (found,)
    return any(isinstance(part, Holds) and part.fact in _CONSENT for part in parts)
