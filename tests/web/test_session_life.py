"""A sign-in that ended, or is not fresh enough: what it stops, and that nothing typed is lost."""

from __future__ import annotations

import html
import re

import pytest
from starlette.routing import Route
from tests.fixtures.records import OPEN_STUDY
from tests.fixtures.town import DESK, NORTH, STEWARD, Town
from tests.fixtures.visitor import Person, services_of, signed_in

from trialogue.actions.claim import claim_site
from trialogue.actions.permissions import MAY
from trialogue.actions.requests import read_request
from trialogue.actions.session_life import NEEDS_FRESH
from trialogue.model.application import Application, EventKind
from trialogue.model.person import Role
from trialogue.web.app import create_app
from trialogue.wiring import Services

STAFF, ADA = "desk@north.example", "ada@home.example"


@pytest.fixture
def services(town: Town) -> Services:
    """The town's site."""
    return services_of(town)


def writes_too_late(town: Town, services: Services, kind: str, words: str) -> tuple[Person, Application]:
    """Somebody at a desk who opened a request, was away for 45 minutes, then sends an answer to it."""
    town.staff(STAFF)
    sent = town.applied(town.person(ADA))
    desk = signed_in(services, STAFF)
    desk.open(f"/desk/requests/{sent.id}")
    town.clock.pass_time(minutes=45)
    desk.send(f"/desk/requests/{sent.id}", kind=kind, words=words)
    return desk, sent


def goes_on(person: Person, address: str) -> None:
    """Sign in from the page to which one was sent."""
    assert person.path.startswith("/sign-in?"), person.path
    person.follow_link(address)


def signs_in_afresh(person: Person, address: str) -> None:
    """Press the button for a link, and follow it."""
    assert person.path.startswith("/sign-in/again?"), person.path
    assert address not in person.page
    hidden = re.search(r'name="next" value="([^"]*)"', person.page)
    assert hidden
    person.follow_own_link(address, hidden[1])


def sends_what_was_kept(person: Person, status: int = 200) -> str:
    """Press the button on the page of what is not sent yet."""
    assert person.path == "/me/unsent"
    action = re.search(
        r'<form method="post" action="([^"]+)">\s*<input[^>]*>\s*<input[^>]*"unsent"', person.page
    )
    assert action
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', person.page))
    fields.pop("csrf")
    return person.send(action[1], status, **{name: html.unescape(value) for name, value in fields.items()})


def test_a_desk_that_did_nothing_for_a_while_sees_nothing_until_it_signs_in_again(
    town: Town, services: Services
) -> None:
    town.staff(STAFF)
    sent = town.applied(town.person(ADA), note="Good day.")
    desk = signed_in(services, STAFF)
    town.clock.pass_time(minutes=29)
    desk.open("/desk")
    town.clock.pass_time(minutes=29)
    desk.open(f"/desk/requests/{sent.id}")
    town.clock.pass_time(minutes=31)
    desk.open(f"/studies/{OPEN_STUDY}/people")  # a public page wakes nothing
    page = desk.open(f"/desk/requests/{sent.id}")
    assert "Good day." not in page
    assert "You were signed out" in page
    goes_on(desk, STAFF)
    assert desk.path == f"/desk/requests/{sent.id}"
    assert "Good day." in desk.page


def test_a_working_day_is_the_longest_for_a_desk_and_a_steward(town: Town, services: Services) -> None:
    town.staff(STAFF)
    browsers = [(signed_in(services, STAFF), "/desk"), (signed_in(services, STEWARD), "/steward")]
    ada = signed_in(services, ADA)
    for _ in range(28):  # 11 hours and 40 minutes, never long without a page
        town.clock.pass_time(minutes=25)
        for browser, path in browsers:
            browser.open(path)
            assert browser.path == path
    town.clock.pass_time(minutes=25)
    for browser, path in browsers:
        browser.open(path)
        assert browser.path.startswith("/sign-in?")
    assert ada.open("/me")
    assert ada.path == "/me"


