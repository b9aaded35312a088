"""One batch of a load into the store, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from trialogue.actions.ingest_changes import changed_fields
from trialogue.actions.ingest_index import Committed
from trialogue.actions.ingest_prepare import Ready, open_document
from trialogue.actions.ingest_release import release_for, said_update
from trialogue.actions.ingest_report import Tally
from trialogue.store.database import Database
from trialogue.store.put import put_records
from trialogue.store.quarantine import Rejected, put_quarantine, quarantined_studies
from trialogue.store.records import NewRecord, PutOutcome


def put_batch(
    database: Database, results: Sequence[Ready | Rejected], tally: Tally, now: datetime
) -> Committed:
    """Put the good ones, keep the others in quarantine, count them all once they are committed."""
    ready = [one for one in results if isinstance(one, Ready)]
    rejected = [one for one in results if isinstance(one, Rejected)]
    with database.write() as conn:
        put = put_records(conn, [one.record for one in ready], changed_fields, now)
        held = quarantined_studies(conn)
        release_for(conn, _latest([one.record for one in ready if one.record.nct_id in held]))
        put_quarantine(conn, _still_bad(results), now)
    for outcome in put.outcomes:
        tally.outcome(outcome)
    for one in rejected:
        tally.reject(one)
    loaded = {
        one.record.nct_id: one
        for one, outcome in zip(ready, put.outcomes, strict=True)
        if outcome is PutOutcome.LOADED
    }
    return Committed(documents=[open_document(one.document) for one in loaded.values()], event=put.last_event)


def _latest(records: Sequence[NewRecord]) -> dict[str, str]:
    found: dict[str, str] = {}
    for record in records:
        found[record.nct_id] = max(record.last_update, found.get(record.nct_id, ""))
    return found


def _still_bad(results: Sequence[Ready | Rejected]) -> list[Rejected]:
    """Those after which no good record of the same study, no older, stands in the batch."""
    good: dict[str, str] = {}
    bad: list[Rejected] = []
    for one in reversed(results):
        if isinstance(one, Ready):
            nct_id, updated = one.record.nct_id, one.record.last_update
            good[nct_id] = max(updated, good.get(nct_id, ""))
        elif one.nct_id is None or good.get(one.nct_id, "\0") < said_update(one.content):
            bad.append(one)
    return bad[::-1]
