"""Small facts of this store by name."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from trialogue.store.tables import store_note


def note(conn: Connection, name: str) -> str | None:
    """The fact of this name, or None."""
    return conn.scalar(select(store_note.c.value).where(store_note.c.name == name))


def put_note(conn: Connection, name: str, value: str | None) -> None:
    """Set a fact, or with None remove it."""
    conn.execute(delete(store_note).where(store_note.c.name == name))
    if value is not None:
        conn.execute(insert(store_note).values(name=name, value=value))
