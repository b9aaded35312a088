"""What a person does with a request that was sent: read it, answer, write, withdraw."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from trialogue.actions import policies, throttle
from trialogue.actions.office import Office
from trialogue.actions.permissions import Action, Thing, check_do
from trialogue.actions.post import tell_desk, tell_person
from trialogue.errors import UsageError
from trialogue.model.application import Application, ApplicationStatus, Event, EventKind, Packet
from trialogue.model.person import Actor
from trialogue.store import applications

_LONGEST = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPage:
    """A request as its person sees it: with the packet that the site sees, and the consent given."""

    application: Application
    packet: Packet | None
    consent: str


def read_request(office: Office, actor: Actor, application_id: str) -> RequestPage:
    """One of one's own requests. Raises NotFoundError for another's."""
    with office.database.read() as conn:
        found = _mine(office, conn, actor, Action.READ_APPLICATION, application_id)
        packet = applications.get_packet(conn, office.ring, application_id)
        consent = applications.get_consent(conn, office.ring, application_id)
    return RequestPage(application=found, packet=packet, consent=consent)


def _mine(office: Office, conn: Connection, actor: Actor, action: Action, application_id: str) -> Application:
    if actor.id is None:
        check_do(actor, action)
    found = applications.get_application(conn, office.ring, application_id)
    check_do(actor, action, Thing(person=found.person))
    return found


def withdraw(office: Office, actor: Actor, application_id: str) -> Application:
    """Take a request back, whatever its state. The desk can no longer see the packet: it is removed."""
    with office.database.write() as conn:
        found = _mine(office, conn, actor, Action.WITHDRAW, application_id)
        policies.check_add(Action.WITHDRAW, found.status, EventKind.WITHDRAWN)
        was_with_site = policies.can_show_packet(found.status)
        _add(office, conn, found, _event(office, actor, EventKind.WITHDRAWN))
        applications.remove_packet(conn, application_id)
        if was_with_site:
            tell_desk(office, conn, found, EventKind.WITHDRAWN)
        tell_person(office, conn, found, EventKind.WITHDRAWN)
        office.deed(conn, actor, "withdraw", f"application:{application_id}")
        return applications.get_application(conn, office.ring, application_id)


def write_to_desk(office: Office, actor: Actor, application_id: str, words: str) -> Application:
    """Answer the desk's question, or write to it."""
    cleaned = clean_words(words)
    with office.database.write() as conn:
        if actor.id is not None:
            throttle.count(office, conn, throttle.MESSAGES_PER_PERSON, actor.id)
        found = _mine(office, conn, actor, Action.ANSWER, application_id)
        asked = found.status is ApplicationStatus.ASKED
        kind = EventKind.ANSWERED if asked else EventKind.PERSON_WROTE
        policies.check_add(Action.ANSWER, found.status, kind)
        _add(office, conn, found, _event(office, actor, kind, cleaned))
        tell_desk(office, conn, found, kind)
        office.deed(conn, actor, kind.value, f"application:{application_id}")
        return applications.get_application(conn, office.ring, application_id)


def clean_words(words: str) -> str:
    """A message without control characters. Raises UsageError for an empty or a very long one."""
    cleaned = "".join(c for c in words.replace("\r\n", "\n") if c in "\n\t" or c.isprintable()).strip()
    if not cleaned:
        raise UsageError("Please write something first.")
    if len(cleaned) > _LONGEST:
        raise UsageError("A message may have 4,000 characters. Please make it shorter.")
    return cleaned


def _event(office: Office, actor: Actor, kind: EventKind, words: str | None = None) -> Event:
    return Event(seq=1, kind=kind, at=office.clock(), actor=actor.id, words=words)


def _add(office: Office, conn: Connection, found: Application, event: Event) -> None:
    applications.put_event(conn, office.ring, found.id, applications.next_event(found, event))
