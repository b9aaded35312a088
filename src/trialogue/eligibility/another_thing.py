"""Whether words that are kept in full end in "or" and another thing, which the head does not name."""

from __future__ import annotations

import re

from trialogue.eligibility.kinds import NameKind, kind_of_name
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_event import name_and_rest
from trialogue.eligibility.read_leads import lead_of
from trialogue.eligibility.read_text import outside_brackets, sentences
from trialogue.eligibility.windows import find_window
from trialogue.model.requirement import HasCondition, HasTreatment, Not, Requirement

ANOTHER = re.compile(r"\s(?:OR|AND|PLUS|as well as)\s")
_OR_LAST = re.compile(r"\s+(?:or|and/or)\s+(?:an?\s+|any\s+)?([^,;]{3,80})$")
_OR_OTHER = re.compile(r",?\s+or\s+(?:an?\s+|any\s+|other\s+)*")
WHEN = Pattern(r"\b(?:within|in the (?:last|past)|during the (?:last|past)|days|weeks|months|years)\b")
#: Another thing behind "or", up to its own time.
_OWN_TIME = Pattern(
    r"\bor\s+(?P<thing>[\w' /-]{3,70}?)\s+(?:within|in the (?:last|past)|at any time"
    r"|(?:for )?(?:at least|less than"
    r"|more than) \d|\d+ (?:days|weeks|months|years) (?:prior|before))\b"
)
_CASES = Pattern(r"\W*\b(?:such as|including|includes?|like|e\.?g|i\.?e)\b")
_OTHERS = Pattern(r"(?:,|\bor|\band/or)\s+(?:or\s+)?(?:any\s+)?other\s+(?P<thing>[\w' /-]{3,60})")
_PLACED = Pattern(r"\b(?:whose|while|on|during|before|after|at|in|under)\b")
_COMPARED = re.compile(r"[<>≤≥=%]")
_CLAUSE = Pattern(
    r"\b(?:with|involving|that|which|who|requiring|requires?|including|includes?|such as"
    r"|due to|secondary|caused|causing|defined|history of"
    r"|like|e\.?g|i\.?e|other than|except|unless|without|related|associated|to|for|from|after|leading"
    r"|resulting|of|following|by)\b"
)
#: Other cases that count, too: "the mild type (…) and severe cases of influenza".
_AND_CASES = Pattern(
    r"\b(?:and|or|as well as) (?:(?:the|all|other|very) )*(?:mild|moderate|severe|critical|common|suspected"
    r"|asymptomatic)(?:ly)? (?:ill )?(?:cases?|patients?|types?|forms?)\b"
)
_DEFINES = Pattern(r"[\s,]*(?:(?:as )?defined|i\.?e)\b")


def holds_another(requirement: Requirement) -> bool:
    """Whether words kept in full end in "or" and another thing: "low oxygen (below 95 %) or lung failure"."""
    single = requirement.part if isinstance(requirement, Not) else requirement
    if not isinstance(single, HasCondition | HasTreatment):
        return False
    outside = " ".join(outside_brackets("; ".join(single.qualifiers)).split())
    cases = _AND_CASES.search(outside)
    if cases is not None and cases[0] not in single.concept.name:
        return True
    if not single.wide:
        return False
    if ANOTHER.search(outside) or _is_of_both_kinds(single, outside):
        return True
    last = _OR_LAST.search(outside.strip(" .,;"))
    if last is None or last[1] in single.concept.name:
        return False
    behind = outside[: last.start()].partition(single.concept.name)[2]
    if _DEFINES.match(behind):
        return False
    if kind_of_name(name_and_rest(last[1])[0]) is not NameKind.CONDITION or not behind:
        return False
    return _COMPARED.search(behind) is not None or _CLAUSE.search(behind) is None


def each_has_its_time(behind: str, kind: NameKind) -> bool:
    """Whether the words behind a head bring in another of its kind with its own time.

    "… within 4 weeks, or implants within a year": two demands.
    """
    outside = outside_brackets(behind)
    return _CASES.match(outside) is None and any(
        WHEN.search(outside[: found.start()]) is not None
        and kind_of_name(lead_of(found["thing"].strip()).rest) in {kind, NameKind.TREATMENT}
        for found in _OWN_TIME.finditer(outside)
    )


def names_others(behind: str) -> bool:
    """Whether behind a treatment's cases others are named: "antibodies such as …, or other drugs"."""
    outside = outside_brackets(behind)
    return any(
        kind_of_name(name_and_rest(found["thing"])[0]) is NameKind.TREATMENT
        for found in _OTHERS.finditer(outside)
        if _CASES.search(outside[: found.start()]) is not None
    )


def _is_of_both_kinds(single: HasCondition | HasTreatment, outside: str) -> bool:
    """Whether a thing of the other kind stands behind "or": "dialysis within a year or kidney failure"."""
    behind = sentences(outside)[0].partition(single.concept.name)[2]
    window = find_window(behind)
    if window is not None:
        behind = behind[: window.start] + behind[window.end :]
    first, *others = _OR_OTHER.split(behind)
    if not others or "(" in first or _CLAUSE.search(first) or _PLACED.search(first):
        return False
    other = NameKind.CONDITION if isinstance(single, HasTreatment) else NameKind.TREATMENT
    return kind_of_name(name_and_rest(others[0])[0]) is other
