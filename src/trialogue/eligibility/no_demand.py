"""Texts that demand nothing of one person, or hold the next point of a list: they are not read."""

from __future__ import annotations

from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_text import outside_brackets
from trialogue.model.requirement import AnyOf, HasCondition, HasTreatment, Holds, Not, Requirement

_PEOPLE = (
    r"(?:patients|subjects|participants|volunteers|women|men|children|adults|individuals|controls|people)"
)
#: How many people of a kind are to take part, or what something adds to a score.
_COUNTED = Pattern(
    r"(?:about |at least )?\d{1,4}\s+(?!(?:or|to|and|(?:fe)?males?|years?|months?|weeks?|days?"
    rf"|patients|subjects|participants)\b)(?:[\w-]+\s+){{1,7}}?{_PEOPLE}\b"
    rf"|\d{{1,4}}\s+{_PEOPLE} (?:with|who|from|aged|in)\b"
    r"|\+?\d points?\b"
)
_SAMPLE = Pattern(
    rf"(?:twenty|thirty|forty|fifty|sixty|a hundred|one hundred)(?:-\w+)? (?:[\w-]+ ){{0,5}}?{_PEOPLE}\b"
    rf"|(?:a total of|the majority of|most(?: of)?) (?:the )?(?:\d+|{_PEOPLE})\b|the terminology\b"
    r"|(?:irrespective|regardless) of\b"
    # What the label of a drug warns of.
    r"|(?:pregnancy|lactation|nursing mothers?|(?:pa?ediatric|geriatric) use)\s?: [^:]*"
    r"\b(?:animal|fetal harm|discontinue|not been established|crosses the placenta)\b"
)
_SCORED = Pattern(r"\(\+?\d points?\)|\b\d points? each\b")
#: The next point of a list behind a hyphen: "Creatinine < 2 -Signed consent".
_NEXT_POINT = Pattern(
    r"\s-(?:signed|written|informed|able|willing|patients?|subjects?|women|men|aged?|no|not|absence|history"
    r"|known|any|prior|adequate|normal|life|ecog|karnofsky|serum|platelets?|h[a]?emoglobin)\s"
)
_LASTING = Pattern(
    r"\bfor (?:at least|a minimum of|more than|over) (?:the (?:last|past) )?"
    r"(?:\d+|one|two|three|four|six|twelve) (?:days?|weeks?|months?|years?)\b"
)
_STANDING = frozenset({"close_contact", "in_hospital", "smoked", "other_trial"})


def demands_nothing(words: str) -> bool:
    """Whether a text counts people or the points of a score, or two points were run together."""
    if words[:1].isdigit() and _COUNTED.match(words) is not None:
        return True
    return (
        _SAMPLE.at_start(words) is not None
        or _SCORED.within(words)
        or (" -" in words and _NEXT_POINT.within(outside_brackets(words)))
    )


def lasts_by_not_being(requirement: Requirement) -> bool:
    """ "No contacts for at least 2 weeks": the time is of their absence, and not of how long they lasted."""
    if not isinstance(requirement, Not):
        return False
    parts = requirement.part.parts if isinstance(requirement.part, AnyOf) else (requirement.part,)
    return any(
        isinstance(part, HasCondition | HasTreatment | Holds)
        and (not isinstance(part, Holds) or part.fact in _STANDING)
        and _LASTING.within(outside_brackets(" ".join(part.qualifiers)))
        for part in parts
    )
