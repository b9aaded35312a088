"""What happened once is asked of all time up to now: a reaction to a drug, fits in hospital or as a child.

"Known severe reaction to penicillin" keeps out who had one years ago; nobody has it at the moment of asking.
A pregnancy that is planned is neither of now nor of before.
"""

from __future__ import annotations

from dataclasses import replace

from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_text import words_of
from trialogue.model.requirement import (
    AllOf,
    AnyOf,
    HasCondition,
    HasTreatment,
    Holds,
    Not,
    Requirement,
    Time,
)

_REACTION = Pattern(
    r"\b(?:allerg\w+|anaphyla\w+|hyper-?sensitiv\w+|adverse|infusion|transfusion|idiosyncratic|drug|vaccine|toxic"
    r"|pseudo-?allerg\w+|serious|severe|cutaneous|life-?threatening)\b.{0,60}?\breactions?\b|\banaphyla\w+"
)
_TO_WHAT = Pattern(r"\b(?:to|against|from|with|after|following|due to|by|of)\b")
#: The name is of what a reaction is met with.
_OF_ANOTHER = Pattern(r"\b(?:of|for|in|rendering|requiring|treat\w*|manag\w*|pulses?)\b")
#: It lasts, or is about to come.
_LASTS = Pattern(
    r"\b(?:active|current\w*|ongoing|acute|persist\w+|unresolved|uncontrolled|chronic|residual|risk|tendency"
    r"|predispos\w+|contraindicat\w+|suscepti\w+|stress|conversion)\b"
)
_NEAR = 30
_EVENT = Pattern(
    r"\b(?:seizures?|convulsions?|fits|cardiac arrests?|syncopes?|bleeding|h[a]?emorrhages?|strokes?|shock"
    r"|fever|infarctions?|fractures?|falls?)$"
)
_AFTER = Pattern(
    r"\W*(?:during|following|after|while|at the time of)\b"
    r"(?! (?:the )?(?:study|trial|treatment period|follow|randomi|enrol))"
)
_YOUNG = Pattern(
    r"\W*(?:(?:in|during|since) (?:early )?(?:childhood|infancy|adolescence)|as an? (?:child|infant))\b"
)
_NOW_TOO = Pattern(
    r"\b(?:acute|current|active|present|ongoing|recent)(?:,| or| and|/| and/or)+ ?(?:prior|previous|past)\b"
)
_RECENT = Pattern(r"\W*recent(?:ly)?\b(?!.*\b(?:current|active|ongoing|history)\b)")
_WILL_NOT = Pattern(
    r"\bwill not (?:require|receive|need|take|undergo|use|be (?:treated|receiving|taking|given))\b"
)
#: What is over when it has happened, and counts all the same.
_OVER = Pattern(
    r"(?:^|.*\s)(?:suicid\w+ attempts?|(?:bleeding|h[a]?emorrhagic|syncopal|hypoglyc\w+|thrombotic|embolic)"
    r" (?:episodes?|events?)|cardiac arrests?|concussions?|hospitali[sz]ations?)$"
)
_PLANS = Pattern(r"\b(?:plan\w*|schedul\w+|expect\w*|anticipat\w+|will|need\w*|requir\w+|likely|during)\b")
_AGO = Pattern(r"\W*(?:[\w<>≥≤]+ ){0,6}ago\b")
_STATUS_POST = Pattern(r"(?:status[ -]post|s/p)[ :-]+(?=\w)")
_PREGNANCY = Pattern(r"(?:\w+ ){0,2}(?:for |of )?pregnancy")
_WANTED = Pattern(
    r"\b(?:plan\w*|intend\w*|intention\w*|wish\w*|desir\w*|anticipat\w*|want\w*)\b(?: \w+){0,3} pregnan"
    r"|\bpregnancy (?:\w+ )?(?:planned|desired|wish)"
)
_WANTED_ALONE = Pattern(r"(?:planned|intended|desired) pregnancy")
_OTHERWISE = Pattern(
    r"\b(?:current|existing|or (?:plan|intend)|and (?:plan|intend)|prior|previous\w*|history|past)\b"
)


