"""Our own names of common conditions, from ``concept_names.toml``: the first source of every lexicon."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from trialogue.eligibility.lexicon import Lexicon, LexiconBuilder, Term


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(files("trialogue.eligibility").joinpath("concept_names.toml").read_text("utf-8"))


def core_terms() -> Iterator[Term]:
    """Each row as a term."""
    for identity, row in _table()["concept"].items():
        yield Term(
            id=identity,
            name=row["name"],
            names=tuple(row["names"]),
            parents=tuple(row.get("kind_of", ())),
            wide=row.get("wide", False),
        )


def short_forms() -> Mapping[str, tuple[str, ...]]:
    """Short forms that mean different things in different records, with every meaning."""
    return {short: tuple(ids) for short, ids in _table()["several"].items()}


@cache
def core_lexicon() -> Lexicon:
    """The lexicon of our own names alone."""
    return core_builder().build()


def core_builder() -> LexiconBuilder:
    """A builder that has our own names, for other sources to be added."""
    builder = LexiconBuilder()
    builder.several(short_forms())
    builder.add(core_terms())
    return builder
