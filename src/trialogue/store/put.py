"""Putting records by content hash: unchanged does nothing, changed is a new version and an event.

Older data never overwrites newer: which version is current depends on the versions alone
(``version_key``), not on the order in which they came. A version that comes late is kept in its
place in the history.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, update

from trialogue.model.ids import NctId
from trialogue.store.history import Differences, History, Version, histories, write_column
from trialogue.store.records import Compare, NewRecord, PutOutcome
from trialogue.store.schema import alone, next_id
from trialogue.store.tables import registry_event, study, study_alias, study_version


@dataclass(frozen=True, slots=True, kw_only=True)
class PutResult:
    """One outcome for each record, and the last event that the store has after it."""

    outcomes: tuple[PutOutcome, ...]
    last_event: int


def put_records(conn: Connection, records: Sequence[NewRecord], compare: Compare, now: datetime) -> PutResult:
    """Put a batch, in order, inside the caller's write transaction.

    ``compare`` says which fields differ between two versions. Records of one study may stand in one
    batch more than once.
    """
    alone(conn)
    batch = _Batch(conn, histories(conn, {record.nct_id for record in records}), compare, now)
    outcomes = tuple(batch.put(record) for record in records)
    batch.write()
    return PutResult(outcomes=outcomes, last_event=batch.next_event - 1)


class _Batch:
    """One batch: decided in memory record by record, then written with a few statements."""

    def __init__(self, conn: Connection, known: dict[str, History], compare: Compare, now: datetime) -> None:
        self.conn, self.known, self.now = conn, known, now
        self.differences = Differences(conn, compare)
        self.next_version = next_id(conn, study_version)
        self.next_event = next_id(conn, registry_event)
        self.rows: dict[int, dict[str, Any]] = {}
        self.events: list[dict[str, Any]] = []
        self.currents: dict[str, dict[str, Any]] = {}
        self.aliases: dict[str, tuple[NctId, ...]] = {}
        self.new_studies: set[str] = set()
        self.served: dict[int, str] = {}
        self.disordered: set[str] = set()

    def put(self, record: NewRecord) -> PutOutcome:
        history = self.known.setdefault(record.nct_id, History())
        version = history.versions.get(record.content_hash)
        if version is None:
            return self._new(history, record)
        return self._seen_again(history, version, record)

    def _new(self, history: History, record: NewRecord) -> PutOutcome:
        version = Version(id=self.next_version, key=record.key, form=record.form, record=record)
        self.next_version += 1
        before = history.before(version.key)
        history.versions[record.content_hash] = version
        changed = self.differences.between(before, version)
        self.rows[version.id] = self._row(version.id, record, changed)
        if history.best() is version:
            return self._make_current(history, version, record, changed)
        self._event(record.nct_id, version.id, "older", changed)
        self.disordered.add(record.nct_id)
        return PutOutcome.OLDER

    def _seen_again(self, history: History, version: Version, record: NewRecord) -> PutOutcome:
        """The same content: it counts from the last day on which the registry wrote it out so."""
        if record.served_on > version.served_on:
            version.serve(record.served_on)
            self.served[version.id] = record.served_on
            if len(history.versions) > 1:
                self.disordered.add(record.nct_id)
        if history.best() is not version:
            return PutOutcome.OLDER
        if history.current == version.id:
            return PutOutcome.UNCHANGED
        changed = self.differences.between(history.before(version.key), version)
        return self._make_current(history, version, record, changed)

    def _make_current(
        self, history: History, version: Version, record: NewRecord, changed: list[str] | None
    ) -> PutOutcome:
        kind = "added" if history.current is None else "changed"
        if history.current is None:
            self.new_studies.add(record.nct_id)
        history.current = version.id
        event = self._event(record.nct_id, version.id, kind, changed)
        self.currents[record.nct_id] = {"version_id": version.id, "event_id": event}
        self.aliases[record.nct_id] = record.aliases
        return PutOutcome.LOADED

    def _event(self, nct_id: NctId, version_id: int, kind: str, changed: list[str] | None) -> int:
        row = {"id": self.next_event, "nct_id": nct_id, "version_id": version_id, "kind": kind}
        self.events.append({**row, "changed": changed or [], "at": self.now})
        self.next_event += 1
        return self.next_event - 1

    def _row(self, version_id: int, record: NewRecord, changed: list[str] | None) -> dict[str, Any]:
        return {
            "id": version_id,
            "nct_id": record.nct_id,
            "form": record.form,
            "last_update": record.last_update,
            "served_on": record.served_on,
            "raw_hash": record.raw_hash,
            "content_hash": record.content_hash,
            "size": record.size,
            "source": record.source,
            "loaded_at": self.now,
            "changed": changed,
            "dictionary_id": record.dictionary_id,
            "content": record.packed,
        }

    def write(self) -> None:
        """Write all of it, in the order that the references need."""
        insert_rows(self.conn, study_version, list(self.rows.values()))
        insert_rows(self.conn, registry_event, self.events)
        self._write_currents()
        put_aliases(self.conn, self.aliases, fresh=self.new_studies)
        write_column(self.conn, "served_on", self.served)
        for nct_id in sorted(self.disordered):
            write_column(self.conn, "changed", self.differences.along(self.known[nct_id]))

    def _write_currents(self) -> None:
        new = [
            {"nct_id": nct_id, **row, "first_loaded_at": self.now}
            for nct_id, row in self.currents.items()
            if nct_id in self.new_studies
        ]
        insert_rows(self.conn, study, new)
        moved = [
            {"study": nct_id, **row}
            for nct_id, row in self.currents.items()
            if nct_id not in self.new_studies
        ]
        if moved:
            statement = update(study).where(study.c.nct_id == bindparam("study"))
            columns: dict[str, Any] = {name: bindparam(name) for name in ("version_id", "event_id")}
            self.conn.execute(statement.values(**columns), moved)


def put_aliases(
    conn: Connection, aliases: Mapping[str, tuple[NctId, ...]], fresh: Iterable[str] = ()
) -> None:
    """Replace the aliases of some studies. ``fresh``: studies that cannot have any yet."""
    old = sorted(aliases.keys() - set(fresh))
    if old:
        conn.execute(delete(study_alias).where(study_alias.c.nct_id.in_(old)))
    rows = [
        {"alias": alias, "nct_id": nct_id} for nct_id, many in aliases.items() for alias in sorted(set(many))
    ]
    insert_rows(conn, study_alias, rows)


def insert_rows(conn: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert many at once; nothing where there are none."""
    if rows:
        conn.execute(insert(table), rows)