def as_it_happened(requirement: Requirement, words: str, *, exclusion: bool) -> Requirement:
    """The requirement, each condition in it that happens at one time asked of all time up to now."""
    match requirement:
        case HasCondition(time=Time.CURRENT, window=None) if _happened(
            requirement, words, exclusion=exclusion
        ):
            return _at_one_time(requirement)
        case HasTreatment(concept=concept) if (after := _STATUS_POST.match(concept.name)) is not None:
            named = replace(concept, name=concept.name[after.end() :])
            return replace(requirement, concept=named, time=Time.EVER)
        case HasCondition() if _is_wanted(requirement, words):
            return _wanted(requirement)
        case HasCondition(time=Time.PAST) | HasTreatment(time=Time.PAST) if _NOW_TOO.search(words):
            return replace(requirement, time=Time.EVER)
        case AnyOf(parts=parts) if _RECENT.match(words):
            return AnyOf(parts=tuple(_recent(part, words) for part in parts))
        case Not(part=HasTreatment(time=Time.CURRENT, window=None) as part) if _WILL_NOT.search(words):
            return Not(part=replace(part, time=Time.PLANNED))
        case Not(part=part):
            return Not(part=as_it_happened(part, words, exclusion=True))
        case AnyOf(parts=parts):
            return AnyOf(parts=tuple(as_it_happened(part, words, exclusion=exclusion) for part in parts))
        case AllOf(parts=parts):
            return AllOf(parts=tuple(as_it_happened(part, words, exclusion=exclusion) for part in parts))
    return requirement


def _recent(part: Requirement, words: str) -> Requirement:
    """One of "recent surgery or trauma": the word may be that of each."""
    if isinstance(part, HasCondition) and part.window is None and not part.wide:
        return replace(part, time=Time.EVER, qualifiers=(words_of(words),), wide=True)
    return part


def _wanted(pregnancy: HasCondition) -> Holds:
    name = pregnancy.concept.name
    if not pregnancy.qualifiers:
        return Holds(fact="pregnancy_planned")
    told = pregnancy.qualifiers[0] if pregnancy.wide else " ".join((name, *pregnancy.qualifiers))
    return Holds(fact="pregnancy_planned", qualifiers=(told,), wide=True)


def _at_one_time(condition: HasCondition) -> HasCondition:
    """Of all time: what narrows it ("during this stay") is then told in full."""
    told = " ".join((condition.concept.name, *condition.qualifiers))
    full = (told,) if condition.qualifiers and not condition.wide else condition.qualifiers
    return replace(condition, time=Time.EVER, qualifiers=full, wide=bool(full))


def _happened(condition: HasCondition, words: str, *, exclusion: bool) -> bool:
    name = condition.concept.name
    told = " ".join(condition.qualifiers)
    behind = told.partition(name)[2] if condition.wide else told
    led = words.partition(name)[0][-_NEAR:]
    if _LASTS.search(f"{led} {name}") or _LASTS.search(behind[:_NEAR]):
        return False
    reaction = _REACTION.search(name)
    if reaction is not None and not _OF_ANOTHER.search(name[: reaction.end()]):
        return exclusion or _TO_WHAT.search(f"{name[reaction.end() :]} {behind}") is not None
    if _AGO.match(behind) or (exclusion and _OVER.match(name) and not _PLANS.search(words)):
        return True
    if not exclusion or not told:
        return False
    return _YOUNG.match(behind) is not None or (
        _EVENT.search(name) is not None and _AFTER.match(behind) is not None
    )


def _is_wanted(condition: HasCondition, words: str) -> bool:
    """Whether it is a pregnancy that is planned, and no other."""
    if _PREGNANCY.whole(condition.concept.name) is None:
        return False
    told = " ".join((condition.concept.name, *condition.qualifiers))
    if _WANTED_ALONE.whole(words_of(words)) is not None:
        return True
    return _WANTED.search(told) is not None and _OTHERWISE.search(told) is None
