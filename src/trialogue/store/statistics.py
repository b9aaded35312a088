"""Counts over the whole registry, made at load and read by the page: by sponsor, person, treatment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache
from itertools import islice

import msgspec
from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    select,
)

from trialogue.insight.counted_sets import By
from trialogue.insight.similar import Candidate
from trialogue.insight.statistics import Statistic
from trialogue.insight.tallies import Tally
from trialogue.store.notes import note, put_note
from trialogue.store.privacy import Privacy, classed
from trialogue.store.schema import metadata
from trialogue.store.studies import generation
from trialogue.store.tables import registry_event

_PUBLIC = classed(Privacy.PUBLIC)
_BATCH = 2_000
_NOTE = "statistics"
_THROUGH = "statistics through"
_COUNTER = "statistics counter"

statistic = Table(
    "statistic",
    metadata,
    Column("counted_by", Text, primary_key=True, info=_PUBLIC),
    Column("key", Text, primary_key=True, info=_PUBLIC),
    Column("studies", Integer, nullable=False, info=_PUBLIC),
    Column("content", LargeBinary, nullable=False, info=_PUBLIC),
)
"""One tally: the studies that share a sponsor, a person, a treatment, or a treatment and a condition.
``content`` is JSON of ``insight.tallies.Tally``. Derived: written again whole at each rebuild."""

open_study = Table(
    "open_study",
    metadata,
    Column("condition", Text, primary_key=True, info=_PUBLIC),
    Column("nct_id", Text, primary_key=True, info=_PUBLIC),
    Column("updated", Text, nullable=False, info=_PUBLIC),
    Column("content", LargeBinary, nullable=False, info=_PUBLIC),
    Index("ix_open_study_condition_updated", "condition", "updated"),
)
"""Studies that take people, by each of their conditions. ``content`` is JSON of
``insight.similar.Candidate``; ``updated`` the record's last update, ISO."""


def replace_statistics(
    conn: Connection, statistics: Iterable[Statistic], candidates: Iterable[Candidate], on: date, of: int
) -> int:
    """Write all statistics anew, in this transaction; returns how many tallies there are.

    ``on`` is the day against which due dates were judged, ``of`` the number of studies counted.
    """
    conn.execute(delete(statistic))
    conn.execute(delete(open_study))
    rows = (
        {
            "counted_by": str(s.by),
            "key": s.key,
            "studies": s.tally.studies,
            "content": msgspec.json.encode(s.tally),
        }
        for s in statistics
    )
    count = _fill(conn, statistic, rows)
    _fill(conn, open_study, _open_rows(candidates))
    put_note(conn, _NOTE, f"{on.isoformat()} {of}")
    return count


def _open_rows(candidates: Iterable[Candidate]) -> Iterator[dict[str, object]]:
    for one in candidates:
        content = msgspec.json.encode(one)
        for condition in one.conditions:
            yield {"condition": condition, "nct_id": one.nct_id, "updated": one.updated, "content": content}


def _fill(conn: Connection, table: Table, rows: Iterator[dict[str, object]]) -> int:
    count = 0
    while batch := list(islice(rows, _BATCH)):
        conn.execute(insert(table), batch)
        count += len(batch)
    return count


def counted_on(conn: Connection) -> tuple[date, int] | None:
    """The day of the last count and how many studies it took in; None where none was made."""
    noted = note(conn, _NOTE)
    if noted is None:
        return None
    day, _, of = noted.partition(" ")
    return date.fromisoformat(day), int(of)


def is_counted(conn: Connection, counter: str) -> bool:
    """Whether the last count took in everything that was loaded, and was made by this counter."""
    noted = note(conn, _THROUGH)
    return noted is not None and int(noted) >= generation(conn) and note(conn, _COUNTER) == counter


def note_counted(conn: Connection, through: int, counter: str) -> None:
    """Remember, in the transaction of the count, the store's generation that it took in and who counted."""
    put_note(conn, _THROUGH, str(through))
    put_note(conn, _COUNTER, counter)


_BY_KEY = select(statistic.c.key, statistic.c.content).where(
    statistic.c.counted_by == bindparam("by"), statistic.c.key.in_(bindparam("keys", expanding=True))
)


def tallies(conn: Connection, keys: Iterable[tuple[By, str]]) -> dict[tuple[By, str], Tally]:
    """The tallies that exist among these keys."""
    wanted: dict[By, list[str]] = {}
    for by, key in keys:
        wanted.setdefault(by, []).append(key)
    # One statement for each kind: SQLite looks through the whole table for a list of pairs.
    return {
        (by, row.key): _TALLY.decode(row.content)
        for by, names in wanted.items()
        for row in conn.execute(_BY_KEY, {"by": str(by), "keys": names})
    }


_NEWEST_OPEN = (
    select(open_study.c.nct_id, open_study.c.content)
    .where(open_study.c.condition.in_(bindparam("keys", expanding=True)))
    .order_by(open_study.c.updated.desc(), open_study.c.nct_id)
    .limit(bindparam("most"))
)
_CANDIDATE = msgspec.json.Decoder(Candidate)
_TALLY = msgspec.json.Decoder(Tally)


def open_studies(conn: Connection, conditions: Iterable[str], limit: int = 300) -> tuple[Candidate, ...]:
    """The most recently updated open studies of any of these conditions, each once."""
    wanted = list(conditions)
    if not wanted:
        return ()
    packed = dict(conn.execute(_NEWEST_OPEN, {"keys": wanted, "most": limit}).tuples().all())
    return tuple(map(_candidate, packed.values()))


@lru_cache(maxsize=4096)
def _candidate(content: bytes) -> Candidate:
    """The same few hundred stand beside every study of a common condition."""
    return _CANDIDATE.decode(content)


def open_since(
    conn: Connection, conditions: Iterable[str], since: datetime, limit: int = 300
) -> tuple[Candidate, ...]:
    """Open studies of any of these conditions that were added here or changed after a moment, each once.

    The last count says which studies are open: whether one still is, its record says.
    """
    wanted = list(conditions)
    if not wanted:
        return ()
    table, event = open_study.c, registry_event.c
    news = select(event.id).where(
        event.nct_id == table.nct_id, event.kind.in_(("added", "changed")), event.at > since
    )
    rows = conn.execute(
        select(open_study)
        .where(table.condition.in_(wanted), news.exists())
        .order_by(table.updated.desc(), table.nct_id)
        .limit(limit)
    )
    found = {row.nct_id: msgspec.json.decode(row.content, type=Candidate) for row in rows}
    return tuple(found.values())
