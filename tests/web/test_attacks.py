"""What somebody tries who means no good: other people's things, other hosts, other names, other fields."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event, select, update
from starlette.testclient import TestClient
from tests.fixtures.records import OPEN_STUDY
from tests.fixtures.town import NORTH, SOUTH, STEWARD, Town, found_town
from tests.fixtures.visitor import Person, services_of, signed_in

from trialogue.actions.claim import claim_site
from trialogue.actions.deliver import deliver_due
from trialogue.actions.myself import begin_caring
from trialogue.actions.requests import read_request
from trialogue.actions.work import work_once
from trialogue.mail.mailer import FolderMailer, MemoryMailer
from trialogue.model.desk import Claim
from trialogue.model.person import DeskKey
from trialogue.store import desks
from trialogue.store.application_tables import outbox
from trialogue.store.database import open_database
from trialogue.web.app import create_app
from trialogue.wiring import Services

SECRET = "Mornings are best, my hands are weak."


@pytest.fixture
def services(town: Town) -> Services:
    """The town's site."""
    return services_of(town)


def status(browser: Person, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
    """Ask with a right mark, whatever comes."""
    browser.open("/sign-in")
    data = {"csrf": browser.mark, **(fields or {})} if method == "POST" else None
    answer = browser.client.request(method, path, data=data, follow_redirects=False)
    return answer.status_code, answer.text


def test_an_id_that_one_knows_opens_nothing_of_others(town: Town, services: Services) -> None:
    ada = town.person("ada@home.example")
    sent = town.applied(ada, note=SECRET)
    town.staff("desk@south.example", site=SOUTH)
    town.staff("desk@north.example")
    before = read_request(town.office, ada, sent.id).application
    tries = [
        ("GET", f"/me/requests/{sent.id}", {}),
        ("GET", f"/me/requests/{sent.id}/calendar.ics", {}),
        ("POST", f"/me/requests/{sent.id}/words", {"words": "Hello"}),
        ("POST", f"/me/requests/{sent.id}/withdraw", {}),
        ("GET", f"/desk/requests/{sent.id}", {}),
        ("POST", f"/desk/requests/{sent.id}", {"kind": "accepted", "words": "Come."}),
    ]
    for address in ("eve@home.example", "desk@south.example", STEWARD):
        other = signed_in(services, address)
        for method, path, fields in tries:
            code, text = status(other, method, path, fields)
            assert code in {403, 404}, (address, path)
            assert SECRET not in text
    staff = signed_in(services, "desk@north.example")
    for method, path, fields in tries[:4]:
        assert status(staff, method, path, fields)[0] == 404, path
    assert read_request(town.office, ada, sent.id).application == before


def test_what_is_the_stewards_is_nobody_elses(town: Town, services: Services) -> None:
    worker = town.person("desk@north.example")
    claim = claim_site(town.office, worker, DeskKey(nct_id=OPEN_STUDY, site=NORTH), "I work there.")
    town.applied(town.person("ada@home.example"))
    with town.office.database.write() as conn:
        conn.execute(update(outbox).values(failed_at=town.clock()))
        mail = conn.scalars(select(outbox.c.id)).first()
    for address in ("desk@north.example", "eve@home.example"):
        other = signed_in(services, address)
        assert status(other, "POST", f"/steward/claims/{claim.id}", {"decision": "grant"})[0] == 403
        assert status(other, "POST", f"/steward/mail/{mail}")[0] == 403
    with town.office.database.read() as conn:
        assert desks.get_claim(conn, claim.id) == claim


def test_a_desk_speaks_for_its_own_sites_only(town: Town, services: Services) -> None:
    town.staff("desk@south.example", site=SOUTH)
    south = signed_in(services, "desk@south.example")
    pause = {"nct_id": OPEN_STUDY, "paused": "yes"}
    assert status(south, "POST", "/desk/room", {"site": NORTH, **pause})[0] == 404
    assert status(south, "POST", "/desk/room", {"site": SOUTH, **pause})[0] == 303
    with town.office.database.read() as conn:
        assert list(desks.capacities(conn, OPEN_STUDY)) == [SOUTH]


def test_nobody_acts_for_one_who_does_not_know(town: Town, services: Services) -> None:
    ada, bob = town.person("ada@home.example"), town.person("bob@home.example")
    cem = begin_caring(town.office, bob, "Cem Example", "He nodded.")
    eve = signed_in(services, "eve@home.example")
    for whom in (str(ada.id), cem):
        assert status(eve, "POST", "/me/care/act", {"person": whom})[0] in {403, 404}
        code, _ = status(eve, "POST", "/me/care/end", {"carer": str(bob.id), "person": whom})
        assert code == 404
    assert cem in town.actor(str(bob.id)).cares_for


def test_fields_that_no_form_has_change_nothing(town: Town, services: Services) -> None:
    ada = signed_in(services, "ada@home.example")
    eve = town.person("eve@home.example")
    more = {"address": STEWARD, "person": str(eve.id), "steward": "yes", "id": str(eve.id), "desks": NORTH}
    assert status(ada, "POST", "/me/details", {"name": "Ada", "phone": "", **more})[0] == 303
    assert "ada@home.example" in ada.open("/me")
    base = f"/studies/{OPEN_STUDY}/apply"
    ada.open(base)
    ada.send(base, site=NORTH)
    ada.send(f"{base}/what", name="Ada")
    more |= {"status": "accepted", "sent_by": str(eve.id), "nct_id": "NCT00000001"}
    assert status(ada, "POST", f"{base}/send", {"consent": "yes", **more})[0] == 303
    ada.open("/me")
    (sent,) = re.findall(r"/me/requests/(\w+)", ada.page)
    found = read_request(town.office, town.person("ada@home.example"), sent)
    assert found.application.person == town.person("ada@home.example").id
    assert [one.kind.value for one in found.application.events] == ["sent"]
    assert status(ada, "GET", "/steward")[0] == 403


def test_a_claim_is_decided_by_known_words_only(town: Town, services: Services) -> None:
    worker = town.person("desk@north.example")
    claim = claim_site(town.office, worker, DeskKey(nct_id=OPEN_STUDY, site=NORTH), "I work there.")
    steward = signed_in(services, STEWARD)
    assert status(steward, "POST", f"/steward/claims/{claim.id}", {"decision": "GRANT"})[0] == 400
    with town.office.database.read() as conn:
        assert isinstance(desks.get_claim(conn, claim.id), Claim)
        assert desks.get_claim(conn, claim.id) == claim


@pytest.mark.parametrize("address", ["ſteward@home.example", "STEWARD@home.example"])
def test_only_letters_of_one_alphabet_are_the_same_in_either_case(
    town: Town, services: Services, address: str
) -> None:
    steward, other = signed_in(services, STEWARD), signed_in(services, address)
    is_same = address.isascii()
    assert status(steward, "GET", "/steward")[0] == 200
    assert status(other, "GET", "/steward")[0] == (200 if is_same else 403)
    assert (town.person(address).id == town.person(STEWARD).id) == is_same


@pytest.mark.parametrize("path", ["/me/", "/about/", "/search/?cond=als", "/api/v1/studies/"])
def test_the_host_that_a_browser_names_is_no_place_to_go_on_to(services: Services, path: str) -> None:
    client = TestClient(create_app(services), base_url="http://evil.example")
    answer = client.get(path, follow_redirects=False)
    assert "evil.example" not in answer.headers.get("location", "/")
    assert "evil.example" not in answer.text


def test_links_in_mails_are_those_of_the_setting(town: Town, services: Services) -> None:
    client = TestClient(create_app(services), base_url="http://evil.example")
    page = Person(services)
    page.client = client
    page.open("/sign-in")
    page.send("/sign-in", address="ada@home.example", next="https://evil.example/")
    mailer = services.mailer
    assert isinstance(mailer, MemoryMailer)
    asyncio.run(deliver_due(town.office, mailer))
    (mail,) = mailer.sent.values()
    assert "evil.example" not in mail.text
    assert f"{town.office.settings.base_url}/sign-in/" in mail.text


@pytest.mark.parametrize(
    ("host", "base_url", "found"),
    [
        ("127.0.0.1:8765", "http://127.0.0.1:8765", 200),
        ("localhost:8765", "http://localhost:8765", 200),
        ("rebound.example:8765", "http://127.0.0.1:8765", 404),
        ("127.0.0.1:8765", "https://trials.example", 404),
    ],
)
def test_the_mailbox_is_for_its_own_machine_under_its_own_name(
    tmp_path: Path, host: str, base_url: str, found: int
) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'store.sqlite'}")
    database.upgrade()
    town = found_town(database, tmp_path, base_url=base_url)
    mailer = FolderMailer(folder=tmp_path / "mailbox", sender="Trialogue <no-reply@localhost>")
    services = replace(services_of(town), mailer=mailer)
    client = TestClient(create_app(services), base_url="http://127.0.0.1:8765", client=("127.0.0.1", 5000))
    assert client.get("/mailbox", headers={"host": host}).status_code == found
    database.close()


