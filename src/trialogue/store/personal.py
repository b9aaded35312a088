"""What belongs to a person, found from the tables themselves: foreign keys and privacy classes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, select

from trialogue.store.people import cell
from trialogue.store.privacy import Privacy, privacy_of
from trialogue.store.schema import whole_metadata
from trialogue.store.sealing import unseal

SEALED = "_sealed"
CIPHER = "_cipher"


def personal_tables() -> Iterator[Table]:
    """Tables whose rows go with a person, in the order of their references."""
    for table in whole_metadata().sorted_tables:
        if table.name == "person" or owner_path(table) is not None:
            yield table


def owner_path(table: Table) -> tuple[Column[Any], ...] | None:
    """The columns that lead from a table to ``person`` by cascading foreign keys; None where none do."""
    for column in table.columns:
        for key in column.foreign_keys:
            if key.ondelete != "CASCADE":
                continue
            if key.column.table.name == "person":
                return (column,)
            further = owner_path(key.column.table)
            if further is not None:
                return (column, *further)
    return None


def of_person(table: Table, person_id: str) -> ColumnElement[bool]:
    """The condition that a row of the table belongs to a person."""
    if table.name == "person":
        condition: ColumnElement[bool] = table.c.id == person_id
        return condition
    path = owner_path(table)
    assert path is not None
    first, *rest = path
    if not rest:
        return first == person_id
    target = next(iter(first.foreign_keys)).column
    inner = of_person(target.table, person_id)
    return first.in_(select(target).where(inner))


def personal_rows(conn: Connection, key: bytes, person_id: str) -> dict[str, list[dict[str, Any]]]:
    """Every row of a person by table, sealed cells opened; nothing of the class SECRET, and no cipher
    text that only a browser's or a link's token opens."""
    found: dict[str, list[dict[str, Any]]] = {}
    for table in personal_tables():
        rows = conn.execute(select(table).where(of_person(table, person_id))).all()
        found[table.name] = [_opened(table, row._mapping, key) for row in rows]
    return found


def _opened(table: Table, row: Any, key: bytes) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    pk = [row[column.name] for column in table.primary_key.columns]
    for column in table.columns:
        if privacy_of(column) is Privacy.SECRET or column.name.endswith(CIPHER):
            continue
        value = row[column.name]
        if column.name.endswith(SEALED):
            name = column.name.removesuffix(SEALED)
            shown[name] = None if value is None else unseal(key, value, cell(column, *pk)).decode()
        else:
            shown[column.name] = value
    return shown
