"""Studies that people keep."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from trialogue.store.person_tables import saved_study


def save_study(conn: Connection, what: tuple[str, str], now: datetime, how: tuple[bool, int]) -> None:
    """Keep (person, study) with (alert, version already known)."""
    drop_study(conn, *what)
    person, nct_id = what
    alert, version = how
    conn.execute(
        insert(saved_study).values(
            person_id=person, nct_id=nct_id, saved_at=now, alert=alert, told_version=version
        )
    )


def drop_study(conn: Connection, person: str, nct_id: str) -> None:
    """Keep it no longer."""
    conn.execute(delete(saved_study).where(saved_study.c.person_id == person, saved_study.c.nct_id == nct_id))


def saved_by(conn: Connection, person: str) -> tuple[tuple[str, bool], ...]:
    """What a person keeps, newest first, and whether they want mails about it."""
    rows = conn.execute(
        select(saved_study.c.nct_id, saved_study.c.alert)
        .where(saved_study.c.person_id == person)
        .order_by(saved_study.c.saved_at.desc(), saved_study.c.nct_id)
    )
    return tuple((row.nct_id, row.alert) for row in rows)


def with_alert(conn: Connection) -> Iterator[tuple[str, str, int]]:
    """Person, study and the version last told, of all who want mails."""
    columns = (saved_study.c.person_id, saved_study.c.nct_id, saved_study.c.told_version)
    for row in conn.execute(select(*columns).where(saved_study.c.alert)):
        yield row.person_id, row.nct_id, row.told_version or 0


def mark_told(conn: Connection, person: str, nct_id: str, version: int) -> None:
    """The person was told of this version."""
    conn.execute(
        update(saved_study)
        .where(saved_study.c.person_id == person, saved_study.c.nct_id == nct_id)
        .values(told_version=version)
    )
