"""Heads that are narrower than what the text goes on to name, made as wide as it, or not read.

"Intubated or plan in place for intubation" is not answered by who is asked about a machine of now, nor
"COVID-19 (active or recovered)" by who is asked whether it is there. Contacts of the ill are not ill.
"""

from __future__ import annotations

from dataclasses import replace

from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_text import words_of
from trialogue.eligibility.time_marks import planned_in
from trialogue.model.requirement import (
    AllOf,
    AnyOf,
    Concept,
    Free,
    HasCondition,
    HasTreatment,
    Holds,
    Not,
    Requirement,
    Time,
)

_OF_OTHERS = Pattern(
    r"\b(?:and|or|and/or)\s+(?:(?:their|close|household|family|the)\s+)*contacts?\b"
    r"|\bor\s+(?:the\s+)?(?:neonates|newborns|infants|babies|children|patients|subjects|women|mothers)\b"
)
_OR_OVER = Pattern(
    r"\b(?:active|current|present|acute|ongoing)(?:ly)?\s*(?:,|/|or|and/or)\s*"
    r"(?:recently )?(?:recovered|resolved)\b"
    r"|\b(?:recovered|resolved)\s*(?:,|/|or|and/or)\s*(?:active|current|present|acute|ongoing)\b"
)
_OR_TO_COME = Pattern(
    r"\bor\s+(?:(?:with|has|have|is|are|there is|who|a|an|the)\s+)*"
    r"(?:plans?\b(?! to (?:stop|discontinue|become|have a|conceive|father))|impending|imminent)"
)
_OF_NOW = frozenset({"ventilator", "in_hospital", "intensive_care", "oxygen", "dialysis"})
_OR_AT_RISK = Pattern(r"\bor\b.{0,80}\b(?:high[ -]risk|at (?:\w+ )?risk)\b")
_OR_WHO_IS_AT_RISK = Pattern(
    r"\bor\s+(?:(?:who|that|those|patients|subjects|are|is)\s+)*at (?:\w+ )?risk (?:of|for)\b"
)
_OR_NEEDS = Pattern(r"\brequiring [^,;.]+,? or (?:\w+ ){0,2}(?:requirements?|needs?)\b")
_RUN_ON = Pattern(
    r"\b(?:in|within) (?:the )?(?:past|last|previous) \d+ (?:days|weeks|months|years) (\w)[^.,;:()]{2,60}"
    r"\b(?:in|within) (?:the )?(?:past|last|previous) \d+ (?:days|weeks|months|years)\b"
)
_ON_MACHINE = Pattern(r"\badmitted (?:on|with|under) (?:\w+ )?(?:mechanical|ventilat|ecmo|extracorporeal)\w*")
_ILLNESS = (
    r"(?:[\w-]+\s+){0,4}(?:pneumonias?|infections?|disease|syndrome|sepsis|injury|failure|metastas[ie]s|\w+itis"
    r"|\w+osis|\w+opathy|an[a]?emia)\s+"
)
_MET_WITH = Pattern(
    _ILLNESS + r"(?:acquired|caused|due|induced|secondary|resulting|associated|occurring|developed|related"
    r"|following|objectified|shown|seen|detected|confirmed|documented|proven|visible|demonstrated|diagnosed)\b"
)
_BEFORE = Pattern(r"\b(?:histor\w+|prior|previous\w*|past|ever|had|last|within)\b")
_DEED = Pattern(r"(?:creation|insertion|placement|implantation|removal|repair|closure|reconstruction) of\b.*")
_ANTIBODIES = Pattern(
    r".*\b(?:hla|leu[ck]ocyte antigen|auto|anti-?nuclear|anti-?phospholipid|donor[ -]specific|anti-?donor"
    r"|neutrali[sz]ing)\b.*\b(?:auto)?antibod(?:y|ies)"
)
_SORE_THROAT = Pattern(r"\b(?:throat|tonsil\w*|pharyng\w*|respiratory infection)\b")
_CHRONIC = Pattern(r"(?:chronic|long[ -]?term|maintenance|regular|permanent)\s+(?=\w)")
_ADJECTIVE = Pattern(r"(?:[\w-]+\s+){0,2}[\w-]+(?:ory|ive|ic|al|ant|ary|ous|ing|oid)")
_NO_NAME = Pattern(r"(?:a |the )?(?:bmi|body mass index)|born|(?:produced|undergone|received|completed)\s.*")
_AND_CARE = Pattern(r".* and an? indication")


