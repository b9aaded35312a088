"""What a desk's people share, opened a few at a time: ten thousand requests fill no memory, and whoever
takes them slowly holds no transaction open."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, func, select

from trialogue.model.application import ApplicationStatus, EventKind
from trialogue.model.person import DeskKey
from trialogue.model.verdict import Outcome
from trialogue.store.application_tables import application, application_event
from trialogue.store.inbox import latest_at
from trialogue.store.people import cell
from trialogue.store.person_tables import person
from trialogue.store.sealing import KeyRing, unseal

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedRequest:
    """A request whose packet its desk may open, as lists name it."""

    id: str
    nct_id: str
    site: str
    status: ApplicationStatus
    sent_at: datetime


class Field(msgspec.Struct):
    """A packet's field."""

    key: str
    label: str
    value: str


class Fields(msgspec.Struct):
    """A packet as lists need it: a third of the work of reading its verdicts too."""

    fields: tuple[Field, ...]
    outcome: Outcome | None = None
    note: str = ""


class Judged(msgspec.Struct):
    """A packet's verdict without its grounds."""

    words: str
    truth: str
    criterion: str | None = None


class Verdicts(msgspec.Struct):
    """A packet as counts of criteria need it."""

    verdicts: tuple[Judged, ...] = ()


def shared_at(
    conn: Connection, desk: DeskKey, statuses: Collection[ApplicationStatus]
) -> tuple[SharedRequest, ...]:
    """The requests at a desk that stand in one of these statuses and share a packet, oldest first."""
    latest = latest_at([desk]).subquery()
    event = application_event
    sent_at = func.min(event.c.at).label("sent_at")
    statement = (
        select(latest, sent_at)
        .join(application, application.c.id == latest.c.id)
        .join(event, (event.c.application_id == latest.c.id) & (event.c.kind == EventKind.SENT.value))
        .where(latest.c.leads_to.in_([status.value for status in statuses]))
        .where(application.c.packet_sealed.is_not(None))
        .group_by(*latest.c)
        .order_by(sent_at, latest.c.id)
    )
    return tuple(
        SharedRequest(
            id=row.id,
            nct_id=row.nct_id,
            site=row.site,
            status=ApplicationStatus(row.leads_to),
            sent_at=row.sent_at,
        )
        for row in conn.execute(statement)
    )


def open_packets(
    conn: Connection, ring: KeyRing, some: Sequence[SharedRequest], decoder: msgspec.json.Decoder[T]
) -> Iterator[tuple[SharedRequest, T]]:
    """Their packets in the same order, without those that were taken back meanwhile."""
    statement = (
        select(application.c.id, application.c.packet_sealed, person.c.wrapped_key)
        .join(person, person.c.id == application.c.person_id)
        .where(application.c.id.in_([one.id for one in some]), application.c.packet_sealed.is_not(None))
    )
    found = {name: (sealed, wrapped) for name, sealed, wrapped in conn.execute(statement)}
    for one in some:
        if one.id in found:
            sealed, wrapped = found[one.id]
            place = cell(application.c.packet_sealed, one.id)
            yield one, decoder.decode(unseal(ring.unwrap(wrapped), sealed, place))
