"""A person's own page: details, answers, where they are signed in, whom they act for, kept studies."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.actions.office import Office
from trialogue.actions.packet import answer_words, label_of
from trialogue.actions.permissions import Action, Thing, check_do
from trialogue.actions.personal_data import forget_person
from trialogue.actions.requests import clean_words
from trialogue.actions.session_life import is_awake
from trialogue.actions.studies import read_study
from trialogue.errors import UsageError
from trialogue.model.application import Application
from trialogue.model.desk import Claim
from trialogue.model.person import Actor
from trialogue.model.profile import Profile
from trialogue.store import applications, desks, people, saved, sessions
from trialogue.store.people import ContactDetails
from trialogue.store.sessions import Session

MAX_SAVED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class MyPage:
    """All that the page shows. ``answers``: key, question, answer in words."""

    contact: ContactDetails
    applications: tuple[Application, ...]
    answers: tuple[tuple[str, str, str], ...]
    sessions: tuple[Session, ...]
    cared_for: tuple[tuple[str, str], ...]
    carers: tuple[tuple[str, str], ...]
    claims: tuple[Claim, ...]
    saved: tuple[tuple[str, bool], ...]


def my_page(office: Office, actor: Actor) -> MyPage:
    """Everything of the person (or of the one a carer acts for), and the sessions of oneself."""
    check_do(actor, Action.READ_SELF, Thing(person=actor.subject))
    assert actor.id is not None
    assert actor.subject is not None
    ring = office.ring
    with office.database.read() as conn:
        profile = people.get_profile(conn, ring, actor.subject)
        return MyPage(
            contact=people.contact_of(conn, ring, actor.subject),
            applications=applications.applications_of(conn, actor.subject),
            answers=_answers(profile),
            sessions=tuple(
                one
                for one in sessions.sessions_of(conn, actor.id, office.clock())
                if is_awake(one, actor, office.clock())
            ),
            cared_for=tuple(
                (one, people.contact_of(conn, ring, one).name) for one in sorted(actor.cares_for)
            ),
            carers=tuple(
                (one, people.contact_of(conn, ring, one).address)
                for one in people.carers_of(conn, actor.subject)
            ),
            claims=desks.claims_of(conn, actor.id),
            saved=saved.saved_by(conn, actor.id),
        )


def _answers(profile: Profile) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (key, label_of(key, {}), answer_words(None, answer)) for key, answer in profile.answers.items()
    )


def change_details(office: Office, actor: Actor, name: str, phone: str) -> None:
    """Keep name and phone."""
    check_do(actor, Action.CHANGE_SELF, Thing(person=actor.subject))
    assert actor.subject is not None
    if len(name) > 200 or len(phone) > 50:
        raise UsageError("That is too long for a name or a phone number.")
    with office.database.write() as conn:
        contact = ContactDetails(name=name.strip(), phone=phone.strip())
        people.set_name_and_phone(conn, office.ring, actor.subject, contact)
        office.deed(conn, actor, "change details", f"person:{actor.subject}")


def begin_caring(office: Office, actor: Actor, name: str, words: str) -> str:
    """Begin to act for somebody who has no account here. ``words``: how they agreed, as told by the
    carer; kept as the record of consent. Returns the id of the person cared for."""
    check_do(actor, Action.CARE, Thing(person=actor.id))
    assert actor.id is not None
    if not name.strip() or len(name) > 200:
        raise UsageError("Please write the name of the person for whom you act.")
    consent = clean_words(words)
    with office.database.write() as conn:
        now, ring = office.clock(), office.ring
        person = people.create_person(conn, ring, now, ContactDetails(name=name.strip()))
        people.put_caring(conn, ring, now, (actor.id, person), consent)
        office.deed(conn, actor, "begin to act for somebody", f"person:{person}")
    return person


def act_for(office: Office, actor: Actor, token: str, person: str | None) -> None:
    """Turn this browser to the person cared for, or back to oneself."""
    if person is not None:
        check_do(actor, Action.ACT_FOR, Thing(person=person))
    with office.database.write() as conn:
        sessions.act_for(conn, token, person)


def end_caring(office: Office, actor: Actor, carer: str, person: str) -> None:
    """Either side ends it. What is kept of somebody without an address for whom nobody acts any more is
    erased: no one could read it or take it back."""
    thing = Thing(person=actor.id if carer == actor.id else person)
    check_do(actor, Action.END_CARE, thing)
    with office.database.write() as conn:
        last = person in people.goes_along(conn, carer)
        people.end_caring(conn, (carer, person), office.clock())
        office.deed(conn, actor, "stop acting for somebody", f"person:{person}")
        if last:
            forget_person(office, conn, actor, person)


def keep_study(office: Office, actor: Actor, nct_id: str, *, alert: bool) -> None:
    """Keep a study; with ``alert``, a mail when its record changes."""
    check_do(actor, Action.SAVE_STUDY, Thing(person=actor.id))
    assert actor.id is not None
    with office.database.write() as conn:
        read = read_study(conn, nct_id)
        if len(saved.saved_by(conn, actor.id)) >= MAX_SAVED:
            raise UsageError("You keep 200 trials already. Please remove one first.")
        saved.save_study(conn, (actor.id, read.study.nct_id), office.clock(), (alert, read.version))


def drop_study(office: Office, actor: Actor, nct_id: str) -> None:
    """Keep a study no longer."""
    check_do(actor, Action.SAVE_STUDY, Thing(person=actor.id))
    assert actor.id is not None
    with office.database.write() as conn:
        saved.drop_study(conn, actor.id, nct_id)
