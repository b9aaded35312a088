"""Nothing private in what the server writes: a real process, a whole journey, then every line it wrote."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Browser, expect
from tests.browser.conftest import STEWARD, Live, Postman, Visitor, free_port
from tests.browser.test_journey import DEMO, SECRET, answer, apply, check, claim_desk, find, grant

AGE, PERSON, DESK = "57.125", "planted@home.example", "planted-desk@clinic.example"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Live, Path]]:
    """``trialogue serve`` as a process that writes all it can to a file."""
    postman, written = Postman(), tmp_path / "written.log"
    mail = Controller(postman, hostname="127.0.0.1", port=free_port())
    mail.start()
    settings = {
        "DATA": str(tmp_path / "data"),
        "LOG_LEVEL": "debug",
        "REGISTRY_URL": f"http://127.0.0.1:{free_port()}",
        "SMTP_URL": f"smtp://127.0.0.1:{mail.port}",
        "STEWARDS": STEWARD,
    }
    with written.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "trialogue", "serve", "--port", "0", "--starter"],
            env=os.environ | {f"TRIALOGUE_{name}": value for name, value in settings.items()},
            stdout=subprocess.PIPE,
            stderr=out,
        )
        assert process.stdout is not None
        line = ""
        while "Trialogue is at" not in line:
            line = process.stdout.readline().decode()
            assert line, written.read_text()
        yield Live(url=line.split()[-1], postman=postman, real=False), written
        process.terminate()
        process.wait(timeout=30)
    mail.stop()


def test_a_whole_journey_leaves_nothing_private_behind(
    chromium: Browser, served: tuple[Live, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    # The pictures of the journey are taken where it is walked in a window of their size.
    monkeypatch.delenv("TRIALOGUE_SCREENSHOTS", raising=False)
    live, written = served
    addresses: list[str] = []

    def visitor() -> Visitor:
        context = chromium.new_context()
        context.set_default_timeout(15_000)
        context.on("request", lambda request: addresses.append(request.url))
        return Visitor(live=live, context=context, page=context.new_page())

    person, staff = visitor(), visitor()
    find(person, DEMO)
    check(person, AGE)
    site = apply(person, PERSON, DEMO)
    request = person.page.url
    claim_desk(staff, DESK, DEMO, site)
    grant(visitor())
    answer(staff)
    person.page.goto(request)
    expect(person.page.get_by_text("We would like to meet you.")).to_be_visible()
    with urllib.request.urlopen(f"{live.url}/metrics") as answered:
        metrics = answered.read().decode()
    links = {m for _, text in live.postman.mails for m in re.findall(r"/sign-in/([\w-]+)", text)}
    cookies: list[Any] = [*person.context.cookies(), *staff.context.cookies()]
    private = {AGE, SECRET, PERSON, DESK, "Ada Example", "We would like to meet", *links}
    private |= {cookie["value"] for cookie in cookies}
    lines = written.read_text()
    assert "mail_sent" in lines
    assert [p for p in private if p.casefold() in lines.casefold()] == []
    assert [p for p in private if p.casefold() in metrics.casefold()] == []
    assert [p for p in private - links if any(p in address for address in addresses)] == []
