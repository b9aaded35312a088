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
#: The same as another way to be kept out: "pregnant women, persons under guardianship".
_BESIDE = {
    "prisoner": Pattern(
        r"\b(?:prison\w*|detained|incarcerat\w+|deprived of (?:\w+ )?(?:liberty|freedom)|in custody)\b"
    ),
    "legal_guardian": Pattern(
        r"\b(?:under (?:\w+ )?(?:guardianship|curatorship|tutorship|trusteeship|safeguard\w*|(?:legal"
        r"|court|judicial)"
        r" protection)|(?:guardian|curator|tutor)ship|(?:safeguard|protection) of justice"
        r"|protected by law)\b"
    ),
}
#: Other problems beside the misuse of drugs, whichever.
_OF_MIND = Pattern(
    r"(?:,|\bor\b|\band\b)\s*(?:\w+[ ,/]+){0,3}(?:medical|psycholog\w+|psychiatric|mental|social)\b.{0,40}?"
    r"\b(?:conditions?|problems?|illness\w*|disorders?|diseases?)\b"
)
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
    if fact in _CARE and all(
        pattern.search(text) or fact in care_beside(text) for fact, pattern in _CARE.items()
    ):
        return tuple(_CARE)
    if fact == "live_vaccine" and planned_in(text):
        return (fact, "live_vaccine_planned") if _RECEIVED.search(text) else ("live_vaccine_planned",)
    if fact == "substance_misuse" and _OF_MIND.search(text):
        return (fact, "illness_named")
    meant = _MEANT.get(fact)
    return meant(text) if meant else (fact,)


def care_beside(text: str) -> tuple[str, ...]:
    """Prison and guardianship where a text on something else names them, too."""
    return tuple(fact for fact, pattern in _BESIDE.items() if pattern.within(text))
