"""Small made-up records to put: content, dates and forms are all that the store looks at."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import zstandard

from trialogue.model.ids import NctId
from trialogue.store.records import NewRecord, RawContent, raw_hash

NOW = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)
STUDY = NctId("NCT99000001")
OTHER = NctId("NCT99000002")


def record(
    says: str,
    last_update: str = "2024-01-01",
    *,
    nct_id: NctId = STUDY,
    form: str = "v2-json",
    served_on: str = "",
    spelling: str = "",
    aliases: tuple[NctId, ...] = (),
) -> NewRecord:
    """A record that says something; ``spelling`` changes its bytes and not what it says."""
    content = f"{nct_id} {form} {says}{spelling}".encode()
    return NewRecord(
        nct_id=nct_id,
        form=form,
        last_update=last_update,
        served_on=served_on,
        raw_hash=raw_hash(content),
        content_hash=hashlib.sha256(f"{form} {says}".encode()).digest(),
        size=len(content),
        source="made up",
        packed=zstandard.compress(content),
        aliases=aliases,
    )


def words_that_differ(old: RawContent, new: RawContent) -> tuple[str, ...]:
    """A comparison for these records: the words of the newer that the older lacks."""
    return tuple(sorted(set(new.content.decode().split()) - set(old.content.decode().split())))
