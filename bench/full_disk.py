"""A disk that fills up while people apply: ``python -m bench.full_disk FOLDER``.

FOLDER lies on a small file system of its own (``mount -t tmpfs -o size=64m tmpfs FOLDER``). A server runs
over SQLite there, the disk is filled up but for a few hundred kilobytes, and people (already signed in,
20 at a time) apply until nobody gets through. Then room is made, and everybody sends the same form again.
At the end the store is counted: nothing that a person saw as sent may be missing or there twice.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import text

from bench.applications import count_requests
from bench.crowd import Applicant, Browser, LostConnectionError, Times
from bench.kills import sign_all_in
from bench.served import Instance

_LEFT = 3_000_000
_AT_ONCE = 20
_WORDS = "disk of this site is full"


class _Watching(Browser):
    """A browser whose person stops at the first page that says that it did not work."""

    __slots__ = ()

    async def send(self, path: str, **fields: str) -> str:
        """Send a form. Raises LostConnectionError where the answer is an error."""
        page = await super().send(path, **fields)
        if self.times.errors:
            raise LostConnectionError
        return page


@dataclass(slots=True)
class Found:
    """``first`` and ``again``: how many saw their request as sent before and after room was made;
    ``told``: answers that said what is wrong; ``codes``: answers by status."""

    first: int = 0
    again: int = 0
    told: int = 0
    codes: Counter[int] = field(default_factory=Counter)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=int, default=100)
    options = parser.parse_args(arguments)
    if shutil.disk_usage(options.folder).total > 1_000_000_000:
        parser.error("this folder's disk is not a small one")
    found, stored, doubled, whole = run(options.folder / "data", options.folder / "ballast", options.people)
    print(
        f"{options.people} people; before the disk was full {found.first} were through; "
        f"{found.codes[503]} answers said 503, {found.told} of them that the disk is full; "
        f"{sum(n for code, n in found.codes.items() if code >= 500 and code != 503)} said anything worse\n"
        f"  after room was made {found.again} saw their request as sent, {stored} are stored: "
        f"lost {found.again - stored}, doubled {doubled}; the file is {whole}"
    )


def run(folder: Path, ballast: Path, people: int) -> tuple[Found, int, int, str]:
    """One run: what was found, how many are stored, how many twice, whether the file is whole."""
    instance, found = Instance(folder=folder), Found()
    instance.fill()
    tokens = sign_all_in(instance, people)
    instance.start()
    try:
        _fill_up(ballast)
        found.first = asyncio.run(_everybody(instance, tokens, found))
        ballast.unlink()
        found.again = asyncio.run(_everybody(instance, tokens, found))
    finally:
        instance.kill()
    stored, doubled = count_requests(instance)
    opened = instance.services()
    with opened.database.read() as conn:
        whole = str(conn.scalar(text("PRAGMA integrity_check")))
    opened.close()
    return found, stored, doubled, whole


def _fill_up(ballast: Path) -> None:
    with ballast.open("wb") as file:
        while (room := shutil.disk_usage(ballast.parent).free - _LEFT) > 0:
            file.write(bytes(min(room, 1 << 20)))
            file.flush()


async def _everybody(instance: Instance, tokens: list[str], found: Found) -> int:
    gate = asyncio.Semaphore(_AT_ONCE)

    async def one(number: int, token: str) -> bool:
        async with gate:
            return await _apply(instance, number, token, found)

    return sum(await asyncio.gather(*(one(number, token) for number, token in enumerate(tokens))))


async def _apply(instance: Instance, number: int, token: str, found: Found) -> bool:
    """Whether the person saw the request as sent, now or before."""
    times = Times()
    browser = _Watching(port=instance.port, place=f"10.2.0.{number % 250 + 1}", times=times)
    browser.cookie = f"trialogue={token}"
    dice = random.Random(number)
    person = Applicant(number=number, browser=browser, links=_no_links, pause=0, dice=dice)
    try:
        await browser.open("/me")
        if "/me/requests/" in browser.page:
            return True
        await person.fill_in()
        return "/me/requests/" in await person.confirm()
    except (LostConnectionError, IndexError):
        return False
    finally:
        found.codes.update(int(error.partition(" ")[0]) for error in times.errors)
        found.told += _WORDS in browser.page
        await browser.close()


async def _no_links(_address: str) -> str:
    raise LostConnectionError


if __name__ == "__main__":
    main()
