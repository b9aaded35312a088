"""Medical words on a page, explained: which words of a text a reader may not know."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from ahocorasick_rs import AhoCorasick

from trialogue.eligibility.patterns import lowered
from trialogue.model.provenance import Span

# The edge of a word, in which a hyphen counts as a letter.
_EDGE = re.compile(r"(?<![\w-])|(?![\w-])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gloss:
    """A word of the text, its place, and what it means."""

    term: str
    span: Span
    meaning: str


@cache
def entries() -> tuple[dict[str, str], dict[str, str]]:
    """The terms (lower case) and the abbreviations (as written), each with its meaning."""
    raw = tomllib.loads(files(__package__).joinpath("glossary.toml").read_text(encoding="utf-8"))
    return raw["terms"], raw["abbreviations"]


@cache
def _finders() -> tuple[tuple[str, ...], AhoCorasick, tuple[str, ...], AhoCorasick]:
    terms, abbreviations = (tuple(table) for table in entries())
    return terms, AhoCorasick(terms), abbreviations, AhoCorasick(abbreviations)


def _whole(text: str, words: tuple[str, ...], finder: AhoCorasick) -> Iterator[tuple[int, int, str]]:
    """Where any of the words stands by itself, and which; where two begin together, or one lies in
    another, the longer."""
    found = finder.find_matches_as_indexes(text, overlapping=True)
    whole = [row for row in found if _EDGE.match(text, row[1]) and _EDGE.match(text, row[2])]
    until = 0
    for number, start, end in sorted(whole, key=lambda row: (row[1], -row[2])):
        if start >= until:
            until = end
            yield start, end, words[number]


@lru_cache(maxsize=4096)
def glosses(text: str) -> tuple[Gloss, ...]:
    """Each known word once, where it first stands; an abbreviation is thus expanded once."""
    meanings, expanded = entries()
    terms, by_term, abbreviations, by_letters = _finders()
    found = [(*place, meanings[place[2]]) for place in _whole(lowered(text), terms, by_term)]
    found += [(*place, expanded[place[2]]) for place in _whole(text, abbreviations, by_letters)]
    seen: set[str] = set()
    kept: list[Gloss] = []
    for start, end, word, meaning in sorted(found, key=lambda row: (row[0], -row[1])):
        key = word.lower()
        if key in seen or (kept and start < kept[-1].span.end):
            continue
        seen.add(key)
        kept.append(Gloss(term=text[start:end], span=Span(start=start, end=end), meaning=meaning))
    return tuple(kept)


def meaning(word: str) -> str | None:
    """What one word or abbreviation means, where the glossary has it."""
    terms, abbreviations = entries()
    return abbreviations.get(word) or terms.get(word.lower())
