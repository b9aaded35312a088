"""What was read of records for their pages, by version: derived, and made again whenever it is not there."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import (
    Column,
    Connection,
    LargeBinary,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    select,
)

from trialogue.model.ids import NctId
from trialogue.store.notes import note, put_note
from trialogue.store.privacy import Privacy, classed
from trialogue.store.schema import RowId, metadata
from trialogue.store.statistics import open_study
from trialogue.store.studies import generation
from trialogue.store.tables import study

_PUBLIC = classed(Privacy.PUBLIC)
_FORGOTTEN = "extracts forgotten"

study_extract = Table(
    "study_extract",
    metadata,
    Column("nct_id", Text, primary_key=True, info=_PUBLIC),
    Column("event_id", RowId, nullable=False, info=classed(Privacy.OPERATIONAL)),
    Column("reader", Text, nullable=False, info=_PUBLIC),
    Column("content", LargeBinary, nullable=False, info=_PUBLIC),
)
"""What one ``reader`` read of a study as it stood from ``event_id`` on; it holds for nothing else.
``content`` is zstd of ``plain.extract.Extract`` as MessagePack."""

_KEPT = (study_extract.c.nct_id == study.c.nct_id) & (study_extract.c.event_id == study.c.event_id)
_CURRENT = (
    select(study_extract.c.content)
    .join(study, _KEPT)
    .where(study.c.nct_id == bindparam("id"), study_extract.c.reader == bindparam("reader"))
)


def current_extract(conn: Connection, nct_id: NctId, reader: str) -> bytes | None:
    """What this reader read of the current record of a study; None where it has not yet."""
    return conn.scalar(_CURRENT, {"id": nct_id, "reader": reader})


def unread(conn: Connection, reader: str) -> list[NctId]:
    """Studies of whose current record this reader has kept nothing: those that take people first."""
    table = study_extract.c
    rows = select(study.c.nct_id).join(study_extract, _KEPT & (table.reader == reader), isouter=True)
    found = conn.scalars(rows.where(table.nct_id.is_(None)).order_by(study.c.nct_id)).all()
    takes_people = set(conn.scalars(select(open_study.c.nct_id).distinct())) if found else set()
    return [NctId(one) for one in sorted(found, key=lambda one: one not in takes_people)]


def put_extracts(conn: Connection, reader: str, contents: Mapping[tuple[NctId, int], bytes]) -> None:
    """Keep what was read, by study and event, in place of what there was of each study."""
    if not contents:
        return
    conn.execute(delete(study_extract).where(study_extract.c.nct_id.in_([nct_id for nct_id, _ in contents])))
    rows = [
        {"nct_id": nct_id, "event_id": event_id, "reader": reader, "content": content}
        for (nct_id, event_id), content in contents.items()
    ]
    conn.execute(insert(study_extract), rows)


def forget_extracts(conn: Connection) -> None:
    """Remove them all, and let it be known that there is something to read."""
    conn.execute(delete(study_extract))
    put_note(conn, _FORGOTTEN, str(int(note(conn, _FORGOTTEN) or 0) + 1))


def reading_mark(conn: Connection) -> tuple[int, str | None]:
    """Changes whenever there may be something new to read."""
    return generation(conn), note(conn, _FORGOTTEN)
