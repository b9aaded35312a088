"""Everything that is derived, made again from the raw records and the events.

What a newer version of the program reads better (dates, identifiers, search documents, statistics)
comes out as if it had been so from the start. Running it twice gives the same bytes.
"""

from __future__ import annotations

import hashlib
import itertools
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from trialogue.actions.extracts import forget_all
from trialogue.actions.ingest import Parts
from trialogue.actions.ingest_changes import changed_fields
from trialogue.actions.ingest_index import all_documents
from trialogue.actions.ingest_lock import one_load
from trialogue.actions.ingest_prepare import Batch, Ready, pack_document, prepare, rederive
from trialogue.actions.ingest_put import put_batch
from trialogue.actions.ingest_report import Progress, Tally, silent
from trialogue.actions.ingest_workers import Workers
from trialogue.actions.statistics import recount
from trialogue.index.document import StudyDocument
from trialogue.model.ids import NctId
from trialogue.registry.form import Form
from trialogue.registry.records import RawRecord
from trialogue.store.quarantine import Quarantined, list_quarantine, release_rows
from trialogue.store.rederive import Correction, RawVersion, correct_dates, iter_versions
from trialogue.store.studies import generation

_BATCH = 200

Hook = Callable[[Parts], None]

HOOKS: tuple[Hook, ...] = (recount, lambda parts: forget_all(parts.database))
"""What else is derived from studies and events, in the order in which it has to be made. What was read
of records for their pages is only removed: the worker reads them again, those of open studies first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RebuildReport:
    """``corrected``: studies and versions of which something derived was not as it should be.

    ``unreadable``: stored versions that this reader no longer accepts; they keep their last known
    dates. ``mended``: records that left the quarantine. ``digest``: SHA-256 of all that was derived
    from the raw records; the same store gives the same one.
    """

    studies: int
    versions: int
    corrected: int
    unreadable: int
    mended: int
    digest: str
    seconds: float

    def as_json(self) -> dict[str, int | float | str]:
        """The document that ``--json`` prints."""
        names = ("studies", "versions", "corrected", "unreadable", "mended", "digest")
        return {**{name: getattr(self, name) for name in names}, "seconds": round(self.seconds, 3)}


@dataclass(slots=True)
class _Reread:
    """All versions, read again."""

    versions: int = 0
    unreadable: int = 0
    dates: dict[int, str] = field(default_factory=dict)
    aliases: dict[int, tuple[NctId, ...]] = field(default_factory=dict)


def rebuild(services: Parts, progress: Progress = silent, *, processes: int | None = None) -> RebuildReport:
    """Derive everything again. Searches go on in the old index until the new one takes its place.

    Raises StoreUnavailableError; then the old index stays and rebuilding can be run again.
    """
    started = time.monotonic()
    digest = hashlib.sha256()
    with one_load(services.settings.folder, services.database):
        mended = _retry_quarantine(services)
        reread = _read_again(services, progress, processes)
        with services.database.write() as conn:
            correct_dates(conn, reread.dates)
            correction = Correction(conn, reread.aliases, changed_fields, digest.update)
            corrected = correction.run(services.clock())
        with services.database.read() as conn:
            last = generation(conn)
        documents = _told(all_documents(services.database, processes), digest.update)
        studies = services.index.rebuild(documents, last)
        for hook in HOOKS:
            hook(services)
    return RebuildReport(
        studies=studies,
        versions=reread.versions,
        corrected=corrected + len(reread.dates),
        unreadable=reread.unreadable,
        mended=mended,
        digest=digest.hexdigest(),
        seconds=time.monotonic() - started,
    )


def _read_again(services: Parts, progress: Progress, processes: int | None) -> _Reread:
    found = _Reread()
    with services.database.read() as conn, Workers(rederive, processes) as workers:
        stored: dict[int, str] = {}
        batches = _batches(iter_versions(conn), stored)
        for results in workers.map(batches):
            for one in results:
                found.versions += 1
                if one is None:
                    found.unreadable += 1
                    continue
                if stored.pop(one.version_id) != one.last_update:
                    found.dates[one.version_id] = one.last_update
                if one.aliases:
                    found.aliases[one.version_id] = one.aliases
            progress(found.versions)
    return found


def _batches(
    versions: Iterator[RawVersion], stored: dict[int, str]
) -> Iterator[Sequence[tuple[int, bytes, str]]]:
    while batch := list(itertools.islice(versions, _BATCH)):
        stored.update({version.id: version.last_update for version in batch})
        yield [(version.id, version.content, version.form) for version in batch]


def _retry_quarantine(services: Parts) -> int:
    """Read what is in quarantine once more. Returns how many records were good this time."""
    with services.database.read() as conn:
        rows = [row for row in list_quarantine(conn, limit=10**6) if row.complete and row.rejected.form]
    mended = 0
    for row in rows:
        ready = [one for one in prepare(Batch(items=[_raw(row)])) if isinstance(one, Ready)]
        if ready:
            put_batch(services.database, ready, Tally(), services.clock())
            with services.database.write() as conn:
                release_rows(conn, [row.id])
            mended += 1
    return mended


def _raw(row: Quarantined) -> RawRecord:
    bad = row.rejected
    return RawRecord(source=bad.source, position=bad.position, content=bad.content, form=Form(str(bad.form)))


def _told(documents: Iterator[StudyDocument], note: Callable[[bytes], object]) -> Iterator[StudyDocument]:
    for document in documents:
        note(pack_document(document))
        yield document