def as_wide_as_told(requirement: Requirement, text: str, parent: str, *, exclusion: bool) -> Requirement:
    """The requirement, each narrow head in it made wide enough; ``Free`` where none would be."""
    words = words_of(text)
    match requirement:
        case Not(part=part):
            inner = as_wide_as_told(part, text, parent, exclusion=True)
            return inner if isinstance(inner, Free) else Not(part=inner)
        case AnyOf(parts=parts) if exclusion and (one := _of_both(parts, words)) is not None:
            return one
        case AnyOf(parts=parts) | AllOf(parts=parts):
            told = tuple(as_wide_as_told(part, text, parent, exclusion=exclusion) for part in parts)
            return (
                Free() if any(isinstance(part, Free) for part in told) else replace(requirement, parts=told)
            )
        case HasCondition() | HasTreatment() | Holds() if _runs_on(words):
            return Free()
        case HasCondition():
            return _condition(requirement, words, parent, exclusion=exclusion)
        case HasTreatment():
            return _treatment(requirement, words)
        case Holds(fact=fact, wide=True) if fact in _OF_NOW:
            return _fact(requirement, words, exclusion=exclusion)
    return requirement


def _condition(held: HasCondition, words: str, parent: str, *, exclusion: bool) -> Requirement:
    name = held.concept.name
    if _AND_CARE.whole(name):
        return Free() if exclusion else Holds(fact="illness_fits", qualifiers=(words,), wide=True)
    if _OF_OTHERS.search(name) or _NO_NAME.whole(name) or _OR_TO_COME.search(name):
        return Free()
    if _DEED.whole(name) and planned_in(words) and held.window is None:
        return HasTreatment(
            concept=held.concept, time=Time.PLANNED, qualifiers=held.qualifiers, wide=held.wide
        )
    if name.casefold() == "angina" and _SORE_THROAT.search(f"{parent} {words}"):
        return Free()
    if held.wide and _OR_NEEDS.search(words):
        return Holds(fact="illness_now", qualifiers=held.qualifiers, wide=True)
    if exclusion and held.wide and _OR_WHO_IS_AT_RISK.search(words):
        return Holds(fact="illness_named", qualifiers=held.qualifiers, wide=True)
    if held.time is Time.CURRENT and held.window is None and _OR_OVER.search(words):
        told = held.qualifiers if held.wide else (words,)
        return replace(held, time=Time.EVER, qualifiers=told, wide=True)
    return held


def _treatment(held: HasTreatment, words: str) -> Requirement:
    name = held.concept.name
    if _MET_WITH.match(name) or (_ANTIBODIES.whole(name) and not held.stable):
        of_now = held.time is Time.EVER and held.window is None and not _BEFORE.search(words)
        return HasCondition(
            concept=held.concept,
            time=Time.CURRENT if of_now else held.time,
            window=held.window,
            qualifiers=held.qualifiers,
            wide=held.wide,
        )
    return held


def _fact(held: Holds, words: str, *, exclusion: bool) -> Requirement:
    """Care of now, or to come: asked of all times."""
    if not exclusion:
        at_risk = held.fact == "in_hospital" and _OR_AT_RISK.search(words)
        return replace(held, fact="illness_fits") if at_risk else held
    if held.fact == "in_hospital" and _ON_MACHINE.search(words):
        return replace(held, fact="ventilator")
    return replace(held, fact="treatment_named") if _OR_TO_COME.search(words) else held


def _of_both(parts: tuple[Requirement, ...], words: str) -> HasTreatment | None:
    """One name of two treatments that share a word: "chronic ventilation or dialysis"."""
    match parts:
        case (HasTreatment() as first, HasTreatment() as last) if _is_plain(first) and _is_plain(last):
            pass
        case _:
            return None
    name = f"{first.concept.name} or {last.concept.name}"
    shared = _CHRONIC.match(name) is not None and last.time is Time.EVER
    of_last = _ADJECTIVE.whole(first.concept.name) is not None and " " in last.concept.name
    if not (shared or of_last) or name not in words or _CHRONIC.match(last.concept.name):
        return None
    return replace(first, concept=Concept(name=name))


def _is_plain(part: HasTreatment) -> bool:
    return not (part.wide or part.qualifiers or part.window)


def _runs_on(words: str) -> bool:
    """Whether another point begins behind the time of one, with nothing between them."""
    found = _RUN_ON.search(words)
    return found is not None and found[1].isupper()
