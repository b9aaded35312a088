"""After a no there are similar open studies, each with its reasons; never a dead end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.fixtures.html import Page
from tests.fixtures.records import OPEN_STUDY, put_record, record
from tests.fixtures.town import Town, found_town
from tests.fixtures.visitor import Person, services_of

from trialogue.actions.apply import wait_for
from trialogue.actions.rounds import run_rounds
from trialogue.actions.statistics import count_registry
from trialogue.actions.triage import Reply, triage
from trialogue.model.application import EventKind, WaitPurpose
from trialogue.store.database import Database, open_database

BASE = f"/studies/{OPEN_STUDY}"
OTHER = "NCT99900002"
HEADING = "Similar trials"
REASON = "Why: same condition: Amyotrophic Lateral Sclerosis"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """Two open studies of one illness."""
    database: Database = open_database(f"sqlite:///{tmp_path / 'trialogue.sqlite'}")
    database.upgrade()
    found = found_town(database, tmp_path)
    put_record(database, record(nct_id=OTHER), found.clock())
    count_registry(database, found.clock().date())
    yield found
    database.close()


def _shows_the_other(source: str) -> bool:
    page = Page(source)
    links = [a.get("href") for a in page.all("a")]
    return HEADING in page.main() and REASON in page.main() and f"/studies/{OTHER}" in links


def _age(person: Person, years: str) -> None:
    page = person.open(f"{BASE}/check")
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    person.send(f"{BASE}/check", key=key[1], choice="", value=years)
    person.open(f"{BASE}/check/outcome")


def test_an_unlikely_outcome_shows_similar_studies(town: Town) -> None:
    person = Person(services_of(town))
    _age(person, "95")
    assert "What speaks against it" in person.page
    assert _shows_the_other(person.page)


def test_an_open_outcome_does_not(town: Town) -> None:
    person = Person(services_of(town))
    _age(person, "52")
    assert REASON not in person.page
    assert "See other open trials" in person.page


def test_a_desks_no_shows_similar_studies(town: Town) -> None:
    staff = town.staff("desk@north.example")
    ada = Person(services_of(town))
    ada.sign_in("ada@home.example")
    sent = town.applied(town.person("ada@home.example"))
    assert REASON not in ada.open(f"/me/requests/{sent.id}")
    triage(town.office, staff, sent.id, Reply(kind=EventKind.DECLINED))
    assert _shows_the_other(ada.open(f"/me/requests/{sent.id}"))


def test_who_waited_for_similar_studies_finds_them(town: Town) -> None:
    put_record(town.office.database, record(status="COMPLETED", updated="2026-02-01"), town.clock())
    ada = Person(services_of(town))
    ada.sign_in("ada@home.example")
    actor = town.person("ada@home.example")
    waiting = wait_for(town.office, actor, OPEN_STUDY, WaitPurpose.SIMILAR)
    town.clock.pass_time(hours=1)
    put_record(town.office.database, record(nct_id=OTHER, updated="2026-02-02"), town.clock())
    assert run_rounds(town.office).told == 1
    assert _shows_the_other(ada.open(f"/me/requests/{waiting.id}"))


def test_without_any_there_is_still_a_search(town: Town) -> None:
    put_record(town.office.database, record(nct_id=OTHER, status="COMPLETED", updated="2026-02-02"))
    count_registry(town.office.database, town.clock().date())
    person = Person(services_of(town))
    _age(person, "95")
    assert "No other open trial here names the same condition." in person.page
    assert "/search?cond=Amyotrophic" in person.page
