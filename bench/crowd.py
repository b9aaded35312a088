"""People who check, sign in and apply over real HTTP, each with a connection and a cookie of their own.

The client is a few lines over a socket, so that on a small machine the people cost little beside the
server that is measured.
"""

from __future__ import annotations

import asyncio
import email
import random
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from email.policy import default
from pathlib import Path
from urllib.parse import urlencode

from bench.served import STUDY

Links = Callable[[str], Awaitable[str]]
_CSRF = re.compile(r'name="csrf" value="([0-9a-f]+)"')
_TRIES = 400


class LostConnectionError(Exception):
    """The server went away before it had answered."""


@dataclass(slots=True)
class Answer:
    """Status, headers in lower case, and text of one answer."""

    status: int
    headers: dict[str, str]
    text: str


@dataclass(slots=True)
class Times:
    """Seconds of every request, by what was asked for, and every answer that was none."""

    seconds: list[tuple[str, float]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Browser:
    """One person's browser, at a network address of its own (as a trusted proxy would say)."""

    port: int
    place: str
    times: Times
    cookie: str = ""
    page: str = ""
    path: str = ""
    _streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def open(self, path: str) -> str:
        """Go to a page, and on where it leads."""
        return await self._follow("GET", path, "")

    async def send(self, path: str, **fields: str) -> str:
        """Send a form with the mark that the last page held."""
        found = _CSRF.search(self.page)
        return await self._follow(
            "POST", path, urlencode({"csrf": found[1] if found else "", **fields}, doseq=True)
        )

    async def _follow(self, method: str, path: str, body: str) -> str:
        for _ in range(5):
            answer = await self._timed(method, path, body)
            if answer.status not in {301, 302, 303}:
                break
            method, path, body = "GET", answer.headers["location"], ""
        self.page, self.path = answer.text, path
        if answer.status >= 400:
            self.times.errors.append(f"{answer.status} {_kind(method, path)}")
        return answer.text

    async def _timed(self, method: str, path: str, body: str) -> Answer:
        begun = time.perf_counter()
        answer = await self.ask(method, path, body)
        self.times.seconds.append((_kind(method, path), time.perf_counter() - begun))
        if "set-cookie" in answer.headers:
            self.cookie = answer.headers["set-cookie"].partition(";")[0]
        return answer

    async def ask(self, method: str, path: str, body: str) -> Answer:
        """One request, on the connection kept or a new one. Raises LostConnectionError.

        As browsers do, a kept connection that turns out to be closed is replaced once.
        """
        kept = self._streams is not None
        try:
            return await self._ask(method, path, body)
        except LostConnectionError:
            if not kept:
                raise
            return await self._ask(method, path, body)

    async def _ask(self, method: str, path: str, body: str) -> Answer:
        try:
            if self._streams is None:
                self._streams = await asyncio.open_connection("127.0.0.1", self.port)
            reader, writer = self._streams
            writer.write(self._head(method, path, body))
            return await _read_answer(reader)
        except (OSError, asyncio.IncompleteReadError, ValueError) as error:
            await self.close()
            raise LostConnectionError(type(error).__name__) from None

    def _head(self, method: str, path: str, body: str) -> bytes:
        lines = [
            f"{method} {path} HTTP/1.1",
            f"host: 127.0.0.1:{self.port}",
            f"x-forwarded-for: {self.place}",
        ]
        if self.cookie:
            lines.append(f"cookie: {self.cookie}")
        if body:
            lines.append("content-type: application/x-www-form-urlencoded")
            lines.append(f"content-length: {len(body)}")
        return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()

    async def close(self) -> None:
        """Let the connection go."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


def _kind(method: str, path: str) -> str:
    """A path without what is particular in it."""
    return f"{method} {re.sub(r'/(?:[0-9a-f]{32}|[A-Za-z0-9_-]{43})', '/…', path.partition('?')[0])}"


async def _read_answer(reader: asyncio.StreamReader) -> Answer:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.strip().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if "chunked" in headers.get("transfer-encoding", ""):
        parts = []
        while size := int(await reader.readline(), 16):
            parts.append(await reader.readexactly(size))
            await reader.readline()
        await reader.readline()
        body = b"".join(parts)
    else:
        body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Answer(status=int(first.split()[1]), headers=headers, text=body.decode())


def links_in(folder: Path) -> Links:
    """Reads sign-in links from the local mailbox of an instance without a mail server."""
    known: dict[str, str] = {}
    seen: set[str] = set()

    async def link(address: str) -> str:
        for _ in range(_TRIES):
            for path in folder.glob("*.eml"):
                if path.name not in seen:
                    seen.add(path.name)
                    message = email.message_from_bytes(path.read_bytes(), policy=default)
                    found = re.search(r"/sign-in/[\w-]+", str(message.get_content()))
                    if found:
                        known[str(message["To"])] = found[0]
            if address in known:
                return known.pop(address)
            await asyncio.sleep(0.25)
        raise TimeoutError(f"no link came to {address}")

    return link


@dataclass(slots=True)
class Applicant:
    """Somebody who checks a study, signs in and applies. ``pause``: seconds of thought between pages,
    drawn evenly from nothing to twice that."""

    number: int
    browser: Browser
    links: Links
    pause: float
    dice: random.Random

    @property
    def address(self) -> str:
        """Their e-mail address."""
        return f"person{self.number}@home.example"

    async def think(self) -> None:
        """Read the page."""
        if self.pause:
            await asyncio.sleep(self.dice.random() * 2 * self.pause)

    async def apply(self) -> str:
        """All of it; returns the path of the request's own page."""
        await self.check()
        await self.fill_in()
        await self.sign_in()
        return await self.confirm()

    async def check(self) -> None:
        """Read the study and answer what it asks."""
        page = self.browser
        await page.open(f"/studies/{STUDY}")
        await self.think()
        await page.open(f"/studies/{STUDY}/check")
        for _ in range(6):
            if "/outcome" in page.path:
                break
            await self.think()
            await page.send(f"/studies/{STUDY}/check", key=_key(page.page), **self._words(page.page))
        await self.think()
        await page.open(f"/studies/{STUDY}/check/outcome")

    def _words(self, page: str) -> dict[str, str]:
        if 'name="value"' in page:
            return {"value": str(self.dice.randint(40, 70))}
        return {"choice": self.dice.choice(re.findall(r'name="choice" value="([^"]+)"', page))}

    async def fill_in(self) -> None:
        """Choose a site and say who one is."""
        page, base = self.browser, f"/studies/{STUDY}/apply"
        await page.open(base)
        await self.think()
        sites = re.findall(r'name="site"[^>]*value="([0-9a-f]{16})"', page.page) or re.findall(
            r'value="([0-9a-f]{16})"', page.page
        )
        await page.send(base, site=self.dice.choice(sites))
        await self.think()
        shared = re.findall(r'name="share"[^>]*value="([^"]+)"', page.page)
        await page.send(f"{base}/what", name=f"Person {self.number}", note="Good day.", share=shared)  # type: ignore[arg-type]

    async def sign_in(self) -> None:
        """Ask for a link, read the mail, open it, press the button."""
        page = self.browser
        if "/sign-in" not in page.path:
            return
        await self.think()
        await page.send("/sign-in", address=self.address, next=f"/studies/{STUDY}/apply/send")
        link = await self.links(self.address)
        await page.open(link)
        await self.think()
        await page.send(link)

    async def confirm(self) -> str:
        """Agree and send."""
        await self.think()
        await self.browser.send(f"/studies/{STUDY}/apply/send", consent="yes")
        return self.browser.path


def _key(page: str) -> str:
    found = re.search(r'name="key" value="([^"]+)"', page)
    return found[1].replace("&quot;", '"').replace("&amp;", "&") if found else ""
