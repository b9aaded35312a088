"""Sign-in links: short-lived, single use, bound to the browser, the same for everybody."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select
from tests.fixtures.records import OPEN_STUDY
from tests.fixtures.town import Town
from tests.fixtures.visitor import Person

from trialogue.actions.sign_in import safe_path
from trialogue.store.person_tables import person, session, sign_in_link, throttle
from trialogue.wiring import Services


def _people(town: Town) -> int:
    with town.office.database.read() as conn:
        return int(conn.scalar(select(func.count()).select_from(person)) or 0)


def test_a_mail_scanner_that_opens_the_link_uses_nothing_up(services: Services) -> None:
    ada, scanner = Person(services), Person(services)
    ada.open("/sign-in")
    link = ada.ask_link("ada@home.example")
    for _ in range(3):
        assert "works in another browser" in scanner.open(link, status=410)
    ada.open(link)
    assert "Press the button" in ada.page
    ada.send(link)
    assert ada.path == "/me"


def test_a_link_works_once(services: Services) -> None:
    ada = Person(services)
    ada.open("/sign-in")
    link = ada.ask_link("ada@home.example")
    ada.open(link)
    ada.send(link)
    assert "does not work (any more)" in ada.open(link, status=410)
    ada.open("/me")
    assert "does not work" in ada.send(link, status=409)


def test_a_link_works_for_fifteen_minutes(services: Services, town: Town) -> None:
    ada = Person(services)
    ada.open("/sign-in")
    link = ada.ask_link("ada@home.example")
    ada.open(link)
    town.clock.pass_time(minutes=16)
    ada.send(link, status=409)
    ada.open(link, status=410)
    assert _people(town) == 0


def test_a_link_works_only_where_it_was_asked_for(services: Services, town: Town) -> None:
    ada, thief = Person(services), Person(services)
    ada.open("/sign-in")
    link = ada.ask_link("ada@home.example")
    thief.open("/sign-in")
    thief.send(link, status=409)
    assert _people(town) == 0


def test_known_and_unknown_addresses_get_the_same_answer(services: Services, town: Town) -> None:
    town.person("known@home.example")
    answers = []
    for address in ("known@home.example", "unknown@home.example"):
        browser = Person(services)
        browser.open("/sign-in")
        page = browser.send("/sign-in", address=address, next="/me")
        answers.append(page)
    assert answers[0] == answers[1]
    with town.office.database.read() as conn:
        rows = conn.execute(select(sign_in_link)).all()
    assert len(rows) == 2
    assert _people(town) == 1


@pytest.mark.parametrize(
    "address", ["", "ada", "ada@", "@home.example", "a b@home.example", "a@b\r\nBcc: c@d.example", "a" * 300]
)
def test_what_is_no_address_is_said_so(services: Services, address: str) -> None:
    browser = Person(services)
    browser.open("/sign-in")
    assert "does not look like an e-mail address" in browser.send("/sign-in", 422, address=address)


def test_links_are_limited_for_an_address_and_for_a_place(services: Services, town: Town) -> None:
    browser = Person(services)
    browser.open("/sign-in")
    for _ in range(5):
        browser.send("/sign-in", address="ada@home.example")
        browser.open("/sign-in")
    assert "too often" in browser.send("/sign-in", 429, address="ADA@home.example")
    elsewhere = Person(services, place="192.0.2.7")
    elsewhere.open("/sign-in")
    elsewhere.send("/sign-in", 429, address="ada@home.example")
    for number in range(40):
        elsewhere.open("/sign-in")
        answer = elsewhere.client.post(
            "/sign-in", data={"csrf": elsewhere.mark, "address": f"a{number}@home.example"}
        )
    assert answer.status_code == 429
    town.clock.pass_time(minutes=16)
    browser.open("/sign-in")
    browser.send("/sign-in", address="ada@home.example")
    with town.office.database.read() as conn:
        for row in conn.execute(select(throttle)):
            assert re.fullmatch("[0-9a-f]{64}", row.mark)


def test_tokens_are_kept_as_digests_only(services: Services, town: Town) -> None:
    ada = Person(services)
    ada.open("/sign-in")
    link = ada.ask_link("ada@home.example")
    ada.open(link)
    ada.send(link)
    cookie = ada.client.cookies["trialogue"]
    with town.office.database.read() as conn:
        marks = [*conn.scalars(select(session.c.mark)), *conn.scalars(select(sign_in_link.c.mark))]
    assert all(cookie not in mark and link.rpartition("/")[2] not in mark for mark in marks)


def test_signing_in_changes_the_token_and_ends_the_old_one(services: Services, town: Town) -> None:
    ada = Person(services)
    ada.open("/sign-in")
    before = ada.client.cookies["trialogue"]
    ada.follow_link("ada@home.example")
    after = ada.client.cookies["trialogue"]
    assert before != after
    old = Person(services)
    old.client.cookies.set("trialogue", before)
    assert "/sign-in" in old.client.get("/me", follow_redirects=False).headers["location"]


def test_cookies_are_guarded(services: Services) -> None:
    answer = Person(services).client.get("/sign-in")
    words = answer.headers["set-cookie"].lower()
    assert "httponly" in words
    assert "samesite=lax" in words
    assert "path=/" in words


def test_sessions_are_listed_and_can_be_ended(services: Services) -> None:
    phone, laptop = Person(services), Person(services)
    phone.client.headers["user-agent"] = "Mozilla/5.0 (iPhone) Safari"
    phone.sign_in("ada@home.example")
    laptop.sign_in("ada@home.example")
    page = laptop.open("/me")
    assert "Safari on iPhone" in page
    handle = re.search(r'name="handle" value="(\w+)"', page)
    assert handle
    laptop.send("/me/sessions", handle=handle[1])
    assert "/sign-in" in phone.client.get("/me", follow_redirects=False).headers["location"]
    stranger = Person(services)
    stranger.sign_in("eve@home.example")
    mine = re.search(r'name="handle" value="(\w+)"', laptop.open("/me"))
    assert mine is None
    stranger.send("/me/sessions", handle=handle[1])
    assert laptop.open("/me")


def test_signing_out_ends_it(services: Services) -> None:
    ada = Person(services)
    ada.sign_in("ada@home.example")
    cookie = ada.client.cookies["trialogue"]
    ada.client.post("/sign-out", data={"csrf": ada.mark}, follow_redirects=False)
    again = Person(services)
    again.client.cookies.set("trialogue", cookie)
    assert again.client.get("/me", follow_redirects=False).status_code == 303


def test_a_session_ends_by_itself(services: Services, town: Town) -> None:
    ada = Person(services)
    ada.sign_in("ada@home.example")
    town.clock.pass_time(days=29)
    ada.open("/me")
    town.clock.pass_time(days=29)
    assert ada.open("/me")
    town.clock.pass_time(days=31)
    assert ada.client.get("/me", follow_redirects=False).status_code == 303


@pytest.mark.parametrize(
    ("given", "used"),
    [
        (f"/studies/{OPEN_STUDY}/apply/send", f"/studies/{OPEN_STUDY}/apply/send"),
        ("//evil.example", "/me"),
        ("https://evil.example", "/me"),
        ("/\\evil.example", "/me"),
        ("/me\r\nX: y", "/me"),
        ("", "/me"),
        ("/" + "a" * 400, "/me"),
    ],
)
def test_it_goes_on_to_this_site_only(given: str, used: str) -> None:
    assert safe_path(given) == used


@pytest.mark.parametrize("cookie", ["", "x", "x" * 500, "ä" * 10, "0" * 43])
def test_a_cookie_that_is_none_is_no_cookie(services: Services, cookie: str) -> None:
    browser = Person(services)
    headers = {"cookie": f"trialogue={cookie}".encode()}
    answer = browser.client.get("/me", headers=headers, follow_redirects=False)  # type: ignore[arg-type]
    assert answer.status_code == 303
