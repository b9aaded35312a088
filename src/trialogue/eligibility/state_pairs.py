"""Facts that criteria name together: prison and guardianship, a vaccine that was given and one to come."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from trialogue.eligibility.facts_meant import (
    consents_meant,
    custody_meant,
    hospital_meant,
    internet_meant,
    trials_meant,
)
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.time_marks import planned_in

_CARE = {
    "prisoner": Pattern(r"\b(?:prison\w*|detained|detention|incarcerat\w+|liberty|custody)\b"),
    "legal_guardian": Pattern(r"\b(?:guardian\w*|curator\w*|tutor\w*|trusteeship|legal protection)\b"),
}
_RECEIVED = Pattern(
    r"\b(?:received|receipt|administ\w+|within|has|have|been|vaccinated|prior to|before|treatment with"
    r"|recent\w*)\b"
)


_MEANT: Mapping[str, Callable[[str], tuple[str, ...]]] = {
    "hospital": hospital_meant,
    "other_trial": trials_meant,
    "has_internet": internet_meant,
    "prisoner": custody_meant,
    "consents": consents_meant,
}


def with_its_pair(fact: str, text: str) -> tuple[str, ...]:
    """The fact that the words mean, and the one that criteria often name beside it, where the text does."""
    if fact in _CARE and all(pattern.search(text) for pattern in _CARE.values()):
        return tuple(_CARE)
    if fact == "live_vaccine" and planned_in(text):
        return (fact, "live_vaccine_planned") if _RECEIVED.search(text) else ("live_vaccine_planned",)
    meant = _MEANT.get(fact)
    return meant(text) if meant else (fact,)
