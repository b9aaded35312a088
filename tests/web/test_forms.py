"""Forms are bounded, words stay words, and nothing private gets into addresses or logs."""

from __future__ import annotations

import asyncio
import logging
import re
from dataclasses import replace
from pathlib import Path

import pytest
import structlog
from tests.fixtures.records import OPEN_STUDY
from tests.fixtures.town import ANSWERS, NORTH, Town
from tests.fixtures.visitor import Person, services_of

from trialogue import log
from trialogue.actions.deliver import deliver_due
from trialogue.actions.retention_page import retention_page
from trialogue.web.session import cookie_name
from trialogue.wiring import Services

ROOT = Path(__file__).parents[2]
BASE = f"/studies/{OPEN_STUDY}"


def test_forms_are_bounded(services: Services) -> None:
    ada = Person(services)
    ada.open("/sign-in")
    post = ada.client.post
    assert post("/sign-in", data={"csrf": ada.mark, "address": "a" * 70_000}).status_code == 413
    assert post("/sign-in", data={f"f{n}": "x" for n in range(600)}).status_code == 413
    files = {"file": ("x.txt", b"x")}
    assert post("/sign-in", data={"csrf": ada.mark}, files=files).status_code == 400
    assert post("/sign-in", content=b"{}", headers={"content-type": "application/json"}).status_code == 400
    odd = {"content-type": "application/x-www-form-urlencoded"}
    assert post("/sign-in", content=b"address=\xff\xfe", headers=odd).status_code == 400
    assert post("/sign-in", content=b"csrf=%ff", headers=odd).status_code in {400, 403, 413}


HOSTILE = "<script>alert(1)</script>{{ 12345679*63 }}\u202e\x00<img src=x onerror=alert(1)>"


def test_hostile_words_stay_words(services: Services, town: Town) -> None:
    staff_actor = town.staff("desk@north.example")
    ada_actor = town.person("ada@home.example", ANSWERS)
    sent = town.applied(ada_actor, note=HOSTILE, name=HOSTILE)
    ada, staff = Person(services), Person(services)
    ada.sign_in("ada@home.example")
    staff.sign_in("desk@north.example")
    ada.open(f"/me/requests/{sent.id}")
    ada.send(f"/me/requests/{sent.id}/words", words=HOSTILE)
    staff.open(f"/desk/requests/{sent.id}")
    staff.send(f"/desk/requests/{sent.id}", kind="asked", words=HOSTILE)
    for page in (
        ada.open(f"/me/requests/{sent.id}"),
        ada.open("/me"),
        staff.open(f"/desk/requests/{sent.id}"),
        staff.open("/desk"),
    ):
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "777777777" not in page
    assert staff_actor.desks


def test_answers_are_never_in_an_address(services: Services) -> None:
    ada = Person(services)
    seen = []
    ada.client.event_hooks["request"].append(lambda request: seen.append(str(request.url)))
    ada.open(f"{BASE}/check")
    key = re.search(r'name="key" value="([^"]+)"', ada.page)
    assert key
    ada.send(f"{BASE}/check", key=key[1], value="57")
    ada.open(f"{BASE}/check/answers")
    ada.open(f"{BASE}/check?question=1")
    ada.open(f"{BASE}/apply")
    ada.send(f"{BASE}/apply", site=NORTH)
    ada.send(f"{BASE}/apply/what", name="Ada Example", note="Planted words", share=key[1])
    for address in seen:
        assert "57" not in address.removeprefix("http://127.0.0.1:8765")
        assert "Ada" not in address
        assert "Planted" not in address
        assert "age" not in address.replace("page", "")


def test_an_age_counts_in_the_unit_that_was_chosen(services: Services) -> None:
    ada = Person(services)
    ada.open(f"{BASE}/check")
    key = re.search(r'name="key" value="([^"]+)"', ada.page)
    assert key
    ada.send(f"{BASE}/check", key=key[1], value="40", unit="month")
    assert "What speaks against it" in ada.open(f"{BASE}/check/outcome")
    assert "40 months" in ada.open(f"{BASE}/check/answers")


