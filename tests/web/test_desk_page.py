"""What a desk and a steward see at one look."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from tests.fixtures.town import Town
from tests.fixtures.visitor import Person, services_of

from trialogue.actions.triage import Reply, triage
from trialogue.model.application import EventKind
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
