"""A desk's view of its applications, listed by the engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from trialogue.model.application import (
    HUMAN_REPLIES,
    OWNER,
    ApplicationStatus,
    EventKind,
    Party,
)
from trialogue.model.person import DeskKey
from trialogue.store.application_tables import application, application_event

_TURN_OF_DESK = [status.value for status, owner in OWNER.items() if owner is Party.DESK]
_SPOKEN = [kind.value for kind in HUMAN_REPLIES]
_BEGUN = [EventKind.SENT.value, EventKind.ANSWERED.value, EventKind.PERSON_WROTE.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxRow:
    """One application as a list shows it. ``waiting_since``: the person's last word with no reply yet."""

    id: str
    nct_id: str
    site: str
    status: ApplicationStatus
    sent_at: datetime
    waiting_since: datetime | None


def at_desks(desks: Collection[DeskKey]) -> ColumnElement[bool]:
    """The condition that an application is at one of these desks."""
    pairs = [and_(application.c.nct_id == d.nct_id, application.c.site == d.site) for d in desks]
    return or_(False, *pairs)


def latest_at(desks: Collection[DeskKey]) -> Select[tuple[object, ...]]:
    """Each application at these desks with the status that its last event leads to."""
    event = application_event
    last_seq = (
        select(func.max(event.c.seq))
        .where(event.c.application_id == application.c.id)
        .correlate(application)
        .scalar_subquery()
    )
    return (
        select(application.c.id, application.c.nct_id, application.c.site, event.c.leads_to)
        .join(event, event.c.application_id == application.c.id)
        .where(at_desks(desks), event.c.seq == last_seq)
    )


def inbox(
    conn: Connection, desks: Collection[DeskKey], *, waiting: bool, limit: int = 100
) -> tuple[InboxRow, ...]:
    """Applications at these desks: those that wait for the desk (longest first), or all others."""
    latest = latest_at(desks).subquery()
    event = application_event
    sent = _moment(event.c.kind == EventKind.SENT.value, latest.c.id, first=True)
    spoken = _moment(event.c.kind.in_(_SPOKEN), latest.c.id)
    asked = _moment(event.c.kind.in_(_BEGUN), latest.c.id)
    turn = latest.c.leads_to.in_(_TURN_OF_DESK)
    hidden = latest.c.leads_to.in_([ApplicationStatus.WAITING.value, ApplicationStatus.TOLD.value])
    statement = select(
        latest, sent.label("sent_at"), spoken.label("spoken_at"), asked.label("asked_at")
    ).where(turn if waiting else ~turn & ~hidden)
    order = asked.asc() if waiting else asked.desc()
    rows = conn.execute(statement.order_by(order, latest.c.id).limit(limit))
    return tuple(
        InboxRow(
            id=row.id,
            nct_id=row.nct_id,
            site=row.site,
            status=ApplicationStatus(row.leads_to),
            sent_at=row.sent_at,
            waiting_since=row.asked_at if waiting else None,
        )
        for row in rows
    )


def _moment(which: ColumnElement[bool], application_id: ColumnElement[str], *, first: bool = False):  # type: ignore[no-untyped-def]
    event = application_event
    best = func.min(event.c.at) if first else func.max(event.c.at)
    return select(best).where(event.c.application_id == application_id, which).scalar_subquery()


def count_by_status(conn: Connection, desks: Collection[DeskKey]) -> Counter[ApplicationStatus]:
    """How many applications at these desks stand in each status."""
    latest = latest_at(desks).subquery()
    rows = conn.execute(select(latest.c.leads_to, func.count()).group_by(latest.c.leads_to))
    return Counter({ApplicationStatus(name): number for name, number in rows})


def waiting_overall(conn: Connection) -> tuple[int, datetime | None]:
    """How many applications wait for their desk, at all desks, and since when the oldest."""
    event = application_event
    last = select(event.c.application_id, func.max(event.c.seq).label("seq")).group_by(event.c.application_id)
    latest = last.subquery()
    rows = select(func.count(), func.min(event.c.at)).join(
        latest, (latest.c.application_id == event.c.application_id) & (latest.c.seq == event.c.seq)
    )
    count, oldest = conn.execute(rows.where(event.c.leads_to.in_(_TURN_OF_DESK))).one()
    return int(count), oldest
