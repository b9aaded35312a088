"""Names of yes/no facts: the item of a list that is one, with neutral words beside it."""

from __future__ import annotations

import re
from functools import cache

from trialogue.eligibility.facts import FactKind, load_facts
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.word_lists import words
from trialogue.model.requirement import Holds, Not, Requirement

_BESIDE = words("fact_neutral")
_NO_PLAIN = words("facts_read_in_phrases")
_PIECE = re.compile(r"\w+")
_NON = Pattern(r"\s*non[- ]")
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
            fact = names.get(" ".join(tokens[low:high]))
            if fact is None or fact in _NO_PLAIN:
                continue
            others = tokens[:low] + tokens[high:]
            if not all(word in _BESIDE for word in others):
                continue
            return Not(part=Holds(fact=fact)) if negative else Holds(fact=fact)
    return None


@cache
def _yes_no_names() -> dict[str, str]:
    return {a.casefold(): f.id for f in load_facts().values() if f.kind is FactKind.YESNO for a in f.aliases}


@cache
def _first_words() -> frozenset[str]:
    """The first word of each name, without what stands behind a hyphen or a stroke."""
    return frozenset(_PIECE.findall(name)[0] for name in _yes_no_names())
