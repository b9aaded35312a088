"""What is a kind of what: the default answer to ``judged.Broader``, from our own names of conditions.

Logic allows only this: who has the narrower has the broader, and who does not have the broader does
not have the narrower. Headings of a vocabulary ("diseases of the nervous system") are never drawn in:
a criterion that names one is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from trialogue.eligibility.core_names import core_lexicon
from trialogue.eligibility.facts import FactKind, Topic, load_facts
from trialogue.eligibility.lexicon import Lexicon
from trialogue.eligibility.name_keys import word_set, words_of
from trialogue.eligibility.naming import name


def broader_in(identity: str, lexicon: Lexicon) -> frozenset[str]:
    """Every identity that this one is a kind of, itself included.

    An identity that is a name ("severe-asthma", see ``keys.identity``) is a kind of what is left
    without words that narrow; other words may change what is meant ("portal hypertension"). An
    ambiguous name is a kind of nothing.
    """
    if ":" in identity:
        return lexicon.wider(identity)
    words = words_of(identity.replace("-", " "))
    if word_set("voiding") & set(words):
        return frozenset()
    ids = lexicon.find(words)
    if not ids:
        ids = lexicon.find(tuple(word for word in words if word not in word_set("narrowing")))
        ids = () if lexicon.wide & set(ids) else ids
    return lexicon.wider(ids[0]) if len(ids) == 1 else frozenset()


@lru_cache(maxsize=4096)
def known_broader(identity: str) -> frozenset[str]:
    """``broader_in`` our own names of common conditions."""
    return broader_in(identity, core_lexicon())


@cache
def identity_of_fact() -> Mapping[str, str]:
    """The identity of each yes/no fact about an illness that names exactly one condition."""
    lexicon = core_lexicon()
    found: dict[str, str] = {}
    for fact in load_facts().values():
        if fact.kind is not FactKind.YESNO or fact.topic is not Topic.ILLNESS:
            continue
        named = [name(alias, lexicon) for alias in fact.aliases]
        ids = {one.ids for one in named if one is not None and not one.broader}
        if len(ids) == 1 and len(only := next(iter(ids))) == 1 and only[0] not in lexicon.wide:
            found[fact.id] = only[0]
    return found


def subjects_of(identities: frozenset[str]) -> frozenset[str]:
    """The subjects of keys that stand for these identities: conditions, and facts that are one."""
    facts = {fact for fact, identity in identity_of_fact().items() if identity in identities}
    return frozenset(f"condition:{one}" for one in identities) | facts
