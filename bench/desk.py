"""A desk with 10,000 requests: ``python -m bench.desk``. Times are the median of 20 runs."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from sqlalchemy import insert
from starlette.testclient import TestClient
from tests.fixtures.records import put_record, record

from trialogue.config import load_settings
from trialogue.model.application import EventKind, Packet, SharedField, SharedVerdict, step
from trialogue.model.desk import Claim
from trialogue.model.person import DeskKey
from trialogue.store import desks, inbox, sessions
from trialogue.store.application_tables import application, application_event
from trialogue.store.database import FILE_NAME, Database, open_database
from trialogue.store.key_file import KeyFile
from trialogue.store.people import ContactDetails, cell, create_person, key_of
from trialogue.store.sealing import seal
from trialogue.web.app import create_app
from trialogue.wiring import open_services

REQUESTS = 10_000
DESK = DeskKey(nct_id="NCT99900001", site="0" * 16)
_LIVES = (
    (EventKind.SENT,),
    (EventKind.SENT, EventKind.OPENED),
    (EventKind.SENT, EventKind.OPENED, EventKind.ASKED, EventKind.ANSWERED),
    (EventKind.SENT, EventKind.OPENED, EventKind.DECLINED),
    (EventKind.SENT, EventKind.WITHDRAWN),
)


def packet(number: int) -> Packet:
    """Twenty answers and verdicts, of which each is "not met" for one person in seven."""
    keys = [f"fact:{n}" for n in range(20)]
    fields = tuple(SharedField(key=key, label=f"Question {key}", value="yes") for key in keys)
    verdicts = tuple(
        SharedVerdict(
            words=f"The words of criterion {n}, as the record has them.",
            truth="not met" if (number + n) % 7 == 0 else "met",
            kind="inclusion",
            criterion=f"i{n}",
            keys=(key,),
        )
        for n, key in enumerate(keys)
    )
    return Packet(fields=fields, verdicts=verdicts)


def fill(database: Database, folder: Path) -> int:
    """Put requests of one person with lives of all kinds; returns how many events that makes."""
    ring = KeyFile(path=folder / "keys.json").ring()
    start = datetime(2026, 1, 1, tzinfo=UTC)
    with database.write() as conn:
        person = create_person(conn, ring, start, ContactDetails(address="a@home.example"))
        key, column = key_of(conn, ring, person), application.c.packet_sealed
        rows, events = [], []
        for number in range(REQUESTS):
            name = f"{number:032d}"
            sealed = seal(key, msgspec.json.encode(packet(number)), cell(column, name))
            where = {"nct_id": DESK.nct_id, "site": DESK.site}
            rows.append(
                {"id": name, "person_id": person, "sent_by": person, "packet_sealed": sealed, **where}
            )
            status = None
            for seq, kind in enumerate(_LIVES[number % len(_LIVES)], 1):
                status = step(status, kind)
                at = start + timedelta(minutes=number, hours=seq)
                events.append(
                    {"application_id": name, "seq": seq, "kind": kind, "leads_to": status, "at": at}
                )
        conn.execute(insert(application), rows)
        conn.execute(insert(application_event), events)
    return len(events)


def median_ms(call: Callable[[], object]) -> float:
    """Milliseconds."""
    times = []
    for _ in range(20):
        begun = time.perf_counter()
        call()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as text:
        folder = Path(text)
        database = open_database(f"sqlite:///{folder / 'store.sqlite'}")
        database.upgrade()
        events = fill(database, folder)
        print(f"{REQUESTS:,} requests with {events:,} events at one desk, SQLite")
        with database.read() as conn:
            for name, call in [
                ("what waits, first 100", lambda: inbox.inbox(conn, [DESK], waiting=True)),
                ("the others, first 100", lambda: inbox.inbox(conn, [DESK], waiting=False)),
                ("count by state", lambda: inbox.count_by_status(conn, [DESK])),
            ]:
                print(f"{name:<24} {median_ms(call):8.1f} ms")
        database.close()
        pages(folder)


def pages(folder: Path) -> None:
    """The same requests behind the pages, in processor time: the desk's, and who asks about the study."""
    settings = load_settings({}, {"data": str(folder), "requests_per_minute": "0"}, folder / "no-file.toml")[
        0
    ]
    (folder / "store.sqlite").rename(folder / FILE_NAME)
    services = open_services(settings)
    put_record(services.database, record())
    token, now = sessions.new_token(), services.clock()
    with services.database.write() as conn:
        staff = create_person(conn, services.office.ring, now, ContactDetails(address="desk@clinic.example"))
        claim = Claim(id="1" * 32, person=staff, nct_id=DESK.nct_id, site=DESK.site, asked_at=now)
        desks.put_claim(conn, services.office.ring, claim, "I work there.")
        desks.decide_claim(conn, claim.id, granted=True, by="steward", now=now)
        sessions.put_session(conn, token, staff, "A browser", now)
    client = TestClient(create_app(services), cookies={"trialogue": token})
    for name, path in [
        ("page of the desk", "/desk"),
        ("which rules are not met", "/desk/criteria"),
        ("the list, CSV", "/desk/export.csv"),
        ("the list, FHIR", "/desk/export.fhir.json"),
        ("how far people come", "/desk/funnel"),
        ("who asks", f"/studies/{DESK.nct_id}/people"),
    ]:
        times = []
        for _ in range(6):
            begun = time.process_time()
            assert client.get(path).status_code == 200
            times.append((time.process_time() - begun) * 1000)
        print(f"{name:<24} {statistics.median(times):8.1f} ms of processor time")
    services.close()


if __name__ == "__main__":
    main()