def test_wrong_answers_are_said_so_kindly(services: Services) -> None:
    ada = Person(services)
    ada.open(f"{BASE}/check")
    key = re.search(r'name="key" value="([^"]+)"', ada.page)
    assert key
    for value in ("", "abc", "nan", "inf", "-5", "1e400", "9" * 30, "400"):
        page = ada.send(f"{BASE}/check", 422, key=key[1], value=value)
        assert "There is something to mend" in page
    for value, unit in (("200", "year"), ("3000", "month"), ("-1", "day")):
        page = ada.send(f"{BASE}/check", 422, key=key[1], value=value, unit=unit)
        assert "must be 0 to 120 years" in page
    ada.send(f"{BASE}/check", 404, key="no such question", value="5")
    ada.open("/studies/NCT00000000/check", status=404)
    ada.open("/studies/nonsense/check", status=404)
    assert ada.open(f"{BASE}/check?question=99")


def test_logs_hold_nothing_private(
    services: Services, town: Town, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    log.set_up("debug")
    caplog.set_level(logging.DEBUG)
    try:
        town.staff("desk@north.example")
        ada = Person(services)
        ada.open(f"{BASE}/check")
        key = re.search(r'name="key" value="([^"]+)"', ada.page)
        assert key
        ada.send(f"{BASE}/check", key=key[1], value="57.125")
        ada.send(f"{BASE}/check", 422, key=key[1], value="planted-answer")
        ada.open(f"{BASE}/apply")
        ada.send(f"{BASE}/apply", site=NORTH)
        ada.send(f"{BASE}/apply/what", name="Planted Name", note="planted-note", phone="planted-phone")
        ada.follow_link("planted@home.example")
        ada.send(f"{BASE}/apply/send", consent="yes")
        request_path = ada.path
        ada.send(f"{request_path}/words", words="planted-words")
        asyncio.run(deliver_due(services.office, services.mailer))
        token = ada.client.cookies["trialogue"]
    finally:
        structlog.reset_defaults()
        logging.getLogger().setLevel(logging.WARNING)
    captured = capfd.readouterr()
    # The test's own client logs the addresses it asks for; all other loggers are the site's.
    own = [r.getMessage() for r in caplog.records if not r.name.startswith(("httpx", "httpcore"))]
    text = "\n".join([captured.out, captured.err, *own]).casefold()
    assert "mail_sent" in text
    for planted in ("57.125", "planted", token.casefold(), "/sign-in/"):
        assert planted not in text


def test_with_https_the_cookie_is_secure(town: Town) -> None:
    settings = replace(town.office.settings, base_url="https://trials.example")
    office = replace(town.office, settings=settings)
    services = services_of(Town(office=office, clock=town.clock))
    browser = Person(services)
    words = browser.client.get("https://trials.example/sign-in").headers["set-cookie"].lower()
    assert words.startswith("__host-trialogue=")
    assert "secure" in words
    assert cookie_name(office).startswith("__Host-")


def test_the_retention_page_is_the_one_of_the_rules() -> None:
    page = ROOT / "docs" / "security" / "retention.md"
    assert page.read_text(encoding="utf-8") == retention_page()


def test_every_line_of_the_checklist_names_a_test_that_exists() -> None:
    lines = (ROOT / "docs" / "security" / "asvs.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("| V")]
    assert {row.split()[1] for row in rows} == {f"V{n}" for n in range(1, 15)}
    for row in rows:
        named = re.search(r"`(tests/[\w/]+\.py)::(\w+)`", row)
        if named is None:
            assert re.search(r"\| (does not|not met, by choice)", row), row
        else:
            text = (ROOT / named[1]).read_text(encoding="utf-8")
            assert f"def {named[2]}(" in text, row
