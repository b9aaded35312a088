"""What is only ever asked of those who are let in, or of those who are kept out."""

from __future__ import annotations

import re

from trialogue.eligibility.patterns import Pattern
from trialogue.model.requirement import AnyOf, HasCondition, HasTreatment, Holds, Not, Requirement

#: Nobody is kept out by what these say, or let in: a text that seems to say so was read wrongly.
_ONLY_ASKED = frozenset(
    {
        "contraception",
        "consents",
        "agrees",
        "agreed_for",
        "can_comply",
        "can_swallow",
        "insured",
        "has_phone",
        "has_internet",
        "has_device",
        "healthy",
    }
)
_ONLY_BARS = frozenset(
    {"doctor_objects", "no_birth_control", "prisoner", "legal_guardian", "staff", "other_trial"}
    | {"earlier_trial", "planned_trial"}
)
#: Who does not have these is kept out by that.
_WANTED = _ONLY_ASKED | {
    "measurable_lesion",
    "speaks_language",
    "willing",
    "willing_all",
    "sample_there",
    "can_have_care",
}
#: Behind what keeps out, what people must be: a demand of the other sense.
_DEMANDS = Pattern(r"\b(?:must|should|need to|has to|have to)\b(?! not| be (?:discuss|consult|judged))")
_NO_THING = Pattern(r"\W*(?:no|without)\b")
_BRACKETED = re.compile(r"\([^()]*\)")


def is_of_other_sense(found: Requirement, rest: str, *, exclusion: bool) -> bool:
    """Whether a fact is never asked in this sense, or what follows the first sentence is of the other."""
    if not exclusion and isinstance(found, Not) and facts_of(found.part) & _ONLY_ASKED:
        return True
    if facts_of(found) & (_ONLY_ASKED | {"willing"} if exclusion else _ONLY_BARS):
        return True
    return exclusion and _DEMANDS.search(_BRACKETED.sub("", rest)) is not None


def denies_a_thing(found: Requirement, first: str) -> bool:
    """Whether an exclusion begins with "no" illness or treatment: which sense is meant is not said."""
    if not isinstance(found, Not):
        return False
    # "Not localized, language barrier, dementia": only the first is denied.
    thing = found.part
    if isinstance(thing, HasCondition | HasTreatment) and "," in thing.concept.name:
        return True
    return _NO_THING.match(first) is not None and not facts_of(thing) & _WANTED


def facts_of(found: Requirement) -> frozenset[str]:
    """The facts that a requirement is of by itself, or any of a list of."""
    parts = found.parts if isinstance(found, AnyOf) else (found,)
    return frozenset(part.fact for part in parts if isinstance(part, Holds))
