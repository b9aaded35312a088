"""Medical words on a page, explained: which words of a text a reader may not know."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from trialogue.model.provenance import Span


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
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    terms, abbreviations = entries()
    longest_first = sorted(terms, key=len, reverse=True)
    words = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)
    letters = sorted(abbreviations, key=len, reverse=True)
    return words, re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, letters))})(?![\w-])")


@lru_cache(maxsize=4096)
def glosses(text: str) -> tuple[Gloss, ...]:
    """Each known word once, where it first stands; an abbreviation is thus expanded once."""
    terms, abbreviations = entries()
    words, letters = _patterns()
    found = [(m, terms[m[0].lower()]) for m in words.finditer(text)]
    found += [(m, abbreviations[m[0]]) for m in letters.finditer(text)]
    seen: set[str] = set()
    kept: list[Gloss] = []
    for match, meaning in sorted(found, key=lambda pair: (pair[0].start(), -pair[0].end())):
        key = match[0].lower()
        if key in seen or (kept and match.start() < kept[-1].span.end):
            continue
        seen.add(key)
        kept.append(Gloss(term=match[0], span=Span(start=match.start(), end=match.end()), meaning=meaning))
    return tuple(kept)


def meaning(word: str) -> str | None:
    """What one word or abbreviation means, where the glossary has it."""
    terms, abbreviations = entries()
    return abbreviations.get(word) or terms.get(word.lower())
