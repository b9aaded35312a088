"""What the words above a list demand by themselves: "Adequate organ function, defined as:".

The points below say more of it, and are read by themselves; the words above are asked as the record puts
them. Words that only count or name the points, or that let off, demand nothing of their own.
"""

from __future__ import annotations

from trialogue.eligibility.alternatives import in_full, trusted
from trialogue.eligibility.doubts import doubtful
from trialogue.eligibility.kinds import NameKind, kind_of_name
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_full import read_full
from trialogue.eligibility.read_leads import lead_of
from trialogue.eligibility.read_state import read_state
from trialogue.model.requirement import AnyOf, Free, HasCondition, HasTreatment, Holds, Requirement

_MAX_LENGTH = 300
_TAIL = Pattern(
    r"[\s,]*(?:\bas\s+)?(?:\b(?:defined|indicated|evidenced|determined|demonstrated|shown|assessed"
    r"|confirmed"
    r"|documented|proven|reflected|described|including|includes?|such|meeting|meets?|fulfil\w*|consist\w*"
    r"|listed)\b\s*)"
    r"(?:(?:as|by|in|but|not|is|are|limited|to|any|all|one|both|at|least|either|of|the|following|below"
    r"|follows|laboratory"
    r"|results?|parameters?|criteri\w+|requirements?|conditions|values?|that|with|for|tests?|and|or|more"
    r"|evidence|having)\b[\s,]*)*$"
    r"|[\s,]*\b(?:as follows|with the following (?:criteria|requirements))\s*$"
)
#: Lets off, turns round, or is of some people only.
_TURNS = Pattern(
    r"\b(?:except\w*|unless|allow\w*|permit\w*|if|not|no|without|other than|following|cohort"
    r"|part [a-z0-9]|eligible|only"
    r"|must (?:meet|fulfil|satisfy)|medical history|requirements?|examinations?|these|those below|any of"
    r"|one of|wash\w*|group)\b"
)
_SIGNS = Pattern(r"(?:signs?|symptoms?)\b")
#: The number of the next point, of which the list may be.
_NEXT = Pattern(r"[a-z)]{2}[.;]\s+(?:[ivx]{1,3}|\d{1,2}|[b-h])[.)]\s")
_BARE = Pattern(
    r"(?:prior|previous|concomitant|other|medical|drug|cancer)?\s*(?:therap(?:y|ies)"
    r"|treatments?|medications?|drugs?)$"
)


def read_parent(words: str, known: dict[str, NameKind], *, exclusion: bool) -> Requirement:
    """The demand of the words above a list, in full; ``Free`` where there is none, or it is not clear."""
    whole = words.strip(" :;*_")
    plain = _TAIL.sub("", whole).strip(" ,:")
    if len(whole) > _MAX_LENGTH or not plain or ":" in plain or _NEXT.search(plain) or _TURNS.within(plain):
        return Free()
    found = read_state(plain) or read_full(plain, "", known)
    if found is None or trusted(found, plain) is None or doubtful(found, plain, ""):
        return Free()
    parts = found.parts if isinstance(found, AnyOf) else (found,)
    full = tuple(
        one for part in parts if (one := _demand(part, plain, whole, exclusion=exclusion)) is not None
    )
    if len(full) != len(parts):
        return Free()
    return full[0] if len(full) == 1 else AnyOf(parts=full)


def _demand(part: Requirement, plain: str, whole: str, *, exclusion: bool) -> Requirement | None:
    """One part of it in full: of an inclusion, only what its words say that a person has."""
    match part:
        case Holds():
            return in_full(part, whole)
        case HasCondition(concept=concept) if (
            exclusion or _SIGNS.match(concept.name) or lead_of(plain).kind is NameKind.CONDITION
        ):
            return in_full(part, whole)
        case HasTreatment(concept=concept) if exclusion and kind_of_name(concept.name) is NameKind.TREATMENT:
            if _BARE.fullmatch(concept.name):
                return None
            return in_full(part, whole) if lead_of(plain).kind is NameKind.TREATMENT else None
    return None
