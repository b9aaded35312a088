"""Plain words for medical ones: in a name, and beside a text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from ahocorasick_rs import AhoCorasick, MatchKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A medical word, as written, and plain words for it."""

    word: str
    plain: str


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    text = files("trialogue.eligibility").joinpath("terms.toml").read_text(encoding="utf-8")
    return MappingProxyType({name: MappingProxyType(table) for name, table in tomllib.loads(text).items()})


def load_terms() -> Mapping[str, str]:
    """Medical word, lower case and singular, to plain words (``terms.toml``)."""
    return _tables()["terms"]


@cache
def _finder() -> tuple[tuple[str, ...], AhoCorasick]:
    words = tuple(load_terms())
    return words, AhoCorasick(words, matchkind=MatchKind.LeftmostLongest)


# "immunosuppressant drug" must not become "immune-blocking drug drug".
_DOUBLED = re.compile(r"\b([a-z]+s?)(?: \1)+\b")
# "Known soy an allergy" must be "known soy allergy".
_ARTICLE = re.compile(r"\b([A-Za-z-]+) an?(?= \w)")
_JOINTS = frozenset({"or", "and", "with", "of", "to", "for", "by", "as", "from", "in", "on", "per", "than"})
_WORD = re.compile(r"([A-Za-z]+(?:-[A-Za-z]+)*)")
# Words before a name that narrow it, with what a reader is told.
_BEFORE = {
    "severe": "severe",
    "significant": "major",
    "clinically significant": "major",
    "serious": "major",
    "uncontrolled": "not under control",
    "poorly controlled": "not under control",
    "unstable": "not stable",
    "stable": "stable",
    "active": "active",
    "current": "active",
    "ongoing": "still there",
    "acute": "sudden",
    "chronic": "long-term",
    "known": "known",
    "suspected": "not sure yet",
    "confirmed": "proved",
    "documented": "written down by a doctor",
    "recurrent": "comes back",
    "symptomatic": "that I can feel",
    "asymptomatic": "that I cannot feel",
    "mild": "mild",
    "moderate": "medium",
    "moderate to severe": "medium or severe",
    "advanced": "late",
    "concurrent": "at the same time",
    "concomitant": "at the same time",
    "congenital": "since birth",
    "systemic": "in the whole body",
    "primary": "primary",
    "other": "other",
    "untreated": "not treated",
    "major": "major",
}


def plain_name(name: str) -> Term | None:
    """The name of a condition or treatment in plain words, if the table has the whole of it.

    Words that narrow a known name follow it in brackets: "severe renal insufficiency" is "weak
    kidneys (severe)".
    """
    words = " ".join(name.casefold().replace("’", "'").split())
    narrowed: list[str] = []
    while True:
        plain = _whole(words)
        if plain is not None:
            end = f" ({', '.join(narrowed)})" if narrowed else ""
            return Term(word=name, plain=f"{plain}{end}")
        before = next((word for word in _BEFORE if words.startswith(f"{word} ")), None)
        if before is None:
            return _word_by_word(name)
        narrowed.append(_BEFORE[before])
        words = words[len(before) + 1 :]


def plain_whole(name: str) -> str | None:
    """Plain words for a name that the table has as it stands."""
    return _whole(" ".join(name.casefold().replace("’", "'").split()))


def _word_by_word(name: str) -> Term | None:
    """Each hard word of a name in plain words; None where nothing changes."""
    table = _tables()["words"]
    parts = _WORD.split(name)
    plain = [table.get(part.lower(), part) for part in parts]
    # An article in the middle of a name stays out ("radiation or an operation" keeps its own).
    joined = "".join(plain)
    joined = re.sub(r"(?<=[a-z-] )(?:an?) (?=\w+ \w)", "", joined)
    joined = _ARTICLE.sub(lambda found: found[0] if found[1].lower() in _JOINTS else found[1], joined)
    joined = _DOUBLED.sub(r"\1", joined)
    if joined == name:
        return None
    first = joined.split(" ", 1)[0]
    lower = first[:1].isupper() and first[1:].islower()
    return Term(word=name, plain=joined[:1].lower() + joined[1:] if lower else joined)


def _whole(words: str) -> str | None:
    terms = load_terms()
    return next((terms[form] for form in (words, _singular(words)) if form in terms), None)


def _singular(words: str) -> str:
    if words.endswith("ies"):
        return words[:-3] + "y"
    return words[:-1] if words.endswith("s") and not words.endswith("ss") else words


def explain(text: str) -> tuple[Term, ...]:
    """The medical words in a text that the table knows, in order, each once."""
    words, finder = _finder()
    lower = text.lower()
    if len(lower) != len(text):
        return ()
    found: dict[str, Term] = {}
    for index, start, end in finder.find_matches_as_indexes(lower):
        plural = end + (lower[end : end + 1] == "s")
        inside = (start > 0 and lower[start - 1].isalnum()) or lower[plural : plural + 1].isalnum()
        if not inside:
            found.setdefault(words[index], Term(word=text[start:end], plain=load_terms()[words[index]]))
    return tuple(found.values())
