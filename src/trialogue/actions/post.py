"""Each event tells the other side: which letters go out, in the transaction of the event."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection

from trialogue.actions import letters
from trialogue.actions.office import Office
from trialogue.model.application import Application, EventKind
from trialogue.model.desk import find_site
from trialogue.model.person import DeskKey, parse_address
from trialogue.model.site import Site
from trialogue.model.study import Study
from trialogue.store import people
from trialogue.store.outbox import Letter, posted_since

_ONE_A_WEEK = timedelta(days=7)


def tell_person(office: Office, conn: Connection, found: Application, kind: EventKind) -> None:
    """A letter to the person, or to those who care for one without an address."""
    for person_id, address in _addresses(office, conn, found.person):
        mail = letters.to_person(kind, address, office.link(f"/me/requests/{found.id}"))
        office.post(conn, Letter(kind=f"person: {kind.value}", mail=mail, person=person_id, about=found.id))


def _addresses(office: Office, conn: Connection, person_id: str) -> list[tuple[str, str]]:
    own = people.contact_of(conn, office.ring, person_id).address
    if own:
        return [(person_id, own)]
    carers = people.carers_of(conn, person_id)
    return [(carer, people.contact_of(conn, office.ring, carer).address) for carer in carers]


def tell_desk(office: Office, conn: Connection, found: Application, kind: EventKind) -> int:
    """A letter to each who works at the desk; returns to how many."""
    if found.site is None:
        return 0
    staff = office.desk_addresses(conn, DeskKey(nct_id=found.nct_id, site=found.site))
    for person_id, address in staff:
        mail = letters.to_desk(kind, address, office.link(f"/desk/requests/{found.id}"))
        office.post(conn, Letter(kind=f"desk: {kind.value}", mail=mail, person=person_id, about=found.id))
    return len(staff)


def invite_posted_contact(office: Office, conn: Connection, study: Study, key: str) -> bool:
    """Where nobody has claimed a site: write to the contact that the record posts, once a week at most.

    Returns whether there is such a contact.
    """
    site = find_site(study.sites, key)
    address = None if site is None else posted_address(study, site)
    if address is None:
        return False
    about = f"desk:{study.nct_id}:{key}"
    if not posted_since(conn, about, office.clock() - _ONE_A_WEEK):
        link = office.link(f"/desk/claim/{study.nct_id}/{key}")
        mail = letters.to_posted_contact(address, link)
        office.post(conn, Letter(kind="posted contact", mail=mail, about=about))
    return True


def posted_address(study: Study, site: Site) -> str | None:
    """The first address that the record posts for a site, else for the whole study."""
    for contact in (*site.contacts, *study.central_contacts):
        try:
            return parse_address(contact.email or "")
        except ValueError:
            continue
    return None
