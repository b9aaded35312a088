"""Studies as the store has them: current records, their versions and what happened to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from trialogue.model.ids import NctId
from trialogue.store.packing import Packer, unpack, unpack_one
from trialogue.store.records import StudyRecord, version_key
from trialogue.store.tables import registry_event, study, study_alias, study_version


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryEvent:
    """Something that happened to a study here: ``added``, ``changed`` or ``older``."""

    id: int
    nct_id: NctId
    kind: str
    changed: tuple[str, ...]
    at: datetime


def get_study_record(conn: Connection, nct_id: NctId) -> StudyRecord | None:
    """The current record of a study, with its number among the versions; None where there is none."""
    rows = _rows(conn, nct_id)
    found = (_record(conn, Packer(), row, n) for n, row in enumerate(rows, 1) if row.id == row.current)
    return next(found, None)


def versions(conn: Connection, nct_id: NctId) -> tuple[StudyRecord, ...]:
    """All versions of a study, oldest first by the record's own date, in whatever order they came."""
    packer = Packer()
    return tuple(_record(conn, packer, row, number) for number, row in enumerate(_rows(conn, nct_id), 1))


def events(conn: Connection, nct_id: NctId) -> tuple[RegistryEvent, ...]:
    """What happened to a study in this store, in the order in which it happened."""
    table = registry_event.c
    rows = conn.execute(select(registry_event).where(table.nct_id == nct_id).order_by(table.id))
    return tuple(
        RegistryEvent(id=row.id, nct_id=row.nct_id, kind=row.kind, changed=tuple(row.changed), at=row.at)
        for row in rows
    )


def resolve(conn: Connection, nct_id: NctId) -> NctId | None:
    """The identifier under which a study is kept: itself, or what has replaced it; None if unknown."""
    if conn.scalar(select(study.c.nct_id).where(study.c.nct_id == nct_id)) is not None:
        return nct_id
    found = conn.scalar(select(func.min(study_alias.c.nct_id)).where(study_alias.c.alias == nct_id))
    return None if found is None else NctId(found)


_HELD = (
    select(study.c.version_id, study.c.event_id, func.count(study_version.c.id).label("versions"))
    .join(study_version, study_version.c.nct_id == study.c.nct_id)
    .where(study.c.nct_id == bindparam("id"))
    .group_by(study.c.version_id, study.c.event_id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentMark:
    """Changes with the current record of a study, and with its number among the versions."""

    nct_id: NctId
    version_id: int
    event_id: int
    versions: int


def current_mark(conn: Connection, nct_id: NctId) -> CurrentMark | None:
    """The mark of a study; None where it is not held under this identifier."""
    row = conn.execute(_HELD, {"id": nct_id}).one_or_none()
    if row is None:
        return None
    return CurrentMark(nct_id=nct_id, version_id=row.version_id, event_id=row.event_id, versions=row.versions)


def count(conn: Connection) -> int:
    """The number of studies."""
    return int(conn.scalar(select(func.count()).select_from(study)) or 0)


def all_ids(conn: Connection) -> Iterator[str]:
    """The identifiers of all studies."""
    return iter(conn.scalars(select(study.c.nct_id)))


def generation(conn: Connection) -> int:
    """The id of the last event; 0 for an empty store."""
    return int(conn.scalar(select(func.max(registry_event.c.id))) or 0)


def is_behind(conn: Connection, event: int) -> bool:
    """Whether any current record came after this event."""
    return conn.scalar(select(study.c.nct_id).where(study.c.event_id > event).limit(1)) is not None


def newest_load(conn: Connection) -> datetime | None:
    """When the last new version came in."""
    newest = select(func.max(study_version.c.id)).scalar_subquery()
    return conn.scalar(select(study_version.c.loaded_at).where(study_version.c.id == newest))


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentRecord:
    """A current record without its history. ``event_id``: the event that made it current."""

    nct_id: NctId
    form: str
    content: bytes
    event_id: int


def iter_current(conn: Connection, *, batch: int = 500) -> Iterator[CurrentRecord]:
    """Every current record, in the order of the NCT ids, a batch of them in memory at a time."""
    return _pages(conn, study.c.nct_id, "", None, batch)


def iter_changed(conn: Connection, since: int, *, batch: int = 500) -> Iterator[CurrentRecord]:
    """The current records that came after an event, in the order in which they did."""
    return _pages(conn, study.c.event_id, since, None, batch)


def get_current(conn: Connection, nct_id: NctId) -> CurrentRecord | None:
    """The current record of a study without its history; None where there is none."""
    row = conn.execute(_ONE_CURRENT, {"id": nct_id}).one_or_none()
    if row is None:
        return None
    content = unpack_one(conn, row.content, row.dictionary_id)
    return CurrentRecord(nct_id=row.nct_id, form=row.form, content=content, event_id=row.event_id)


def records_of(conn: Connection, nct_ids: Sequence[NctId]) -> Iterator[CurrentRecord]:
    """The current records of these studies, in the order of the NCT ids."""
    return _pages(conn, study.c.nct_id, "", nct_ids, 500)


def _pages(
    conn: Connection, order: Any, after: Any, only: Sequence[NctId] | None, batch: int
) -> Iterator[CurrentRecord]:
    packer = Packer()
    while True:
        statement = _current().where(order > after).order_by(order).limit(batch)
        if only is not None:
            statement = statement.where(study.c.nct_id.in_(only))
        rows = conn.execute(statement).all()
        for row in rows:
            content = unpack(conn, packer, row.content, row.dictionary_id)
            yield CurrentRecord(nct_id=row.nct_id, form=row.form, content=content, event_id=row.event_id)
        if len(rows) < batch:
            return
        after = getattr(rows[-1], order.name)


def _current() -> Select[Any]:
    table = study_version.c
    columns = (study.c.nct_id, study.c.event_id, table.form, table.dictionary_id, table.content)
    return select(*columns).join(study_version, table.id == study.c.version_id)


_ONE_CURRENT = _current().where(study.c.nct_id == bindparam("id"))


def _rows(conn: Connection, nct_id: NctId) -> list[Any]:
    """All that is known of each version but its content, in order."""
    columns = [column for column in study_version.c if column.name != "content"]
    statement = select(*columns, study.c.version_id.label("current"))
    joined = statement.join(study, study.c.nct_id == study_version.c.nct_id)
    rows = conn.execute(joined.where(study_version.c.nct_id == nct_id))
    return sorted(rows, key=_key)


def _key(row: Any) -> Any:
    return version_key(row.last_update, row.served_on, row.form, bytes(row.content_hash))


def _record(conn: Connection, packer: Packer, row: Any, number: int) -> StudyRecord:
    packed = conn.scalar(select(study_version.c.content).where(study_version.c.id == row.id)) or b""
    return StudyRecord(
        nct_id=row.nct_id,
        form=row.form,
        content=unpack(conn, packer, packed, row.dictionary_id),
        version=number,
        version_id=row.id,
        content_hash=bytes(row.content_hash),
        last_update=row.last_update,
        served_on=row.served_on,
        loaded_at=row.loaded_at,
        source=row.source,
        changed=tuple(row.changed or ()),
        is_current=row.id == row.current,
    )
