"""What stands beside the head of a demand and would not be asked with it: another thing, or a denial.

"Anaphylaxis, prior administration of serum …, or an allergic reaction": who says "no" to the first may still
be kept out by the others. "Infection not confirmed": the head says the opposite of the whole.
"""

from __future__ import annotations

import re

from trialogue.eligibility.clauses import BEGINS
from trialogue.eligibility.kinds import NameKind, kind_of_name
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_allergy import allergic_in
from trialogue.eligibility.read_kinds import TREATMENTS, heads_a_list, kinds_listed
from trialogue.eligibility.read_kinds_words import TO_OTHERS
from trialogue.eligibility.read_leads import lead_of
from trialogue.eligibility.read_text import outside_brackets
from trialogue.eligibility.senses import facts_of
from trialogue.model.requirement import AnyOf, HasCondition, HasTreatment, Holds, Not, Requirement

_DENIED = Pattern(
    r"(?:\W|is|are|was|were|has|have|had|been|yet|tests?|diagnosis)*\bnot (?:(?:been|yet|be|\w+ly)\s+)*"
    r"(?:performed|done|retained|obtained|available|carried out|conducted|verified|established|given"
    r"|administered|completed|confirmed|proven|documented|detected|found|made|recommended|authori[sz]ed)\b"
)
#: Another way to be kept out, which has no name that could be told by its kind.
_ANOTHER_WAY = Pattern(
    r"(?:[,;]\s*(?:or|and/or)\s+(?:with|on|under|who)|\b(?:or|and/or)\s+(?:clinical\s+|any\s+|with\s+)*"
    r"(?:signs?|symptoms?|suspicion|evidence))\b"
    r"|,\s*(?:or|and/or)\s+(?:(?:frequent|recurrent|multiple|repeated|severe|serious|other|or|and|and/or)\s+)+"
    r"(?:allerg|anaphyla|hypersens)\w+"
)
#: Other people, behind a comma or "or": "heart disease, dialysis patients, …", "… or anyone who …".
_OTHER_PEOPLE = Pattern(
    r"[,;]\s*(?:and |or )?(?:[\w-]+ ){1,3}(?:patients|subjects|persons|people|individuals)"
    r"\s*(?:[,;.]|$|and\b|or\b)|\b(?:or|and/or)\s+"
    r"(?:any ?one|those|persons?|people|individuals|patients|subjects|participants) (?:who|with)\b"
)
#: Cases are given twice: of the first thing, and of another.
_CASES_TWICE = Pattern(
    r"\b(?:such as|including|e\.g)\b.*\b(?:and|or)\s+(?:[\w'-]+ ){1,5}?(?:such as|including|e\.g|like)\b"
)
#: "Interferon or drugs that act on the virus": the second is not one by its name alone.
_DRUGS = r"(?:or|and|and/or) (?:drugs?|agents?|medications?|medicines?|substances?)"
_OR_BARE = Pattern(rf"\w {_DRUGS}$")
_OF_WHICH = Pattern(rf"\b{_DRUGS} (?:with|that|which|known|having|of)\b")
#: Whom a person met, or where she must stay.
_MET = Pattern(r"(?:[,;]|\band|\bor)\s+(?:[\w-]+ ){0,3}(?:quarantine|contacts? with)\b")
_EXCEPTS = Pattern(r"\b(?:unless|except\w*|other than)\b")
#: Says of the last thing how bad it is, and no more.
_OF_IT = Pattern(r"(?:that|which|requiring|with clinical(?:ly)?)\b")
_CASES = Pattern(
    r"\b(?:such as|includ\w+|like|e\.?g|i\.?e|for example|defined|namely|following|other than|except\w*"
    r"|unless|but|apply|applies|manifest\w*|cause\w*|lead\w*|result\w*)\b|:"
)
_AND = Pattern(r"^(?:and|or)\s+")
_NO_ITEM = Pattern(
    r"(?:whichever|whether|however|note|except\w*|unless|even|but|including|such|e\.?g|i\.?e|any of)\b"
)
_WHY = Pattern(r"\b(?:due|because|such as|includ\w+|e\.?g|caused)\b")
_ABLE = frozenset({"willing", "can_comply", "consents"})
_WORD = re.compile(r"[a-z]{3,}")
#: Words that many names hold.
_SHARED = frozenset(
    {
        "diseas",
        "disord",
        "condit",
        "histor",
        "severe",
        "active",
        "acute",
        "chroni",
        "treatm",
        "therap",
        "prior",
    }
    | {"previo", "curren", "other", "any", "the", "with", "and", "known", "within", "months", "weeks", "days"}
)
_NOT_REQUIRED = Pattern(r"(?:requir|need)(?!ing\b)\w*")


