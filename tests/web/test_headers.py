"""What browsers are told with every answer; and that refusals are written down without saying of whom."""

from __future__ import annotations

import re

import pytest
from starlette.routing import Route
from structlog.testing import capture_logs
from tests.fixtures.records import OPEN_STUDY
from tests.fixtures.town import NORTH, STEWARD, Town
from tests.fixtures.visitor import Person, services_of

from trialogue.web.app import create_app
from trialogue.wiring import Services

_INLINE = re.compile(
    r"<script(?![^>]*\b(?:src=|type=\"application/ld\+json\"))|\son\w+=\"|\sstyle=\"|<style|javascript:"
)


@pytest.fixture
def services(town: Town) -> Services:
    """The town's site."""
    return services_of(town)


def test_every_answer_guards_its_page_and_no_page_needs_more(town: Town, services: Services) -> None:
    """All routes, as one who is person, desk and steward: pages, files, errors and ways to sign in."""
    town.staff(STEWARD)
    sent = town.applied(town.person("ada@home.example"))
    everybody = Person(services)
    everybody.sign_in(STEWARD)
    statuses = set()
    for route in create_app(services).routes:
        if not isinstance(route, Route):
            continue
        path = route.path.replace("{nct_id}", OPEN_STUDY).replace("{site}", NORTH).replace("{id}", sent.id)
        for method in sorted((route.methods or set()) - {"HEAD"}):
            answer = everybody.client.request(method, path, follow_redirects=False)
            statuses.add(answer.status_code)
            policy = answer.headers["content-security-policy"]
            assert "default-src 'self'" in policy, path
            assert "frame-ancestors 'none'" in policy, path
            assert "unsafe" not in policy, path
            assert answer.headers["x-content-type-options"] == "nosniff", path
            assert answer.headers["x-frame-options"] == "DENY", path
            assert answer.headers["referrer-policy"] in {"same-origin", "no-referrer"}, path
            if answer.headers.get("content-type", "").startswith("text/html"):
                assert _INLINE.findall(answer.text) == [], path
    assert {200, 303, 403, 404} <= statuses


def test_refusals_are_written_down_and_name_nobody(town: Town, services: Services) -> None:
    ada, eve = Person(services), Person(services)
    ada.open("/sign-in")
    link = ada.ask_link("ada@home.example")
    eve.open("/sign-in")
    with capture_logs() as written:
        eve.send(link, 409)
        ada.open(link)
        ada.send(link)
        ada.open("/me")
        ada.send(link, 409)
        ada.open("/steward", 403)
        ada.client.post("/me/details", data={"csrf": "0" * 64, "name": "Eve"})
    said = [(one["event"], one.get("reason") or one.get("error")) for one in written]
    assert said == [
        ("sign_in_refused", "elsewhere"),
        ("sign_in_refused", "gone"),
        ("refused", "ForbiddenError"),
        ("refused", "ForbiddenError"),
    ]
    assert not re.search(r"@|home|/me|/steward|sign-in/", str(written))
