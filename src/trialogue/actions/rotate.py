"""Rotate the master key: a new one, every data key wrapped anew, the old one forgotten.

It can be stopped at any moment and run again: until the old key is dropped, both open everything.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Table, select, update

from trialogue.actions.office import Office
from trialogue.errors import ConflictError
from trialogue.model.person import Actor
from trialogue.store.appeal_tables import appeal
from trialogue.store.application_tables import outbox
from trialogue.store.person_tables import person
from trialogue.store.sealing import KeyRing

_WRAPPED = (person, outbox, appeal)
_BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotated:
    """How many data keys were wrapped anew, and the name of the key now in use."""

    keys: int
    current: str


def rotate_keys(office: Office) -> Rotated:
    """Rotate. Raises ConflictError where another process wraps with the old key meanwhile: run again."""
    ring = office.keys.add_master()
    total = 0
    for table in _WRAPPED:
        while True:
            with office.database.write() as conn:
                done = _rewrap(conn, ring, table)
            total += done
            if done == 0:
                break
    with office.database.write() as conn:
        left = sum(len(_old(conn, ring, table)) for table in _WRAPPED)
        if left:
            raise ConflictError("Another process still used the old key. Run the same command again.")
        office.deed(conn, Actor(), "rotate keys", f"key:{ring.current}", str(total))
    office.keys.drop_old_masters()
    return Rotated(keys=total, current=ring.current)


def _old(conn: Connection, ring: KeyRing, table: Table) -> list[tuple[str, str]]:
    rows = conn.execute(
        select(table.c.id, table.c.wrapped_key)
        .where(~table.c.wrapped_key.startswith(f"{ring.current}.", autoescape=True))
        .limit(_BATCH)
        .with_for_update()
    )
    return [(row.id, row.wrapped_key) for row in rows]


def _rewrap(conn: Connection, ring: KeyRing, table: Table) -> int:
    old = _old(conn, ring, table)
    for row_id, wrapped in old:
        fresh = ring.wrap(ring.unwrap(wrapped))
        conn.execute(update(table).where(table.c.id == row_id).values(wrapped_key=fresh))
    return len(old)
