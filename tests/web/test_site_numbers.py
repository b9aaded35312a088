"""What the sites themselves say, and how fast they answer, on the study's page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.fixtures.html import Page
from tests.fixtures.records import OPEN_STUDY
from tests.fixtures.town import DESK, Town, found_town
from tests.fixtures.visitor import Person, services_of

from trialogue.actions.claim import say_capacity
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
