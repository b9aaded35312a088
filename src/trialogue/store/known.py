"""The quick question before any work is done on a record: are these very bytes here already?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from trialogue.model.ids import NctId
from trialogue.store.tables import study, study_version


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownBytes:
    """A version with exactly these bytes, its last update, and whether it is the current one."""

    nct_id: NctId
    last_update: str
    is_current: bool


def known_bytes(conn: Connection, raw_hashes: Sequence[bytes]) -> dict[bytes, KnownBytes]:
    """Those of these hashes that are here."""
    table = study_version.c
    statement = (
        select(table.raw_hash, table.nct_id, table.last_update, table.id, study.c.version_id)
        .join(study, study.c.nct_id == table.nct_id)
        .where(table.raw_hash.in_(raw_hashes))
    )
    return {
        bytes(row.raw_hash): KnownBytes(
            nct_id=row.nct_id, last_update=row.last_update, is_current=row.id == row.version_id
        )
        for row in conn.execute(statement)
    }
