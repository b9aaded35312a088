"""Names of yes/no facts: the item of a list that is one, with neutral words beside it."""

from __future__ import annotations

import re
from functools import cache

from trialogue.eligibility.facts import FactKind, Topic, load_facts
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.word_lists import phrases, words
from trialogue.model.requirement import Concept, HasCondition, Holds, Not, Requirement, Time

_BESIDE = words("fact_neutral")
_NO_PLAIN = words("facts_read_in_phrases")
_AS_THEY_STAND = frozenset(phrases("names_read_as_they_stand"))
_PIECE = re.compile(r"\w+")
_NON = Pattern(r"\s*non[- ]")
_ILLNESSES = frozenset(fact.id for fact in load_facts().values() if fact.topic is Topic.ILLNESS)
_OF_PEOPLE = Pattern(
    r"(?:infections? (?:with|by) (?P<with>[\w-]+(?: [\w-]+)?)"
    r"|(?P<non>non[- ])?(?P<name>[\w-]+(?: [\w-]+){0,2}?)[- ]"
    r"(?:patients?|persons?|people|individuals?|subjects?|participants?))"
)
_MAX_LENGTH = 60
_TOKEN = re.compile(r"[\w'’/+-]+")


def may_name_fact(text: str) -> bool:
    """Whether a text holds a word that the name of a fact begins with: if not, it names none."""
    return not _first_words().isdisjoint(_PIECE.findall(text.casefold()))


def fact_alone(item: str) -> Requirement | None:
    """The fact that an item names, when it says nothing else; "non-" before it turns it round."""
    negative = _NON.match(item)
    text = item[negative.end() :] if negative else item
    names = _yes_no_names()
    tokens = _TOKEN.findall(text.casefold())
    for low in range(len(tokens)):
        if low and tokens[low - 1] not in _BESIDE:
            return None
        for high in range(len(tokens), low, -1):
            name = " ".join(tokens[low:high])
            fact = names.get(name)
            if fact is None or fact in _NO_PLAIN or name in _AS_THEY_STAND:
                continue
            others = tokens[:low] + tokens[high:]
            if not all(word in _BESIDE for word in others):
                continue
            return Not(part=Holds(fact=fact)) if negative else Holds(fact=fact)
    return None


def illness_of_people(text: str) -> Requirement | None:
    """An illness that a fact asks of all time, as one of now: "cancer patients", "non COVID-19 patients"."""
    found = _OF_PEOPLE.whole(text.strip()) if len(text) <= _MAX_LENGTH else None
    name = (found["name"] or found["with"]) if found else None
    if found is None or name is None or _yes_no_names().get(name.casefold()) not in _NO_PLAIN & _ILLNESSES:
        return None
    ill = HasCondition(concept=Concept(name=name), time=Time.CURRENT)
    return Not(part=ill) if found["non"] else ill


@cache
def _yes_no_names() -> dict[str, str]:
    return {a.casefold(): f.id for f in load_facts().values() if f.kind is FactKind.YESNO for a in f.aliases}


@cache
def _first_words() -> frozenset[str]:
    """The first word of each name, without what stands behind a hyphen or a stroke."""
    return frozenset(_PIECE.findall(name)[0] for name in _yes_no_names())
