"""One batch of a load into the store, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from trialogue.actions.ingest_changes import changed_fields
from trialogue.actions.ingest_index import Committed
from trialogue.actions.ingest_prepare import Ready, open_document
from trialogue.actions.ingest_report import Tally
from trialogue.store.database import Database
from trialogue.store.put import put_records
from trialogue.store.quarantine import Rejected, put_quarantine, quarantined_studies, release
from trialogue.store.records import PutOutcome


def put_batch(
    database: Database, results: Sequence[Ready | Rejected], tally: Tally, now: datetime
) -> Committed:
    """Put the good ones, keep the others in quarantine, count them all once they are committed."""
    ready = [one for one in results if isinstance(one, Ready)]
    rejected = [one for one in results if isinstance(one, Rejected)]
    with database.write() as conn:
        put = put_records(conn, [one.record for one in ready], changed_fields, now)
        release(conn, quarantined_studies(conn) & {one.record.nct_id for one in ready})
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


def _still_bad(results: Sequence[Ready | Rejected]) -> list[Rejected]:
    """Those after which no good record of the same study stands in the batch."""
    mended: set[str] = set()
    bad: list[Rejected] = []
    for one in reversed(results):
        if isinstance(one, Ready):
            mended.add(one.record.nct_id)
        elif one.nct_id is None or one.nct_id not in mended:
            bad.append(one)
    return bad[::-1]
