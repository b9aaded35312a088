"""What the sites themselves say, and how fast they answer, on the study's page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.fixtures.html import Page
from tests.fixtures.records import OPEN_STUDY, put_record, record
from tests.fixtures.town import DESK, Town, found_town
from tests.fixtures.visitor import Person, services_of

from trialogue.actions.apply import wait_for
from trialogue.actions.claim import say_capacity
from trialogue.model.application import WaitPurpose
from trialogue.store.database import Database, open_database

BASE = f"/studies/{OPEN_STUDY}"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """One open study on SQLite."""
    database: Database = open_database(f"sqlite:///{tmp_path / 'trialogue.sqlite'}")
    database.upgrade()
    yield found_town(database, tmp_path)
    database.close()


def test_a_sites_own_figure_is_on_the_page_until_its_day(town: Town) -> None:
    staff = town.staff("desk@north.example")
    reader = Person(services_of(town))
    assert "One site itself says" not in reader.open(BASE)
    for places, words in [(3, "3 places left"), (2, "2 places left")]:
        say_capacity(town.office, staff, DESK, (places, date(2026, 3, 31)), paused=False)
        room = Page(reader.open(BASE)).main()
        assert f"One site itself says that it has {words}. It said so on 2 March 2026." in room
    assert "said by the sites themselves" in reader.page
    say_capacity(town.office, staff, DESK, (0, date(2026, 3, 31)), paused=False)
    assert "it has no place left" in reader.open(BASE)
    town.clock.pass_time(days=40)
    assert "One site itself says" not in reader.open(BASE)


def test_the_numbers_are_linked_once_they_can_be_shown(town: Town) -> None:
    reader = Person(services_of(town))
    people = f"{BASE}/people"
    for name in ("ada", "bob", "cem", "dan"):
        town.applied(town.person(f"{name}@home.example"))
    assert people not in reader.open(BASE)
    assert "Fewer than 5 people have asked here" in reader.open(people)
    town.applied(town.person("eve@home.example"))
    assert people in [a.get("href") for a in Page(reader.open(BASE)).all("a")]
    assert "5 people asked" in reader.open(people)


def test_who_only_waits_has_not_asked(town: Town) -> None:
    put_record(town.office.database, record(status="NOT_YET_RECRUITING", updated="2026-02-01"))
    for number in range(6):
        waiting = town.person(f"wait{number}@home.example")
        wait_for(town.office, waiting, OPEN_STUDY, WaitPurpose.OPENING)
    assert f"{BASE}/people" not in Person(services_of(town)).open(BASE)
