"""Apply to a site, or wait for a stated thing: one transaction, one event, its letters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import Connection

from trialogue.actions import policies, throttle
from trialogue.actions.draft import Draft, answers_of, load_draft
from trialogue.actions.office import Office
from trialogue.actions.packet import build_packet
from trialogue.actions.permissions import Action, Thing, check_do
from trialogue.actions.post import invite_posted_contact, tell_desk, tell_person
from trialogue.actions.studies import ReadStudy, offer_now, read_study
from trialogue.errors import ConflictError, UsageError
from trialogue.model.application import (
    Application,
    ApplicationStatus,
    Event,
    EventKind,
    Packet,
    WaitPurpose,
)
from trialogue.model.offer import Offer
from trialogue.model.person import Actor
from trialogue.model.profile import Profile
from trialogue.store import applications, people
from trialogue.store.applications import NewApplication
from trialogue.store.people import ContactDetails


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Request:
    """What a person sends. ``id`` is made once for one form, so that a form sent twice is one request.

    ``removed``: keys of fields taken out of the packet; ``consent``: the words that were agreed to.
    """

    id: str
    nct_id: str
    site: str
    consent: str
    removed: tuple[str, ...] = ()
    note: str = ""
    name: str = ""
    phone: str = ""

    def __post_init__(self) -> None:
        if not self.consent:
            raise UsageError("Nothing is sent without your consent. Please tick the box.")
        if len(self.note) > 2000 or len(self.name) > 200 or len(self.phone) > 50:
            raise UsageError("That is too long. A note may have 2,000 characters.")


def apply(office: Office, actor: Actor, request: Request) -> Application:
    """Send a request to a site. The same request sent again changes nothing.

    Raises ConflictError where study or site take nobody, or an earlier request is still going on.
    """
    check_do(actor, Action.APPLY, Thing(person=actor.subject))
    assert actor.id is not None
    assert actor.subject is not None
    with office.database.write() as conn:
        throttle.count(office, conn, throttle.REQUESTS_PER_PERSON, actor.id)
        people.lock_person(conn, actor.subject)
        earlier = applications.find_for_study(conn, actor.subject, request.nct_id)
        again = next((a for a in earlier if a.id == request.id and a.status is not _TOLD), None)
        if again is not None:
            return again
        read = read_study(conn, request.nct_id)
        policies.check_offer(offer_now(office, conn, read.study), request.site)
        waited = next((a for a in earlier if a.status is _TOLD), None)
        policies.check_one_at_a_time((a for a in earlier if a is not waited), request.site)
        new = _new(office, conn, actor, (read, request, waited))
        _put(office, conn, new, waited)
        found = applications.get_application(conn, office.ring, new.id)
        _tell(office, conn, read, found)
        office.deed(conn, actor, "apply", f"application:{new.id}")
    return found


_TOLD = ApplicationStatus.TOLD


def _new(
    office: Office, conn: Connection, actor: Actor, what: tuple[ReadStudy, Request, Application | None]
) -> NewApplication:
    read, request, waited = what
    assert actor.subject is not None
    contact = _contact(office, conn, actor, request)
    profile = people.get_profile(conn, office.ring, actor.subject)
    packet = build_packet(
        read, profile, contact, office.clock().date(), removed=request.removed, note=request.note
    )
    return NewApplication(
        id=waited.id if waited else request.id,
        person=actor.subject,
        nct_id=read.study.nct_id,
        site=request.site,
        sent_by=actor.id or "",
        packet=packet,
        consent=request.consent,
    )


def _contact(office: Office, conn: Connection, actor: Actor, request: Request) -> ContactDetails:
    """Name and phone as just given are kept for the next time."""
    assert actor.subject is not None
    known = people.contact_of(conn, office.ring, actor.subject)
    given = replace(known, name=request.name, phone=request.phone)
    if given != known:
        people.set_name_and_phone(conn, office.ring, actor.subject, given)
    if not given.address and actor.id != actor.subject and actor.id is not None:
        given = replace(given, address=people.contact_of(conn, office.ring, actor.id).address)
    return given


def _put(office: Office, conn: Connection, new: NewApplication, waited: Application | None) -> None:
    event = Event(seq=1, kind=EventKind.SENT, at=office.clock(), actor=new.sent_by)
    if waited is None:
        applications.put_application(conn, office.ring, new, event)
    else:
        applications.fill_application(conn, office.ring, new)
        applications.put_event(conn, office.ring, new.id, applications.next_event(waited, event))


def _tell(office: Office, conn: Connection, read: ReadStudy, found: Application) -> None:
    if not tell_desk(office, conn, found, EventKind.SENT) and found.site is not None:
        invite_posted_contact(office, conn, read.study, found.site)
    tell_person(office, conn, found, EventKind.SENT)


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What the apply pages show. The packets are worked out where a page asks for them."""

    read: ReadStudy
    profile: Profile
    today: date
    contact: ContactDetails
    earlier: tuple[Application, ...]
    offer: Offer
    draft: Draft

    @cached_property
    def whole(self) -> Packet:
        """Everything that could be shared."""
        return build_packet(self.read, self.profile, self.contact, self.today)

    @cached_property
    def packet(self) -> Packet:
        """What would be shared."""
        removed, note = self.draft.removed, self.draft.note
        if not removed:
            return replace(self.whole, note=note)
        return build_packet(self.read, self.profile, self.contact, self.today, removed=removed, note=note)


