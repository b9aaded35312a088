"""What breaks around the site: the store goes and comes back, the disk is full, the clock is wrong, the
server is killed. Each time: a page in words, nothing accepted lost, and it goes on by itself."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from bench.kills import run
from bench.served import Postgres, postgres
from sqlalchemy import event as engine_event
from starlette.testclient import TestClient
from tests.fixtures.records import OPEN_STUDY
from tests.fixtures.town import NORTH, Town, found_town
from tests.fixtures.visitor import Person, services_of

from trialogue.actions.requests import read_request
from trialogue.asgi import site
from trialogue.store.database import Database, open_database

BASE = f"/studies/{OPEN_STUDY}/apply"


@pytest.fixture
def server() -> Iterator[Postgres]:
    """A PostgreSQL server of this test's own."""
    with tempfile.TemporaryDirectory(prefix="trialogue-") as folder, postgres(Path(folder)) as found:
        yield found


def ready_to_send(town: Town) -> Person:
    """Somebody before the last button."""
    ada = Person(services_of(town))
    ada.sign_in("ada@home.example")
    ada.open(BASE)
    ada.send(BASE, site=NORTH)
    ada.send(f"{BASE}/what", name="Ada Example", note="Good day.")
    ada.open(f"{BASE}/send")
    return ada


def sent_by(ada: Person, town: Town) -> str:
    """The one request of this person, whose page is open; it was sent once."""
    assert ada.path.startswith("/me/requests/")
    found = ada.path.rpartition("/")[2]
    shown = read_request(town.office, town.person("ada@home.example"), found)
    kinds = [event.kind.value for event in shown.application.events]
    assert kinds == ["sent"]
    return found


def test_a_database_that_goes_and_comes_back(server: Postgres, tmp_path: Path) -> None:
    database = open_database(server.url)
    database.upgrade()
    town = found_town(database, tmp_path)
    ada = ready_to_send(town)
    form = ada.mark
    server.stop()
    for path in ("/me", f"{BASE}/send", "/about"):
        answer = ada.client.get(path)
        if path == "/about":
            assert answer.status_code == 200
            continue
        assert answer.status_code == 503
        assert "Try once more in a minute. Nothing you sent is lost." in answer.text
        for internal in ("psycopg", "SELECT", "Traceback", "OperationalError"):
            assert internal not in answer.text
    assert ada.client.post(f"{BASE}/send", data={"csrf": form, "consent": "yes"}).status_code == 503
    assert ada.client.get("/readyz").status_code == 503
    api = TestClient(site(ada.services)).get(f"/api/v1/studies/{OPEN_STUDY}")
    assert (api.status_code, database.place in api.text) == (503, False)
    assert ada.client.get("/healthz").status_code == 200
    server.start()
    assert ada.client.get("/readyz").status_code == 200
    ada.open(f"{BASE}/send")
    ada.send(f"{BASE}/send", consent="yes")
    sent_by(ada, town)
    database.close()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An upgraded store on SQLite."""
    opened = open_database(f"sqlite:///{tmp_path / 'store' / 'trialogue.sqlite'}")
    opened.upgrade()
    yield opened
    opened.close()


def test_a_full_disk_is_said_and_loses_nothing(database: Database, tmp_path: Path) -> None:
    town, full = found_town(database, tmp_path), True
    ada = ready_to_send(town)
    first = town.applied(town.person("eve@home.example"))

    @engine_event.listens_for(database.engine, "begin")
    def bound(connection: object) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()  # type: ignore[attr-defined]
        limit = pages if full else 1_000_000
        connection.exec_driver_sql(f"PRAGMA max_page_count = {limit}")  # type: ignore[attr-defined]

    note = "A long story. " * 140
    codes = set()
    for _ in range(60):  # the free room inside the file is used up first
        answer = ada.client.post(f"{BASE}/what", data={"csrf": ada.mark, "name": "Ada", "note": note})
        codes.add(answer.status_code)
        eve = ada.client.post("/sign-in", data={"csrf": ada.mark, "address": f"{len(note)}@home.example"})
        codes.add(eve.status_code)
        if 503 in codes:
            break
    assert 503 in codes
    said = answer.text + eve.text
    assert "disk of this site is full" in said
    assert "send it again later" in said
    assert str(tmp_path) not in said
    assert ada.client.get(BASE).status_code == 200
    full = False
    ada.open(f"{BASE}/send")
    ada.send(f"{BASE}/send", consent="yes")
    sent_by(ada, town)
    assert read_request(town.office, town.person("eve@home.example"), first.id).packet


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(hours=-2), timedelta(days=3)])
def test_a_clock_that_jumps(database: Database, tmp_path: Path, jump: timedelta) -> None:
    town = found_town(database, tmp_path)
    staff_actor = town.staff("desk@north.example")
    ada = ready_to_send(town)
    town.clock.now += jump
    ada.open(f"{BASE}/send")
    ada.send(f"{BASE}/send", consent="yes")
    sent = sent_by(ada, town)
    town.clock.now -= jump
    staff = Person(ada.services)
    staff.sign_in("desk@north.example")
    staff.open(f"/desk/requests/{sent}")
    staff.send(f"/desk/requests/{sent}", kind="accepted", words="Come and see us.")
    assert "Come and see us." in ada.open(f"/me/requests/{sent}")
    assert ada.open(f"/studies/{OPEN_STUDY}/people")
    assert staff_actor.desks


def test_a_mail_written_by_a_wrong_clock_still_goes(database: Database, tmp_path: Path) -> None:
    town = found_town(database, tmp_path)
    town.clock.pass_time(days=300)
    town.applied(town.person("ada@home.example"))
    town.clock.pass_time(days=-300)
    bob = Person(services_of(town))
    bob.sign_in("bob@home.example")  # sends all that is due
    assert "ada@home.example" in {mail.to for mail in bob.services.mailer.sent.values()}  # type: ignore[attr-defined]


def test_a_killed_server_loses_and_doubles_nothing(tmp_path: Path) -> None:
    found = run(tmp_path / "data", 12, {}, every=(15, 45))
    assert found.well, found
    assert found.kills
    assert found.seen_as_sent == found.stored == 12
