"""How private each column is. Every column of every table says it; a test enforces it."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import Column, MetaData

_KEY = "privacy"


class Privacy(StrEnum):
    """The class of a column, which decides who may read it, what is erased and what is encrypted.

    PUBLIC: the registry has published it. OPERATIONAL: how this instance works (times, counts,
    states, keys of rows). CONTACT: who a person is and how to reach them. HEALTH: what a person
    told of their health; encrypted, never in a log or a mail. SECRET: what opens a door (password
    and token hashes); never leaves the store.
    """

    PUBLIC = "public"
    OPERATIONAL = "operational"
    CONTACT = "contact"
    HEALTH = "health"
    SECRET = "secret"  # noqa: S105


def classed(privacy: Privacy) -> dict[str, Any]:
    """The ``info`` of a column: ``Column("nct_id", Text, info=classed(Privacy.PUBLIC))``."""
    return {_KEY: privacy}


def privacy_of(column: Column[Any]) -> Privacy:
    """The class of a column. Raises KeyError where none was given."""
    return Privacy(column.info[_KEY])


def unclassified(metadata: MetaData) -> tuple[str, ...]:
    """``table.column`` of each column that has no class."""
    return tuple(
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if not isinstance(column.info.get(_KEY), Privacy)
    )
