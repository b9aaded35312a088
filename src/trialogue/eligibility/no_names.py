"""Phrases that no name is made of: people, what they do, labels, definitions, the middle of a sentence."""

from __future__ import annotations

import re
from functools import lru_cache

from trialogue.eligibility.patterns import Pattern

_PEOPLE = Pattern(
    r"\b(?:m[ae]n|wom[ae]n|people|persons?|patients|participants|volunteers|individuals|survivors|physicians|doctors"
    r"|nurses|surgeons|dentists|midwives|workers|students|pupils|teachers|citizens|inhabitants|athletes|veterans"
    r"|hcws?|smokers|drinkers|addicts|abusers?|relatives|neighbou?rs?|guardians?|probands?|mothers|fathers"
    r"|siblings|clinicians|practitioners|candidates? for)\b(?!['’-])"
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
    r"|^(?:ended|attained|achieved|drank|modify|modified|administered|anticipating|shown|undergone"
    r"|coming|tested|related to|transforming|schedule|stop|begin|started|practiced|abuse (?!of\b))\b"
    r"|\b(?:or|and) meets?\b|\b(?:in)?ability(?: to\b|$)|\baccessible (?:for|to)\b|\b(?:evidenced|obtained)$"
    r"|^(?:\w+ly )?using\b|\bwe\b|\btheir (?:potential|own|risk)\b|\bbelief\b"
    # What works as it should, or is no part of a body.
    r"|^(?:\w+ly )?normal (?!pressure hydro)|^adequate\b|\bfree of\b|\binternet\b"
    r"|\bdepartments?\b|\bsuitability\b|\bscale\b"
    # Labels and definitions.
    r"|^(?:populations?|aims?|stratum|category|experiment|criterion) (?:\d|[ivx]+\b|[a-h]\b)"
    r"|\bdefined (?:as|by)\b|\s:\s|^examples?\b|\benrol\w+ (?:in|on)\b"
    # Cut in the middle of a phrase.
    r"|\b(?:and|or|if|who|which|than|nor|of|with|the|only one|having|being)$|^(?:off|out of|away|of)\b"
    r"|\bor,? if\b|^(?:[\w-]+ )?(?:lack|absence) of\b"
    # How many, and not of what.
    r"|^(?:(?:at least|only|no more than|up to|exactly|and|or|one|two|three|four|\d)\b[\s,]*)+$"
    r"|\d ?(?:cm|kg)\b|^(?:days|weeks|months|years) of\b"
    # Against what, or for what, is not said.
    r"|^(?:[\w-]+ ){0,2}indications?(?:$| (?:for|to)\b)|\b(?:below|listed)$|\bstatus[- ]post\b"
)
#: Two points of a list that were glued together: "lung cancer Reconfirmation of it".
_GLUED = re.compile(
    r"^Other (?:Lack|Active|Severe)\b|\b[a-z]{3,} (?:Lack|Reconfirmation|Symptoms|Histologic|Unresectable)\b"
)


@lru_cache(maxsize=1024)
def is_no_name(phrase: str) -> bool:
    """Whether a phrase holds people, a verb of its own, a label, or ends where none does."""
    return (
        _PEOPLE.search(phrase) is not None
        or _NO_NAME.search(phrase) is not None
        or _SAYS.match(phrase) is not None
        or _GLUED.search(phrase) is not None
    )
