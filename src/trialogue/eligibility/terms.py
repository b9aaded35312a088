"""Tables of plain words for medical ones, and the medical words of a text explained."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from ahocorasick_rs import AhoCorasick, MatchKind

_ARTICLE = re.compile(r"^an? ")


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


def load_words() -> Mapping[str, str]:
    """Words and phrases of a longer name, in lower case, to what can stand in their place in it."""
    return _tables()["words"]


def load_explained() -> Mapping[str, str]:
    """Words that are explained beside a text and that nothing stands in the place of: "hepatic", "ULN"."""
    return _tables()["explained"]


@cache
def _finder() -> tuple[tuple[tuple[str, str], ...], AhoCorasick]:
    """Each word with what is said for it, and what finds the longest of them."""
    known = {**load_explained(), **load_terms()}
    said = {word: plain for word, plain in known.items() if _ARTICLE.sub("", plain) != word}
    return tuple(said.items()), AhoCorasick(tuple(said), matchkind=MatchKind.LeftmostLongest)


def explain(text: str) -> tuple[Term, ...]:
    """The medical words in a text for which the table knows others, in order, each once."""
    known, finder = _finder()
    lower = text.lower()
    if len(lower) != len(text):
        return ()
    found: dict[str, Term] = {}
    for index, start, end in finder.find_matches_as_indexes(lower):
        plural = end + (lower[end : end + 1] == "s")
        inside = (start > 0 and lower[start - 1].isalnum()) or lower[plural : plural + 1].isalnum()
        if not inside:
            word, plain = known[index]
            found.setdefault(word, Term(word=text[start:end], plain=plain))
    return tuple(found.values())
