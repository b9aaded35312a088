"""Everything of a person: taken out, or erased. Which data that is follows from the columns' classes."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from trialogue.actions.fhir import answers_resource
from trialogue.actions.office import Office
from trialogue.actions.permissions import Action, Thing, check_do
from trialogue.actions.post import tell_desk
from trialogue.model.application import WITH_SITE, EventKind
from trialogue.model.person import Actor
from trialogue.store import applications, outbox, people
from trialogue.store.personal import personal_rows


def export_json(office: Office, actor: Actor) -> str:
    """Every row of every table that belongs to the person, decrypted, without what opens doors."""
    check_do(actor, Action.EXPORT, Thing(person=actor.subject))
    assert actor.subject is not None
    with office.database.write() as conn:
        key = people.key_of(conn, office.ring, actor.subject)
        document = {
            "about": "Everything that this instance of Trialogue keeps of you.",
            "made_at": office.clock().isoformat(),
            "operator": office.settings.operator,
            "tables": personal_rows(conn, key, actor.subject),
        }
        office.deed(conn, actor, "take everything out", f"person:{actor.subject}")
    return json.dumps(document, ensure_ascii=False, indent=2, default=_plain)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def export_fhir(office: Office, actor: Actor) -> str:
    """The answers as one FHIR R4 ``QuestionnaireResponse`` (https://hl7.org/fhir/R4/questionnaireresponse)."""
    check_do(actor, Action.EXPORT, Thing(person=actor.subject))
    assert actor.subject is not None
    with office.database.read() as conn:
        profile = people.get_profile(conn, office.ring, actor.subject)
    document = answers_resource(profile, office.link("/person"), actor.subject, office.clock())
    return json.dumps(document, ensure_ascii=False, indent=2)


def erase(office: Office, actor: Actor) -> None:
    """Erase the person: every row, and the key, without which no copy of the rows can be read.

    Desks are told that a request was taken back. The trail keeps ids that name nobody any more.
    """
    check_do(actor, Action.ERASE, Thing(person=actor.subject))
    assert actor.subject is not None
    with office.database.write() as conn:
        forget_person(office, conn, actor, actor.subject)


def forget_person(office: Office, conn: Connection, actor: Actor, person: str) -> None:
    """Erase a person and those who go along with them. No mail that waits tells of their requests any
    more, but for the one that says to a desk that a request was taken back."""
    for one in (person, *people.goes_along(conn, person)):
        people.lock_person(conn, one)
        for found in applications.applications_of(conn, one):
            outbox.drop_unsent(conn, found.id)
            if found.status in WITH_SITE:
                tell_desk(office, conn, found, EventKind.WITHDRAWN)
    people.erase_person(conn, person)
    office.deed(conn, actor, "erase everything", f"person:{person}")
