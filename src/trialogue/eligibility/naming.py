"""Name a mention of a condition or treatment by its identity.

From the most to the least certain; the first that finds something is taken:

1. the whole name, or what its abbreviation stands for in this record: *the same*;
2. the name without words that say nothing ("known", "documented"): *the same*;
3. its head with as many of its own words as make a known name ("severe head injury with coma":
   head injury): *broader*, unless a word of it takes the head away ("risk of stroke", "no asthma").

Several identities are several meanings: none of them is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from trialogue.eligibility.lexicon import Lexicon
from trialogue.eligibility.name_keys import exact_key, loose_words, word_set, words_of

_BRACKETED = re.compile(r"\s*\(([^()]*)\)?")
_DISEASE = frozenset({"disease"})
_EDGES = ' \t\r\n.,;:()[]{}*"“”-–'


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Identities a mention may have. ``broader``: they name something that the mention is a kind of."""

    ids: tuple[str, ...]
    broader: bool = False


def name(mention: str, lexicon: Lexicon, abbreviations: Mapping[str, str] | None = None) -> Named | None:
    """The identities of a mention; None where no name in it is known."""
    spelled = abbreviations or {}
    for broader, find in ((False, _whole), (True, _head)):
        for text in _readings(mention, spelled):
            ids = find(text, lexicon)
            if ids:
                return Named(ids=ids, broader=broader)
    return None


def _readings(mention: str, abbreviations: Mapping[str, str]) -> Iterator[str]:
    """The mention, then without its brackets, then what stands in brackets if it is a short form."""
    text = " ".join(mention.split()).strip(_EDGES)
    for one in dict.fromkeys((text, _BRACKETED.sub(" ", text).strip(_EDGES))):
        full = spelled_out(one, abbreviations)
        if full != one:
            yield full
        yield one


def spelled_out(text: str, abbreviations: Mapping[str, str]) -> str:
    """The text with each abbreviation of the record in full."""
    return " ".join(abbreviations.get(word, word) for word in text.split())


def _whole(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    return lexicon.find(words_of(text))


def _head(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    words = words_of(text)
    if word_set("voiding") & set(words):
        return ()
    joints, narrowing = word_set("joints"), word_set("narrowing")
    end = next((i for i, word in enumerate(words) if i and word in joints), len(words))
    rest = tuple(word for word in words[end:] if word not in narrowing)
    head = words[:end]
    if len(head) > 1 and head[-1] in word_set("passing"):
        found = _useful(head[:-1], lexicon)
        if found:
            return found
    # With what follows the joint, first whole, then without words that narrow.
    for tail in dict.fromkeys((words[end:], rest)):
        for start in range(len(head)):
            found = _useful(head[start:] + tail, lexicon)
            if found:
                return found
    for start in range(len(head)):
        for chosen in dict.fromkeys((head[start:], tuple(w for w in head[start:] if w not in narrowing))):
            found = _useful(chosen, lexicon)
            if found:
                return found
    return ()


@lru_cache(maxsize=8192)
def _said(words: tuple[str, ...]) -> frozenset[str]:
    """The words of a name but those that narrow it."""
    return frozenset(exact_key(loose_words(words)).split()) - word_set("narrowing")


def _useful(words: tuple[str, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """A broader name is of use only where it says more than "disease" or a word that narrows."""
    said = _said(words)
    return lexicon.find(words) if said - _DISEASE else ()
