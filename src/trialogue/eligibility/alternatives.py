"""Readings that words beside them change: they give another way, or the name is cut short.

A question about the requirement alone would then turn away people whom the criterion lets in ("must use
birth control, if female"; "a stable dose, or not on it at all"). Such a criterion is asked in full.
"""

from __future__ import annotations

from dataclasses import replace

from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.time_marks import planned_in
from trialogue.model.requirement import (
    AllOf,
    AnyOf,
    HasCondition,
    HasTreatment,
    Holds,
    Not,
    Requirement,
    Time,
)

_ANOTHER_WAY = Pattern(
    r"\b(?:if|unless|except|excepting|excluding|otherwise|either|permitted|allowed|na[iï]ve)\b"
    r"|\bor (?:not|no|never|without|intent\w*|plan\w*|be|are|have|has|who|agree|willing)\b"
    r"|\band not\b|\bother than\b|\bwith the exception\b"
)
_CUT = Pattern(
    r"\b(?:less|more|greater|fewer|than|of|at|the|an?|with|for|in|to|by|and|or|consistent|compatible"
    r"|suggestive|those"
    r"|combined|complicated|attributable|attributed|together|acting|targeting|prescribed|(?:or|and"
    r"|an) (?:inability|failure|unsafe"
    r"|yet|unwillingness"
    r"|unable|judged|considered|deemed)"
    r"|and followed|days?|weeks?|months?|years?|workers?|people|use|persons|patients|staff|professionals"
    r"|residents|required|needed)$"
    r"|\buse of\b|^(?:impossib|reduction|cessation|attending|self-ability|unwilling|unable"
    r"|participat)|\b(?:is"
    r"|are|was|were|being|receiving|can't|cannot|those|who|which|must|should)\b|^(?:performing|required|those"
    r"|admitted)\b"
)
_THEN = Pattern(r"\b(?:within|prior|before|previous\w*|past|last|ago|planned)\b")
_DONE_OR_PLANNED = Pattern(
    r"\b(?:received|taken|undergone|used|started|had)\s+(?:or|and/or)\s+(?:(?:is|are|will|who)\s+)*(?:plan"
    r"|schedul|expect|intend)"
)
_OR = Pattern(r"\bor\b")
_OR_ANOTHER = Pattern(
    r"\bor\b|,\s+(?:(?:has|have|is|are|with)\s+)?(?:current\w*|prior|previous|history of|receiving|taking)\b"
)


def trusted(requirement: Requirement, words: str) -> Requirement | None:
    """The requirement, a fact with the criterion's ``words`` in full where another way is in them.

    None where a name is cut short, or another way stands beside a condition or treatment.
    """
    if is_cut_short(requirement) or _mixes_times(requirement, words):
        return None
    if not has_another_way(requirement):
        return requirement
    single = requirement.part if isinstance(requirement, Not) else requirement
    return in_full(requirement, words) if isinstance(single, Holds) else None


def in_full(requirement: Requirement, words: str) -> Requirement | None:
    """The single requirement that goes by these words as a whole."""
    match requirement:
        case Not(part=HasCondition() | HasTreatment() | Holds() as part):
            # The words of the part are those behind the "no".
            own = "; ".join(part.qualifiers)
            return Not(part=replace(part, qualifiers=(own,), wide=True)) if own else None
        case HasCondition() | HasTreatment() | Holds():
            return replace(requirement, qualifiers=(words,), wide=True)
    return None


def has_another_way(requirement: Requirement) -> bool:
    """Whether the words kept beside a single requirement name another way, or a condition."""
    if isinstance(requirement, Not):
        return has_another_way(requirement.part)
    if not isinstance(requirement, HasCondition | HasTreatment | Holds):
        return False
    words = " ".join(requirement.qualifiers)
    if isinstance(requirement, Holds) and requirement.fact == "contraception" and _OR.search(words):
        return True
    return bool(_ANOTHER_WAY.search(words))


def is_cut_short(requirement: Requirement) -> bool:
    """Whether the name of a thing ends in the middle of a phrase, holds a verb, or names people."""
    match requirement:
        case Not(part=part):
            return is_cut_short(part)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return any(is_cut_short(part) for part in parts)
        case HasCondition(concept=concept) | HasTreatment(concept=concept):
            return _CUT.search(concept.name.strip()) is not None
    return False


def has_another_thing(requirement: Requirement) -> bool:
    """Whether words that should narrow a single name bring in another thing by "or"."""
    if not isinstance(requirement, HasCondition | HasTreatment) or requirement.wide:
        return False
    return _OR_ANOTHER.search(" ".join(requirement.qualifiers)) is not None


def _mixes_times(requirement: Requirement, words: str) -> bool:
    """Whether a treatment has words of another time beside it, or another thing in its qualifiers."""
    if isinstance(requirement, Not):
        return _mixes_times(requirement.part, words)
    if not isinstance(requirement, HasCondition | HasTreatment):
        return False
    beside = " ".join(requirement.qualifiers)
    if has_another_thing(requirement):
        return True
    if isinstance(requirement, HasCondition):
        return False
    if requirement.time is Time.PLANNED:
        return not requirement.wide and _DONE_OR_PLANNED.search(words) is not None
    return planned_in(words) or (requirement.time is Time.CURRENT and _THEN.search(beside) is not None)
