"""Desks: who claims a site, who works there, and what room the site says it has."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, bindparam, func, insert, select, update

from trialogue.model.desk import Capacity, Claim
from trialogue.model.person import DeskKey
from trialogue.store.application_tables import desk_capacity, desk_claim
from trialogue.store.people import key_of, seal_text, unseal_text
from trialogue.store.sealing import KeyRing


def put_claim(conn: Connection, ring: KeyRing, claim: Claim, words: str) -> None:
    """Keep a claim, with what the claimant says for themselves."""
    key = key_of(conn, ring, claim.person)
    conn.execute(
        insert(desk_claim).values(
            id=claim.id,
            person_id=claim.person,
            nct_id=claim.nct_id,
            site=claim.site,
            words_sealed=seal_text(key, words, desk_claim.c.words_sealed, claim.id),
            asked_at=claim.asked_at,
            granted=False,
        )
    )


def _claim(row: Row[tuple[object, ...]]) -> Claim:
    return Claim(
        id=row.id,
        person=row.person_id,
        nct_id=row.nct_id,
        site=row.site,
        asked_at=row.asked_at,
        decided_at=row.decided_at,
        granted=row.granted,
        reads_only=row.reads_only,
    )


def get_claim(conn: Connection, claim_id: str) -> Claim | None:
    """One claim."""
    row = conn.execute(select(desk_claim).where(desk_claim.c.id == claim_id)).one_or_none()
    return None if row is None else _claim(row)


def claim_words(conn: Connection, ring: KeyRing, claim: Claim) -> str:
    """What the claimant said for themselves."""
    sealed = conn.scalar(select(desk_claim.c.words_sealed).where(desk_claim.c.id == claim.id))
    return unseal_text(key_of(conn, ring, claim.person), sealed, desk_claim.c.words_sealed, claim.id)


def _claims(conn: Connection, *conditions: ColumnElement[bool]) -> tuple[Claim, ...]:
    rows = conn.execute(select(desk_claim).where(*conditions).order_by(desk_claim.c.asked_at))
    return tuple(_claim(row) for row in rows)


def open_claims(conn: Connection) -> tuple[Claim, ...]:
    """Claims that wait for the steward, oldest first."""
    return _claims(conn, desk_claim.c.decided_at.is_(None))


_CLAIMS_OF = (
    select(desk_claim)
    .where(desk_claim.c.person_id == bindparam("of"), desk_claim.c.ended_at.is_(None))
    .order_by(desk_claim.c.asked_at)
)


def claims_of(conn: Connection, person_id: str) -> tuple[Claim, ...]:
    """A person's claims that have not ended."""
    return tuple(_claim(row) for row in conn.execute(_CLAIMS_OF, {"of": person_id}))


def granted_claims(conn: Connection) -> tuple[Claim, ...]:
    """All claims that hold now."""
    return _claims(conn, desk_claim.c.granted, desk_claim.c.ended_at.is_(None))


def decide_claim(
    conn: Connection, claim_id: str, *, granted: bool, by: str, now: datetime, reads_only: bool = False
) -> bool:
    """Write the steward's decision. False where it is already decided."""
    done = conn.execute(
        update(desk_claim)
        .where(desk_claim.c.id == claim_id, desk_claim.c.decided_at.is_(None))
        .values(granted=granted, reads_only=reads_only, decided_at=now, decided_by=by)
    )
    return done.rowcount == 1


def end_claim(conn: Connection, claim_id: str, now: datetime) -> bool:
    """End a claim that holds. False where it does not."""
    done = conn.execute(
        update(desk_claim)
        .where(desk_claim.c.id == claim_id, desk_claim.c.granted, desk_claim.c.ended_at.is_(None))
        .values(ended_at=now)
    )
    return done.rowcount == 1


def desks_of(conn: Connection, person_id: str) -> tuple[frozenset[DeskKey], frozenset[DeskKey]]:
    """The desks at which a person works, and those of them where they may only read."""
    found: dict[DeskKey, bool] = {}
    for claim in claims_of(conn, person_id):
        if claim.granted:
            desk = DeskKey(nct_id=claim.nct_id, site=claim.site)
            found[desk] = found.get(desk, True) and claim.reads_only
    return frozenset(found), frozenset(desk for desk, reads_only in found.items() if reads_only)


def staff_of(conn: Connection, desk: DeskKey) -> tuple[str, ...]:
    """The people who work at a desk; none where nobody has claimed it."""
    rows = conn.scalars(
        select(desk_claim.c.person_id)
        .where(
            desk_claim.c.nct_id == desk.nct_id,
            desk_claim.c.site == desk.site,
            desk_claim.c.granted,
            desk_claim.c.ended_at.is_(None),
        )
        .distinct()
        .order_by(desk_claim.c.person_id)
    )
    return tuple(rows)


def put_capacity(conn: Connection, desk: DeskKey, said_by: str, capacity: Capacity) -> None:
    """Keep what a site says of its room now."""
    conn.execute(
        insert(desk_capacity).values(
            nct_id=desk.nct_id,
            site=desk.site,
            at=capacity.at,
            said_by=said_by,
            places=capacity.places,
            until=capacity.until,
            paused=capacity.paused,
        )
    )


_NEWEST_WORDS = select(desk_capacity).where(
    desk_capacity.c.id.in_(
        select(func.max(desk_capacity.c.id))
        .where(desk_capacity.c.nct_id == bindparam("nct_id"))
        .group_by(desk_capacity.c.site)
    )
)


def capacities(conn: Connection, nct_id: str) -> dict[str, Capacity]:
    """The newest word of each site of a study, by site key."""
    rows = conn.execute(_NEWEST_WORDS, {"nct_id": nct_id})
    return {
        row.site: Capacity(at=row.at, places=row.places, until=row.until, paused=row.paused) for row in rows
    }
