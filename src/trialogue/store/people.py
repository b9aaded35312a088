"""People: who they are and what they told, sealed under a key of their own."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, bindparam, delete, insert, select, update

from trialogue.errors import NotFoundError
from trialogue.model.person import folded
from trialogue.model.profile import Profile
from trialogue.store.person_tables import caring, person, profile, session
from trialogue.store.profile_json import profile_from_json, profile_to_json
from trialogue.store.sealing import KeyRing, new_key, seal, unseal

_PERSON = select(person).where(person.c.id == bindparam("of"))
_KEY_OF = select(person.c.wrapped_key).where(person.c.id == bindparam("of"))
_ANSWERS = (
    select(profile.c.answers_sealed, person.c.wrapped_key)
    .join(person, person.c.id == profile.c.person_id)
    .where(profile.c.person_id == bindparam("of"))
)
_CARED_FOR = select(caring.c.person_id).where(
    caring.c.carer_id == bindparam("of"), caring.c.ended_at.is_(None)
)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ContactDetails:
    """How to reach a person; empty where not told."""

    address: str = ""
    name: str = ""
    phone: str = ""


def new_id() -> str:
    """A random identifier that says nothing."""
    return uuid.uuid4().hex


def seal_text(key: bytes, text: str, column: Column[Any], *row: object) -> bytes:
    """Seal text for one cell."""
    return seal(key, text.encode(), cell(column, *row))


def unseal_text(key: bytes, sealed: bytes | None, column: Column[Any], *row: object) -> str:
    """The text of one cell; empty where there is none."""
    return "" if sealed is None else unseal(key, sealed, cell(column, *row)).decode()


def cell(column: Column[Any], *row: object) -> str:
    """The place of one cell, for authentication: ``table.column:row``."""
    return f"{column.table.name}.{column.name}:{'/'.join(map(str, row))}"


def create_person(conn: Connection, ring: KeyRing, now: datetime, contact: ContactDetails) -> str:
    """Put a person with a fresh key; returns the id. The address may be empty (a carer acts)."""
    person_id, key = new_id(), new_key()
    address = contact.address
    conn.execute(
        insert(person).values(
            id=person_id,
            wrapped_key=ring.wrap(key),
            address_mark=ring.mark("address", folded(address)) if address else None,
            address_sealed=seal_text(key, address, person.c.address_sealed, person_id) if address else None,
            name_sealed=seal_text(key, contact.name, person.c.name_sealed, person_id),
            phone_sealed=seal_text(key, contact.phone, person.c.phone_sealed, person_id),
            created_at=now,
            seen_at=now,
        )
    )
    return person_id


def find_person(conn: Connection, ring: KeyRing, address: str) -> str | None:
    """The id of the person with this address."""
    mark = ring.mark("address", folded(address))
    return conn.scalar(select(person.c.id).where(person.c.address_mark == mark))


def key_of(conn: Connection, ring: KeyRing, person_id: str) -> bytes:
    """A person's data key. Raises NotFoundError where there is no such person."""
    wrapped = conn.scalar(_KEY_OF, {"of": person_id})
    if wrapped is None:
        raise NotFoundError("There is no such person here.")
    return ring.unwrap(wrapped)


def lock_person(conn: Connection, person_id: str) -> None:
    """Let no other transaction act for this person until this one ends (a SQLite writer is alone)."""
    conn.execute(select(person.c.id).where(person.c.id == person_id).with_for_update())


def contact_of(conn: Connection, ring: KeyRing, person_id: str) -> ContactDetails:
    """How to reach a person. Raises NotFoundError."""
    row = conn.execute(_PERSON, {"of": person_id}).one_or_none()
    if row is None:
        raise NotFoundError("There is no such person here.")
    key = ring.unwrap(row.wrapped_key)
    return ContactDetails(
        address=unseal_text(key, row.address_sealed, person.c.address_sealed, person_id),
        name=unseal_text(key, row.name_sealed, person.c.name_sealed, person_id),
        phone=unseal_text(key, row.phone_sealed, person.c.phone_sealed, person_id),
    )


