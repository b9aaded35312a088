"""Parents whose points hold for some people only: "Under 65 years:", "In the presence of bone metastases:".

A limit below such words is asked with them; what stands below "if any of the following are present" only
says for whom something else holds.
"""

from __future__ import annotations

from dataclasses import replace

from trialogue.eligibility.patterns import Pattern
from trialogue.model.requirement import Aged, AllOf, AnyOf, Free, Holds, IsSex, Measured, Requirement

_AGES = (
    r"(?:patients?|subjects?|participants?|children|adults|infants|those)? ?(?:age[sd]?:? ?)?"
    r"(?:(?:under|over|above|below|less than|older than|younger than|up to|at least|between"
    r"|[<>≤≥]=?) ?)?"
    r"(?:age )?\d+(?: ?(?:-|–|to|and|through) ?(?:\d+|over|older|above|under|younger))?"
    r"(?: ?(?:years?|months?|weeks?)(?: of age| old)?)?"
    r"(?: (?:and|or) (?:over|older|above|under|younger|less))?"
)
_SOME = Pattern(
    r"in (?:the )?(?:presence|absence|case|event) of\b|(?:if|when)\b"
    r"|with(?:out)? (?:\w+ ){0,2}metastas[ei]s\W*$"
    r"|for (?:patients|subjects|participants|those|children|adults|women|men|females|males)\b"
    r"|" + _AGES + r"\W*$"
)
#: Says by its points for whom its own demand holds, or whom it lets in.
_HANGS = Pattern(
    r"\bif (?:(?:any|all|one|either|both|at least \w+)(?: or more)? )?(?:of )?(?:the )?following\b[^:]*$"
)
_OWN_DEMAND = Pattern(r"\W*no\b|.*\b(?:allowed|permitted|acceptable)\b")


def holds_for_some(lead: str) -> bool:
    """Whether what stands below a parent's words holds only for some of the people."""
    return _SOME.match(lead) is not None or _only_says_when(lead)


def _only_says_when(lead: str) -> bool:
    found = _HANGS.search(lead)
    return found is not None and _OWN_DEMAND.match(lead[: found.start()]) is not None


def of_some(read: Requirement, lead: str, words: str) -> Requirement:
    """A limit with the words of its parent; ``Free`` where it cannot be asked so."""
    match read:
        case Aged() | IsSex():
            return read
        case Measured() if not _only_says_when(lead):
            return replace(read, qualifiers=(f"{lead.rstrip(' :')}: {words}",), wide=True)
        case Holds(wide=True) if not _only_says_when(lead):
            return replace(read, qualifiers=(f"{lead.rstrip(' :')}: {words}",))
        case AllOf(parts=parts) | AnyOf(parts=parts):
            told = tuple(of_some(part, lead, words) for part in parts)
            return Free() if any(isinstance(part, Free) for part in told) else replace(read, parts=told)
    return Free()
