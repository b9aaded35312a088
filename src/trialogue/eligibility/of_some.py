"""Demands made of some people only: "Hypertension must be well controlled" does not ask that all have it."""

from __future__ import annotations

from trialogue.eligibility.patterns import Pattern
from trialogue.model.requirement import HasCondition, HasTreatment, Requirement

_MUST = Pattern(
    r"(?P<who>[^.;,:()]{3,110}?)\s+(?:must|should|shall|needs? to)\s+"
    r"(?!be (?:present|documented|confirmed|diagnosed)\b)"
)
#: A part of those who have an illness.
_PART = Pattern(
    r"(?:stage|grade|recurrent|relapsed|refractory|metastatic|smou?ldering|prior|previous\w*|concurrent)\b"
)
_LONGEST = 3


def asks_of_some(requirement: Requirement, words: str, names: str) -> bool:
    """Whether an inclusion says what holds for those with an illness or treatment that not all have.

    ``names``: what the record calls its own illnesses and treatments, which all who join have.
    """
    if not isinstance(requirement, HasCondition | HasTreatment) or not requirement.qualifiers:
        return False
    found = _MUST.at_start(words)
    name = requirement.concept.name.casefold()
    if found is None or name not in found["who"].casefold():
        return False
    own = len(name.split()) <= _LONGEST and name in names and _PART.match(name) is None
    return not own
