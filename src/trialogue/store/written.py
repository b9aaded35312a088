"""Texts of a language model, apart from everything else: they are no part of a record, and not derived."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)

from trialogue.model.ids import NctId
from trialogue.plain.written import Written
from trialogue.store.privacy import Privacy, classed
from trialogue.store.schema import Moment, metadata
from trialogue.store.tables import study

_PUBLIC = classed(Privacy.PUBLIC)

written_text = Table(
    "written_text",
    metadata,
    Column("nct_id", Text, primary_key=True, info=_PUBLIC),
    Column("version_id", ForeignKey("study_version.id"), nullable=False, info=_PUBLIC),
    Column("text", Text, nullable=False, info=_PUBLIC),
    Column("model", Text, nullable=False, info=_PUBLIC),
    Column("prompt", Integer, nullable=False, info=_PUBLIC),
    Column("at", Moment, nullable=False, info=_PUBLIC),
    Index("ix_written_text_version_id", "version_id"),
)
"""The last accepted text of a study. It holds for ``version_id`` only: it was written from that version
and checked against it. ``prompt``: the version of what was asked."""

refused_text = Table(
    "refused_text",
    metadata,
    Column("model", Text, primary_key=True, info=_PUBLIC),
    Column("refused", Integer, nullable=False, info=_PUBLIC),
)
"""How many texts of each model were refused. The texts themselves are not kept."""


def put_written(conn: Connection, written: Written) -> None:
    """Keep an accepted text in place of the one before."""
    remove_written(conn, written.nct_id)
    conn.execute(
        insert(written_text).values(
            nct_id=written.nct_id,
            version_id=written.version_id,
            text=written.text,
            model=written.model,
            prompt=written.prompt,
            at=written.at,
        )
    )


def remove_written(conn: Connection, nct_id: NctId) -> bool:
    """Forget the text of a study; whether there was one."""
    return bool(conn.execute(delete(written_text).where(written_text.c.nct_id == nct_id)).rowcount)


def current_text(conn: Connection, nct_id: NctId) -> Written | None:
    """The accepted text that belongs to the current version of the record; None where there is none."""
    table = written_text.c
    statement = select(written_text).join(study, study.c.version_id == table.version_id)
    row = conn.execute(statement.where(table.nct_id == nct_id)).one_or_none()
    if row is None:
        return None
    return Written(
        nct_id=row.nct_id,
        text=row.text,
        model=row.model,
        prompt=row.prompt,
        version_id=row.version_id,
        at=row.at,
    )


def count_refused(conn: Connection, model: str) -> None:
    """Count one more refused text of a model."""
    more = update(refused_text).where(refused_text.c.model == model)
    if not conn.execute(more.values(refused=refused_text.c.refused + 1)).rowcount:
        conn.execute(insert(refused_text).values(model=model, refused=1))


def times_refused(conn: Connection, model: str) -> int:
    """How many texts of a model were refused."""
    return int(conn.scalar(select(refused_text.c.refused).where(refused_text.c.model == model)) or 0)
