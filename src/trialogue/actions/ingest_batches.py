"""Records in batches for the workers; what is known already never gets that far."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from trialogue.actions.ingest_prepare import Batch
from trialogue.actions.ingest_release import release_for
from trialogue.actions.ingest_report import Progress, Skipped, Tally
from trialogue.registry.records import RawRecord, Unreadable
from trialogue.store.database import Database
from trialogue.store.known import known_bytes
from trialogue.store.packing import Dictionary, Samples, add_dictionary, newest_dictionaries, train
from trialogue.store.quarantine import Rejected, quarantined_studies
from trialogue.store.records import PutOutcome, raw_hash

MOST_RECORDS = 400
MOST_BYTES = 8 * 2**20


class Batches:
    """Makes the batches of one load."""

    def __init__(self, database: Database, tally: Tally, clock: Callable[[], datetime]) -> None:
        self._database, self._tally, self._clock = database, tally, clock
        self._samples = Samples()
        self._good: dict[str, str] = {}
        with database.read() as conn:
            self._dictionaries: dict[str, Dictionary] = newest_dictionaries(conn)
            self._quarantined = quarantined_studies(conn)

    def of(self, items: Iterable[RawRecord | Unreadable], progress: Progress) -> Iterator[Batch]:
        """The batches of these items, in their order."""
        for chunk in _chunks(self._counted(items)):
            fresh = self._unknown(chunk)
            if fresh:
                items, hashes = zip(*fresh, strict=True)
                self._learn(items)
                yield Batch(items=items, hashes=hashes, dictionaries=dict(self._dictionaries))
            else:
                progress(self._tally.read)

    def finish(self) -> None:
        """Let studies out of quarantine whose good record was here already."""
        if self._good:
            with self._database.write() as conn:
                release_for(conn, self._good)
            self._good.clear()

    def _counted(self, items: Iterable[RawRecord | Unreadable]) -> Iterator[RawRecord | Rejected]:
        for item in items:
            if isinstance(item, RawRecord):
                yield item
            elif item.skipped:
                skipped = Skipped(source=item.source, position=item.position, reason=item.reason)
                self._tally.skip(skipped)
            else:
                yield _rejected(item)

    def _unknown(self, chunk: list[RawRecord | Rejected]) -> list[tuple[RawRecord | Rejected, bytes]]:
        """Those that are not here byte for byte, each with the hash of its bytes; the others are counted."""
        hashes = [raw_hash(item.content) if isinstance(item, RawRecord) else b"" for item in chunk]
        with self._database.read() as conn:
            known = known_bytes(conn, [one for one in hashes if one])
        fresh: list[tuple[RawRecord | Rejected, bytes]] = []
        for item, digest in zip(chunk, hashes, strict=True):
            found = known.get(digest)
            if found is None:
                fresh.append((item, digest))
                continue
            self._tally.outcome(PutOutcome.UNCHANGED if found.is_current else PutOutcome.OLDER)
            if found.nct_id in self._quarantined:
                self._good[found.nct_id] = max(found.last_update, self._good.get(found.nct_id, ""))
        return fresh

    def _learn(self, fresh: Iterable[RawRecord | Rejected]) -> None:
        for item in fresh:
            if isinstance(item, RawRecord) and item.form not in self._dictionaries:
                enough = self._samples.add(item.form, item.content)
                if enough is not None:
                    self._train(item.form.value, enough)

    def _train(self, form: str, samples: Iterable[bytes]) -> None:
        several = list(samples)
        content = train(several)
        if content is not None:
            with self._database.write() as conn:
                kept = add_dictionary(conn, form, content, len(several), self._clock())
            self._dictionaries[form] = kept


def _chunks(items: Iterable[RawRecord | Rejected]) -> Iterator[list[RawRecord | Rejected]]:
    chunk: list[RawRecord | Rejected] = []
    size = 0
    for item in items:
        chunk.append(item)
        size += len(item.content)
        if len(chunk) >= MOST_RECORDS or size >= MOST_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _rejected(item: Unreadable) -> Rejected:
    return Rejected(
        source=item.source,
        position=item.position,
        reason=item.reason,
        nct_id=item.nct_id,
        content=item.content,
    )