def preview(office: Office, actor: Actor, token: str, nct_id: str) -> Preview:
    """The packet as it would be sent, from the browser's draft. Sends nothing; needs no account."""
    today = office.clock().date()
    with office.database.read() as conn:
        read = read_study(conn, nct_id)
        draft = load_draft(conn, token)
        profile = answers_of(office, conn, actor, draft)
        contact = _preview_contact(office, conn, actor, draft)
        earlier: tuple[Application, ...] = ()
        if actor.subject is not None:
            earlier = applications.find_for_study(conn, actor.subject, read.study.nct_id)
        offer = offer_now(office, conn, read.study)
    return Preview(
        read=read,
        profile=profile,
        today=today,
        contact=contact,
        earlier=earlier,
        offer=offer,
        draft=draft,
    )


def _preview_contact(office: Office, conn: Connection, actor: Actor, draft: Draft) -> ContactDetails:
    if actor.subject is None:
        return ContactDetails(name=draft.name, phone=draft.phone)
    known = people.contact_of(conn, office.ring, actor.subject)
    address = known.address or people.contact_of(conn, office.ring, actor.id or "").address
    return ContactDetails(address=address, name=draft.name or known.name, phone=draft.phone or known.phone)


def wait_for(office: Office, actor: Actor, nct_id: str, purpose: WaitPurpose) -> Application:
    """Join the list of those who wait for the study's opening, its re-opening, or similar studies.

    No site sees anything of it. Who waits already waits on.
    """
    check_do(actor, Action.APPLY, Thing(person=actor.subject))
    assert actor.subject is not None
    with office.database.write() as conn:
        people.lock_person(conn, actor.subject)
        read = read_study(conn, nct_id)
        earlier = applications.find_for_study(conn, actor.subject, read.study.nct_id)
        waiting = next((a for a in earlier if a.status is ApplicationStatus.WAITING), None)
        if waiting is not None:
            return waiting
        policies.check_wait(offer_now(office, conn, read.study), purpose)
        told = next((a for a in earlier if a.status is _TOLD), None)
        found = _put_wait(office, conn, actor, (read, purpose, told))
        tell_person(office, conn, found, EventKind.WAITLISTED)
        office.deed(conn, actor, "join a waitlist", f"application:{found.id}", purpose.value)
    return found


def _put_wait(
    office: Office, conn: Connection, actor: Actor, what: tuple[ReadStudy, WaitPurpose, Application | None]
) -> Application:
    read, purpose, told = what
    now: datetime = office.clock()
    event = Event(seq=1, kind=EventKind.WAITLISTED, at=now, actor=actor.id, purpose=purpose)
    if told is not None:
        applications.put_event(conn, office.ring, told.id, applications.next_event(told, event))
        return applications.get_application(conn, office.ring, told.id)
    if actor.subject is None or actor.id is None:
        raise ConflictError("Please sign in first.")
    new = NewApplication(
        id=people.new_id(), person=actor.subject, nct_id=read.study.nct_id, site=None, sent_by=actor.id
    )
    applications.put_application(conn, office.ring, new, event)
    return applications.get_application(conn, office.ring, new.id)
