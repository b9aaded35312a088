"""The sets that the registry is counted by: one sponsor's studies, one person's, one treatment's.

A set has an address (``sponsor:mayo clinic``) that stands in the link beside a count, so that the
search behind the link finds exactly the studies that were counted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from trialogue.insight.digest import Digest, Identities
from trialogue.plain.sentence import Sentence
from trialogue.plain.words import date_words, number


class By(StrEnum):
    """What a set of studies has in common."""

    SPONSOR = "sponsor"
    PERSON = "person"
    TREATMENT = "treatment"
    PAIR = "treatment and condition"


_SHORT = {By.SPONSOR: "sponsor", By.PERSON: "person", By.TREATMENT: "treatment", By.PAIR: "both"}
_JOINT = " + "


def pair_key(treatment: str, condition: str) -> str:
    """The key of a treatment in a condition."""
    return f"{treatment}\t{condition}"


def keys(one: Digest | Identities) -> Iterator[tuple[By, str]]:
    """Every key under which a study is counted."""
    if one.sponsor:
        yield By.SPONSOR, one.sponsor
    for person, place in one.people:
        yield By.PERSON, f"{person}\t{place}"
        yield By.PERSON, person
    for treatment in one.interventions:
        yield By.TREATMENT, treatment
    for treatment in surest(one.interventions):
        for condition in surest(one.conditions):
            yield By.PAIR, pair_key(treatment, condition)


def surest(identities: tuple[str, ...]) -> tuple[str, ...]:
    """The MeSH identities where there are any, else the names: pairs of all would be too many."""
    return tuple(i for i in identities if i.startswith("mesh:"))[:6] or identities[:3]


def address(by: By, key: str) -> str:
    """A set as it stands in an address: ``both:mesh:D044982 + mesh:D000690``."""
    return f"{_SHORT[by]}:{key.replace(chr(9), _JOINT)}"


def is_address(text: str) -> bool:
    """Whether the text has the form of a set's address; the set may have no studies."""
    kind, _, key = text.partition(":")
    return kind in _SHORT.values() and bool(key.strip())


def set_number(text: str) -> int:
    """The 64-bit number that stands for an address in the search index."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


def numbers(one: Digest | Identities) -> tuple[int, ...]:
    """The numbers of all sets that a study is in."""
    return tuple(dict.fromkeys(set_number(address(by, key)) for by, key in keys(one)))


def dated(sentences: Iterable[Sentence], counted: tuple[date, int] | None) -> tuple[Sentence, ...]:
    """The same sentences, each source with the day of the count and how many studies it took in."""
    if counted is None:
        return tuple(sentences)
    said = f"counted on {date_words(counted[0])} over {number(counted[1])} studies"
    return tuple(
        Sentence(words=s.words, sources=tuple(replace(p, rule=f"{p.rule}; {said}") for p in s.sources))
        for s in sentences
    )


def search_link(by: By, key: str) -> str:
    """The search that finds the studies of a set, all of them and no others."""
    return f"/search?{urlencode({'same': address(by, key)})}"
