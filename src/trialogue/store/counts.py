"""Counts that name nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    case,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from trialogue.insight.responsiveness import ENDS, Wait, wait_between
from trialogue.model.application import HUMAN_REPLIES, EventKind, Packet
from trialogue.store.application_tables import application, application_event, check_count
from trialogue.store.applications import open_packet
from trialogue.store.person_tables import person
from trialogue.store.sealing import KeyRing

_AT_A_TIME = 500


def count_check(conn: Connection, nct_id: str, day: date, *, started: int, finished: int) -> None:
    """Add to the day's pre-screenings of a study."""
    if not started and not finished:
        return
    row = (check_count.c.nct_id == nct_id) & (check_count.c.day == day)
    more = update(check_count).where(row)
    more = more.values(started=check_count.c.started + started, finished=check_count.c.finished + finished)
    if conn.execute(more).rowcount:
        return
    try:
        with conn.begin_nested():
            values = {"nct_id": nct_id, "day": day, "started": started, "finished": finished}
            conn.execute(insert(check_count).values(values))
    except IntegrityError:
        conn.execute(more)


def checks_of(conn: Connection, nct_id: str) -> tuple[int, int]:
    """How many pre-screenings of a study were begun and finished, over all days."""
    totals = select(func.sum(check_count.c.started), func.sum(check_count.c.finished))
    started, finished = conn.execute(totals.where(check_count.c.nct_id == nct_id)).one()
    return int(started or 0), int(finished or 0)


ASKED = (
    select(func.count(application.c.id.distinct()))
    .join(application_event, application_event.c.application_id == application.c.id)
    .where(application.c.nct_id == bindparam("nct_id"), application_event.c.kind == "sent")
)
"""How many requests to take part in the study ``nct_id`` were ever sent: one row, one number."""


def people_who_asked(conn: Connection, nct_id: str) -> int:
    """How many requests to take part in a study were ever sent through this platform."""
    return int(conn.scalar(ASKED, {"nct_id": nct_id}) or 0)


def _first_at(kinds: frozenset[EventKind] | set[EventKind]) -> ColumnElement[datetime]:
    event = application_event
    return func.min(case((event.c.kind.in_([kind.value for kind in kinds]), event.c.at)))


_SENT = _first_at({EventKind.SENT})
_MOMENTS = (_SENT.label("sent"), _first_at(HUMAN_REPLIES).label("reply"), _first_at(ENDS).label("end"))


def waits_at(conn: Connection, nct_id: str, site: str | None, now: datetime) -> Iterator[Wait]:
    """How long each waited who asked a study's site, or all of its sites. Names nobody."""
    asked = _asked(nct_id).with_only_columns(*_MOMENTS)
    if site is not None:
        asked = asked.where(application.c.site == site)
    for row in conn.execute(asked):
        yield wait_between(row.sent, row.reply, row.end, now)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Asked:
    """One request as counting needs it. ``shared``: whether its packet is there still."""

    id: str
    site: str
    wait: Wait
    shared: bool


def all_asked(conn: Connection, nct_id: str, now: datetime) -> Iterator[Asked]:
    """Every request about a study in the order in which they came, read at one go."""
    columns = (application.c.id, application.c.site, application.c.packet_sealed.is_not(None).label("shared"))
    asked = _asked(nct_id).with_only_columns(*columns, *_MOMENTS)
    for row in conn.execute(asked.order_by(_SENT, application.c.id)):
        wait = wait_between(row.sent, row.reply, row.end, now)
        yield Asked(id=row.id, site=row.site or "", wait=wait, shared=bool(row.shared))


def packets_of(conn: Connection, ring: KeyRing, ids: Sequence[str]) -> Iterator[tuple[str, Packet]]:
    """The packets of these requests, as far as they are there still."""
    columns = (application.c.id, application.c.packet_sealed, person.c.wrapped_key)
    statement = select(*columns).join(person, person.c.id == application.c.person_id)
    for start in range(0, len(ids), _AT_A_TIME):
        some = ids[start : start + _AT_A_TIME]
        for row in conn.execute(statement.where(application.c.id.in_(some))):
            packet = open_packet(ring, row.wrapped_key, row.packet_sealed, row.id)
            if packet is not None:
                yield row.id, packet


def _asked(nct_id: str) -> Select[Any]:
    return (
        select(application.c.id)
        .join(application_event, application_event.c.application_id == application.c.id)
        .join(person, person.c.id == application.c.person_id)
        .where(application.c.nct_id == nct_id)
        .group_by(application.c.id, person.c.id)
        .having(_SENT.is_not(None))
    )


def count_by_kind(conn: Connection, nct_id: str, site: str | None = None) -> dict[EventKind, int]:
    """How many requests about a study, or at one site of it, ever came to each kind of event."""
    event = application_event
    rows = (
        select(event.c.kind, func.count(event.c.application_id.distinct()))
        .join(application, application.c.id == event.c.application_id)
        .where(application.c.nct_id == nct_id)
        .group_by(event.c.kind)
    )
    if site is not None:
        rows = rows.where(application.c.site == site)
    return {EventKind(kind): int(count) for kind, count in conn.execute(rows)}
