"""1,000 requests while server and worker are killed: ``python -m bench.kills``.

People (already signed in, 40 at a time) choose a site, say what is shared, agree and send, over real
HTTP. Meanwhile ``kill -9`` hits the server with all its processes, and a worker beside it, at random
moments; both are started again. Who loses the connection sends the same form again, as people do.
Mails go to a real SMTP server. At the end the store and the mails are counted: nothing that a person
saw as sent may be missing, nothing may be there twice, and no mailbox may show a mail twice (it shows
one Message-ID once).
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select, update
from tests.fixtures.post_office import PostOffice

from bench.crowd import Applicant, Browser, LostConnectionError, Times
from bench.served import Instance, postgres
from trialogue.model.profile import Answer, Profile
from trialogue.store import people, sessions
from trialogue.store.application_tables import application, application_event, outbox
from trialogue.store.database import Database
from trialogue.store.people import ContactDetails

REQUESTS = 1000
_AT_ONCE = 40
_STEPS = 400


@dataclass(slots=True)
class Count:
    """What the run found."""

    seen_as_sent: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    sent_again: int = 0
    lost: int = 0
    doubled: int = 0
    stored: int = 0
    mails: int = 0
    attempts: int = 0
    mails_missing: int = 0
    mails_doubled: int = 0
    times: Times = field(default_factory=Times)

    @property
    def well(self) -> bool:
        """Whether nothing was lost or doubled."""
        return not (self.lost or self.doubled or self.mails_missing or self.mails_doubled)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the counts for both engines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=REQUESTS)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], action="append")
    options = parser.parse_args(arguments if arguments is not None else [])
    for engine in options.engine or ["sqlite", "postgres"]:
        with tempfile.TemporaryDirectory() as text, ExitStack() as stack:
            settings = {}
            if engine == "postgres":
                settings["database_url"] = stack.enter_context(postgres(Path(text))).url
            found = run(Path(text) / "data", options.requests, settings)
        print(
            f"{engine:<9} {options.requests:,} people; killed: server {found.kills['server']} times, "
            f"worker {found.kills['worker']} times; forms sent again {found.sent_again}\n"
            f"  {found.seen_as_sent:,} saw their request as sent, {found.stored:,} are stored: "
            f"lost {found.lost}, doubled {found.doubled}\n"
            f"  {found.mails:,} mails in {found.attempts:,} deliveries: missing {found.mails_missing}, "
            f"seen twice {found.mails_doubled}"
        )


def run(folder: Path, requests: int, settings: dict[str, str], every: tuple[int, int] = (150, 700)) -> Count:
    """One run. ``every``: the fewest and most answers of the server between two kills."""
    office = PostOffice()
    office.open()
    instance = Instance(folder=folder, settings={**settings, "smtp_url": office.url})
    instance.fill()
    tokens = sign_all_in(instance, requests)
    try:
        return asyncio.run(_watch(instance, office, tokens, every))
    finally:
        instance.kill()
        office.close()


def sign_all_in(instance: Instance, requests: int) -> list[str]:
    """Make people with answers, each signed in; returns the tokens of their browsers."""
    opened, tokens = instance.services(), []
    now, ring = datetime.now(UTC), opened.office.ring
    answers = Profile(answers={"age": Answer(value=52.0, unit="years")})
    with opened.database.write() as conn:
        for number in range(requests):
            tokens.append(sessions.new_token())
            contact = ContactDetails(address=f"person{number}@home.example")
            person = people.create_person(conn, ring, now, contact)
            people.put_profile(conn, ring, person, answers, now)
            sessions.put_session(conn, tokens[-1], person, "A browser", now)
    opened.close()
    return tokens


async def _watch(instance: Instance, office: PostOffice, tokens: list[str], every: tuple[int, int]) -> Count:
    found, done = Count(), asyncio.Event()
    await asyncio.to_thread(instance.start)
    killer = asyncio.create_task(_kill_at_random(instance, found, done, every))
    gate = asyncio.Semaphore(_AT_ONCE)

    async def one(number: int, token: str) -> bool:
        async with gate:
            return await _apply(instance, number, token, found)

    sent = await asyncio.gather(*(one(number, token) for number, token in enumerate(tokens)))
    done.set()
    await killer
    found.seen_as_sent = sum(sent)
    opened = instance.services()
    try:
        await _until_all_mails_went(opened.database)
        _count(opened.database, {n for n, seen in enumerate(sent) if seen}, office, found)
    finally:
        opened.close()
    return found


async def _kill_at_random(
    instance: Instance, found: Count, done: asyncio.Event, every: tuple[int, int]
) -> None:
    dice = random.Random(11)
    worker = instance.command("worker")
    while not done.is_set():
        enough = len(found.times.seconds) + dice.randint(*every)
        while len(found.times.seconds) < enough and not done.is_set():
            await asyncio.sleep(dice.random() / 50)
        if done.is_set():
            break
        if dice.random() < 0.3:
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
            worker = instance.command("worker")
            found.kills["worker"] += 1
        else:
            instance.kill()
            await asyncio.to_thread(instance.start)
            found.kills["server"] += 1
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


async def _apply(instance: Instance, number: int, token: str, found: Count) -> bool:
    """Go on until the request's own page is seen, or the apply page says that it is there already."""
    for _ in range(_STEPS):
        place = f"10.1.{number // 250}.{number % 250 + 1}"
        browser = Browser(port=instance.port, place=place, times=found.times)
        browser.cookie = f"trialogue={token}"
        person = Applicant(
            number=number, browser=browser, links=_no_links, pause=0, dice=random.Random(number)
        )
        try:
            await browser.open("/me")
            if "/me/requests/" in browser.page:
                return True
            await person.fill_in()
            if "/me/requests/" in await person.confirm():
                return True
        except (LostConnectionError, IndexError):
            found.sent_again += 1
            await asyncio.sleep(0.5)
        finally:
            await browser.close()
    return False


