"""What a desk does: read its inbox, open a packet, answer with one key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from trialogue.actions import policies
from trialogue.actions.office import Office
from trialogue.actions.permissions import Action, Thing, can_do, check_do
from trialogue.actions.post import tell_person
from trialogue.actions.requests import clean_words
from trialogue.errors import ForbiddenError, UsageError
from trialogue.insight.responsiveness import Responsiveness, responsiveness
from trialogue.model.application import OWNER, Application, DeclineReason, Event, EventKind, Packet, Party
from trialogue.model.person import Actor, DeskKey
from trialogue.store import applications, inbox
from trialogue.store.counts import waits_at
from trialogue.store.inbox import InboxRow

NEEDS_WORDS = frozenset({EventKind.ASKED, EventKind.DESK_WROTE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """What waits for the desk, longest first; and the rest, newest first. ``waits``: how many wait in
    all. ``answers``: for each desk how fast it answers, as people see it."""

    waiting: tuple[InboxRow, ...]
    others: tuple[InboxRow, ...]
    waits: int
    answers: Mapping[DeskKey, Responsiveness]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPage:
    """One request as its desk sees it. ``possible``: what the desk can do now; ``may_answer``: whether
    the one who looks may."""

    application: Application
    packet: Packet | None
    possible: tuple[EventKind, ...]
    may_answer: bool


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Reply:
    """What a desk answers."""

    kind: EventKind
    words: str = ""
    reason: DeclineReason | None = None
    criterion: str | None = None


def read_inbox(office: Office, actor: Actor, limit: int = 100) -> Inbox:
    """The inbox over all desks of the actor. Raises ForbiddenError for one who has none."""
    check_desk_staff(actor)
    with office.database.read() as conn:
        counts = inbox.count_by_status(conn, actor.desks)
        answers = {
            desk: responsiveness(waits_at(conn, desk.nct_id, desk.site, office.clock()))
            for desk in actor.desks
        }
        return Inbox(
            waiting=inbox.inbox(conn, actor.desks, waiting=True, limit=limit),
            others=inbox.inbox(conn, actor.desks, waiting=False, limit=limit),
            waits=sum(count for status, count in counts.items() if OWNER[status] is Party.DESK),
            answers={desk: found for desk, found in answers.items() if found is not None},
        )


def check_desk_staff(actor: Actor) -> None:
    """Raises SignInNeededError for a visitor, ForbiddenError for one who works at no desk."""
    if not actor.desks:
        check_do(actor, Action.READ_INBOX)
        raise ForbiddenError("You work at no desk here. You can claim a site from its study's page.")


def open_request(office: Office, actor: Actor, application_id: str) -> DeskPage:
    """Show a packet to its desk. The first look is an event, so that the person knows of it."""
    with office.database.write() as conn:
        found = _at_desk(office, conn, actor, Action.READ_PACKET, application_id)
        policies.check_show_packet(found.status)
        if policies.can_add(Action.READ_PACKET, found.status, EventKind.OPENED):
            event = Event(seq=1, kind=EventKind.OPENED, at=office.clock(), actor=actor.id)
            applications.put_event(conn, office.ring, found.id, applications.next_event(found, event))
            found = applications.get_application(conn, office.ring, application_id)
        office.deed(conn, actor, "read a packet", f"application:{application_id}")
        packet = applications.get_packet(conn, office.ring, application_id)
    may_answer = can_do(actor, Action.TRIAGE, Thing(desk=_desk_of(found)))
    possible = policies.possible_events(Action.TRIAGE, found.status) if may_answer else ()
    return DeskPage(application=found, packet=packet, possible=possible, may_answer=may_answer)


def _desk_of(found: Application) -> DeskKey | None:
    return None if found.site is None else DeskKey(nct_id=found.nct_id, site=found.site)


def _at_desk(
    office: Office, conn: Connection, actor: Actor, action: Action, application_id: str
) -> Application:
    check_desk_staff(actor)
    found = applications.get_application(conn, office.ring, application_id)
    check_do(actor, action, Thing(desk=_desk_of(found)))
    return found


def triage(office: Office, actor: Actor, application_id: str, reply: Reply) -> Application:
    """Answer a request. Raises ConflictError where the person withdrew, or a colleague was first."""
    words = clean_words(reply.words) if reply.words.strip() else None
    if reply.kind in NEEDS_WORDS and words is None:
        raise UsageError("Please write what you would like to ask or say.")
    with office.database.write() as conn:
        found = _at_desk(office, conn, actor, Action.TRIAGE, application_id)
        policies.check_add(Action.TRIAGE, found.status, reply.kind)
        _check_criterion(reply, applications.get_packet(conn, office.ring, application_id))
        event = Event(
            seq=1,
            kind=reply.kind,
            at=office.clock(),
            actor=actor.id,
            reason=_reason(reply),
            criterion=reply.criterion if reply.kind is EventKind.DECLINED else None,
            words=words,
        )
        applications.put_event(conn, office.ring, found.id, applications.next_event(found, event))
        tell_person(office, conn, found, reply.kind)
        office.deed(conn, actor, reply.kind.value, f"application:{application_id}")
        return applications.get_application(conn, office.ring, application_id)


def _reason(reply: Reply) -> DeclineReason | None:
    if reply.kind is not EventKind.DECLINED:
        return None
    return reply.reason or (DeclineReason.CRITERION if reply.criterion else DeclineReason.NOT_SAID)


def _check_criterion(reply: Reply, packet: Packet | None) -> None:
    known = {verdict.criterion for verdict in packet.verdicts} if packet else set()
    if reply.criterion is not None and reply.criterion not in known:
        raise UsageError("Choose one of the rules that are listed.")
