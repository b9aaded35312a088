"""Names that say nothing alone, with the words that say what they are of: "medication that thins the blood".

Of a demand that is put in full only the name is made longer: what decides it is the same.
"""

from __future__ import annotations

import re
from dataclasses import replace

from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.word_lists import words
from trialogue.model.requirement import AnyOf, HasTreatment, Not, Requirement

_BARE = words("bare_names") | {"medicine", "medicines", "substances", "regimen", "regimens", "vaccination"}
_OF_WHAT = Pattern(
    r"\s+((?:with|for|of|by|that|which|containing|known|to|against|targeting|directed|aimed|of)\b[^,;:()\[\]]+)"
)
#: Where the words on the name end, and those on when and whom begin.
_ENDS = Pattern(
    r"\s+(?:within|at any|the (?:last|past|previous)"
    r"|in the (?:last|past|previous)|over (?:the|\d+)|during|prior to|before|after|at least|less than"
    r"|more than|unless|except\w*|including|such as|if|who|from|since|for (?:at least|more|less|a|the|\d)"
    r"|<|>|≤|≥|will|must|should|may|\d+ (?:days|weeks|months|years)"
    r"|(?:is|are|was|were) (?:not|allowed|excluded|permitted))(?=\W|$).*$"
)
#: Behind a comma, what gives cases or says when, and is not the next of a list.
_NO_LIST = Pattern(
    r",\s*(?:including|such as|like|e\.?g|i\.?e|if|unless|except\w*|within|whichever|in the|who|which|that)\b"
)
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_OR = re.compile(r"(?:≤|<|>|≥|[\d\s]|days|weeks|months)*(?:or|and/or)\b")
_ADJECTIVE = re.compile(r"(?:al|ic|ous|ive|ed|ary)\s*$")
_MAX_WORDS = 15


def named_in_full(requirement: Requirement) -> Requirement:
    """The requirement, each bare name of a treatment in it with what it is of."""
    match requirement:
        case Not(part=part):
            return Not(part=named_in_full(part))
        case AnyOf(parts=parts):
            return AnyOf(parts=tuple(named_in_full(part) for part in parts))
        case HasTreatment(wide=True) if _is_bare(requirement.concept.name):
            name = _longer(requirement.concept.name, requirement.qualifiers[-1])
            return replace(requirement, concept=replace(requirement.concept, name=name))
    return requirement


def _is_bare(name: str) -> bool:
    return name.rsplit(" ", 1)[-1].casefold() in _BARE


def _longer(name: str, told: str) -> str:
    place = told.find(name)
    behind = _OF_WHAT.match(told, place + len(name)) if place >= 0 else None
    if behind is None or _goes_on(behind[1], told[behind.end() :]):
        return name
    full = f"{name} {_ENDS.sub('', behind[1]).strip(' .')}"
    ends_well = re.search(r"\b(?:or|and|of|to|with|for|the|a|an|that|which|known|by)$", full) is None
    return full if ends_well and len(full.split()) <= _MAX_WORDS else name


def _goes_on(clause: str, rest: str) -> bool:
    """Whether a list goes on behind the clause, or its noun is to come: "with experimental (new) drugs"."""
    if rest[:1] == ",":
        return _NO_LIST.match(rest) is None
    plain = _BRACKETED.sub("", rest).strip()
    if plain[:1] == "," and rest[:1] in {"(", "["}:
        return _NO_LIST.match(plain) is None
    return rest[:1] in {"(", "["} and (_OR.match(plain) or _ADJECTIVE.search(clause)) is not None
