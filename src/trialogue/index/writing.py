"""Writing a generation of the index: engine, sites, synonyms, and last the state."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec
import tantivy

from trialogue.errors import StoreUnavailableError
from trialogue.index.aliases import agreed
from trialogue.index.document import StudyDocument
from trialogue.index.folder import State, write_state, writing_to
from trialogue.index.schema import engine_document, open_index, points, schema
from trialogue.index.sites import SiteCollector, SiteTable, load_sites
from trialogue.index.synonyms import together
from trialogue.index.vocabulary import lay_names_of_phenotypes

_HEAP = 256_000_000  # bytes for the engine's writer, all threads together
_THREADS = 2


def write_all(generation: Path, documents: Iterable[StudyDocument], marker: int) -> int:
    """Fill an empty generation. Returns the number of studies."""
    collector = SiteCollector()
    with writing_to(generation):
        engine = open_index(str(generation / "engine"))
        writer = _writer(engine)
        seen: set[int] = set()
        for document in documents:
            if document.number in seen:
                _remove(writer, document.number)
            seen.add(document.number)
            places = points(document)
            writer.add_document(engine_document(document, places))
            collector.add(document, places)
        _finish(writer)
        sites = collector.table()
        _write_beside(generation, engine, sites, marker)
    return len(sites.numbers)


def write_some(
    generation: Path, old: State, documents: Iterable[StudyDocument], gone: list[int], marker: int
) -> None:
    """Replace and remove studies in a generation. The same call after a crash does no harm."""
    collector = SiteCollector()
    with writing_to(generation):
        engine = open_index(str(generation / "engine"))
        writer = _writer(engine)
        for number in gone:
            _remove(writer, number)
        for document in documents:
            _remove(writer, document.number)
            places = points(document)
            writer.add_document(engine_document(document, places))
            collector.add(document, places)
        _finish(writer)
        sites = collector.table(load_sites(generation / old.sites), gone)
        _write_beside(generation, engine, sites, marker)
    _remove_old(generation, (old.sites, old.synonyms), marker)


def _writer(engine: tantivy.Index) -> tantivy.IndexWriter:
    try:
        return engine.writer(_HEAP, _THREADS)
    except ValueError as error:
        raise StoreUnavailableError(f"the search index cannot be written: {error}") from None


def _remove(writer: tantivy.IndexWriter, number: int) -> None:
    # Not by term: tantivy-py takes a whole number there for a signed one, and finds nothing.
    writer.delete_documents_by_query(tantivy.Query.term_query(schema(), "number", number, "basic"))


def _finish(writer: tantivy.IndexWriter) -> None:
    try:
        writer.commit()
        writer.wait_merging_threads()
    except ValueError as error:  # the engine's word for a full disk, too
        raise StoreUnavailableError(f"the search index cannot be written: {error}") from None


def _write_beside(generation: Path, engine: tantivy.Index, sites: SiteTable, marker: int) -> None:
    names = State(marker=marker, sites=f"sites-{marker}.npz", synonyms=f"synonyms-{marker}.msgpack")
    sites.save(generation / names.sites)
    engine.reload()
    evidence = engine.searcher().terms_with_prefix("alias", "")
    own = together(agreed(evidence), lay_names_of_phenotypes())
    (generation / names.synonyms).write_bytes(msgspec.msgpack.encode(own))
    write_state(generation, names)


def _remove_old(generation: Path, names: tuple[str, str], marker: int) -> None:
    for name in names:
        if f"-{marker}." not in name:
            (generation / name).unlink(missing_ok=True)
