"""What a criterion that was not read is about, without what it asks: "the heart, asthma and steroids"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache, lru_cache
from importlib.resources import files

from ahocorasick_rs import AhoCorasick, MatchKind

from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.readability import easy
from trialogue.eligibility.terms import explain

DOCTOR = "what a doctor thinks"
_MORE = "more"
_MOST = 3
_FEW = 10
"""In so few words a reader sees by himself what they are about, if they name it."""
_ITEM = 4
"""So few words below others are a thing by its name ("persistent cough")."""
_STEM = 5
_BY_TOPIC = frozenset({"illness", "tests", "treatments", "you", "practical"})
_WIDE = frozenset({"wide"})
_WHO = r"(?:investigator|physician|doctor|clinician|researcher|\bpi\b)"
_THINKS = (
    r"(?:opinion|judge?ment|judge[sd]|discretion|\bview\b|determine[sd]|deem|considers|considered|deci[ds]"
    r"|believe|\bfeel)"
)
_BY_A_DOCTOR = Pattern(rf"{_THINKS}[^.;]{{0,40}}{_WHO}|{_WHO}[^.;]{{0,25}}{_THINKS}")
READ, MAY_KEEP_OUT = "Read the record's words", "This rule may keep me out"
_LONG_WORD = re.compile(r"[a-z]{4,}")


class Role(Enum):
    """What a criterion is to a reader. ``PART``: it stands below another, which says in what sense.
    ``LIST``: it stands above others. ``BESIDE``: it bars nobody."""

    ASKS = "This rule is"
    KEEPS_OUT = "It is"
    PART = "This is"
    LIST = "The rule is"
    BESIDE = "These words are"


Found = tuple[str, str]
"""A table of ``about.toml``, and what is told."""


def sentence_about(text: str, role: Role) -> str:
    """What is said before words of the record; "" of a list of which nothing is known."""
    told = "" if role is Role.PART and len(text.split()) <= _ITEM else about(text)
    said = f"{role.value} about {told}" if told else ""
    if role is Role.KEEPS_OUT:
        return f"{MAY_KEEP_OUT}. {said}" if said else MAY_KEEP_OUT
    return said or ("" if role is Role.LIST else READ)


@lru_cache(maxsize=4096)
def about(text: str) -> str:
    """What a text of the record is about, in easy words; "" where it tells so itself or nobody knows."""
    low = text.lower()
    found = tuple(_found(low))
    explained = (one for term in explain(text) for one in _found(term.plain.lower()))
    told = _told(found, _BY_TOPIC) or _told(explained, _BY_TOPIC)
    if len(text.split()) <= _FEW:
        told = [one for one in told if not any(w[:_STEM] in low for w in _LONG_WORD.findall(one))]
    else:
        told = told or _told(found, _WIDE)
    return _in_short(told, thinks=bool(_BY_A_DOCTOR.search(text)))


def table_of(text: str) -> str | None:
    """The table ("illness", "tests" …) of what a text tells of first; None where it tells of nothing."""
    return next((table for table, _ in _found(text.lower()) if table in _BY_TOPIC), None)


def _in_short(told: list[str], *, thinks: bool) -> str:
    """At most three things, and no more than make an easy sentence."""
    behind = [DOCTOR] if thinks else []
    for most in range(_MOST - len(behind), 0, -1):
        more = [_MORE] if len(told) > most and not thinks else []
        words = _listed([*told[: most - len(more) or 1], *more, *behind])
        if easy(f"This rule is about {words}."):
            return words
    return _listed([*told[:1], *behind])


@cache
def _finder() -> tuple[tuple[tuple[str, str, bool], ...], AhoCorasick]:
    """Of all beginnings of words the table, what is told, and whether a word must end there; their finder."""
    text = files("trialogue.eligibility").joinpath("about.toml").read_text(encoding="utf-8")
    starts: dict[str, tuple[str, str, bool]] = {}
    for table, rows in tomllib.loads(text).items():
        for told, listed in rows.items():
            for word in (one.strip() for one in listed.replace("\n", " ").split("|")):
                starts.setdefault(word.removesuffix("."), (table, told, word.endswith(".")))
    return tuple(starts.values()), AhoCorasick(tuple(starts), matchkind=MatchKind.Standard)


def _found(low: str) -> Iterator[Found]:
    """What the words of a text in lower case tell, in order; of those that overlap the longest."""
    rows, finder = _finder()
    hits = []
    for index, start, end in finder.find_matches_as_indexes(low, overlapping=True):
        table, told, ends = rows[index]
        behind = end + (low[end : end + 1] == "s")
        inside = (start > 0 and low[start - 1].isalnum()) or (ends and low[behind : behind + 1].isalnum())
        if not inside:
            hits.append((start, -end, (table, told)))
    reached = 0
    for start, end, one in sorted(hits):
        if start >= reached:
            reached = -end
            yield one


def _told(found: Iterable[Found], tables: frozenset[str]) -> list[str]:
    """Each thing once; without "allergies" where "food allergies" are told."""
    told = list(dict.fromkeys(one for table, one in found if table in tables))
    return [one for one in told if not any(other.endswith(f" {one}") for other in told)]


def _listed(told: list[str]) -> str:
    *others, last = told or [""]
    return f"{', '.join(others)} and {last}" if others else last
