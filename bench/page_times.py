"""Study pages of the whole real set in this process: processor milliseconds of each, nothing kept before.

Every request goes through the whole application. *Not read*: the first page of a record that was not
read ahead. *Read ahead*: the first page once the worker has read it. *Kept*: the same page again.
``--every N`` takes each N-th study (1); ``--data FOLDER`` an instance that holds the records already.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from typing import Any

from starlette.applications import Starlette

from bench.served import percentile
from bench.shared import shared_data
from trialogue.actions.extracts import forget_all, read_ahead
from trialogue.actions.ingest import load_paths
from trialogue.config import Settings
from trialogue.store.studies import all_ids
from trialogue.web.app import create_app
from trialogue.web.warm import warm
from trialogue.wiring import Services, open_services

_FILES = ("legacy_xml.tar.gz", "v2_converted_msc_2022.jsonl.gz", "v2_native.jsonl.gz")
_WARM_UP = 20


def main(arguments: Sequence[str] | None = None) -> None:
    """Load where there is nothing, ask for every page, print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--data", default="")
    chosen = parser.parse_args(arguments if arguments is not None else [])
    with tempfile.TemporaryDirectory() as folder:
        services = open_services(
            Settings(data=chosen.data or folder, requests_per_minute=0, forms_per_minute=0)
        )
        if not chosen.data:
            load_paths(services, [shared_data() / "registry" / name for name in _FILES])
        _measure(services, chosen.every)
        services.close()


def _measure(services: Services, every: int) -> None:
    with services.database.read() as connection:
        ids = sorted(all_ids(connection))[::every]
    forget_all(services.database)
    print(f"{'':<12} {'pages':>7} {'mean':>7} {'p50':>7} {'p95':>7} {'p99':>7} {'most':>7}   ms of processor")
    _row("not read", _times(services, ids))
    started = time.process_time()
    read_ahead(services.database, lambda: False, 0)
    seconds = time.process_time() - started
    _row("read ahead", _times(services, ids))
    _row("kept", _times(services, ids, again=True))
    print(f"read ahead in {seconds:.0f} s of processor")


def _row(name: str, times: list[float]) -> None:
    shares = (percentile(times, 0.5), percentile(times, 0.95), percentile(times, 0.99), max(times))
    figures = " ".join(f"{value:7.1f}" for value in (sum(times) / len(times), *shares))
    print(f"{name:<12} {len(times):>7} {figures}", flush=True)


def _times(services: Services, ids: Sequence[str], *, again: bool = False) -> list[float]:
    """Milliseconds of each page, after some that make the process ready; ``again``: the second time."""
    app = create_app(services)
    warm(app.state.templates)

    async def measured() -> list[float]:
        for nct_id in ids[:_WARM_UP]:
            await _ask(app, nct_id)
        times = []
        for nct_id in ids[_WARM_UP:]:
            if again:
                await _ask(app, nct_id)
            started = time.process_time()
            await _ask(app, nct_id)
            times.append((time.process_time() - started) * 1000)
        return times

    return asyncio.run(measured())


async def _ask(app: Starlette, nct_id: str) -> None:
    path = f"/studies/{nct_id}"
    answers: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        answers.append(message)

    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"trials.example"), (b"accept-encoding", b"gzip, zstd")],
        "client": ("192.0.2.1", 5000),
        "server": ("trials.example", 80),
    }
    await app(scope, receive, send)
    if answers[0]["status"] != 200:
        raise RuntimeError(f"{path} answers {answers[0]['status']}")


if __name__ == "__main__":
    main(sys.argv[1:])
