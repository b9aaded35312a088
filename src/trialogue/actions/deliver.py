"""Deliver the outbox: at least once, each attempt under the same Message-ID, so that a mail is one.

A worker leases what is due; a worker that dies leaves its lease to run out, and another sends. A
server that cannot be reached is tried again with growing pauses for about five days (RFC 5321
section 4.5.4.1); a server that refuses ends it, and the steward sees it.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta

import structlog

from trialogue.actions.office import Office
from trialogue.mail.mailer import MailDelayedError, Mailer, MailRefusedError
from trialogue.store import outbox
from trialogue.store.outbox import LONGEST_LEASE, LONGEST_PAUSE, Leased

LEASE = LONGEST_LEASE
BATCH = 20
_AT_ONCE = 5
GIVE_UP = timedelta(days=5)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What one round did."""

    sent: int = 0
    delayed: int = 0
    failed: int = 0

    @property
    def total(self) -> int:
        """All that were tried."""
        return self.sent + self.delayed + self.failed


def pause_after(attempts: int) -> timedelta:
    """The pause after an attempt: 30 seconds, doubled each time, at most four hours."""
    doublings: int = min(attempts - 1, 20)
    return min(timedelta(seconds=30) * (1 << doublings), LONGEST_PAUSE)


async def deliver_due(office: Office, mailer: Mailer) -> Delivered:
    """Send a batch of what is due."""
    leased = await asyncio.to_thread(_lease, office)
    gate = asyncio.Semaphore(_AT_ONCE)

    async def one(letter: Leased) -> str:
        async with gate:
            return await _send(office, mailer, letter)

    done = await asyncio.gather(*(one(letter) for letter in leased))
    return Delivered(sent=done.count("sent"), delayed=done.count("delayed"), failed=done.count("failed"))


def _lease(office: Office) -> tuple[Leased, ...]:
    with office.database.read() as conn:
        if not outbox.anything_due(conn, office.clock()):
            return ()
    # A lease or a mark lost with the machine's power means one more attempt under the same Message-ID.
    with office.database.write(light=True) as conn:
        return outbox.lease(conn, office.ring, office.clock(), limit=BATCH, life=LEASE)


async def _send(office: Office, mailer: Mailer, letter: Leased) -> str:
    try:
        await mailer.send(letter.mail, mail_id=letter.id, at=letter.created_at)
    except MailDelayedError as error:
        return await asyncio.to_thread(_delay, office, letter, error.code)
    except (MailRefusedError, ValueError) as error:
        code = error.code if isinstance(error, MailRefusedError) else "cannot be written as a mail"
        return await asyncio.to_thread(_fail, office, letter, code)
    await asyncio.to_thread(_mark_sent, office, letter)
    return "sent"


def _mark_sent(office: Office, letter: Leased) -> None:
    with office.database.write(light=True) as conn:
        outbox.mark_sent(conn, letter.id, office.clock())
    log.info("mail_sent", outbox_id=letter.id, attempt=letter.attempts)


def _delay(office: Office, letter: Leased, code: str) -> str:
    now = office.clock()
    if now - letter.created_at > GIVE_UP:
        return _fail(office, letter, code)
    with office.database.write() as conn:
        outbox.mark_delayed(conn, letter.id, now + pause_after(letter.attempts), code)
    log.warning("mail_delayed", outbox_id=letter.id, attempt=letter.attempts, reason=code)
    return "delayed"


def _fail(office: Office, letter: Leased, code: str) -> str:
    with office.database.write() as conn:
        outbox.mark_failed(conn, letter.id, office.clock(), code)
    log.error("mail_failed", outbox_id=letter.id, attempt=letter.attempts, reason=code)
    return "failed"
