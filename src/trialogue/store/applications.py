"""Applications and their events. An application is only ever changed by adding an event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import msgspec
from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from trialogue.errors import ConflictError, NotFoundError
from trialogue.model.application import (
    Application,
    DeclineReason,
    Event,
    EventKind,
    Packet,
    WaitPurpose,
    step,
)
from trialogue.model.ids import NctId
from trialogue.store.application_tables import application, application_event, outbox
from trialogue.store.people import cell, key_of, seal_text, unseal_text
from trialogue.store.sealing import KeyRing, seal, unseal


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class NewApplication:
    """What is put when an application begins. ``consent``: the words that the person agreed to."""

    id: str
    person: str
    nct_id: NctId
    site: str | None
    sent_by: str
    packet: Packet | None = None
    consent: str = ""


def put_application(conn: Connection, ring: KeyRing, new: NewApplication, first: Event) -> None:
    """Put an application with its first event."""
    conn.execute(
        insert(application).values(
            id=new.id, person_id=new.person, nct_id=new.nct_id, site=new.site, sent_by=new.sent_by
        )
    )
    _put_packet(conn, ring, new)
    put_event(conn, ring, new.id, first)


def fill_application(conn: Connection, ring: KeyRing, new: NewApplication) -> None:
    """Give one that began as a wait its site, packet and consent."""
    row = application.c.id == new.id
    conn.execute(update(application).where(row).values(site=new.site, sent_by=new.sent_by))
    _put_packet(conn, ring, new)


def _put_packet(conn: Connection, ring: KeyRing, new: NewApplication) -> None:
    key = key_of(conn, ring, new.person)
    sealed = None
    if new.packet is not None:
        sealed = seal(key, msgspec.json.encode(new.packet), cell(application.c.packet_sealed, new.id))
    conn.execute(
        update(application)
        .where(application.c.id == new.id)
        .values(
            packet_sealed=sealed,
            consent_sealed=seal_text(key, new.consent, application.c.consent_sealed, new.id),
        )
    )


def remove_packet(conn: Connection, application_id: str) -> None:
    """Take the packet away from the desk for good; the events stay."""
    conn.execute(update(application).where(application.c.id == application_id).values(packet_sealed=None))


def put_event(conn: Connection, ring: KeyRing, application_id: str, event: Event) -> None:
    """Add an event. Raises ConflictError where another event came first or it cannot happen now."""
    person_id = conn.scalar(select(application.c.person_id).where(application.c.id == application_id))
    if person_id is None:
        raise NotFoundError("There is no such application.")
    sealed = None
    if event.words is not None:
        key, column = key_of(conn, ring, person_id), application_event.c.words_sealed
        sealed = seal_text(key, event.words, column, application_id, event.seq)
    row = {
        "application_id": application_id,
        "seq": event.seq,
        "kind": event.kind.value,
        "leads_to": _leads_to(conn, application_id, event),
        "at": event.at,
        "actor": event.actor,
        "reason": event.reason,
        "criterion": event.criterion,
        "purpose": event.purpose,
        "words_sealed": sealed,
    }
    try:
        with conn.begin_nested():
            conn.execute(insert(application_event).values(row))
    except IntegrityError:
        raise ConflictError("Somebody else was first. Please look at it again.") from None


def _leads_to(conn: Connection, application_id: str, event: Event) -> str:
    status = None
    for before in _event_rows(conn, [application_id]):
        status = step(status, EventKind(before.kind))
        if before.seq >= event.seq:
            raise ConflictError("Somebody else was first. Please look at it again.")
    try:
        return step(status, event.kind).value
    except ValueError as error:
        raise ConflictError(str(error)) from None


def _event_rows(conn: Connection, ids: Iterable[str]) -> Iterable[Row[tuple[object, ...]]]:
    return conn.execute(
        select(application_event)
        .where(application_event.c.application_id.in_(list(ids)))
        .order_by(application_event.c.application_id, application_event.c.seq)
    )


def _event(row: Row[tuple[object, ...]], words: str | None) -> Event:
    return Event(
        seq=row.seq,
        kind=EventKind(row.kind),
        at=row.at,
        actor=row.actor,
        reason=DeclineReason(row.reason) if row.reason else None,
        criterion=row.criterion,
        purpose=WaitPurpose(row.purpose) if row.purpose else None,
        words=words,
    )


def get_application(conn: Connection, ring: KeyRing, application_id: str) -> Application:
    """One application with its events and their words. Raises NotFoundError."""
    row = conn.execute(select(application).where(application.c.id == application_id)).one_or_none()
    if row is None:
        raise NotFoundError("There is no such application.")
    key, column = key_of(conn, ring, row.person_id), application_event.c.words_sealed
    events = []
    for found in _event_rows(conn, [application_id]):
        sealed = found.words_sealed
        words = unseal_text(key, sealed, column, application_id, found.seq) if sealed else None
        events.append(_event(found, words))
    return _application(row, tuple(events))


def _application(row: Row[tuple[object, ...]], events: tuple[Event, ...]) -> Application:
    return Application(
        id=row.id, person=row.person_id, nct_id=NctId(row.nct_id), site=row.site, events=events
    )


def applications_of(conn: Connection, person_id: str) -> tuple[Application, ...]:
    """A person's applications, newest first, without the words of their events."""
    rows = conn.execute(select(application).where(application.c.person_id == person_id)).all()
    found = with_events(conn, rows)
    return tuple(sorted(found, key=lambda a: a.events[0].at, reverse=True))


