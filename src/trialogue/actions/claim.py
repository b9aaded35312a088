"""Claim a site; the steward decides; an employment ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from trialogue.actions import letters, policies
from trialogue.actions.office import Office
from trialogue.actions.permissions import Action, Thing, check_do
from trialogue.actions.requests import clean_words
from trialogue.actions.studies import read_study
from trialogue.errors import ConflictError, NotFoundError, UsageError
from trialogue.model.desk import Capacity, Claim, domain_hint, find_site
from trialogue.model.person import Actor, DeskKey
from trialogue.model.site import Site
from trialogue.model.study import Study
from trialogue.store import desks, people


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownClaim:
    """A claim as the steward sees it. ``hint``: the address has the domain of a posted contact."""

    claim: Claim
    address: str
    words: str
    site: Site | None
    title: str
    hint: bool


def site_of(conn: Connection, nct_id: str, key: str) -> tuple[Study, Site]:
    """A site of a study. Raises NotFoundError."""
    study = read_study(conn, nct_id).study
    site = find_site(study.sites, key)
    if site is None:
        raise NotFoundError("This study has no such site.")
    return study, site


def claim_site(office: Office, actor: Actor, desk: DeskKey, words: str) -> Claim:
    """Say that one works at a site. Who has claimed it already, and is not refused, changes nothing."""
    check_do(actor, Action.CLAIM, Thing(person=actor.id))
    assert actor.id is not None
    cleaned = clean_words(words)
    with office.database.write() as conn:
        people.lock_person(conn, actor.id)
        study, _ = site_of(conn, desk.nct_id, desk.site)
        for known in desks.claims_of(conn, actor.id):
            if (known.nct_id, known.site) == (study.nct_id, desk.site) and (known.open or known.granted):
                return known
        now = office.clock()
        claim = Claim(id=people.new_id(), person=actor.id, nct_id=study.nct_id, site=desk.site, asked_at=now)
        desks.put_claim(conn, office.ring, claim, cleaned)
        for steward in sorted(office.stewards):
            office.post(conn, letters.claim_made(steward, office.link("/steward"), claim.id))
        office.deed(conn, actor, "claim a site", f"claim:{claim.id}")
    return claim


def open_claims(office: Office, actor: Actor) -> tuple[ShownClaim, ...]:
    """What waits for the steward, oldest first."""
    check_do(actor, Action.READ_STEWARD)
    with office.database.read() as conn:
        return tuple(_shown(office, conn, claim) for claim in desks.open_claims(conn))


def desk_holders(office: Office, actor: Actor) -> tuple[ShownClaim, ...]:
    """Who works at a desk now, in the order in which they asked."""
    check_do(actor, Action.READ_STEWARD)
    with office.database.read() as conn:
        return tuple(_shown(office, conn, claim) for claim in desks.granted_claims(conn))


def _shown(office: Office, conn: Connection, claim: Claim) -> ShownClaim:
    address = people.contact_of(conn, office.ring, claim.person).address
    try:
        study, site = site_of(conn, claim.nct_id, claim.site)
        title, hint = study.brief_title, domain_hint(address, site)
    except NotFoundError:
        site, title, hint = None, claim.nct_id, False
    words = desks.claim_words(conn, office.ring, claim)
    return ShownClaim(claim=claim, address=address, words=words, site=site, title=title, hint=hint)


def decide_claim(
    office: Office, actor: Actor, claim_id: str, *, granted: bool, reads_only: bool = False
) -> None:
    """Grant a claim or refuse it; the claimant gets a mail. ``reads_only``: they may read requests there,
    and neither answer, nor say what room there is, nor take lists out."""
    check_do(actor, Action.DECIDE_CLAIM)
    with office.database.write() as conn:
        claim = desks.get_claim(conn, claim_id)
        if claim is None:
            raise NotFoundError("There is no such claim.")
        policies.check_undecided(claim)
        by = actor.id or "command line"
        decided = {"granted": granted, "reads_only": granted and reads_only}
        if not desks.decide_claim(conn, claim_id, **decided, by=by, now=office.clock()):
            raise ConflictError("This claim is decided already.")
        address = people.contact_of(conn, office.ring, claim.person).address
        path = "/desk" if granted else "/me"
        letter = letters.claim_decided(address, office.link(path), claim.person, claim_id)
        office.post(conn, letter)
        deed = "refuse a claim" if not granted else "grant reading" if reads_only else "grant a claim"
        office.deed(conn, actor, deed, f"claim:{claim_id}")


def end_claim(office: Office, actor: Actor, claim_id: str) -> None:
    """Somebody works at a site no longer."""
    check_do(actor, Action.DECIDE_CLAIM)
    with office.database.write() as conn:
        if not desks.end_claim(conn, claim_id, office.clock()):
            raise ConflictError("This claim does not hold (any more).")
        office.deed(conn, actor, "end a claim", f"claim:{claim_id}")


def say_capacity(
    office: Office, actor: Actor, desk: DeskKey, room: tuple[int | None, date | None], *, paused: bool
) -> None:
    """Say how many people the site can take, and until when; or that it takes nobody for now."""
    check_do(actor, Action.SET_CAPACITY, Thing(desk=desk))
    places, until = room
    if until is not None and until < office.clock().date():
        raise UsageError("This day has passed. Choose a later one, or leave it empty.")
    try:
        capacity = Capacity(at=office.clock(), places=places, until=until, paused=paused)
    except ValueError as error:
        raise UsageError(str(error)) from None
    with office.database.write() as conn:
        desks.put_capacity(conn, desk, actor.id or "", capacity)
        office.deed(conn, actor, "say what room there is", f"desk:{desk.nct_id}:{desk.site}")
