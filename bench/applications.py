"""200 people who check, sign in and apply at the same time: ``python -m bench.applications``.

Each has a connection of their own over real HTTP and asks for about 30 pages; two server processes
answer them, over SQLite and over PostgreSQL. Once with a person's pauses between pages (evenly drawn,
``--pause`` seconds in the mean) and once with none, where everybody sends the next form at once.
Afterwards the store is asked whether each has exactly one request. On a machine that does other
things too, look at the processor's time: it is what one request costs.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import func, select

from bench.crowd import Applicant, Browser, LostConnectionError, Times, links_in
from bench.served import Instance, percentile, postgres, served
from trialogue.store.application_tables import application, application_event

PEOPLE = 200
PAUSE = 3.0


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table: both engines, with and without pauses."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--pause", type=float, default=PAUSE)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], action="append")
    parser.add_argument("--slowest", action="store_true", help="show times by page")
    options = parser.parse_args(arguments if arguments is not None else [])
    print(f"{options.people} people at once, {options.workers} server processes")
    for engine in options.engine or ["sqlite", "postgres"]:
        for pause in (options.pause, 0.0):
            with tempfile.TemporaryDirectory() as text:
                _engine(engine, Path(text), (options.people, pause, options.workers), options.slowest)


def _engine(engine: str, folder: Path, what: tuple[int, float, int], slowest: bool) -> None:
    people, pause, workers = what
    if engine == "sqlite":
        with served(folder / "data", workers) as instance:
            _report(engine, instance, (people, pause), slowest)
        return
    with (
        postgres(folder) as server,
        served(folder / "data", workers, {"database_url": server.url}) as instance,
    ):
        _report(engine, instance, (people, pause), slowest)


def _report(engine: str, instance: Instance, what: tuple[int, float], slowest: bool) -> None:
    people, pause = what
    # Word lists and templates are read at the first need; every process has its own.
    asyncio.run(everybody(instance, 8, 0.0, first=people))
    earlier, _ = count_requests(instance)
    before, begun = instance.processor_seconds(), time.perf_counter()
    times = asyncio.run(everybody(instance, people, pause))
    took, used = time.perf_counter() - begun, instance.processor_seconds() - before
    seconds = [second for _, second in times.seconds]
    sent, doubled = count_requests(instance)
    sent -= earlier
    print(
        f"{engine:<9} pause {pause:>3g} s  {len(seconds):>6,} requests in {took:6.1f} s  "
        f"p50 {percentile(seconds, 0.5) * 1000:6.0f} ms  p95 {percentile(seconds, 0.95) * 1000:6.0f} ms  "
        f"p99 {percentile(seconds, 0.99) * 1000:6.0f} ms  processor {used / len(seconds) * 1000:5.1f} ms  "
        f"errors {len(times.errors)}  sent {sent} of {people}, doubled {doubled}"
    )
    for error in sorted(set(times.errors)):
        print(f"  {times.errors.count(error):>5} × {error}")
    if slowest:
        _by_page(times)


def _by_page(times: Times) -> None:
    pages: dict[str, list[float]] = {}
    for page, second in times.seconds:
        pages.setdefault(page, []).append(second * 1000)
    for page, many in sorted(pages.items(), key=lambda item: -sum(item[1])):
        print(
            f"  {page:<44} {len(many):>5} ×  half {statistics.median(many):7.1f} ms  most {max(many):7.1f} ms"
        )


async def everybody(instance: Instance, people: int, pause: float, first: int = 0) -> Times:
    """Let them all apply at once. Their first pages are spread over one pause."""
    times, links = Times(), links_in(instance.folder / "mailbox")

    async def one(number: int) -> None:
        browser = Browser(port=instance.port, place=f"10.0.{number // 250}.{number % 250 + 1}", times=times)
        dice = random.Random(number)
        person = Applicant(number=number, browser=browser, links=links, pause=pause, dice=dice)
        try:
            await person.think()
            await person.apply()
        except (LostConnectionError, TimeoutError, IndexError, KeyError) as error:
            times.errors.append(f"{type(error).__name__} after {browser.path}")
        finally:
            await browser.close()

    await asyncio.gather(*(one(number) for number in range(first, first + people)))
    return times


def count_requests(instance: Instance) -> tuple[int, int]:
    """How many people have a request that was sent, and how many have more than one."""
    opened = instance.services()
    with opened.database.read() as conn:
        rows = conn.execute(
            select(application.c.person_id, func.count())
            .join(application_event, application_event.c.application_id == application.c.id)
            .where(application_event.c.kind == "sent")
            .group_by(application.c.person_id)
        ).all()
    opened.close()
    return len(rows), sum(count > 1 for _, count in rows)


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
