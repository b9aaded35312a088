"""The trail of who did what, chained by a keyed digest so that a change or a gap is found.

The key lies in the key file: whoever can only write to the database cannot forge the chain.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from trialogue.store.application_tables import audit, audit_head
from trialogue.store.sealing import KeyRing

_START = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Who (an id, None for the platform) did what to what. ``detail`` holds no words of a person."""

    actor: str | None
    action: str
    subject: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """What a verification found. ``broken_at``: the first row that does not fit, None when all do."""

    rows: int
    broken_at: int | None
    reason: str = ""


def put_deed(conn: Connection, ring: KeyRing, deed: Deed, now: datetime) -> None:
    """Add a row to the trail, in the caller's transaction. Writers of the trail wait for each other."""
    seq, previous = _take_head(conn)
    at = now.astimezone(UTC).replace(microsecond=0)
    mark = _mark(ring, seq, at, deed, previous)
    conn.execute(
        insert(audit).values(
            seq=seq,
            at=at,
            actor=deed.actor,
            action=deed.action,
            subject=deed.subject,
            detail=deed.detail,
            previous=previous,
            mark=mark,
        )
    )
    conn.execute(update(audit_head).where(audit_head.c.id == 1).values(mark=mark))


def _take_head(conn: Connection) -> tuple[int, str]:
    # The update locks the row until the transaction ends: no two rows get one number.
    move = update(audit_head).where(audit_head.c.id == 1).values(seq=audit_head.c.seq + 1)
    if conn.execute(move).rowcount == 0:
        try:
            with conn.begin_nested():
                conn.execute(insert(audit_head).values(id=1, seq=0, mark=_START))
        except IntegrityError:
            pass
        conn.execute(move)
    row = conn.execute(select(audit_head.c.seq, audit_head.c.mark).where(audit_head.c.id == 1)).one()
    return row.seq, row.mark


def _mark(ring: KeyRing, seq: int, at: datetime, deed: Deed, previous: str) -> str:
    line = json.dumps(
        [seq, at.isoformat(), deed.actor, deed.action, deed.subject, deed.detail, previous],
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hmac.new(ring.trail, line.encode(), hashlib.sha256).hexdigest()


def verify(conn: Connection, ring: KeyRing) -> Trail:
    """Walk the whole chain, and compare its end with the head."""
    expected, previous = 0, _START
    for row in conn.execute(select(audit).order_by(audit.c.seq)):
        expected += 1
        deed = Deed(actor=row.actor, action=row.action, subject=row.subject, detail=row.detail)
        if row.seq != expected:
            return Trail(rows=expected - 1, broken_at=expected, reason="a row is missing")
        if row.previous != previous:
            return Trail(rows=expected - 1, broken_at=expected, reason="it does not follow the one before")
        if not hmac.compare_digest(_mark(ring, row.seq, row.at, deed, previous), row.mark):
            return Trail(rows=expected - 1, broken_at=expected, reason="its content was changed")
        previous = row.mark
    head = conn.execute(select(audit_head.c.seq, audit_head.c.mark)).one_or_none()
    seq, mark = (0, _START) if head is None else (head.seq, head.mark)
    if (seq, mark) != (expected, previous):
        return Trail(rows=expected, broken_at=expected + 1, reason="the end of the trail is missing")
    return Trail(rows=expected, broken_at=None)


def latest_deeds(conn: Connection, limit: int = 50) -> tuple[tuple[datetime, Deed], ...]:
    """The last things done, newest first."""
    rows = conn.execute(select(audit).order_by(audit.c.seq.desc()).limit(limit))
    return tuple(
        (row.at, Deed(actor=row.actor, action=row.action, subject=row.subject, detail=row.detail))
        for row in rows
    )


def last_done(conn: Connection, action: str) -> datetime | None:
    """When this was done last."""
    found = select(audit.c.at).where(audit.c.action == action).order_by(audit.c.seq.desc()).limit(1)
    return conn.scalar(found)
