"""Normal forms of names of conditions and treatments, so that two spellings of one name meet.

``exact_key`` forgets case, plural, accents, British spelling and the order of words ("cancer of the
lung" and "Lung Cancers"). ``loose_key`` also reads different words as one where they mean the same
in any name ("renal disorder", "kidney disease"). The words are data, in ``name_words.toml``: no word
of it is a rule for one name.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_WORD = re.compile(r"[a-z0-9]+(?:['’]s)?")
_INVERTED = re.compile(r"^([^,]+), ([^,]+)$")
_BRACKETS = re.compile(r"\[[^\]]*\]|\((?:disorder|finding|diagnosis)\)")
_BRITISH = (("ae", "e"), ("oe", "e"), ("our", "or"), ("isation", "ization"), ("leuc", "leuk"))


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("trialogue.eligibility").joinpath("name_words.toml").read_text("utf-8"))


@cache
def word_set(name: str) -> frozenset[str]:
    """A list of ``name_words.toml``, its words in normal form."""
    return frozenset(_stem(word) for word in _table()[name].split()) | frozenset(_table()[name].split())


@cache
def _same() -> dict[str, str]:
    found = {_stem(word): _stem(group[0]) for group in _table()["same"] for word in group}
    return found | {_stem(word): "disease" for word in _table()["disease"].split()}


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {" ".join(words_of(a)): " ".join(words_of(b)) for a, b in _table()["phrases"]}
    longest = sorted(table, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest)) + r")\b"), table


def _stem(word: str) -> str:
    """A word without its plural, in American spelling."""
    if word == "aids":
        return word
    for british, american in _BRITISH:
        word = word.replace(british, american)
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "is", "us")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("oses", "tases", "eses", "yses", "crises")):
        return word[:-2] + "is"
    if word.endswith(("xes", "ches", "shes", "sses")):
        return word[:-2]
    return word[:-1]


@lru_cache(maxsize=4096)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in their order, each in normal form; beginnings joined to what they begin."""
    text = unicodedata.normalize("NFKD", _BRACKETS.sub(" ", name).casefold())
    text = "".join(c for c in text if not unicodedata.combining(c)).replace("’", "'")
    text = text.replace(" 's ", " ")
    found = [_stem(word.removesuffix("'s")) for word in _WORD.findall(text)]
    joined: list[str] = []
    prefixes = _prefixes()
    for word in found:
        if joined and joined[-1] in prefixes and len(word) > 2:
            joined[-1] += word
        else:
            joined.append(word)
    return tuple(joined)


@cache
def _prefixes() -> frozenset[str]:
    return frozenset(_table()["prefixes"].split())


def uninverted(name: str) -> str:
    """ "Neoplasm, malignant" as it is said: "malignant Neoplasm"."""
    match = _INVERTED.match(name)
    return f"{match[2]} {match[1]}" if match else name


@lru_cache(maxsize=8192)
def exact_key(words: tuple[str, ...]) -> str:
    """Words of a name, in alphabetical order, without those that say nothing."""
    said = word_set("empty")
    return " ".join(sorted({word for word in words if word not in said}))


@lru_cache(maxsize=8192)
def loose_key(words: tuple[str, ...]) -> str:
    """As ``exact_key``, of words that mean the same the first."""
    return exact_key(loose_words(words))


def loose_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words with phrases, and words that mean the same, read as one."""
    pattern, table = _phrases()
    text = " ".join(words)
    if len(words) > 1:
        text = pattern.sub(lambda match: table[match[0]], text)
    same = _same()
    return tuple(same.get(word, word) for word in text.split())
