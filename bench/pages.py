"""Study pages over HTTP: 32 readers at once, two server processes, pages made anew and pages kept.

``--studies N`` real records (300) are loaded into an empty store and served as ``trialogue serve``
does. *First time*: each page is asked for once, by all readers together. *Again*: the same pages in a
random order, for ``--seconds``. The readers run in a process of their own on the same processors.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from trialogue.actions.ingest import load_paths
from trialogue.config import Settings, load_settings
from trialogue.registry.files import read_records
from trialogue.registry.records import RawRecord
from trialogue.wiring import open_services

READERS = 32
WORKERS = 2
_FILE = "v2_native.jsonl.gz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Pages that were read: seconds of each, seconds in all, bytes on the wire, answers not 200."""

    times: tuple[float, ...]
    seconds: float
    received: int
    failed: int

    def row(self, name: str) -> str:
        """One line of the table."""
        ordered = sorted(self.times)
        p50, p95 = (ordered[int(len(ordered) * q)] * 1000 for q in (0.5, 0.95))
        rate = len(ordered) / self.seconds
        size = self.received / len(ordered) / 1000
        return (
            f"{name:<12} {len(ordered):>7} {rate:>9.0f} {p50:>8.1f} {p95:>8.1f} {size:>7.1f} {self.failed:>7}"
        )


def main(arguments: Sequence[str] | None = None) -> None:
    """Load, serve, read, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--studies", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=10.0)
    chosen = parser.parse_args(arguments if arguments is not None else [])
    records = Path(load_settings(os.environ)[0].shared_data).resolve() / "registry" / _FILE
    with tempfile.TemporaryDirectory() as folder:
        paths = [f"/studies/{nct_id}" for nct_id in _load(Path(folder), records, chosen.studies)]
        with _served(Path(folder)) as port:
            print(
                f"{'':<12} {'pages':>7} {'pages/s':>9} {'p50 ms':>8} {'p95 ms':>8} {'kB':>7} {'not 200':>7}"
            )
            print(_in_own_process(port, paths * WORKERS, None).row("first time"))
            print(_in_own_process(port, paths, chosen.seconds).row("again"))


def _load(folder: Path, records: Path, count: int) -> list[str]:
    services = open_services(Settings(data=str(folder)))
    with tempfile.TemporaryDirectory() as chosen:
        raw = (item for item in read_records([records]) if isinstance(item, RawRecord))
        for number, record in enumerate(islice(raw, count)):
            Path(chosen, f"{number}.json").write_bytes(record.content)
        load_paths(services, [Path(chosen)])
    with services.database.read() as connection:
        ids = [row[0] for row in connection.exec_driver_sql("SELECT nct_id FROM study")]
    services.close()
    return ids


@contextmanager
def _served(folder: Path) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "uvicorn", "--factory", "trialogue.asgi:create", "--port", str(port)]
    command += ["--workers", str(WORKERS), "--no-access-log", "--log-level", "warning"]
    server = subprocess.Popen(command, env={**os.environ, "TRIALOGUE_DATA": str(folder)})
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=1)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the site did not come up within a minute")


def _in_own_process(port: int, paths: list[str], seconds: float | None) -> Run:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_read_all, (port, paths, seconds))


def _read_all(port: int, paths: list[str], seconds: float | None) -> Run:
    return asyncio.run(_readers(port, paths, seconds))


async def _readers(port: int, paths: list[str], seconds: float | None) -> Run:
    shuffled = random.Random(7)
    until = time.perf_counter() + seconds if seconds else None
    queue = iter(paths)

    def following() -> str | None:
        if until is None:
            return next(queue, None)
        return shuffled.choice(paths) if time.perf_counter() < until else None

    begun = time.perf_counter()
    runs = await asyncio.gather(*(_reader(port, following) for _ in range(READERS)))
    return Run(
        times=tuple(t for times, _, _ in runs for t in times),
        seconds=time.perf_counter() - begun,
        received=sum(size for _, size, _ in runs),
        failed=sum(failed for _, _, failed in runs),
    )


async def _reader(port: int, following: object) -> tuple[list[float], int, int]:
    """One reader on one connection that is kept open."""
    assert callable(following)
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
    times, size, failed = [], 0, 0
    while (path := following()) is not None:
        begun = time.perf_counter()
        writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        times.append(time.perf_counter() - begun)
        size += len(head) + length
        failed += not head.startswith(b"HTTP/1.1 200")
    writer.close()
    return times, size, failed


if __name__ == "__main__":
    main(sys.argv[1:])
