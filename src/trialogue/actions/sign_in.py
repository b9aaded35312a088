"""Sign in by a link that comes by e-mail. There are no passwords to lose.

The link is random, stored as a digest, good once and for 15 minutes, and only in the browser that
asked. Opening it signs nobody in (mail scanners open links): a button on the page does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import structlog
from sqlalchemy import Connection

from trialogue.actions import letters, throttle
from trialogue.actions.draft import Draft, load_draft, save_draft
from trialogue.actions.office import Office
from trialogue.errors import ConflictError
from trialogue.model.person import Actor, folded, parse_address
from trialogue.model.profile import Profile
from trialogue.store import people, sessions
from trialogue.store.sealing import mark_of_token

LINK_LIFE = timedelta(minutes=15)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Browser:
    """Who asks: the token in the browser's cookie, its name in words, its network address."""

    token: str
    device: str = "A browser"
    place: str = ""


def ask_link(office: Office, address_text: str, next_path: str, browser: Browser) -> None:
    """Send a link. What happens is the same whether or not the address is known here.

    Raises ValueError for what is no address, TooManyError beyond the limits.
    """
    address = parse_address(address_text)
    token, now = sessions.new_token(), office.clock()
    link = sessions.Link(
        mark=mark_of_token(token),
        address=address,
        next_path=safe_path(next_path),
        device_mark=mark_of_token(browser.token),
    )
    with office.database.write(light=True) as conn:
        throttle.count(office, conn, throttle.LINKS_PER_PLACE, browser.place)
        throttle.count(office, conn, throttle.LINKS_PER_ADDRESS, folded(address))
        sessions.put_link(conn, token, link, now, LINK_LIFE)
        office.post(conn, letters.sign_in(address, office.link(f"/sign-in/{token}")))


def ask_own_link(office: Office, actor: Actor, next_path: str, browser: Browser) -> None:
    """Send a link to the address of the one who is signed in, for a sign-in that is fresh."""
    assert actor.id is not None
    with office.database.read() as conn:
        address = people.contact_of(conn, office.ring, actor.id).address
    ask_link(office, address, next_path, browser)


def safe_path(path: str) -> str:
    """A path of this site to go on to; anything else becomes ``/me``."""
    odd = not path.startswith("/") or path.startswith("//") or "\\" in path
    if odd or len(path) > 300 or not path.isprintable():
        return "/me"
    return path


def link_state(office: Office, token: str, browser: Browser) -> str:
    """``ready``, ``elsewhere`` (asked in another browser) or ``gone``. Uses nothing up."""
    with office.database.write(light=True) as conn:
        throttle.count(office, conn, throttle.OPENED_LINKS_PER_PLACE, browser.place)
        link = sessions.get_link(conn, token, office.clock())
    if link is None:
        return "gone"
    return "ready" if link.device_mark == mark_of_token(browser.token) else "elsewhere"


def confirm(office: Office, token: str, browser: Browser) -> tuple[str, str]:
    """Use the link: returns the new token of the browser, and where to go on.

    The person is made at their first sign-in. What the browser had begun comes along, also for whom it
    acts where the same person signs in again; its old token is worth nothing afterwards.
    Raises ConflictError for a link that is not ready.
    """
    now = office.clock()
    with office.database.write() as conn:
        link = sessions.get_link(conn, token, now)
        if link is None or link.device_mark != mark_of_token(browser.token):
            log.warning("sign_in_refused", reason="gone" if link is None else "elsewhere")
            raise ConflictError("This link does not work (any more). Please ask for a new one.")
        if not sessions.use_link(conn, link, now):
            log.warning("sign_in_refused", reason="used")
            raise ConflictError("This link was used already. Please ask for a new one.")
        person_id = _person(office, conn, link.address)
        fresh = sessions.new_token()
        sessions.put_session(conn, fresh, person_id, browser.device, now)
        _bring_draft(office, conn, (browser.token, fresh), person_id)
        before = sessions.get_session(conn, browser.token, now)
        if before is not None and before.person == person_id:
            sessions.act_for(conn, fresh, before.acting_for)
        sessions.end_session(conn, browser.token)
        office.deed(conn, Actor(id=person_id), "sign in", f"person:{person_id}")
    return fresh, link.next_path


def _person(office: Office, conn: Connection, address: str) -> str:
    known = people.find_person(conn, office.ring, address)
    if known is not None:
        return known
    contact = people.ContactDetails(address=address)
    return people.create_person(conn, office.ring, office.clock(), contact)


def _bring_draft(office: Office, conn: Connection, tokens: tuple[str, str], person_id: str) -> None:
    old, fresh = tokens
    draft: Draft = load_draft(conn, old)
    if draft.answers.answers:
        kept = people.get_profile(conn, office.ring, person_id)
        joined = Profile(answers={**kept.answers, **draft.answers.answers})
        people.put_profile(conn, office.ring, person_id, joined, office.clock())
    unsent = draft.unsent if draft.unsent and draft.unsent.person in (None, person_id) else None
    save_draft(conn, fresh, replace(draft, answers=Profile(), unsent=unsent))


def sign_out(office: Office, token: str) -> None:
    """End this browser's session."""
    with office.database.write() as conn:
        sessions.end_session(conn, token)


def revoke(office: Office, actor: Actor, handle: str) -> None:
    """Sign another browser out."""
    assert actor.id is not None
    with office.database.write() as conn:
        if sessions.revoke_session(conn, actor.id, handle):
            office.deed(conn, actor, "sign a browser out", f"person:{actor.id}")
