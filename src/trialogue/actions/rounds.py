"""What the platform does by itself: tell those who wait, close what a closed study left open, remind,
tell of changed records, count the registry anew where it has grown, remove what is kept too long."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, select

from trialogue.actions import letters, policies
from trialogue.actions.office import Office
from trialogue.actions.permissions import Action, check_do
from trialogue.actions.post import tell_person
from trialogue.actions.similar_news import has_similar_news
from trialogue.actions.statistics import recount_behind
from trialogue.actions.studies import offer_now, read_study
from trialogue.errors import ConflictError, NotFoundError
from trialogue.model.application import Application, ApplicationStatus, Event, EventKind, WaitPurpose
from trialogue.model.offer import Offer
from trialogue.model.person import WORKER
from trialogue.model.study import Study
from trialogue.store import applications, people, saved, sessions
from trialogue.store.application_tables import application, application_event
from trialogue.store.retention import delete_idle_people, delete_old

REMIND_AFTER = timedelta(days=7)
REMINDERS = 2
_CLOSED_FOR = (ApplicationStatus.SENT, ApplicationStatus.OPENED, ApplicationStatus.IN_REVIEW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounds:
    """How many of each were done."""

    told: int
    lapsed: int
    reminded: int
    changed: int
    removed: int


def run_rounds(office: Office) -> Rounds:
    """All rounds once. Each application is a transaction of its own; one that meets another's change
    is left for the next time."""
    told = lapsed = reminded = 0
    for one in _open_applications(office):
        done = _look_after(office, one)
        told += done is EventKind.TOLD
        lapsed += done is EventKind.LAPSED
        reminded += done is EventKind.REMINDED
    recount_behind(office)
    changed = tell_of_changes(office)
    return Rounds(told=told, lapsed=lapsed, reminded=reminded, changed=changed, removed=remove_old(office))


def _open_applications(office: Office) -> Iterable[str]:
    wanted = [s.value for s in (ApplicationStatus.WAITING, ApplicationStatus.ASKED, *_CLOSED_FOR)]
    with office.database.read() as conn:
        return conn.scalars(
            select(application.c.id)
            .join(application_event, application_event.c.application_id == application.c.id)
            .where(application_event.c.leads_to.in_(wanted))
            .distinct()
        ).all()


def _look_after(office: Office, application_id: str) -> EventKind | None:
    try:
        # Most are not due, and a study that was not read yet takes its time: nobody else waits for that.
        with office.database.read() as conn:
            if _due(office, conn, applications.get_application(conn, office.ring, application_id)) is None:
                return None
        with office.database.write() as conn:
            found = applications.get_application(conn, office.ring, application_id)
            kind = _due(office, conn, found)
            if kind is None:
                return None
            action = {EventKind.TOLD: Action.TELL, EventKind.LAPSED: Action.LAPSE}.get(kind, Action.REMIND)
            check_do(WORKER, action)
            policies.check_add(action, found.status, kind)
            event = Event(seq=1, kind=kind, at=office.clock())
            applications.put_event(conn, office.ring, found.id, applications.next_event(found, event))
            tell_person(office, conn, found, kind)
            office.deed(conn, WORKER, kind.value, f"application:{found.id}")
            return kind
    except (ConflictError, NotFoundError):
        return None


def _due(office: Office, conn: Connection, found: Application) -> EventKind | None:
    status = found.status
    if status is ApplicationStatus.ASKED:
        return _reminder(office, found)
    study = read_study(conn, found.nct_id).study
    if status is ApplicationStatus.WAITING:
        return _for_one_who_waits(office, conn, found, study)
    if status in _CLOSED_FOR:
        return EventKind.LAPSED if _is_closed(offer_now(office, conn, study)) else None
    return None


def _for_one_who_waits(
    office: Office, conn: Connection, found: Application, study: Study
) -> EventKind | None:
    """What was waited for has come, or cannot come any more, or neither."""
    joined = next(e for e in reversed(found.events) if e.purpose is not None)
    if joined.purpose is WaitPurpose.SIMILAR:
        return EventKind.TOLD if has_similar_news(office, conn, study, joined.at) else None
    offer = offer_now(office, conn, study)
    if offer.apply:
        return EventKind.TOLD
    return EventKind.LAPSED if _is_closed(offer) else None


def _is_closed(offer: Offer) -> bool:
    """Whether nothing is left to wait for but other studies."""
    return offer.purpose is WaitPurpose.SIMILAR


def _reminder(office: Office, found: Application) -> EventKind | None:
    since = list(reversed(found.events))
    asked = next(index for index, e in enumerate(since) if e.kind is EventKind.ASKED)
    reminders = sum(e.kind is EventKind.REMINDED for e in since[:asked])
    late = office.clock() - found.events[-1].at > REMIND_AFTER
    return EventKind.REMINDED if late and reminders < REMINDERS else None


def tell_of_changes(office: Office) -> int:
    """A mail to each who keeps a study whose record has changed since they were told."""
    told = 0
    with office.database.read() as conn:
        kept = list(saved.with_alert(conn))
    for person, nct_id, version in kept:
        try:
            with office.database.write() as conn:
                current = read_study(conn, nct_id).version
                if current <= version:
                    continue
                address = people.contact_of(conn, office.ring, person).address
                saved.mark_told(conn, person, nct_id, current)
                office.post(conn, letters.record_changed(address, office.link("/me"), person, nct_id))
                told += 1
        except NotFoundError:
            continue
    return told


def remove_old(office: Office) -> int:
    """Remove what the retention rules say (``store.retention``)."""
    now = office.clock()
    with office.database.write() as conn:
        removed = sessions.remove_stale(conn, now)
        removed += delete_old(conn, now)
        idle = delete_idle_people(conn, now)
        for person in idle:
            office.deed(conn, WORKER, "remove an idle person", f"person:{person}")
    return removed + len(idle)
