"""Registry records into the store and the index: quickly, safely, and as often as one likes.

A batch is committed before its studies go to the index; a crash at any moment loses nothing that was
accepted, and the same load can simply be run again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from trialogue.actions.ingest_batches import Batches
from trialogue.actions.ingest_index import Committed, catch_up, feed
from trialogue.actions.ingest_lock import one_load
from trialogue.actions.ingest_prepare import prepare
from trialogue.actions.ingest_put import put_batch
from trialogue.actions.ingest_report import IngestReport, Progress, Tally, silent
from trialogue.actions.ingest_workers import Workers
from trialogue.actions.statistics import recount_small
from trialogue.config import Settings
from trialogue.index.protocol import Index
from trialogue.registry.files import read_records
from trialogue.registry.records import RawRecord, Unreadable
from trialogue.store.database import Database
from trialogue.store.pulls import PageRead, page_done

Item = RawRecord | Unreadable


class Parts(Protocol):
    """What a load works with: the services of an instance have it."""

    @property
    def settings(self) -> Settings: ...
    @property
    def database(self) -> Database: ...
    @property
    def index(self) -> Index: ...
    @property
    def clock(self) -> Callable[[], datetime]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the registry's API: its records, and the token of the next (None: it is the last).

    ``newest``: the latest *LastUpdatePostDate* on it, ISO or empty.
    """

    records: Iterable[Item]
    next_token: str | None = None
    newest: str = ""


def load_paths(
    services: Parts, paths: Iterable[Path], progress: Progress = silent, *, processes: int | None = None
) -> IngestReport:
    """Load files and folders. Raises NotFoundError for a path that is not there, StoreUnavailableError."""
    return ingest(services, read_records(paths), progress, processes=processes)


def ingest(
    services: Parts, items: Iterable[Item], progress: Progress = silent, *, processes: int | None = None
) -> IngestReport:
    """Load records. ``processes``: worker processes, as many as processors where not given."""
    started = time.monotonic()
    tally = Tally()
    with one_load(services.settings.folder, services.database):
        catch_up(services.database, services.index, processes)
        feed(services.index, _load(services, items, tally, progress, processes))
        recount_small(services, tally.loaded)
    return tally.report(time.monotonic() - started)


def ingest_pages(
    services: Parts, scope: str, pages: Iterable[Page], progress: Progress = silent
) -> IngestReport:
    """Load a pull page by page, remembering after each where to go on.

    ``scope`` names the pull (``store.pulls``). A page's place is remembered when all its records are
    in the store. An error of the registry ends the load after the pages that came are indexed.
    """
    started = time.monotonic()
    tally = Tally()
    with one_load(services.settings.folder, services.database):
        catch_up(services.database, services.index)
        feed(services.index, _load_pages(services, scope, pages, tally, progress))
        recount_small(services, tally.loaded)
    return tally.report(time.monotonic() - started)


def _load(
    services: Parts, items: Iterable[Item], tally: Tally, progress: Progress, processes: int | None
) -> Iterator[Committed]:
    batches = Batches(services.database, tally, services.clock)
    with Workers(prepare, processes) as workers:
        for results in workers.map(batches.of(items, progress)):
            yield put_batch(services.database, results, tally, services.clock())
            progress(tally.read)
    batches.finish()
    progress(tally.read)


def _load_pages(
    services: Parts, scope: str, pages: Iterable[Page], tally: Tally, progress: Progress
) -> Iterator[Committed]:
    for page in pages:
        before = tally.read
        yield from _load(services, page.records, tally, progress, 0)
        read = PageRead(read=tally.read - before, newest=page.newest)
        with services.database.write() as conn:
            page_done(conn, scope, page.next_token, read, services.clock())
