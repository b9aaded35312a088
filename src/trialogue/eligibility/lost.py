"""Which words of a criterion its statement does not carry: a lost qualifier is a defect to be shown."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from trialogue.eligibility.facts import load_facts
from trialogue.model.requirement import (
    Aged,
    AllOf,
    AnyOf,
    AtLeast,
    Holds,
    IsSex,
    Measured,
    Not,
    Requirement,
)

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
# Words that frame a demand without narrowing it.
_FRAMES = """a able above according age aged ages all also among an and any are as at be been being below
    between both but by can cannot criteria criterion currently current day days defined did do does
    doing during each either eligible enrol enroll enrolled enrollment enrolment entering entry
    equal evidence ever exclude excluded exclusion fewer first following follows for from greater
    had has have having he her his history hour hours i if in inclusion include included including
    individual individuals into inclusive is it its known last least less lower male male/female may
    me meet meeting meets month months more must my need never no none not now of older on once one
    only onset or other our over own participant participants participate participation past patient
    patients people per person persons presence present prior previous previously receive received
    receiving requires s screening several she should since signing some start still subject
    subjects take taken taking than that the their them there these they this those three through
    time to trial study two under until up upper use used using value values visit volunteer
    volunteers was week weeks were when where whether which while who whom whose will with within
    without year years young younger you your adult adults men women female females males diagnosed
    diagnosis active suffering suffer older-than yrs yr y.o yo wk wks consent informed written
    signed provide give obtained willing ability agree understand sign able"""
FRAMES = frozenset(_FRAMES.split())


def lost_words(source: str, said: str, requirement: Requirement) -> tuple[str, ...]:
    """The words of the source that neither the statement nor the facts behind it carry, in order."""
    known = {_stem(word) for word in _WORD.findall(said.casefold())} | _fact_words(requirement)
    lost = [
        word
        for word in _WORD.findall(source.casefold())
        if word not in FRAMES and not word[0].isdigit() and _stem(word) not in known
    ]
    return tuple(dict.fromkeys(lost))


@lru_cache(maxsize=2**15)
def _stem(word: str) -> str:
    """Without the commonest endings, so that "pregnancy" and "pregnant" do not differ by a letter."""
    for ending in ("ies", "es", "ing", "ed", "s", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _fact_words(requirement: Requirement) -> frozenset[str]:
    match requirement:
        case AllOf(parts=parts) | AnyOf(parts=parts) | AtLeast(parts=parts):
            return frozenset().union(*(_fact_words(part) for part in parts))
        case Not(part=part):
            return _fact_words(part)
        case Measured(fact=fact) | Holds(fact=fact):
            return _aliases(fact)
        case Aged():
            return _aliases("age")
        case IsSex():
            return _aliases("sex")
        case _:
            return frozenset()


@cache
def _aliases(fact_id: str) -> frozenset[str]:
    fact = load_facts().get(fact_id)
    if fact is None:
        return frozenset()
    words = " ".join((*fact.aliases, fact.name, fact.unit or "", *fact.units)).casefold()
    return frozenset(_stem(word) for word in _WORD.findall(words))
