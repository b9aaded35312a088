"""How long things are kept. ``docs/security/retention.md`` is generated from ``RULES``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, exists, func, select, update

from trialogue.model.application import OVER
from trialogue.store.appeal_tables import appeal
from trialogue.store.application_tables import application, application_event, desk_claim, outbox
from trialogue.store.people import erase_person
from trialogue.store.person_tables import caring, person, session

SENT_MAIL = timedelta(days=30)
FAILED_MAIL = timedelta(days=90)
OVER_REQUEST = timedelta(days=730)
IDLE_PERSON = timedelta(days=1095)
APPEAL_COMMENT = timedelta(days=180)
SETTLED_APPEAL = timedelta(days=730)

RULES: Mapping[str, str] = {
    "a browser that is not signed in, and what it began": "7 days after it was last seen",
    "a browser that is signed in": "30 days after it was last seen",
    "a sign-in link": "15 minutes",
    "counts of tries": "1 day",
    "the note that a mail was sent (the mail itself is removed when it is sent)": "30 days",
    "a mail that could not be sent": "90 days",
    "a request that is over, with its messages": "2 years after its last event",
    "a person who has no request and was not seen": "3 years",
    "what somebody wrote beside “this is read wrongly”": "180 days",
    "that a criterion was found to be read wrongly (it names nobody)": "2 years after it was settled",
    "the trail of who did what": "as long as the instance runs; it names nobody who was erased",
}
"""What is kept → for how long, in words."""


def delete_old(conn: Connection, now: datetime) -> int:
    """Remove notes of mails, comments on readings, requests long over. Returns how many rows."""
    removed = conn.execute(delete(outbox).where(outbox.c.sent_at < now - SENT_MAIL)).rowcount
    removed += conn.execute(delete(outbox).where(outbox.c.failed_at < now - FAILED_MAIL)).rowcount
    return removed + _delete_appeals(conn, now) + _delete_over(conn, now)


def _delete_appeals(conn: Connection, now: datetime) -> int:
    """Forget the words and their key after a while; the appeal itself once it is long settled."""
    old = appeal.c.comment_sealed.is_not(None) & (appeal.c.at < now - APPEAL_COMMENT)
    forgotten = conn.execute(update(appeal).where(old).values(comment_sealed=None, wrapped_key=None)).rowcount
    settled = appeal.c.settled_at < now - SETTLED_APPEAL
    return forgotten + conn.execute(delete(appeal).where(settled)).rowcount


def _delete_over(conn: Connection, now: datetime) -> int:
    last = select(
        application_event.c.application_id,
        func.max(application_event.c.seq).label("seq"),
    ).group_by(application_event.c.application_id)
    latest = last.subquery()
    over = (
        select(application_event.c.application_id)
        .join(
            latest,
            (application_event.c.application_id == latest.c.application_id)
            & (application_event.c.seq == latest.c.seq),
        )
        .where(
            application_event.c.leads_to.in_([status.value for status in OVER]),
            application_event.c.at < now - OVER_REQUEST,
        )
    )
    old = conn.scalars(over).all()
    conn.execute(delete(outbox).where(outbox.c.about.in_(old)))
    return conn.execute(delete(application).where(application.c.id.in_(old))).rowcount


def delete_idle_people(conn: Connection, now: datetime) -> tuple[str, ...]:
    """Remove people who were not seen for long and have no request, no desk and nobody to care for."""
    idle = conn.scalars(
        select(person.c.id).where(
            person.c.seen_at < now - IDLE_PERSON,
            ~exists().where(session.c.person_id == person.c.id),
            ~exists().where(application.c.person_id == person.c.id),
            ~exists().where(desk_claim.c.person_id == person.c.id, desk_claim.c.ended_at.is_(None)),
            ~exists().where(caring.c.carer_id == person.c.id, caring.c.ended_at.is_(None)),
            ~exists().where(caring.c.person_id == person.c.id, caring.c.ended_at.is_(None)),
        )
    ).all()
    for one in idle:
        erase_person(conn, one)
    return tuple(idle)
