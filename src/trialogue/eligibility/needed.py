"""What is needed: who needs a treatment that has not begun yet is not asked whether it is had.

"Requiring intubation" is a need for intubation, and who is intubated has it as well.
"""

from __future__ import annotations

from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_text import words_of
from trialogue.model.requirement import (
    AnyOf,
    Concept,
    Free,
    HasCondition,
    HasTreatment,
    Holds,
    Not,
    Requirement,
    Time,
)

_WHO = (
    r"(?:(?:the|any|all|patients?|subjects?|participants?|individuals?|persons?|people|adults?|children|infants?"
    r"|neonates?|women|men|those|who|that|is|are|currently|current|with|have|has|having|an?|in|urgent"
    r"|immediate|acute|clinical|there is)\s+)*"
)
_NEED = r"(?:needs?(?: for| of)?|needing|requir(?:es?|ing)|requirements? (?:for|of))\s+"
_SOME = r"(?:(?:an?|the|any)\s+)?"
_NEEDS = Pattern(_WHO + _NEED + _SOME)
_NEEDS_NOT = Pattern(
    _WHO
    + r"(?:do(?:es)? not|not|no|without|don't|absence of)\s+"
    + r"(?:(?:currently|have|any|an?|the|current)\s+)*"
    + _NEED
    + _SOME
)
#: Words on the need itself, which the name of the need holds.
_OF_NEED = Pattern(r"(?:the )?(?:needs?|needing|requir(?:es?|ing)|requirements?)(?: for| of)?|in need of")
#: What a person needs that is no care: signed papers, a change of a dose, more time.
_NO_CARE = Pattern(
    r"\b(?:consent\w*|sign\w*|written|parent\w*|guardian|study|trial|protocol|participa\w+|contracept\w*"
    r"|dose|doses|adjust\w*|change|changes|increas\w+|reduc\w+|discontinu\w+|biops\w+|to|not)\b"
)
#: A need that was, or is to come.
_NOT_NOW = Pattern(
    r"\b(?:past|last|previous|prior|within|history|during|anticipated|expected|likely|future|planned|after)\b"
)
_CARE = Pattern(
    r"\b(?:consent\w*|sign\w*|written|parent\w*|guardian|study|trial|protocol|participa\w+|contracept\w*"
    r"|dose|doses|adjust\w*|change|changes|increas\w+|reduc\w+|discontinu\w+|biops\w+|to|not)\b"
)
_CARE = Pattern(
    r"[^,;:()]*\b(?:surger\w+|surgical|operation|ventilation|oxygen\w*|dialysis|transfusions?|intubation|ecmo"
    r"|h[ao]emodialysis|hospitali[sz]ation|admission|replacement|implants?|steroids?|corticosteroids"
    r"|an[a]?esthesia|therapy|treatment|interpreter|vasopressors?|translator|insulin|antibiotics)\b[^,;:()]*"
)
#: Facts that ask of care had, or of more than care.
_BY_KIND = frozenset(
    {"treatment_named", "treatment_now", "treatment_had", "results_named", "illness_now", "illness_named"}
)
_MAX_WORDS = 9


def as_needed(requirement: Requirement, text: str) -> Requirement:
    """The requirement, as a need where the text begins with words of one."""
    words = words_of(text)
    if isinstance(requirement, AnyOf):
        parts = tuple(_in_list(part) for part in requirement.parts)
        requirement = requirement if parts == requirement.parts else AnyOf(parts=parts)
    if isinstance(requirement, Not):
        lead = _NEEDS_NOT.match(words)
        turned = None if lead is None else _named(requirement.part, words, lead.end())
        return requirement if turned is None else Not(part=turned)
    lead = _NEEDS.match(words)
    if lead is None or _NOT_NOW.search(_told(requirement, words)):
        return requirement
    if isinstance(requirement, Free):
        return _care(words, lead.end())
    named = _named(requirement, words, lead.end())
    if named is not None:
        return named
    if not _is_of_care(requirement, words, lead.end()):
        return requirement
    return Holds(fact="care_needed", qualifiers=(_told(requirement, words),), wide=True)


def _named(part: Requirement, words: str, start: int) -> HasCondition | None:
    """A need by the name of the one thing that is needed."""
    if not isinstance(part, HasCondition | HasTreatment) or part.wide or not _is_now(part, words, start):
        return None
    return _need_of(part)


def _need_of(part: HasCondition | HasTreatment) -> HasCondition:
    told = tuple(one for one in part.qualifiers if not _is_of_need(one))
    concept = Concept(name=f"a need for {part.concept.name}")
    return HasCondition(concept=concept, time=Time.CURRENT, qualifiers=told)


def _is_of_need(qualifier: str) -> bool:
    return _OF_NEED.whole(qualifier.strip(" .,")) is not None


def _in_list(part: Requirement) -> Requirement:
    """One of several, which its own words tell to be needed: "seizures, or requiring insulin"."""
    if not isinstance(part, HasTreatment) or part.wide or part.window or part.time is not Time.CURRENT:
        return part
    return _need_of(part) if any(map(_is_of_need, part.qualifiers)) else part


def _is_now(part: HasCondition | HasTreatment, words: str, start: int) -> bool:
    """Whether the thing named stands right behind the words of need, at no other time than now."""
    if part.time not in {Time.CURRENT, Time.EVER} or part.window is not None:
        return False
    return words.startswith(part.concept.name, start) and _NO_CARE.search(part.concept.name) is None


def _is_of_care(part: Requirement, words: str, start: int) -> bool:
    match part:
        case AnyOf(parts=parts):
            return all(_is_of_care(one, words, start) for one in parts)
        case HasCondition() | HasTreatment():
            return part.window is None and _NO_CARE.search(part.concept.name) is None
        case Holds(fact=fact, window=None, wide=True):
            return fact in _BY_KIND and _NO_CARE.search(words, start) is None
    return False


def _told(part: Requirement, words: str) -> str:
    """All words that the reading goes by, those of a parent before its own."""
    held = part.parts[0] if isinstance(part, AnyOf) else part
    if isinstance(held, Holds | HasTreatment | HasCondition) and held.wide:
        return " ".join(held.qualifiers)
    return words


def _care(words: str, start: int) -> Requirement:
    """A short need of care that nothing else could read."""
    rest = words[start:]
    if len(rest.split()) > _MAX_WORDS or _CARE.whole(rest) is None or _NO_CARE.search(rest):
        return Free()
    return Holds(fact="care_needed", qualifiers=(words,), wide=True)
