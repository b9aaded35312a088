"""Study pages over HTTP: 32 readers at once, two server processes, pages made anew and pages kept.

``--studies N`` real records (300) are loaded into an empty store and served as ``trialogue serve``
does. *First time*: each page is asked for twice, by all readers together. *Again*: the same pages in a
random order, for ``--seconds``, once each server is sure to have most of them. The readers run in a
process of their own on the same processors.
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
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
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
            _in_own_process(port, paths * WORKERS * 2, None)  # so that each server has made each page
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
    begun = time.perf_counter()
    until = begun + seconds if seconds else None
    queue = iter(paths)

    def following() -> str | None:
        if until is None:
            return next(queue, None)
        return shuffled.choice(paths) if time.perf_counter() < until else None

    loop = asyncio.get_running_loop()
    readers = [_Reader(following, loop.create_future()) for _ in range(READERS)]
    for reader in readers:
        await loop.create_connection(partial(_itself, reader), "127.0.0.1", port)
    await asyncio.gather(*(reader.done for reader in readers))
    return Run(
        times=tuple(t for reader in readers for t in reader.times),
        seconds=time.perf_counter() - begun,
        received=sum(reader.received for reader in readers),
        failed=sum(reader.failed for reader in readers),
    )


def _itself(reader: _Reader) -> _Reader:
    return reader


class _Reader(asyncio.Protocol):
    """One reader on one connection that is kept open: little work, for it runs beside the servers."""

    def __init__(self, following: Callable[[], str | None], done: asyncio.Future[None]) -> None:
        self.times: list[float] = []
        self.received = self.failed = 0
        self.done = done
        self._following = following
        self._missing = -1  # bytes still to come; -1: the head is not whole yet
        self._head = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._ask()

    def data_received(self, data: bytes) -> None:
        self.received += len(data)
        if self._missing >= 0:
            self._missing -= len(data)
        else:
            self._head += data
            end = self._head.find(b"\r\n\r\n")
            if end < 0:
                return
            at = self._head.lower().index(b"content-length: ", 0, end) + 16
            length = int(self._head[at : self._head.index(b"\r", at)])
            self._missing = length - (len(self._head) - end - 4)
        if self._missing == 0:
            self.times.append(time.perf_counter() - self._begun)
            self.failed += not self._head.startswith(b"HTTP/1.1 200")
            self._ask()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(error or ConnectionError("the server closed the connection"))

    def _ask(self) -> None:
        path = self._following()
        if path is None:
            self.done.set_result(None)
            self._transport.close()
            return
        self._head, self._missing = b"", -1
        self._begun = time.perf_counter()
        request = f"GET {path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n"
        self._transport.write(request.encode())


if __name__ == "__main__":
    main(sys.argv[1:])
