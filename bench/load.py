"""Load, index and split records made from the real ones; then load the same file again.

N records (``--studies 20000``) are made from the real API v2 records: new identifiers; status,
conditions, sponsor, sites and dates redrawn, each module whole from some real record. They are written
to one file (zstd), loaded into an empty store with its index, and loaded again; then all is counted.
Splitting is measured beside, on the criteria of a sample, and given as time on two processors for all.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import msgspec
import psutil  # type: ignore[import-untyped]
import zstandard

from trialogue.config import Settings, load_settings
from trialogue.eligibility.split import split
from trialogue.registry.files import read_records
from trialogue.registry.records import RawRecord

_SEED = 20_261_124
_REDRAWN = ("sponsorCollaboratorsModule", "conditionsModule", "contactsLocationsModule", "statusModule")
_FILES = ("v2_native.jsonl.gz", "v2_converted_msc_2022.jsonl.gz")
_GIB = 2**30


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the records, load them twice, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--studies", type=int, default=20_000)
    parser.add_argument("--keep", type=Path, help="folder to work in and to leave everything in")
    parser.add_argument("--database-url", default="", help="a PostgreSQL instead of SQLite")
    options = parser.parse_args(arguments if arguments is not None else [])
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        file = folder / f"made-{options.studies}.jsonl.zst"
        size = file_of_records(file, options.studies) if not file.exists() else 0
        settings = Settings(data=str(folder / "data"), database_url=options.database_url)
        runs = [watched_load(settings, file) for _ in range(2)]
        _print(options.studies, size, runs, split_seconds(options.studies))
        _print_count(settings)


@dataclass(frozen=True, kw_only=True)
class Run:
    """One load: its report, and the most memory that its processes took together."""

    report: dict[str, float]
    peak: int
    written: int


def watched_load(settings: Settings, file: Path) -> Run:
    """Load in a process of its own and watch its memory and that of its workers."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_load, args=(settings, file, there))
    process.start()
    peak = _Peak(cast(int, process.pid))
    peak.start()
    report = here.recv()
    peak.stop()
    process.join()
    written = sum(path.stat().st_size for path in settings.folder.rglob("*") if path.is_file())
    return Run(report=report, peak=peak.most, written=written)


def _load(settings: Settings, file: Path, connection: Any) -> None:
    from trialogue.actions.ingest import Parts, load_paths
    from trialogue.actions.statistics import CountedParts, recount
    from trialogue.index.tantivy_index import TantivyIndex
    from trialogue.store.database import open_database

    database = open_database(settings)
    database.upgrade()
    index = TantivyIndex(settings.folder / "index")
    parts = SimpleNamespace(
        settings=settings, database=database, index=index, clock=lambda: datetime.now(UTC)
    )
    if not index.size():
        # Counted once while empty: a large store that was never counted is counted by its first load.
        recount(cast(CountedParts, parts))
    report = load_paths(cast(Parts, parts), [file])
    connection.send(report.as_json())


class _Peak(threading.Thread):
    """The most memory (proportional set size) of a process and its children, looked at twice a second."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._process = psutil.Process(pid)
        self._ended = threading.Event()
        self.most = 0

    def run(self) -> None:
        while not self._ended.wait(0.5):
            try:
                family = [self._process, *self._process.children(recursive=True)]
                self.most = max(self.most, sum(one.memory_full_info().pss for one in family))
            except psutil.Error:
                continue

    def stop(self) -> None:
        self._ended.set()
        self.join()


def file_of_records(file: Path, count: int) -> int:
    """Write the records, one a line. Returns the size of all in bytes before compression."""
    size = 0
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as raw, zstandard.ZstdCompressor(1).stream_writer(raw) as out:
        for line in made(real_records(), count):
            size += len(line)
            out.write(line + b"\n")
    return size


def real_records() -> list[dict[str, Any]]:
    """The real API v2 records."""
    folder = Path(load_settings(os.environ)[0].shared_data) / "registry"
    items = read_records(folder / name for name in _FILES)
    return [msgspec.json.decode(item.content) for item in items if isinstance(item, RawRecord)]


def made(real: list[dict[str, Any]], count: int) -> Iterator[bytes]:
    """Records with new identifiers and redrawn modules."""
    dice = random.Random(_SEED)
    for number in range(count):
        base = dice.choice(real)
        protocol = dict(base["protocolSection"])
        for name in _REDRAWN:
            other = dice.choice(real)["protocolSection"]
            if name in other and name in protocol:
                protocol[name] = other[name]
        identification = {**protocol["identificationModule"], "nctId": f"NCT{number:08d}"}
        identification.pop("nctIdAliases", None)
        protocol["identificationModule"] = identification
        yield msgspec.json.encode({**base, "protocolSection": protocol})


def split_seconds(count: int) -> float:
    """The time that splitting the criteria of so many takes on two processors, from a sample."""
    texts = [
        record["protocolSection"].get("eligibilityModule", {}).get("eligibilityCriteria", "")
        for record in real_records()
    ]
    started = time.process_time()
    for text in texts:
        split(text)
    return (time.process_time() - started) / len(texts) * count / 2


def _print(count: int, size: int, runs: Sequence[Run], split_time: float) -> None:
    first, second = runs
    print(f"{count:,} records of {size / count / 1000:.1f} kB, {os.cpu_count()} processors")
    print(f"{'':<16}{'seconds':>9}{'records/s':>11}{'peak GiB':>10}  for 600,000 at this rate")
    for name, run in (("load and index", first), ("again", second)):
        seconds = run.report["seconds"]
        whole = seconds * 600_000 / count / 60
        print(f"{name:<16}{seconds:>9.1f}{count / seconds:>11,.0f}{run.peak / _GIB:>10.2f}  {whole:.1f} min")
    rate, whole = count / split_time, split_time * 600_000 / count / 60
    print(f"{'split':<16}{split_time:>9.1f}{rate:>11,.0f}{'':>10}  {whole:.1f} min")
    both = (first.report["seconds"] + split_time) * 600_000 / count / 60
    print(f"load + split at 600,000: {both:.1f} min")
    print(f"store and index: {first.written / count / 1000:.1f} kB a record")
    print("first:", first.report, "again:", second.report)


def _print_count(settings: Settings) -> None:
    """Count the whole registry, as a rebuild does."""
    from trialogue.actions.statistics import count_registry
    from trialogue.store.database import open_database

    counted = count_registry(open_database(settings), datetime.now(UTC).date(), os.cpu_count() or 1)
    whole = counted.seconds * 600_000 / counted.studies / 60
    rate = counted.studies / counted.seconds
    print(f"{'count':<16}{counted.seconds:>9.1f}{rate:>11,.0f}{'':>10}  {whole:.1f} min")


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
