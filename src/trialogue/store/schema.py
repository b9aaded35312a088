"""The one ``metadata`` on which every table hangs, and the column types that both engines share.

A module of tables imports ``metadata`` from here and gives each column its class
(``info=classed(Privacy.…)``). A new table also needs a migration in ``migrations/versions``: a file
``NNNN_name.py`` whose ``revision`` is its own stem and whose ``down_revision`` is the stem before.
"""

from __future__ import annotations

import importlib
import pkgutil
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, DateTime, Integer, MetaData, Table, func, select, text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows by itself only where the type is exactly INTEGER.
RowId = BigInteger().with_variant(Integer, "sqlite")


class Moment(TypeDecorator[datetime]):
    """A point in time, in UTC, with its zone on the way in and out.

    SQLite keeps no zones. Raises ValueError for a time without one.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time in the store needs its zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def next_id(conn: Connection, table: Table) -> int:
    """The number of the next row, for a writer that alone writes this table (see ``alone``)."""
    return int(conn.scalar(select(func.coalesce(func.max(table.c.id), 0))) or 0) + 1


def alone(conn: Connection) -> None:
    """Wait until no other transaction writes the registry's tables, and keep others out till the end.

    SQLite has one writer at a time anyway.
    """
    if conn.dialect.name != "sqlite":
        conn.execute(text("SELECT pg_advisory_xact_lock(7470103)"))


def whole_metadata() -> MetaData:
    """``metadata`` after every module of this room has hung its tables on it."""
    package = importlib.import_module("trialogue.store")
    for module in pkgutil.iter_modules(package.__path__):
        if not module.ispkg:
            importlib.import_module(f"trialogue.store.{module.name}")
    return metadata