async def _no_links(_address: str) -> str:
    raise LostConnectionError


async def _until_all_mails_went(database: Database) -> None:
    """A killed worker's lease runs out after five minutes: here at once."""
    for _ in range(600):
        with database.write() as conn:
            past = datetime.now(UTC) - timedelta(seconds=1)
            stale = outbox.c.leased_until > past + timedelta(minutes=4, seconds=50)
            conn.execute(
                update(outbox).where(outbox.c.leased_until.is_not(None), ~stale).values(leased_until=past)
            )
            waits = int(conn.scalar(select(func.count()).where(outbox.c.sent_at.is_(None))) or 0)
        if not waits:
            return
        await asyncio.sleep(0.5)


def _count(database: Database, seen: set[int], office: PostOffice, found: Count) -> None:
    with database.read() as conn:
        rows = conn.execute(
            select(application.c.person_id, func.count())
            .join(application_event, application_event.c.application_id == application.c.id)
            .where(application_event.c.kind == "sent")
            .group_by(application.c.person_id)
        ).all()
        addressed = conn.scalars(select(outbox.c.person_id).where(outbox.c.kind == "person: sent")).all()
    found.stored = len(rows)
    found.doubled = sum(count > 1 for _, count in rows)
    found.lost = max(0, len(seen) - found.stored)
    found.doubled += len(addressed) - len(set(addressed))
    ids, boxes = office.ids(), Counter[str]()
    for mail in {str(mail["Message-ID"]): mail for mail in office.mails}.values():
        boxes[str(mail["To"])] += 1
    to_people = {address: count for address, count in boxes.items() if address.startswith("person")}
    found.mails, found.attempts = len(ids), ids.total()
    found.mails_missing = found.stored - len(to_people)
    found.mails_doubled = sum(count > 1 for count in to_people.values())


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
