"""The worker: a loop that sends what is due and runs the rounds of the day. One in each server process
by default; any number beside it (``trialogue worker``)."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog

from trialogue.actions.deliver import Delivered, deliver_due
from trialogue.actions.extracts import alone, read_ahead
from trialogue.actions.office import Office
from trialogue.actions.rounds import run_rounds
from trialogue.errors import TrialogueError
from trialogue.mail.mailer import Mailer
from trialogue.store.extracts import reading_mark

_IDLE_SECONDS = 1.0
_TROUBLE_SECONDS = 10.0
_READ_EVERY_SECONDS = 20.0
Mark = tuple[int, str | None]
_ROUNDS_EVERY = 600  # turns of an idle loop: about ten minutes

log = structlog.get_logger()


async def work_forever(office: Office, mailer: Mailer) -> None:
    """Work until cancelled. A store that is away for a while stops nothing for good."""
    turn = 0
    while True:
        pause = _IDLE_SECONDS
        try:
            done = await deliver_due(office, mailer)
            pause = 0.0 if done.total else _IDLE_SECONDS
            if turn % _ROUNDS_EVERY == 0:
                await asyncio.to_thread(run_rounds, office)
        except TrialogueError as error:
            log.error("worker_trouble", error=type(error).__name__)
            pause = _TROUBLE_SECONDS
        except Exception as error:
            # Whatever it was, the next mail must still go out.
            log.error("worker_trouble", exc_info=error)
            pause = _TROUBLE_SECONDS
        turn += 1
        await asyncio.sleep(pause)


async def work_once(office: Office, mailer: Mailer) -> Delivered:
    """Send all that is due now, run the rounds once, and stop."""
    await asyncio.to_thread(run_rounds, office)
    total = Delivered()
    while True:
        done = await deliver_due(office, mailer)
        if not done.total:
            return total
        total = Delivered(
            sent=total.sent + done.sent,
            delayed=total.delayed + done.delayed,
            failed=total.failed + done.failed,
        )


async def read_ahead_forever(office: Office) -> None:
    """Read what was loaded for its pages, whenever something was, until cancelled."""
    stop = threading.Event()
    read: Mark | None = None
    try:
        while True:
            await asyncio.sleep(_READ_EVERY_SECONDS)
            try:
                read = await asyncio.to_thread(_read_new, office, stop, read)
            except Exception as error:
                log.error("read_ahead_trouble", exc_info=error)
    finally:
        stop.set()


def _read_new(office: Office, stop: threading.Event, read: Mark | None) -> Mark | None:
    """Read ahead unless all is read as of a mark; returns the mark as of which all is read now.

    Of several processes over one folder one reads; the others see later that nothing is left.
    """
    with office.database.read() as conn:
        mark = reading_mark(conn)
    if mark == read:
        return read
    with alone(office.settings.folder) as mine:
        if not mine:
            return read
        read_ahead(office.database, stop.is_set)
    return mark


@asynccontextmanager
async def working(office: Office, mailer: Mailer) -> AsyncIterator[None]:
    """A worker beside the server, for as long as the block lasts."""
    tasks = [
        asyncio.create_task(work_forever(office, mailer)),
        asyncio.create_task(read_ahead_forever(office)),
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
