"""A real site, a real mail server and a real browser."""

from __future__ import annotations

import email
import os
import re
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from aiosmtpd.controller import Controller
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests.fixtures.instance import demo_instance

from trialogue.actions.ingest import load_paths
from trialogue.actions.simulate import simulate_people
from trialogue.asgi import site
from trialogue.config import load_settings
from trialogue.store.database import Database

ROOT = Path(__file__).parents[2]
STEWARD = "steward@patients.example"
# An address gets five sign-in links in a quarter of an hour: who signs in often has one of their own.
OTHER_STEWARDS = ("keys-steward@patients.example", "sizes-steward@patients.example")
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_EXECUTABLES = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")


@dataclass
class Postman:
    """Receives what the mail server was given."""

    mails: list[tuple[str, str]] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        message = email.message_from_bytes(envelope.content, policy=default)
        body = message.get_body(("plain",))
        self.mails.append((envelope.rcpt_tos[0], "" if body is None else str(body.get_content())))
        return "250 OK"

    def link(self, address: str, pattern: str, seen: int = 0) -> str:
        """The newest link of this form to an address, in mails after the first ``seen``; waits for it."""
        until = time.monotonic() + 20
        while time.monotonic() < until:
            fresh = self.mails[seen:]
            found = [m for to, text in fresh if to == address for m in re.findall(pattern, text)]
            if found:
                return str(found[-1])
            time.sleep(0.05)
        raise AssertionError(f"no mail with {pattern} came to {address}")


@dataclass(frozen=True)
class Live:
    """The running site, and its store where the site runs in this process. ``real``: NCT03268603 is in it."""

    url: str
    postman: Postman
    real: bool
    database: Database | None = None


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The whole site over demonstration studies, with a mail server beside it."""
    postman = Postman()
    listening = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    mail = Controller(postman, hostname="127.0.0.1", port=free_port())
    mail.start()
    services = demo_instance(
        tmp_path_factory.mktemp("live"),
        {
            "operator": "The Test Alliance",
            "base_url": url,
            "smtp_url": f"smtp://127.0.0.1:{mail.port}",
            "stewards": ", ".join((STEWARD, *OTHER_STEWARDS)),
        },
    )
    simulate_people(services.office)
    shared = (ROOT / load_settings(os.environ)[0].shared_data / "registry" / "reference").resolve()
    if shared.is_dir():
        load_paths(services, sorted(shared.glob("*.xml")), processes=0)
    server = uvicorn.Server(uvicorn.Config(site(services), log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield Live(url=url, postman=postman, real=shared.is_dir(), database=services.database)
    server.should_exit = True
    thread.join(timeout=20)
    mail.stop()
    services.close()


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium, as the tests' install step brings it."""
    executable = next((path for path in _EXECUTABLES if Path(path).exists()), None)
    if executable is None:
        pytest.fail("no Chromium here: run `bash tests/install_browser.sh`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=_ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """Somebody at a browser of their own."""

    live: Live
    context: BrowserContext
    page: Page

    def open(self, path: str) -> Page:
        """Go to a page of the site."""
        answer = self.page.goto(self.live.url + path)
        assert answer is not None
        assert answer.status < 400, f"{path}: {answer.status}"
        return self.page

    def sign_in(self, address: str) -> None:
        """From the page that asks for an address: ask, read the mail, open the link, press the button."""
        self.page.get_by_label("Your e-mail address").fill(address)
        # A link works once: an older one to the same address is not taken, whatever else came meanwhile.
        seen = len(self.live.postman.mails)
        self.page.get_by_role("button", name="Send me a link").click()
        self.page.goto(self.live.postman.link(address, r"https?://\S+/sign-in/[\w-]+", seen))
        self.page.locator("main form button[type=submit]").first.click()


@pytest.fixture
def visitors(chromium: Browser, live: Live) -> Iterator[Any]:
    """Makes visitors; their contexts are closed at the end."""
    contexts: list[BrowserContext] = []

    def make(width: int = 1280, **options: Any) -> Visitor:
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        return Visitor(live=live, context=context, page=context.new_page())

    yield make
    for context in contexts:
        context.close()