def test_what_a_desk_wrote_meanwhile_is_kept_and_sent_once(town: Town, services: Services) -> None:
    desk, sent = writes_too_late(town, services, kind="asked", words='When "can" you come? <b>Tuesday?</b>')
    assert "What you wrote is kept" in desk.page
    assert read_request(town.office, town.person(ADA), sent.id).application.status.value == "opened"
    goes_on(desk, STAFF)
    assert "Tuesday?&lt;/b&gt;" in desk.page
    assert "answer an application" in desk.page
    assert "Something is not sent yet" in desk.open("/me")
    desk.open("/me/unsent")
    sends_what_was_kept(desk)
    assert desk.path == "/desk?done=answered"
    events = read_request(town.office, town.person(ADA), sent.id).application.events
    assert (events[-1].kind, events[-1].words) == (EventKind.ASKED, 'When "can" you come? <b>Tuesday?</b>')
    assert "not sent yet" not in desk.open("/me")
    desk.open("/me/unsent")
    assert desk.path == "/me"


def test_what_one_wrote_is_shown_to_no_other_who_signs_in_there(town: Town, services: Services) -> None:
    desk, _ = writes_too_late(town, services, kind="asked", words="A secret.")
    goes_on(desk, "eve@home.example")
    assert desk.path == "/me"
    assert "A secret." not in desk.page
    assert "not sent yet" not in desk.page


def test_what_is_kept_can_be_dropped_and_what_fails_stays(town: Town, services: Services) -> None:
    desk, _ = writes_too_late(town, services, kind="enrolled", words="Welcome.")
    goes_on(desk, STAFF)
    assert "not possible" in sends_what_was_kept(desk, 409)
    assert "Welcome." in desk.open("/me/unsent")
    desk.send("/me/unsent")
    assert "not sent yet" not in desk.open("/me")


def test_a_form_without_its_mark_is_kept_nowhere(town: Town, services: Services) -> None:
    town.staff(STAFF)
    sent = town.applied(town.person(ADA))
    desk = signed_in(services, STAFF)
    town.clock.pass_time(minutes=45)
    answer = desk.client.post(f"/desk/requests/{sent.id}", data={"csrf": "0" * 64, "kind": "accepted"})
    assert answer.status_code == 403
    desk.open("/me")
    goes_on(desk, STAFF)
    assert "not sent yet" not in desk.page


def test_every_page_of_a_grave_act_asks_for_a_fresh_sign_in(town: Town, services: Services) -> None:
    """All routes of NEEDS_FRESH, by somebody who may, 31 minutes after they signed in."""
    town.staff(STAFF)
    browsers = {
        Role.STAFF: signed_in(services, STAFF),
        Role.STEWARD: signed_in(services, STEWARD),
        Role.PERSON: signed_in(services, ADA),
    }
    town.clock.pass_time(minutes=16)
    for browser in browsers.values():
        browser.open("/me")
    town.clock.pass_time(minutes=15)
    seen = set()
    for route in create_app(services).routes:
        action = getattr(getattr(route, "endpoint", None), "action", None)
        if action not in NEEDS_FRESH or not isinstance(route, Route):
            continue
        seen.add(action)
        browser = next(one for role, one in browsers.items() if role in MAY[action])
        browser.open("/me")
        for method in sorted((route.methods or set()) - {"HEAD"}):
            form = {"csrf": browser.mark} if method == "POST" else None
            answer = browser.client.request(
                method, route.path.replace("{id}", "f" * 32), data=form, follow_redirects=False
            )
            assert answer.status_code == 303, route.path
            assert answer.headers["location"].startswith("/sign-in/again?next="), route.path
    assert seen == NEEDS_FRESH


