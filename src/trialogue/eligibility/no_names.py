"""Phrases that no name is made of: people, what they do, labels, definitions, the middle of a sentence."""

from __future__ import annotations

from trialogue.eligibility.patterns import Pattern

_PEOPLE = Pattern(
    r"\b(?:m[ae]n|wom[ae]n|people|persons?|patients|participants|volunteers|individuals|survivors|physicians|doctors"
    r"|nurses|surgeons|dentists|midwives|workers|students|pupils|teachers|citizens|inhabitants|athletes|veterans"
    r"|smokers|drinkers|addicts|abusers?|relatives|mothers|fathers|siblings|clinicians|practitioners)\b(?!['’-])"
)
#: What is said of somebody or something, and no clause on a name ("treatment that cannot be stopped").
_SAYS = Pattern(
    r"^(?!.*\b(?:that|which|who|whose|where|when)\b.*).*"
    r"\b(?:is|are|was|were|do|does|did|has|have|had|cannot|\w+n['’]t|accepts?|agrees?|commits?|participated)\b"
)
_NO_NAME = Pattern(
    # What somebody does.
    r"^(?:\w+ly )?(?:involved|engaged|employed|participating|interested) in\b|^recovered (?:and|from|of)\b"
    r"|\b(?:or|and) (?:participat\w+|enrol\w+|recruited|working)\b"
    # Labels and definitions.
    r"|^(?:populations?|aims?|stratum|category|experiment|criterion) (?:\d|[ivx]+\b|[a-h]\b)"
    r"|\bdefined (?:as|by)\b"
    # Cut in the middle of a phrase.
    r"|\b(?:and|or|if|who|which|than|nor|of|with|the|only one)$|^(?:off|out of|away)\b"
    # How many, and not of what.
    r"|^(?:(?:at least|only|no more than|up to|exactly|and|or|one|two|three|four|\d)\b[\s,]*)+$"
    # Against what, or for what, is not said.
    r"|^(?:[\w-]+ ){0,2}indications?(?:$| (?:for|to)\b)|\b(?:below|listed)$|\bstatus[- ]post\b"
)


def is_no_name(phrase: str) -> bool:
    """Whether a phrase holds people, a verb of its own, a label, or ends where none does."""
    return (
        _PEOPLE.search(phrase) is not None
        or _NO_NAME.search(phrase) is not None
        or _SAYS.match(phrase) is not None
    )
