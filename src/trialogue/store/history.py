"""The versions of each study in their order, and what changed from one to the next."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from trialogue.store.packing import Packer, unpack
from trialogue.store.records import Compare, NewRecord, RawContent, VersionKey, version_key
from trialogue.store.tables import study, study_version


@dataclass(slots=True, kw_only=True)
class Version:
    """One version. ``record`` holds its content while it is not yet in the store."""

    id: int
    key: VersionKey
    form: str
    record: NewRecord | None = None

    @property
    def served_on(self) -> str:
        """The last day on which the registry is known to have written it out so."""
        return self.key[1]

    def serve(self, day: str) -> None:
        """Remember a later day."""
        self.key = (self.key[0], day, *self.key[2:])


@dataclass(slots=True, kw_only=True)
class History:
    """The versions of one study by content hash, and the id of the current one."""

    versions: dict[bytes, Version] = field(default_factory=dict)
    current: int | None = None

    def in_order(self) -> list[Version]:
        """Oldest first."""
        return sorted(self.versions.values(), key=lambda version: version.key)

    def best(self) -> Version:
        """The one that has to be current."""
        return max(self.versions.values(), key=lambda version: version.key)

    def before(self, key: VersionKey) -> Version | None:
        """The version next before this place."""
        older = [version for version in self.versions.values() if version.key < key]
        return max(older, key=lambda version: version.key, default=None)


def histories(conn: Connection, nct_ids: Collection[str]) -> dict[str, History]:
    """The histories of these studies, for those that have one."""
    found: dict[str, History] = {}
    table = study_version.c
    columns = (table.id, table.nct_id, table.form, table.last_update, table.served_on, table.content_hash)
    for row in conn.execute(select(*columns).where(table.nct_id.in_(nct_ids))):
        content_hash = bytes(row.content_hash)
        key = version_key(row.last_update, row.served_on, row.form, content_hash)
        of_study = found.setdefault(row.nct_id, History())
        of_study.versions[content_hash] = Version(id=row.id, key=key, form=row.form)
    if found:
        currents = select(study.c.nct_id, study.c.version_id).where(study.c.nct_id.in_(nct_ids))
        for nct_id, version_id in conn.execute(currents):
            found[nct_id].current = version_id
    return found


class Differences:
    """Compares versions of one transaction, each opened at most once."""

    def __init__(self, conn: Connection, compare: Compare) -> None:
        self._conn, self._compare, self._packer = conn, compare, Packer()

    def between(self, old: Version | None, new: Version) -> list[str] | None:
        """The fields that differ; None where there is no older version."""
        return None if old is None else list(self._compare(self._open(old), self._open(new)))

    def along(self, history: History) -> dict[int, list[str] | None]:
        """For each version id the fields that differ from the version before."""
        ordered: Sequence[Version | None] = [None, *history.in_order()]
        pairs = itertools.pairwise(ordered)
        return {new.id: self.between(old, new) for old, new in pairs if new is not None}

    def _open(self, version: Version) -> RawContent:
        if version.record is not None:
            packed, dictionary_id = version.record.packed, version.record.dictionary_id
        else:
            columns = select(study_version.c.content, study_version.c.dictionary_id)
            packed, dictionary_id = self._conn.execute(columns.where(study_version.c.id == version.id)).one()
        content = unpack(self._conn, self._packer, packed, dictionary_id)
        return RawContent(content=content, form=version.form)


def write_column(conn: Connection, column: str, values: dict[int, Any]) -> None:
    """Set one column of some versions by id."""
    if values:
        statement = update(study_version).where(study_version.c.id == bindparam("row"))
        rows = [{"row": row, "value": value} for row, value in sorted(values.items())]
        target = study_version.c[column]
        conn.execute(statement.values({target: bindparam("value", type_=target.type)}), rows)
