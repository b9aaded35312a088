"""What a desk and a steward see at one look."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update
from tests.fixtures.town import DESK, SOUTH, Town
from tests.fixtures.visitor import Person, services_of

from trialogue.actions.claim import claim_site, say_capacity
from trialogue.actions.desk_lists import export_csv
from trialogue.actions.requests import read_request
from trialogue.actions.triage import Reply, open_request, triage
from trialogue.errors import NotFoundError
from trialogue.model.application import EventKind
from trialogue.model.person import DeskKey
from trialogue.store.application_tables import application
from trialogue.wiring import Services

STAFF, STEWARD = "desk@north.example", "steward@home.example"


@pytest.fixture
def services(town: Town) -> Services:
    """The town's site."""
    return services_of(town)


def page_of(services: Services, address: str, path: str) -> str:
    """A page as somebody signed in sees it, without its tags."""
    person = Person(services)
    person.sign_in(address)
    return " ".join(re.sub(r"<[^>]+>", " ", person.open(path)).split())


def test_a_desk_sees_how_fast_it_answers_as_people_do(town: Town, services: Services) -> None:
    staff = town.staff(STAFF)
    sent = [town.applied(town.person(f"p{number}@home.example")) for number in range(4)]
    assert "Fewer than 5 people have asked here" in page_of(services, STAFF, "/desk")
    sent.append(town.applied(town.person("p4@home.example")))
    town.clock.now += timedelta(days=3)
    for one in sent[:3]:
        triage(town.office, staff, one.id, Reply(kind=EventKind.ACKNOWLEDGED))
    text = page_of(services, STAFF, "/desk")
    assert "Half had an answer from a person within 3 days" in text
    assert "Waiting for you (5)" in text


def test_a_desk_counts_also_those_who_are_not_listed(
    town: Town, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.staff(STAFF)
    for number in range(3):
        town.applied(town.person(f"p{number}@home.example"))
    monkeypatch.setattr("trialogue.actions.triage.read_inbox.__defaults__", (2,))
    text = page_of(services, STAFF, "/desk")
    assert "Waiting for you (3) The 2 who have waited longest." in text


def test_a_steward_sees_who_works_where_and_what_waits(town: Town, services: Services) -> None:
    town.staff(STAFF)
    town.applied(town.person("ada@home.example"))
    text = page_of(services, STEWARD, "/steward")
    assert f"{STAFF} at Fictional Clinic North, Aton, Nowhere" in text
    assert "Requests that wait for their site 1, the oldest since 2 March 2026" in text
    assert "ada@home.example" not in text


def test_who_only_reads_at_a_desk_answers_nothing_there(town: Town, services: Services) -> None:
    """The steward grants reading; the page shows no form, and a form sent all the same is refused."""
    finn = town.person("finn@north.example")
    claim = claim_site(town.office, finn, DESK, "I am the nurse.")
    steward, reader = Person(services), Person(services)
    steward.sign_in(STEWARD)
    steward.open("/steward")
    steward.send(f"/steward/claims/{claim.id}", decision="grant reading")
    assert "finn@north.example</strong> at Fictional Clinic North, Aton, Nowhere (reads only)" in steward.page
    sent = town.applied(town.person("ada@home.example"), note="Good day.")
    reader.sign_in("finn@north.example")
    assert "/desk/room" not in reader.open("/desk")
    assert "export.csv" not in reader.page
    assert "Good day." in reader.open(f"/desk/requests/{sent.id}")
    assert "Your colleagues answer." in reader.page
    assert 'name="kind"' not in reader.page
    reader.open("/me")
    assert "granted, to read only" in reader.page
    for path, fields in [
        (f"/desk/requests/{sent.id}", {"kind": "accepted"}),
        ("/desk/room", {"nct_id": DESK.nct_id, "site": DESK.site, "paused": "yes"}),
    ]:
        answer = reader.client.post(path, data={"csrf": reader.mark, **fields})
        assert answer.status_code == 403
    for path in ("/desk/export.csv", "/desk/export.fhir.json"):
        assert reader.client.get(path).status_code == 403
    shown = open_request(town.office, town.staff(STAFF), sent.id)
    assert [event.kind for event in shown.application.events] == [EventKind.SENT, EventKind.OPENED]


def test_who_reads_here_and_answers_there_answers_there_only(town: Town) -> None:
    both = town.staff(STAFF)
    reading = DeskKey(nct_id=DESK.nct_id, site=SOUTH)
    both = replace(both, desks=both.desks | {reading}, reads_only=frozenset({reading}))
    sent = town.applied(town.person("ada@home.example"))
    with town.office.database.write() as conn:
        conn.execute(update(application).values(site=SOUTH))
    assert open_request(town.office, both, sent.id).possible == ()
    with pytest.raises(NotFoundError):
        triage(town.office, both, sent.id, Reply(kind=EventKind.ACKNOWLEDGED))
    with pytest.raises(NotFoundError):
        say_capacity(town.office, both, reading, (3, None), paused=False)
    say_capacity(town.office, both, DESK, (3, None), paused=False)
    assert sent.id not in "".join(export_csv(town.office, both))


def test_a_no_names_the_rule_that_is_meant(town: Town, services: Services) -> None:
    town.staff(STAFF)
    person = town.person("ada@home.example")
    sent = town.applied(person)
    packet = read_request(town.office, person, sent.id).packet
    assert packet is not None
    meant = next(verdict for verdict in packet.verdicts if verdict.criterion)
    desk, ada = Person(services), Person(services)
    desk.sign_in(STAFF)
    desk.open(f"/desk/requests/{sent.id}")
    assert "Choose one of the rules" in desk.send(
        f"/desk/requests/{sent.id}", 422, kind="declined", criterion="zzz"
    )
    desk.send(f"/desk/requests/{sent.id}", kind="declined", criterion=str(meant.criterion))
    ada.sign_in("ada@home.example")
    page = html.unescape(ada.open(f"/me/requests/{sent.id}"))
    assert f"One of the rules of the trial is not met: “{meant.words}”" in page


@pytest.mark.parametrize("path", ["/desk/export.csv", "/desk/export.fhir.json"])
def test_a_list_goes_out_in_pieces_and_is_kept_by_no_cache(town: Town, services: Services, path: str) -> None:
    town.staff(STAFF)
    sent = town.applied(town.person("ada@home.example"))
    desk = Person(services)
    desk.sign_in(STAFF)
    answer = desk.client.get(path)
    assert answer.status_code == 200
    assert sent.id in answer.text
    assert "content-length" not in answer.headers  # its length is not known when it begins
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"].startswith("attachment")