def with_events(conn: Connection, rows: Iterable[Row[tuple[object, ...]]]) -> tuple[Application, ...]:
    """Rows of the table ``application`` as values, with all their events."""
    kept = list(rows)
    events: dict[str, list[Event]] = {row.id: [] for row in kept}
    for found in _event_rows(conn, events):
        events[found.application_id].append(_event(found, None))
    return tuple(_application(row, tuple(events[row.id])) for row in kept)


def get_packet(conn: Connection, ring: KeyRing, application_id: str) -> Packet | None:
    """What the site sees; None where there is none or it was taken back. Raises NotFoundError."""
    row = conn.execute(select(application).where(application.c.id == application_id)).one_or_none()
    if row is None:
        raise NotFoundError("There is no such application.")
    if row.packet_sealed is None:
        return None
    plain = unseal(
        key_of(conn, ring, row.person_id), row.packet_sealed, cell(application.c.packet_sealed, row.id)
    )
    return msgspec.json.decode(plain, type=Packet)


def open_packet(ring: KeyRing, wrapped_key: str, sealed: bytes | None, application_id: str) -> Packet | None:
    """A packet from its row and its person's key; None where it was taken back."""
    if sealed is None:
        return None
    plain = unseal(ring.unwrap(wrapped_key), sealed, cell(application.c.packet_sealed, application_id))
    return msgspec.json.decode(plain, type=Packet)


def get_consent(conn: Connection, ring: KeyRing, application_id: str) -> str:
    """The words that the person agreed to. Raises NotFoundError."""
    row = conn.execute(select(application).where(application.c.id == application_id)).one_or_none()
    if row is None:
        raise NotFoundError("There is no such application.")
    key = key_of(conn, ring, row.person_id)
    return unseal_text(key, row.consent_sealed, application.c.consent_sealed, row.id)


def find_for_study(conn: Connection, person_id: str, nct_id: str) -> tuple[Application, ...]:
    """A person's applications to one study."""
    rows = conn.execute(
        select(application).where(application.c.person_id == person_id, application.c.nct_id == nct_id)
    )
    return with_events(conn, rows.all())


def delete_application(conn: Connection, application_id: str) -> None:
    """Remove an application, its events and unsent mails (retention and erasure only)."""
    conn.execute(delete(outbox).where(outbox.c.about == application_id))
    conn.execute(delete(application).where(application.c.id == application_id))


def next_event(found: Application, event: Event) -> Event:
    """The event with the next number of this application."""
    return replace(event, seq=len(found.events) + 1)
