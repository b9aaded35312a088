"""The outbox: mails written with the event that they tell of, sent at least once, marked by id."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import ColumnElement, Connection, delete, func, insert, or_, select, update

from trialogue.model.mail import Mail
from trialogue.store.application_tables import outbox
from trialogue.store.people import cell, new_id
from trialogue.store.sealing import KeyRing, new_key, seal, unseal

LONGEST_PAUSE = timedelta(hours=4)
LONGEST_LEASE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail to put into the outbox. ``about``: the application, claim or study that it tells of."""

    kind: str
    mail: Mail
    person: str | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leased:
    """A mail that one worker may send now. The id makes its Message-ID: the same at every attempt."""

    id: str
    kind: str
    mail: Mail
    attempts: int
    created_at: datetime


def put_letter(conn: Connection, ring: KeyRing, letter: Letter, now: datetime) -> str:
    """Put a mail into the outbox, in the caller's transaction. Returns its id."""
    letter_id, key = new_id(), new_key()
    cipher = seal(key, msgspec.json.encode(letter.mail), cell(outbox.c.mail_cipher, letter_id))
    conn.execute(
        insert(outbox).values(
            id=letter_id,
            person_id=letter.person,
            kind=letter.kind,
            about=letter.about,
            wrapped_key=ring.wrap(key),
            mail_cipher=cipher,
            created_at=now,
            due_at=now,
            attempts=0,
        )
    )
    return letter_id


def lease(
    conn: Connection, ring: KeyRing, now: datetime, *, limit: int, life: timedelta
) -> tuple[Leased, ...]:
    """Take mails that are due; nobody else gets them until ``life`` is over.

    PostgreSQL skips rows that another worker is taking; a SQLite writer is alone.
    """
    due = (
        select(outbox)
        .where(_can_go(now))
        .order_by(outbox.c.due_at, outbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = conn.execute(due).all()
    ids = [row.id for row in rows]
    conn.execute(
        update(outbox)
        .where(outbox.c.id.in_(ids))
        .values(leased_until=now + life, attempts=outbox.c.attempts + 1)
    )
    return tuple(
        Leased(
            id=row.id,
            kind=row.kind,
            mail=_mail(ring, row),
            attempts=row.attempts + 1,
            created_at=row.created_at,
        )
        for row in rows
    )


def anything_due(conn: Connection, now: datetime) -> bool:
    """Whether a worker would find something. Takes no lock."""
    return conn.scalar(select(outbox.c.id).where(_can_go(now)).limit(1)) is not None


def _can_go(now: datetime) -> ColumnElement[bool]:
    """Unsent, due and in nobody's hands. A time further ahead than any pause or lease can be was
    written while the clock was wrong, and holds nothing up."""
    waits = outbox.c.sent_at.is_(None) & outbox.c.failed_at.is_(None)
    due = or_(outbox.c.due_at <= now, outbox.c.due_at > now + LONGEST_PAUSE)
    lease_ = outbox.c.leased_until
    free = or_(lease_.is_(None), lease_ <= now, lease_ > now + LONGEST_LEASE)
    return waits & due & free


def _mail(ring: KeyRing, row: object) -> Mail:
    key = ring.unwrap(row.wrapped_key)  # type: ignore[attr-defined]
    place = cell(outbox.c.mail_cipher, row.id)  # type: ignore[attr-defined]
    return msgspec.json.decode(unseal(key, row.mail_cipher, place), type=Mail)  # type: ignore[attr-defined]


def mark_sent(conn: Connection, letter_id: str, now: datetime) -> None:
    """The server took it: the mail itself is forgotten."""
    conn.execute(
        update(outbox)
        .where(outbox.c.id == letter_id)
        .values(sent_at=now, mail_cipher=None, leased_until=None, error=None)
    )


def mark_delayed(conn: Connection, letter_id: str, due: datetime, error: str) -> None:
    """It did not go; try again later."""
    conn.execute(
        update(outbox).where(outbox.c.id == letter_id).values(due_at=due, leased_until=None, error=error[:80])
    )


def mark_failed(conn: Connection, letter_id: str, now: datetime, error: str) -> None:
    """It will not go by itself: the steward sees it."""
    conn.execute(
        update(outbox)
        .where(outbox.c.id == letter_id)
        .values(failed_at=now, leased_until=None, error=error[:80])
    )


def drop_unsent(conn: Connection, about: str) -> None:
    """Forget the mails about something that have not gone out yet."""
    conn.execute(delete(outbox).where(outbox.c.about == about, outbox.c.sent_at.is_(None)))


def send_again(conn: Connection, letter_id: str, now: datetime) -> bool:
    """Put a failed mail back into the queue. False where it is not there or its mail is gone."""
    done = conn.execute(
        update(outbox)
        .where(outbox.c.id == letter_id, outbox.c.failed_at.is_not(None), outbox.c.mail_cipher.is_not(None))
        .values(failed_at=None, due_at=now, attempts=0, error=None, leased_until=None)
    )
    return done.rowcount == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueState:
    """How the outbox stands: waiting, of these delayed, failed, and the oldest that waits."""

    waiting: int
    delayed: int
    failed: int
    oldest: datetime | None


def queue_state(conn: Connection) -> QueueState:
    """Count the outbox."""
    waits = outbox.c.sent_at.is_(None) & outbox.c.failed_at.is_(None)
    waiting, oldest = conn.execute(select(func.count(), func.min(outbox.c.created_at)).where(waits)).one()
    delayed = conn.scalar(select(func.count()).where(waits, outbox.c.error.is_not(None)))
    failed = conn.scalar(select(func.count()).where(outbox.c.failed_at.is_not(None)))
    return QueueState(waiting=waiting, delayed=delayed or 0, failed=failed or 0, oldest=oldest)


def failed_letters(conn: Connection, limit: int = 100) -> tuple[tuple[str, str, str, datetime], ...]:
    """Mails that failed: id, kind, the server's code, when."""
    rows = conn.execute(
        select(outbox.c.id, outbox.c.kind, outbox.c.error, outbox.c.failed_at)
        .where(outbox.c.failed_at.is_not(None))
        .order_by(outbox.c.failed_at.desc())
        .limit(limit)
    )
    return tuple((row.id, row.kind, row.error or "", row.failed_at) for row in rows)


def posted_since(conn: Connection, about: str, since: datetime) -> bool:
    """Whether a mail about this was put since then."""
    found = select(outbox.c.id).where(outbox.c.about == about, outbox.c.created_at > since).limit(1)
    return conn.scalar(found) is not None
