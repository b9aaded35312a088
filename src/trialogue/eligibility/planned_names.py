"""What is planned beside what was: "major surgery within a month, or need for an elective operation"."""

from __future__ import annotations

from trialogue.eligibility.kinds import NameKind, kind_of_name
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_event import name_and_rest
from trialogue.model.requirement import Concept, Time

_PLANNED = Pattern(
    r"\b(?<!no )(?<!not )(?<!of )(?<!the )(?<!before )(?<!prior to )(?<!first )"
    r"(?:planned|planning|plans?|scheduled|anticipat\w+|expect\w+|needs?|requires?|upcoming|going)"
    r"(?:\s+(?:of|for|to|in|on|or|need|needs|an?|any|the|undergo|receive|have|be|having|undergoing|receiving"
    r"|treatment with|use|using|start\w*|begin\w*|initiat\w+|resum\w+|require|requiring|take|taking|perform"
    r"|other))*\s+"
)
_REFERS = Pattern(r"\b(?:these|this|those|such|same)\b")
_MAX_WORDS = 6


def named_at(concept: Concept, time: Time, whole: str) -> Concept:
    """The name of a treatment at a time: of what is planned, where another thing is."""
    return Concept(name=_planned(concept.name, whole)) if time is Time.PLANNED else concept


def _planned(name: str, whole: str) -> str:
    """The treatment that stands behind the words of a plan; the same name where none other does."""
    place = whole.find(name)
    found = _PLANNED.search(whole, max(place, 0) + len(name))
    if place < 0 or found is None:
        return name
    other, _ = name_and_rest(whole[found.end() :])
    is_other = (
        _REFERS.search(other) is None
        and kind_of_name(other) is NameKind.TREATMENT
        and len(other.split()) <= _MAX_WORDS
    )
    return other if is_other and other.casefold() != name.casefold() else name