def set_name_and_phone(conn: Connection, ring: KeyRing, person_id: str, contact: ContactDetails) -> None:
    """Change name and phone; the address is changed by signing in with another."""
    key = key_of(conn, ring, person_id)
    conn.execute(
        update(person)
        .where(person.c.id == person_id)
        .values(
            name_sealed=seal_text(key, contact.name, person.c.name_sealed, person_id),
            phone_sealed=seal_text(key, contact.phone, person.c.phone_sealed, person_id),
        )
    )


def get_profile(conn: Connection, ring: KeyRing, person_id: str) -> Profile:
    """A person's answers; none where nothing was told."""
    row = conn.execute(_ANSWERS, {"of": person_id}).one_or_none()
    if row is None or row.answers_sealed is None:
        return Profile()
    place = cell(profile.c.answers_sealed, person_id)
    return profile_from_json(unseal(ring.unwrap(row.wrapped_key), row.answers_sealed, place))


def put_profile(conn: Connection, ring: KeyRing, person_id: str, value: Profile, now: datetime) -> None:
    """Keep a person's answers in place of the earlier ones."""
    key = key_of(conn, ring, person_id)
    sealed = seal(key, profile_to_json(value), cell(profile.c.answers_sealed, person_id))
    conn.execute(delete(profile).where(profile.c.person_id == person_id))
    conn.execute(insert(profile).values(person_id=person_id, answers_sealed=sealed, updated_at=now))


def goes_along(conn: Connection, person_id: str) -> tuple[str, ...]:
    """Those for whom a person alone cares and who have no address: nobody else could reach their data."""
    others = select(caring.c.person_id).where(caring.c.carer_id != person_id, caring.c.ended_at.is_(None))
    cared = select(caring.c.person_id).where(caring.c.carer_id == person_id)
    alone = select(person.c.id).where(
        person.c.id.in_(cared), person.c.address_mark.is_(None), person.c.id.not_in(others)
    )
    return tuple(conn.scalars(alone))


def erase_person(conn: Connection, person_id: str) -> None:
    """Remove a person and everything that hangs on them, the key first of all, and those who go along.

    Raises NotFoundError.
    """
    alone = goes_along(conn, person_id)
    gone = [person_id, *alone]
    # A carer's own session goes on, turned back to themselves.
    conn.execute(update(session).where(session.c.acting_for.in_(gone)).values(acting_for=None))
    conn.execute(delete(session).where(session.c.person_id.in_(gone)))
    done = conn.execute(delete(person).where(person.c.id.in_(gone)))
    if done.rowcount == 0:
        raise NotFoundError("There is no such person here.")


def put_caring(conn: Connection, ring: KeyRing, now: datetime, pair: tuple[str, str], words: str) -> str:
    """Record that the first of ``pair`` acts for the second, and the words of the consent."""
    carer_id, person_id = pair
    caring_id = new_id()
    key = key_of(conn, ring, person_id)
    conn.execute(
        insert(caring).values(
            id=caring_id,
            person_id=person_id,
            carer_id=carer_id,
            consent_sealed=seal_text(key, words, caring.c.consent_sealed, caring_id),
            recorded_at=now,
        )
    )
    return caring_id


def cared_for_by(conn: Connection, carer_id: str) -> frozenset[str]:
    """Those for whom a person acts now."""
    return frozenset(conn.scalars(_CARED_FOR, {"of": carer_id}))


def carers_of(conn: Connection, person_id: str) -> tuple[str, ...]:
    """Those who act for a person now."""
    rows = select(caring.c.carer_id).where(caring.c.person_id == person_id, caring.c.ended_at.is_(None))
    return tuple(conn.scalars(rows.order_by(caring.c.recorded_at)))


def end_caring(conn: Connection, pair: tuple[str, str], now: datetime) -> None:
    """Let a carer act no longer; their sessions turn back to themselves."""
    carer_id, person_id = pair
    conn.execute(
        update(caring)
        .where(caring.c.carer_id == carer_id, caring.c.person_id == person_id, caring.c.ended_at.is_(None))
        .values(ended_at=now)
    )
    conn.execute(
        update(session)
        .where(session.c.person_id == carer_id, session.c.acting_for == person_id)
        .values(acting_for=None)
    )
