"""Lists of words that the reader goes by, from ``words.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _lists() -> dict[str, str]:
    text = files("trialogue.eligibility").joinpath("words.toml").read_text(encoding="utf-8")
    lists: dict[str, str] = tomllib.loads(text)
    return lists


def words(name: str) -> frozenset[str]:
    """The words of one list, in lower case. Raises KeyError for an unknown list."""
    return frozenset(_lists()[name].split())


def phrases(name: str) -> tuple[str, ...]:
    """The phrases of one list: parted by bars or line ends."""
    return tuple(p.strip() for p in _lists()[name].replace("\n", "|").split("|") if p.strip())