def is_left_out(found: Requirement, first: str, known: dict[str, NameKind]) -> bool:
    """Whether an exclusion's first sentence bars by another thing than what was read of it names."""
    if isinstance(found, Not):
        return _joins_an_illness(found, first)
    parts = found.parts if isinstance(found, AnyOf) else (found,)
    things = [part for part in parts if isinstance(part, HasCondition | HasTreatment)]
    if things and "close_contact" not in facts_of(found) and _MET.search(outside_brackets(first)):
        return True
    if len(things) < len(parts):
        return False
    if _has_another_way(things, first):
        return True
    if not all(part.wide for part in things):
        return False
    named = {stem for part in things for stem in _stems(part.concept.name)}
    allergic = any(allergic_in(part.concept.name) for part in things)
    return any(
        fact is not None
        and not _NO_ITEM.match(item)
        and bool(_stems(name))
        and not named & _stems(item)
        and not (allergic and fact == TREATMENTS and lead_of(item).kind is None)
        for item, name, fact in kinds_listed(first, known)[1:]
    )


def _joins_an_illness(found: Not, first: str) -> bool:
    """Whether what a person cannot do heads a list of illnesses: "unable to turn, spinal instability, …"."""
    if not isinstance(found.part, Holds) or found.part.fact not in _ABLE or _WHY.search(first):
        return False
    _, *others = outside_brackets(first).split(",")
    return any(
        BEGINS.match(bare := _AND.sub("", other.strip(" ."))) is None
        and kind_of_name(bare) is NameKind.CONDITION
        for other in others
    )


def _has_another_way(things: list[HasCondition | HasTreatment], first: str) -> bool:
    outside = " ".join(outside_brackets(first).split())
    if TO_OTHERS.search(outside):
        return True
    if len(things) == 1 and _names_another(outside):
        return True
    if any(_OR_BARE.search(part.concept.name) for part in things) and _OF_WHICH.search(outside):
        return True
    last = max(outside.find(part.concept.name) + len(part.concept.name) for part in things)
    found = _ANOTHER_WAY.search(outside, last)
    if found is not None and _EXCEPTS.search(outside[: found.start()]) is None:
        return True
    return all(isinstance(part, HasCondition) for part in things) and _goes_on(outside[last:], things)


def _names_another(outside: str) -> bool:
    """Whether other people, or another thing with cases of its own, stand behind the first."""
    people = _OTHER_PEOPLE.search(outside)
    if people is not None and _CASES.search(outside[: people.start()]) is None:
        return True
    return _CASES_TWICE.search(outside) is not None


def _goes_on(behind: str, things: list[HasCondition | HasTreatment]) -> bool:
    """Whether a list goes on behind a clause: "hypertension that drugs do not hold down, kidney disease"."""
    if _OF_IT.match(behind.strip()) is None or _CASES.search(behind) is not None:
        return False
    named = {stem for part in things for stem in _stems(part.concept.name)}
    segments = (_AND.sub("", segment.strip(" .")) for segment in behind.split(",")[1:])
    return any(
        " " in segment
        and BEGINS.match(segment) is None
        and kind_of_name(segment) is NameKind.CONDITION
        and not _stems(segment) & named
        for segment in segments
    )


def is_denied(found: Requirement, first: str, known: dict[str, NameKind]) -> bool:
    """Whether words right behind the name say that it is not: "infection not confirmed by a test"."""
    if isinstance(found, Not):
        part = found.part
        told = part.qualifiers[0] if isinstance(part, HasCondition) and part.qualifiers else ""
        return _NOT_REQUIRED.match(told) is not None
    parts = found.parts if isinstance(found, AnyOf) else (found,)
    if any(isinstance(part, HasTreatment) for part in parts) and heads_a_list(first, known):
        return True
    if not isinstance(found, HasCondition | HasTreatment):
        return False
    place = first.find(found.concept.name)
    return place >= 0 and _DENIED.match(first, place + len(found.concept.name)) is not None


def _stems(name: str) -> set[str]:
    return {word[:6] for word in _WORD.findall(name.casefold())} - _SHARED
