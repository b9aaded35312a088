"""Keeping the search index in step with the store.

The index remembers the store's event that it has caught up with, and writes it last. After a crash
between the two it lags behind, never ahead, and the next load applies the rest once more.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from trialogue.actions.ingest_prepare import document_of, open_document
from trialogue.actions.ingest_workers import Workers
from trialogue.index.document import StudyDocument
from trialogue.index.protocol import Index
from trialogue.store.database import Database
from trialogue.store.studies import CurrentRecord, count, generation, is_behind, iter_changed, iter_current

CHUNK = 5000
"""Documents that one writing to an index that is in use takes at most."""
_BATCH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Committed:
    """Documents whose records are safely in the store, and the last event of theirs."""

    documents: Sequence[StudyDocument]
    event: int


def catch_up(database: Database, index: Index, workers: int | None = None) -> bool:
    """Apply what the index has missed, or make it anew where it is empty, damaged or of another store.

    Returns whether anything was done.
    """
    with database.read() as conn:
        marker, last, studies = index.marker(), generation(conn), count(conn)
        if studies == 0 and index.size() == 0:
            return False
        if marker == 0 or marker > last:
            index.rebuild(_documents(iter_current(conn), workers), last)
            return True
        if not is_behind(conn, marker):
            return False
        _apply_chunks(index, _documents(iter_changed(conn, marker), workers), marker, last)
        return True


def feed(index: Index, coming: Iterable[Committed]) -> None:
    """Index what a load commits, while it runs. An empty index is filled in one go at the end.

    Where the load fails, what it had committed is indexed before its error is raised again.
    """
    stream = _UntilError(coming)
    first = next(stream, None)
    if first is not None:
        whole = itertools.chain([first], stream)
        (_fill if index.marker() == 0 else _add)(index, whole)
    if stream.error is not None:
        raise stream.error


class _UntilError:
    """What a load commits and has documents for; ends at an error, and keeps it."""

    def __init__(self, coming: Iterable[Committed]) -> None:
        self._coming = iter(coming)
        self.error: Exception | None = None

    def __iter__(self) -> _UntilError:
        return self

    def __next__(self) -> Committed:
        try:
            return next(one for one in self._coming if one.documents)
        except StopIteration:
            raise
        except Exception as error:
            self.error = error
            raise StopIteration from None


def all_documents(database: Database, workers: int | None = None) -> Iterator[StudyDocument]:
    """The search document of every study, in the order of the NCT ids."""
    with database.read() as conn:
        yield from _documents(iter_current(conn), workers)


def _add(index: Index, whole: Iterable[Committed]) -> None:
    gathered: list[StudyDocument] = []
    event = 0
    for one in whole:
        gathered += one.documents
        event = one.event
        if len(gathered) >= CHUNK:
            index.apply(gathered, (), event)
            gathered = []
    if gathered:
        index.apply(gathered, (), event)


def _fill(index: Index, whole: Iterable[Committed]) -> None:
    last = 0

    def documents() -> Iterator[StudyDocument]:
        nonlocal last
        for one in whole:
            yield from one.documents
            last = one.event

    # The event is known only at the end; until it is written too, the index counts as unfinished.
    index.rebuild(documents(), 0)
    index.apply((), (), last)


def _apply_chunks(index: Index, documents: Iterator[StudyDocument], marker: int, last: int) -> None:
    while chunk := list(itertools.islice(documents, CHUNK)):
        index.apply(chunk, (), marker)
    index.apply((), (), last)


def _documents(records: Iterator[CurrentRecord], workers: int | None) -> Iterator[StudyDocument]:
    batches = iter(lambda: [(one.content, one.form) for one in itertools.islice(records, _BATCH)], [])
    with Workers(_encoded, workers) as pool:
        for encoded in pool.map(batches):
            yield from (open_document(one) for one in encoded if one is not None)


def _encoded(records: Sequence[tuple[bytes, str]]) -> list[bytes | None]:
    return [document_of(content, form) for content, form in records]
