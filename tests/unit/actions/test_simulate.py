"""A demonstration instance lives: simulated people, the same each day, marked, never beside real ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from tests.fixtures.instance import demo_instance
from tests.fixtures.records import put_record, record
from tests.fixtures.visitor import Person

from trialogue.actions.platform_numbers import platform_numbers
from trialogue.actions.rounds import run_rounds
from trialogue.actions.simulate import CROWDS, simulate_people, simulated_studies
from trialogue.actions.steward import steward_page
from trialogue.model.person import Actor
from trialogue.store.application_tables import application, application_event, outbox
from trialogue.wiring import Services

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
STUDY = CROWDS[0].nct_id


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Services]:
    """A demonstration instance with its people."""
    services = demo_instance(tmp_path / "one", clock=lambda: NOW)
    assert simulate_people(services.office) == sum(crowd.people for crowd in CROWDS)
    yield services
    services.close()


def lives(services: Services) -> list[tuple[object, ...]]:
    """All events, without what is random in a key."""
    columns = [application_event.c[name] for name in ("application_id", "seq", "kind", "at")]
    with services.database.read() as conn:
        return [tuple(row) for row in conn.execute(select(*columns).order_by(*columns[:2]))]


def test_every_number_lives_and_the_same_day_gives_the_same(demo: Services, tmp_path: Path) -> None:
    with demo.database.read() as conn:
        numbers = platform_numbers(demo.office, conn, STUDY)
        assert conn.scalar(select(func.count()).select_from(outbox)) == 0
    assert numbers.answers is not None
    assert numbers.answers.waiting > 0
    assert numbers.ages
    assert numbers.checks
    assert max(str(row[3]) for row in lives(demo)) <= str(NOW)
    again = demo_instance(tmp_path / "two", clock=lambda: NOW)
    simulate_people(again.office)
    assert lives(again) == lives(demo)
    again.close()


def test_they_come_once_and_get_no_mail(demo: Services) -> None:
    assert simulate_people(demo.office) == 0
    run_rounds(demo.office)
    with demo.database.read() as conn:
        assert conn.scalar(select(func.count()).select_from(outbox)) == 0


def test_never_beside_a_real_study(tmp_path: Path) -> None:
    services = demo_instance(tmp_path)
    put_record(services.database, record())  # an identifier that no demonstration study has
    assert simulate_people(services.office) == 0
    with services.database.read() as conn:
        assert simulated_studies(conn) == frozenset()
        assert conn.scalar(select(func.count()).select_from(application)) == 0
    services.close()


def test_all_pages_say_so(demo: Services) -> None:
    ada = Person(demo)
    page = ada.open(f"/studies/{STUDY}/people")
    assert "Simulated" in page
    assert "made up by the program" in page
    assert "95 % interval" in page
    other = ada.open("/studies/NCT99000018/people")
    assert "made up by the program" not in other


def test_the_steward_is_told_that_simulated_requests_are_counted(demo: Services) -> None:
    shown = steward_page(demo.office, Actor(id="0", steward=True))
    assert shown.unclaimed > 0
    assert shown.simulated
