"""What the tables of the registry say besides the raw records, derived from these once more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from trialogue.model.ids import NctId
from trialogue.store.history import Differences, History, Version, histories, write_column
from trialogue.store.packing import Packer, unpack
from trialogue.store.put import put_aliases
from trialogue.store.records import Compare
from trialogue.store.schema import alone, next_id
from trialogue.store.tables import registry_event, study, study_alias, study_version

_PAGE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class RawVersion:
    """A version with its bytes, and the date that was read of it."""

    id: int
    form: str
    content: bytes
    last_update: str


def iter_versions(conn: Connection) -> Iterator[RawVersion]:
    """Every version of every study, in the order in which they came."""
    packer, after = Packer(), 0
    while True:
        table = study_version.c
        statement = select(study_version).where(table.id > after).order_by(table.id).limit(_PAGE)
        rows = conn.execute(statement).all()
        for row in rows:
            content = unpack(conn, packer, row.content, row.dictionary_id)
            yield RawVersion(id=row.id, form=row.form, content=content, last_update=row.last_update)
        if len(rows) < _PAGE:
            return
        after = rows[-1].id


def correct_dates(conn: Connection, last_updates: Mapping[int, str]) -> None:
    """Set the last update of some versions."""
    write_column(conn, "last_update", dict(last_updates))


class Correction:
    """Sets right, study by study, which version is current, what changed between versions, and aliases.

    ``aliases`` are those of each version that has any; ``note`` is told, in the order of the NCT ids,
    all that was derived.
    """

    def __init__(
        self,
        conn: Connection,
        aliases: Mapping[int, tuple[NctId, ...]],
        compare: Compare,
        note: Callable[[bytes], object],
    ) -> None:
        self._conn, self._aliases, self._note = conn, aliases, note
        self._differences = Differences(conn, compare)

    def run(self, now: datetime) -> int:
        """Correct all. Returns the number of studies of which something was wrong."""
        alone(self._conn)
        after, wrong = "", 0
        while True:
            ids = select(study.c.nct_id).where(study.c.nct_id > after).order_by(study.c.nct_id).limit(_PAGE)
            page = list(self._conn.scalars(ids))
            known = histories(self._conn, page)
            wrong += len(self._currents(known, now) | self._changes(known) | self._all_aliases(page, known))
            if len(page) < _PAGE:
                return wrong
            after = page[-1]

    def _currents(self, known: Mapping[str, History], now: datetime) -> set[str]:
        wrong = {nct_id: one.best() for nct_id, one in known.items() if one.current != one.best().id}
        for nct_id, best in sorted(wrong.items()):
            event = next_id(self._conn, registry_event)
            row = {"id": event, "nct_id": nct_id, "version_id": best.id, "kind": "changed"}
            self._conn.execute(insert(registry_event).values({**row, "changed": [], "at": now}))
            moved = update(study).where(study.c.nct_id == nct_id)
            self._conn.execute(moved.values(version_id=best.id, event_id=event))
        return set(wrong)

    def _changes(self, known: Mapping[str, History]) -> set[str]:
        of_version = {v.id: nct_id for nct_id, one in known.items() for v in one.versions.values()}
        rows = select(study_version.c.id, study_version.c.changed)
        stored: dict[int, Any] = {
            row.id: row.changed for row in self._conn.execute(rows.where(study_version.c.id.in_(of_version)))
        }
        right: dict[int, Any] = {}
        for nct_id in sorted(known):
            along = self._differences.along(known[nct_id])
            right |= along
            self._tell(nct_id, known[nct_id], along)
        wrong = {version: changed for version, changed in right.items() if stored[version] != changed}
        write_column(self._conn, "changed", wrong)
        return {of_version[version] for version in wrong}

    def _all_aliases(self, page: list[str], known: Mapping[str, History]) -> set[str]:
        stored: dict[str, set[str]] = {}
        for row in self._conn.execute(select(study_alias).where(study_alias.c.nct_id.in_(page))):
            stored.setdefault(row.nct_id, set()).add(row.alias)
        right = {nct_id: self._aliases.get(known[nct_id].best().id, ()) for nct_id in page}
        wrong = {
            nct_id: several for nct_id, several in right.items() if set(several) != stored.get(nct_id, set())
        }
        put_aliases(self._conn, wrong)
        return set(wrong)

    def _tell(self, nct_id: str, history: History, along: Mapping[int, Any]) -> None:
        def line(version: Version) -> object:
            return (version.key, along[version.id], self._aliases.get(version.id, ()))

        self._note(repr((nct_id, [line(version) for version in history.in_order()])).encode())
