"""Browsers, sign-in links, and how often something was tried."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from trialogue.store.people import cell
from trialogue.store.person_tables import session, sign_in_link, throttle
from trialogue.store.sealing import key_from_token, mark_of_token, seal, unseal

VISIT = timedelta(days=7)
SIGNED_IN = timedelta(days=30)
_DRAFT = "draft of a session"
_ADDRESS = "address of a sign-in link"
# Asked with every page: made once, so that only the values are new.
_BY_MARK = session.c.mark == bindparam("of")
_LIVING = select(session).where(_BY_MARK, session.c.expires_at > bindparam("now"))
_DRAFT_OF = select(session.c.draft_cipher).where(_BY_MARK)
_KEEP_DRAFT = update(session).where(_BY_MARK).values(draft_cipher=bindparam("cipher"))
_TRIED = (throttle.c.mark == bindparam("of")) & (throttle.c.since == bindparam("at"))
_ONE_MORE = update(throttle).where(_TRIED).values(count=throttle.c.count + 1).returning(throttle.c.count)


def new_token() -> str:
    """256 random bits, safe in an address and a cookie."""
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One browser. ``handle`` names it on pages without opening it."""

    handle: str
    person: str | None
    acting_for: str | None
    device: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Link:
    """A sign-in link that may be used: the address it was sent to, and where to go on."""

    mark: str
    address: str
    next_path: str
    device_mark: str


def put_session(conn: Connection, token: str, person_id: str | None, device: str, now: datetime) -> None:
    """Begin a session for the browser that holds the token."""
    life = SIGNED_IN if person_id else VISIT
    conn.execute(
        insert(session).values(
            mark=mark_of_token(token),
            handle=secrets.token_hex(8),
            person_id=person_id,
            device=device[:80],
            created_at=now,
            seen_at=now,
            expires_at=now + life,
        )
    )


def get_session(conn: Connection, token: str, now: datetime) -> Session | None:
    """The session of this token, unless it is over."""
    row = conn.execute(_LIVING, {"of": mark_of_token(token), "now": now}).one_or_none()
    return None if row is None else _session(row)


def _session(row: object) -> Session:
    return Session(
        handle=row.handle,  # type: ignore[attr-defined]
        person=row.person_id,  # type: ignore[attr-defined]
        acting_for=row.acting_for,  # type: ignore[attr-defined]
        device=row.device,  # type: ignore[attr-defined]
        created_at=row.created_at,  # type: ignore[attr-defined]
        seen_at=row.seen_at,  # type: ignore[attr-defined]
        expires_at=row.expires_at,  # type: ignore[attr-defined]
    )


def sessions_of(conn: Connection, person_id: str, now: datetime) -> tuple[Session, ...]:
    """Where a person is signed in, newest first."""
    rows = conn.execute(
        select(session)
        .where(session.c.person_id == person_id, session.c.expires_at > now)
        .order_by(session.c.seen_at.desc())
    )
    return tuple(_session(row) for row in rows)


def touch_session(conn: Connection, token: str, now: datetime) -> None:
    """Note that a browser was seen; its time runs anew."""
    row = session.c.mark == mark_of_token(token)
    signed_in = conn.scalar(select(session.c.person_id).where(row))
    life = SIGNED_IN if signed_in else VISIT
    conn.execute(update(session).where(row).values(seen_at=now, expires_at=now + life))


def act_for(conn: Connection, token: str, person_id: str | None) -> None:
    """Turn a session to the person cared for, or back."""
    row = session.c.mark == mark_of_token(token)
    conn.execute(update(session).where(row).values(acting_for=person_id))


def end_session(conn: Connection, token: str) -> None:
    """Sign a browser out, and forget its draft."""
    conn.execute(delete(session).where(session.c.mark == mark_of_token(token)))


def revoke_session(conn: Connection, person_id: str, handle: str) -> bool:
    """End one of a person's sessions by its handle. False where it is not theirs."""
    done = conn.execute(delete(session).where(session.c.person_id == person_id, session.c.handle == handle))
    return done.rowcount == 1


def get_draft(conn: Connection, token: str) -> bytes | None:
    """What the browser's holder has begun, readable only with the token itself."""
    mark = mark_of_token(token)
    cipher = conn.scalar(_DRAFT_OF, {"of": mark})
    if cipher is None:
        return None
    return unseal(key_from_token(token, _DRAFT), cipher, cell(session.c.draft_cipher, mark))


def put_draft(conn: Connection, token: str, draft: bytes | None) -> None:
    """Keep a draft, or forget it."""
    mark = mark_of_token(token)
    cipher = None
    if draft is not None:
        cipher = seal(key_from_token(token, _DRAFT), draft, cell(session.c.draft_cipher, mark))
    conn.execute(_KEEP_DRAFT, {"of": mark, "cipher": cipher})


def put_link(conn: Connection, token: str, link: Link, now: datetime, life: timedelta) -> None:
    """Keep what a sent link needs. ``link.mark`` is made from the token."""
    mark = mark_of_token(token)
    place = cell(sign_in_link.c.address_cipher, mark)
    conn.execute(
        insert(sign_in_link).values(
            mark=mark,
            device_mark=link.device_mark,
            address_cipher=seal(key_from_token(token, _ADDRESS), link.address.encode(), place),
            next_path=link.next_path,
            asked_at=now,
            expires_at=now + life,
        )
    )


def get_link(conn: Connection, token: str, now: datetime) -> Link | None:
    """The link, unless it is used, too old, or was never sent."""
    mark = mark_of_token(token)
    row = conn.execute(
        select(sign_in_link).where(
            sign_in_link.c.mark == mark, sign_in_link.c.expires_at > now, sign_in_link.c.used_at.is_(None)
        )
    ).one_or_none()
    if row is None:
        return None
    place = cell(sign_in_link.c.address_cipher, mark)
    address = unseal(key_from_token(token, _ADDRESS), row.address_cipher, place).decode()
    return Link(mark=mark, address=address, next_path=row.next_path, device_mark=row.device_mark)


def use_link(conn: Connection, link: Link, now: datetime) -> bool:
    """Mark a link as used. False where another request was first."""
    done = conn.execute(
        update(sign_in_link)
        .where(sign_in_link.c.mark == link.mark, sign_in_link.c.used_at.is_(None))
        .values(used_at=now)
    )
    return done.rowcount == 1


def count_try(conn: Connection, mark: str, since: datetime) -> int:
    """Count one try in the stretch of time that began at ``since``; returns how many there are."""
    row = {"of": mark, "at": since}
    counted = conn.scalar(_ONE_MORE, row)
    if counted is None:
        try:
            with conn.begin_nested():
                conn.execute(insert(throttle).values(mark=mark, since=since, count=1))
                return 1
        except IntegrityError:
            counted = conn.scalar(_ONE_MORE, row)
    return int(counted or 0)


def remove_stale(conn: Connection, now: datetime) -> int:
    """Remove sessions and links that are over, and counts of more than a day ago."""
    removed = conn.execute(delete(session).where(session.c.expires_at <= now)).rowcount
    removed += conn.execute(delete(sign_in_link).where(sign_in_link.c.expires_at <= now)).rowcount
    removed += conn.execute(delete(throttle).where(throttle.c.since <= now - timedelta(days=1))).rowcount
    return removed


def count_sessions(conn: Connection, now: datetime) -> int:
    """How many browsers are known now."""
    return int(conn.scalar(select(func.count()).where(session.c.expires_at > now)) or 0)
