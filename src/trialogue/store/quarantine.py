"""Records that could not be read: kept with the reason, so that none is lost and each can be mended."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import zstandard
from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from trialogue.model.ids import NctId
from trialogue.store.schema import next_id
from trialogue.store.tables import quarantine

KEPT_BYTES = 4 * 2**20
"""Of a larger record only the beginning is kept: it is a mistake or an attack."""
_WORDS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A record, or a file, that could not be read. ``position`` is its place in ``source``."""

    source: str
    position: str
    reason: str
    path: str = ""
    nct_id: NctId | None = None
    form: str | None = None
    content: bytes = b""

    @property
    def fingerprint(self) -> bytes:
        """The same for the same bytes; where there are none, for the same place."""
        if self.content:
            return hashlib.sha256(self.content).digest()
        return hashlib.sha256(f"{self.source}\0{self.position}".encode("utf-8", "replace")).digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """A row of the quarantine. ``complete``: whether ``content`` is all of the record."""

    id: int
    rejected: Rejected
    size: int
    complete: bool
    first_seen_at: datetime
    last_seen_at: datetime


def put_quarantine(conn: Connection, rejected: Sequence[Rejected], now: datetime) -> None:
    """Keep these; one that is here already gets its newest reason and place."""
    by_print = {one.fingerprint: one for one in rejected}
    known = select(quarantine.c.fingerprint, quarantine.c.id)
    known_ids = {
        bytes(row.fingerprint): row.id
        for row in conn.execute(known.where(quarantine.c.fingerprint.in_(list(by_print))))
    }
    first = next_id(conn, quarantine)
    fresh = [one for print_, one in by_print.items() if print_ not in known_ids]
    rows = [_row(one, now) | _kept(one, now) | {"id": first + n} for n, one in enumerate(fresh)]
    if rows:
        conn.execute(insert(quarantine), rows)
    again = [_row(by_print[print_], now) | {"row": row} for print_, row in known_ids.items()]
    if again:
        columns: dict[str, Any] = {name: bindparam(name) for name in again[0] if name != "row"}
        conn.execute(update(quarantine).where(quarantine.c.id == bindparam("row")).values(**columns), again)


def quarantined_studies(conn: Connection) -> set[str]:
    """The studies that have a record in quarantine."""
    return set(conn.scalars(select(quarantine.c.nct_id).where(quarantine.c.nct_id.is_not(None)).distinct()))


def quarantined_of(conn: Connection, nct_ids: Collection[str]) -> tuple[Quarantined, ...]:
    """The rows of these studies."""
    if not nct_ids:
        return ()
    statement = select(quarantine).where(quarantine.c.nct_id.in_(nct_ids)).order_by(quarantine.c.id)
    return tuple(_quarantined(row) for row in conn.execute(statement))


def release_rows(conn: Connection, rows: Collection[int]) -> None:
    """Remove rows by their ids."""
    if rows:
        conn.execute(delete(quarantine).where(quarantine.c.id.in_(rows)))


def list_quarantine(conn: Connection, *, offset: int = 0, limit: int = 1000) -> tuple[Quarantined, ...]:
    """What is in quarantine, in the order in which it came."""
    statement = select(quarantine).order_by(quarantine.c.id).offset(offset).limit(limit)
    return tuple(_quarantined(row) for row in conn.execute(statement))


def count_quarantine(conn: Connection) -> int:
    """The number of rows."""
    return int(conn.scalar(select(func.count()).select_from(quarantine)) or 0)


def _row(one: Rejected, now: datetime) -> dict[str, Any]:
    return {
        "source": _clean(one.source),
        "position": _clean(one.position),
        "nct_id": one.nct_id,
        "form": one.form,
        "path": _clean(one.path),
        "reason": _clean(one.reason),
        "last_seen_at": now,
    }


def _kept(one: Rejected, now: datetime) -> dict[str, Any]:
    return {
        "fingerprint": one.fingerprint,
        "first_seen_at": now,
        "size": len(one.content),
        "complete": len(one.content) <= KEPT_BYTES,
        "content": zstandard.compress(one.content[:KEPT_BYTES]),
    }


def _clean(text: str) -> str:
    # PostgreSQL keeps no NUL, and a file's name may be no Unicode at all.
    return text.replace("\0", "�").encode("utf-8", "replace").decode("utf-8")[:_WORDS]


def _quarantined(row: Any) -> Quarantined:
    rejected = Rejected(
        source=row.source,
        position=row.position,
        reason=row.reason,
        path=row.path,
        nct_id=row.nct_id,
        form=row.form,
        content=zstandard.decompress(row.content),
    )
    return Quarantined(
        id=row.id,
        rejected=rejected,
        size=row.size,
        complete=row.complete,
        first_seen_at=row.first_seen_at,
        last_seen_at=row.last_seen_at,
    )