def test_everything_is_taken_out_and_erased_after_a_fresh_sign_in(town: Town, services: Services) -> None:
    ada = signed_in(services, ADA)
    assert '"address"' in ada.open("/me/export.json")
    town.clock.pass_time(days=2)
    ada.open("/me/export.json")
    signs_in_afresh(ada, ADA)
    assert ada.path == "/me?done=fresh"
    assert "signed in afresh" in ada.page
    assert '"address"' in ada.open("/me/export.json")
    town.clock.pass_time(days=2)
    ada.open("/me/erase")
    signs_in_afresh(ada, ADA)
    assert ada.path == "/me/erase"
    town.clock.pass_time(minutes=40)
    ada.send("/me/erase", sure="yes")
    signs_in_afresh(ada, ADA)
    assert "erase everything" in ada.page
    sends_what_was_kept(ada)
    assert "/sign-in" in ada.client.get("/me", follow_redirects=False).headers["location"]


def test_a_steward_grants_a_desk_only_after_a_fresh_sign_in(town: Town, services: Services) -> None:
    finn = town.person("finn@north.example")
    claim = claim_site(town.office, finn, DESK, "I am the nurse.")
    steward = signed_in(services, STEWARD)
    town.clock.pass_time(minutes=20)
    steward.open("/steward")
    town.clock.pass_time(minutes=20)
    steward.open("/steward")
    steward.send(f"/steward/claims/{claim.id}", decision="grant")
    assert town.person("finn@north.example").desks == frozenset()
    signs_in_afresh(steward, STEWARD)
    assert "decide a claim" in steward.page
    sends_what_was_kept(steward)
    assert town.person("finn@north.example").desks == {DESK}


def test_a_carer_still_acts_for_the_same_person_after_a_fresh_sign_in(town: Town, services: Services) -> None:
    carer = signed_in(services, "bob@home.example")
    carer.open("/me")
    carer.send("/me/care", name="Cem Example", words="He told me so.", agreed="yes")
    town.clock.pass_time(hours=2)
    carer.open("/me/erase")
    signs_in_afresh(carer, "bob@home.example")
    assert "the person you act for" in carer.page
    other = carer.client.cookies["trialogue"]
    carer.open("/sign-in")
    carer.follow_link("eve@home.example")
    assert "Cem Example" not in carer.page
    assert carer.client.cookies["trialogue"] != other


def test_a_browser_that_was_left_is_no_longer_listed(town: Town, services: Services) -> None:
    town.staff(STAFF)
    left = Person(services)
    left.client.headers["user-agent"] = "Mozilla/5.0 (iPhone) Safari"
    left.sign_in(STAFF)
    desk = signed_in(services, STAFF)
    assert "Safari on iPhone" in desk.open("/me")
    town.clock.pass_time(minutes=20)
    desk.open("/me")
    town.clock.pass_time(minutes=20)
    assert "Safari on iPhone" not in desk.open("/me")


@pytest.mark.parametrize("path", ["/sign-in/again", "/sign-in/again?next=//evil.example"])
def test_who_is_not_signed_in_signs_in_as_ever(services: Services, path: str) -> None:
    visitor = Person(services)
    visitor.open(path)
    assert visitor.path == "/sign-in?next=/me"
    visitor.send("/sign-in/again", next="/desk")
    assert visitor.path == "/sign-in?next=/desk"


def test_words_that_were_not_taken_stand_in_the_form_again(town: Town, services: Services) -> None:
    town.staff(STAFF)
    sent = town.applied(town.person(ADA))
    desk = signed_in(services, STAFF)
    desk.open(f"/desk/requests/{sent.id}")
    page = desk.send(f"/desk/requests/{sent.id}", 422, kind="declined", words="Sorry.", criterion="zzz")
    assert ">Sorry.</textarea>" in page
    desk.open(f"/desk/claim/{OPEN_STUDY}/{NORTH}")
    assert "x" * 50 in desk.send(f"/desk/claim/{OPEN_STUDY}/{NORTH}", 422, words="x" * 20_000)
