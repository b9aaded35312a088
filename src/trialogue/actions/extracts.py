"""Records are read for their pages ahead of time; what was not read ahead is read for the page itself."""

from __future__ import annotations

import fcntl
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import islice
from pathlib import Path

import msgspec
import zstandard
from sqlalchemy import Connection

from trialogue.actions.code_digest import code_digest
from trialogue.actions.ingest_workers import Workers
from trialogue.errors import BadDataError
from trialogue.model.ids import NctId
from trialogue.model.study import Study
from trialogue.plain.extract import Extract, extract
from trialogue.registry.decode import decode_study
from trialogue.registry.form import Form
from trialogue.store.database import Database
from trialogue.store.extracts import current_extract, forget_extracts, put_extracts, unread
from trialogue.store.studies import records_of

_BATCH = 100
_DECODER = msgspec.msgpack.Decoder(Extract)

Raw = tuple[NctId, int, str, bytes]
Packed = tuple[NctId, int, bytes]


def reader_version() -> str:
    """A digest of all that decides what is read: another program reads everything anew."""
    return code_digest("model", "eligibility", "plain", "registry")


def extract_of(conn: Connection, study: Study) -> Extract:
    """What was read of a study's current record: kept, or read now. ``study`` is that record."""
    kept = current_extract(conn, study.nct_id, reader_version())
    if kept is None:
        return extract(study)
    return _DECODER.decode(zstandard.ZstdDecompressor().decompress(kept))


def read_ahead(database: Database, stopped: Callable[[], bool], processes: int = 1) -> int:
    """Read all records that were not read yet, those of open studies first; returns how many it read.

    In a process of its own beside the server's, which must answer meanwhile. It ends early once
    ``stopped``; a record that changes meanwhile counts as not read.
    """
    reader = reader_version()
    with database.read() as conn:
        ids = unread(conn, reader)
    done = 0
    with Workers(read_batch, processes) as workers:
        for packed in workers.map(_batches(database, ids, stopped)):
            with database.write(light=True) as conn:
                put_extracts(conn, reader, {(nct_id, event): content for nct_id, event, content in packed})
            done += len(packed)
    return done


def _batches(database: Database, ids: Sequence[NctId], stopped: Callable[[], bool]) -> Iterator[list[Raw]]:
    wanted = iter(ids)
    while (some := list(islice(wanted, _BATCH))) and not stopped():
        with database.read() as conn:
            batch = [(one.nct_id, one.event_id, one.form, one.content) for one in records_of(conn, some)]
        yield batch


def read_batch(batch: Sequence[Raw]) -> list[Packed]:
    """Read some records; one that cannot be read is left out."""
    _give_way()
    packer = zstandard.ZstdCompressor(level=3)
    found: list[Packed] = []
    for nct_id, event, form, content in batch:
        try:
            made = extract(decode_study(content, Form(form)))
        except BadDataError:
            continue
        found.append((nct_id, event, packer.compress(msgspec.msgpack.encode(made))))
    return found


@cache
def _give_way() -> None:
    """Let others have the processor first, in a process that only reads."""
    if multiprocessing.parent_process() is not None and hasattr(os, "nice"):
        os.nice(10)


@contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Whether no other process over this data folder reads ahead; then none does until the end."""
    with (folder / "read-ahead.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def forget_all(database: Database) -> None:
    """Remove what was read, so that all of it is read anew."""
    with database.write() as conn:
        forget_extracts(conn)