def test_with_https_browsers_are_told_to_stay_with_it(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'store.sqlite'}")
    database.upgrade()
    for base_url, told in (("https://trials.example", True), ("http://127.0.0.1:8765", False)):
        client = TestClient(create_app(services_of(found_town(database, tmp_path, base_url=base_url))))
        for path in ("/about", "/nothing-here"):
            assert ("strict-transport-security" in client.get(path).headers) == told
    database.close()


def test_no_cache_keeps_an_error(services: Services) -> None:
    person = signed_in(services, "ada@home.example")
    for path in ("/me/requests/" + "f" * 32, "/desk", "/nothing-here", "/studies/NCT00000000.json"):
        answer = person.client.get(path, follow_redirects=False)
        assert answer.status_code >= 400
        assert answer.headers["cache-control"] == "no-store"


def test_a_known_address_takes_the_same_work_as_an_unknown_one(town: Town, services: Services) -> None:
    town.person("known@home.example")
    asked: list[str] = []

    @event.listens_for(town.office.database.engine, "before_cursor_execute")
    def note(*given: object) -> None:
        asked.append(str(given[2]))

    seen = []
    for number, address in enumerate(["known@home.example", "unknown@home.example"], 1):
        browser = Person(services, place=f"192.0.2.{number}")
        browser.open("/sign-in")
        asked.clear()
        browser.send("/sign-in", address=address)
        seen.append(list(asked))
    assert seen[0] == seen[1]
    assert seen[0]


def test_a_request_that_was_erased_sends_no_mail_any_more(town: Town, services: Services) -> None:
    ada = signed_in(services, "ada@home.example")
    town.staff("desk@north.example")
    town.applied(town.person("ada@home.example"), note=SECRET)
    ada.open("/me/erase")
    ada.send("/me/erase", sure="yes")
    mailer = MemoryMailer()
    asyncio.run(work_once(town.office, mailer))
    assert [mail.to for mail in mailer.sent.values()] == ["desk@north.example"]
    (mail,) = mailer.sent.values()
    assert "taken back" in mail.text or "withdrawn" in mail.text
