"""The whole path in a browser without JavaScript: check, apply, sign in, desk, answer."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.fixtures.records import OPEN_STUDY
from tests.fixtures.town import NORTH, STEWARD, Town, found_town
from tests.fixtures.visitor import Person

from trialogue.actions.deliver import deliver_due
from trialogue.mail.mailer import FolderMailer, MemoryMailer
from trialogue.store.database import Database, open_database
from trialogue.web.app import create_app
from trialogue.wiring import Services

BASE = f"/studies/{OPEN_STUDY}"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """One open study on SQLite."""
    database: Database = open_database(f"sqlite:///{tmp_path / 'trialogue.sqlite'}")
    database.upgrade()
    yield found_town(database, tmp_path)
    database.close()


def _answer(person: Person, choice: str, value: str = "") -> None:
    key = re.search(r'name="key" value="([^"]+)"', person.page)
    assert key
    person.send(f"{BASE}/check", key=key[1], choice=choice, value=value)


def test_from_check_to_answer(services: Services, town: Town) -> None:
    ada = Person(services)
    page = ada.open(f"{BASE}/check")
    assert "I don’t know" in page
    assert "How old" in page or "age" in page
    assert ">years</option>" in page
    _answer(ada, "", value="52")
    while "/outcome" not in ada.path:
        _answer(ada, "dont-know")
    assert "What to do next" in ada.page
    ada.open(f"{BASE}/apply")
    ada.send(f"{BASE}/apply", site=NORTH)
    assert "What will the site see?" in ada.page
    ada.send(f"{BASE}/apply/what", name="Ada Example", phone="", note="Mondays are good.", share="age")
    assert "Where can we reach you?" in ada.page
    ada.follow_link("ada@home.example")
    assert "This is what" in ada.page
    assert "Mondays are good." in ada.page
    ada.send(f"{BASE}/apply/send", consent="yes")
    assert "The site has your request" in ada.page
    request_path = ada.path

    staff = Person(services)
    staff.sign_in("desk@north.example")
    staff.open(f"/desk/claim/{OPEN_STUDY}/{NORTH}")
    staff.send(f"/desk/claim/{OPEN_STUDY}/{NORTH}", words="I am the coordinator.")
    steward = Person(services)
    steward.sign_in(STEWARD)
    page = steward.open("/steward")
    claim = re.search(r"/steward/claims/\w+", page)
    assert claim
    assert "the domain is that of a contact" in page
    steward.send(claim[0], decision="grant")
    page = staff.open("/desk")
    link = re.search(r"/desk/requests/\w+", page)
    assert link
    page = staff.open(link[0])
    assert "Mondays are good." in page
    staff.send(link[0], kind="accepted")
    assert "The site would like to go on" in ada.open(request_path)
    assert "When could we call you?" in ada.page
    asyncio.run(deliver_due(services.office, services.mailer))
    mailer = services.mailer
    assert isinstance(mailer, MemoryMailer)
    for mail in mailer.sent.values():
        assert "sclerosis" not in (mail.subject + mail.text).lower()
        assert OPEN_STUDY not in mail.text or "/desk/claim/" in mail.text


def test_without_a_mail_server_there_is_a_local_mailbox(services: Services, tmp_path: Path) -> None:
    mailer = FolderMailer(folder=tmp_path / "mailbox", sender="Trialogue <no-reply@localhost>")
    changed = Services(
        settings=services.settings,
        database=services.database,
        index=services.index,
        mailer=mailer,
        office=services.office,
        clock=services.clock,
    )
    ada = Person(changed)
    ada.open("/sign-in")
    ada.send("/sign-in", address="ada@home.example")
    assert "local mailbox" in ada.page
    asyncio.run(deliver_due(changed.office, mailer))
    assert "/sign-in/" in ada.open("/mailbox")
    far = TestClient(create_app(changed), client=("203.0.113.9", 5000))
    assert far.get("/mailbox").status_code == 404
    assert TestClient(create_app(services), client=("127.0.0.1", 5000)).get("/mailbox").status_code == 404
