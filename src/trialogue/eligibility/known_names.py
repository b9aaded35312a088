"""Medicines and illnesses known by their names: the endings of these do not tell what they are.

``medicines.toml`` and ``illnesses.toml`` hold lists of names of one word, and one of names of several.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

_SEVERAL = "of_several_words"


@cache
def _lists(table: str) -> dict[str, str]:
    text = files("trialogue.eligibility").joinpath(f"{table}.toml").read_text(encoding="utf-8")
    lists: dict[str, str] = tomllib.loads(text)
    return lists


def of_one_word(table: str) -> frozenset[str]:
    """The names of one word in a table, in lower case."""
    lists = _lists(table)
    return frozenset(word for name, words in lists.items() if name != _SEVERAL for word in words.split())


def of_several_words(table: str) -> tuple[str, ...]:
    """The names of several words in a table, in lower case."""
    return tuple(" ".join(name.split()) for name in _lists(table)[_SEVERAL].split("|"))
