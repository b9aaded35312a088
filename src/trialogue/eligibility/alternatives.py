"""Readings not to be trusted: words beside them give another way, or their own name is cut short.

A question about the requirement alone would then turn away people whom the criterion lets in ("must use
birth control, if female"; "a stable dose, or not on it at all"). Such a criterion stays in its own words.
"""

from __future__ import annotations

from trialogue.eligibility.patterns import Pattern
from trialogue.model.requirement import HasCondition, HasTreatment, Holds, Not, Requirement

_ANOTHER_WAY = Pattern(
    r"\b(?:if|unless|except|excepting|excluding|otherwise|either|permitted|allowed|na[iï]ve)\b"
    r"|\bor (?:not|no|never|without|intent\w*|plan\w*|be|are|have|has|who|agree|willing)\b"
    r"|\band not\b|\bother than\b|\bwith the exception\b",
)
_CUT = Pattern(r"\b(?:less|more|greater|fewer|than|of|at|the|an?|with|for|in|to|by|and|or)$")
_OR = Pattern(r"\bor\b")


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
    """Whether the name of the thing ends in the middle of a phrase ("motor weakness of less")."""
    if isinstance(requirement, Not):
        return is_cut_short(requirement.part)
    if not isinstance(requirement, HasCondition | HasTreatment):
        return False
    return _CUT.search(requirement.concept.name.strip()) is not None
