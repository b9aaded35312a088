"""Count the whole registry: sponsors, people, treatments, and the studies open now."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from time import monotonic
from typing import Protocol

import msgspec

from trialogue.actions.code_digest import code_digest
from trialogue.errors import BadDataError
from trialogue.insight.digest import Digest, digest
from trialogue.insight.similar import Candidate, candidate
from trialogue.insight.statistics import statistics
from trialogue.registry.decode import decode_study
from trialogue.registry.form import Form
from trialogue.store.database import Database
from trialogue.store.statistics import counted_on, is_counted, note_counted, replace_statistics
from trialogue.store.studies import count, generation, iter_current

_BATCH = 400
# Below this many studies starting processes costs more than it saves.
_ALONE = 3_000

# Up to this many studies every load counts anew.
_SMALL = 20_000


class CountedParts(Protocol):
    """What counting needs of the services."""

    @property
    def database(self) -> Database:
        """The store."""
        ...

    @property
    def clock(self) -> Callable[[], datetime]:
        """The time, with its zone."""
        ...


Raw = tuple[str, bytes]
Read = tuple[Digest, Candidate | None]
_PACK = msgspec.msgpack.Encoder()
_READS = msgspec.msgpack.Decoder(list[Read])


@dataclass(frozen=True, slots=True, kw_only=True)
class CountReport:
    """What one count did. ``tallies`` counts sets of studies, ``open`` the studies that take people."""

    studies: int
    tallies: int
    open: int
    seconds: float


def counter_version() -> str:
    """A digest of all that decides what is counted: the titles of similar studies are among it."""
    return code_digest("model", "insight", "plain", "registry")


def count_registry(database: Database, today: date, workers: int = 1) -> CountReport:
    """Read every current record once and write all statistics anew, in one transaction at the end.

    ``today`` decides what is overdue. With more workers the reading runs in that many processes.
    Run again after each load; the same records and day give the same rows.
    """
    started = monotonic()
    digests: list[Digest] = []
    candidates: list[Candidate] = []
    with database.read() as conn:
        through = generation(conn)
        raw = ((one.form, one.content) for one in iter_current(conn))
        for one, open_study in _read_all(raw, workers):
            digests.append(one)
            if open_study is not None:
                candidates.append(open_study)
    with database.write() as conn:
        counted = statistics(digests, today)
        tallies = replace_statistics(conn, counted, candidates, today, len(digests))
        note_counted(conn, through, counter_version())
    return CountReport(
        studies=len(digests), tallies=tallies, open=len(candidates), seconds=monotonic() - started
    )


def recount(parts: CountedParts) -> None:
    """Count again after records were derived anew."""
    count_registry(parts.database, parts.clock().date(), os.cpu_count() or 1)


def recount_small(parts: CountedParts, loaded: int) -> None:
    """Count again after a load, where that is a matter of seconds; a large store waits for its rebuild.

    A store that was never counted is counted whatever its size.
    """
    with parts.database.read() as conn:
        small = count(conn) <= _SMALL or counted_on(conn) is None
    if loaded and small:
        recount(parts)


def recount_behind(parts: CountedParts) -> bool:
    """Count again where records were loaded, or the program changed, since the last count; whether so.

    For the worker's rounds: a small store is counted at once, a large one once a day.
    """
    today = parts.clock().date()
    with parts.database.read() as conn:
        last, behind = counted_on(conn), not is_counted(conn, counter_version())
        due = last is None or last[0] < today or count(conn) <= _SMALL
        if not (behind and due and count(conn)):
            return False
    # Reading goes on in processes beside the server's own, which must answer meanwhile.
    count_registry(parts.database, today, workers=2)
    return True


def _read_all(raw: Iterator[Raw], workers: int) -> Iterator[Read]:
    first = list(islice(raw, _ALONE))
    yield from read_batch(first)
    if len(first) < _ALONE:
        return
    if workers <= 1:
        for batch in _batches(raw):
            yield from read_batch(batch)
        return
    # A forked copy of a process with threads may hang, so the workers start fresh.
    with multiprocessing.get_context("spawn").Pool(workers, gc.set_threshold, (50_000, 20, 100)) as pool:
        for found in pool.imap(_read_packed, _batches(raw)):
            yield from _READS.decode(found)


def _batches(raw: Iterator[Raw]) -> Iterator[list[Raw]]:
    while batch := list(islice(raw, _BATCH)):
        yield batch


def _read_packed(batch: list[Raw]) -> bytes:
    """As ``read_batch``, in a form that passes between processes at a third of the cost of pickling."""
    return _PACK.encode(read_batch(batch))


def read_batch(batch: Iterable[Raw]) -> list[Read]:
    """Digest and candidate of each record; one that cannot be read is left out of the statistics."""
    found: list[Read] = []
    for form, content in batch:
        try:
            study = decode_study(content, Form(form))
        except BadDataError:
            continue
        found.append((digest(study), candidate(study)))
    return found
