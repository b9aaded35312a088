"""A whole journey of a person and a desk with planted words: none of them is anywhere but in the pages
of those two. And no number that is shown moves by a single person."""

from __future__ import annotations

import asyncio
import itertools
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import structlog
from prometheus_client import generate_latest
from sqlalchemy.exc import OperationalError
from tests.fixtures.records import OPEN_STUDY
from tests.fixtures.town import ANSWERS, NORTH, STEWARD, Town
from tests.fixtures.visitor import Person, services_of

from trialogue import log
from trialogue.actions.deliver import deliver_due
from trialogue.actions.funnels import steward_funnels
from trialogue.actions.personal_data import erase
from trialogue.actions.platform_numbers import platform_numbers
from trialogue.actions.requests import withdraw
from trialogue.mail.mailer import MailDelayedError
from trialogue.model.mail import Mail
from trialogue.model.profile import Answer, Profile

BASE = f"/studies/{OPEN_STUDY}"
PLANTED = "zqplanted"


class Broken:
    """A mail server that is away, and quotes what it was given."""

    async def send(self, mail: Mail, *, mail_id: str, at: object) -> None:
        """Refuse."""
        raise MailDelayedError(f"SMTP 451 {mail_id}")


@contextmanager
def everything_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """All loggers, of libraries too, at their most talkative."""
    log.set_up("debug")
    caplog.set_level(logging.DEBUG)
    for name in ("sqlalchemy.engine", "sqlalchemy.pool", "uvicorn.access", "asyncio", "python_multipart"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    try:
        yield
    finally:
        structlog.reset_defaults()
        for name in ("", "sqlalchemy.engine", "sqlalchemy.pool", "uvicorn.access", "asyncio"):
            logging.getLogger(name).setLevel(logging.WARNING)


def journey(town: Town, seen: list[str]) -> tuple[Person, Person]:
    """Check, apply, write, be asked, answer, withdraw; and wrong inputs at every form."""
    services = services_of(town)
    ada, staff = Person(services), Person(services)
    for one in (ada, staff):
        one.client.event_hooks["request"].append(lambda request: seen.append(str(request.url)))
    ada.open(f"{BASE}/check")
    key = re.search(r'name="key" value="([^"]+)"', ada.page)
    assert key
    ada.send(f"{BASE}/check", 422, key=key[1], value=f"{PLANTED}-answer")
    ada.send(f"{BASE}/check", 404, key=f"{PLANTED}-key", value="61.375")
    ada.open(f"{BASE}/check")
    ada.send(f"{BASE}/check", key=key[1], value="61.375")
    doubt_a_reading(ada)
    ada.open(f"{BASE}/apply")
    ada.send(f"{BASE}/apply", 422, site=f"{PLANTED}-site")
    ada.send(f"{BASE}/apply", site=NORTH)
    ada.send(f"{BASE}/apply/what", name=f"{PLANTED}-name", note=f"{PLANTED}-note", phone=f"{PLANTED}-phone")
    ada.follow_link(f"{PLANTED}@home.example")
    ada.send(f"{BASE}/apply/send", consent="yes")
    path = ada.path
    ada.send(f"{path}/words", words=f"{PLANTED}-words")
    ada.send(f"{path}/words", 422, words="")
    staff.sign_in("desk@north.example")
    name = path.rpartition("/")[2]
    assert f"{PLANTED}-name" in staff.open(f"/desk/requests/{name}")
    staff.send(f"/desk/requests/{name}", kind="asked", words=f"{PLANTED}-question")
    staff.open("/desk/export.csv")
    staff.open("/desk/export.fhir.json")
    ada.open(path)
    ada.send(f"{path}/words", words=f"{PLANTED}-reply")
    for page in ("/me", "/me/export.json", "/me/export.fhir.json", f"{path}/calendar.ics"):
        ada.open(page)
    ada.open("/me")
    ada.send("/me/care", name=f"{PLANTED}-cared", words=f"{PLANTED}-consent", agreed="yes")
    return ada, staff


def doubt_a_reading(ada: Person) -> None:
    """Say that a criterion is read wrongly, first at too great length."""
    doubt = re.search(r"/appeal\?start=(\d+)&amp;end=(\d+)", ada.open(BASE))
    assert doubt
    ada.open(f"{BASE}/appeal?start={doubt[1]}&end={doubt[2]}")
    place = {"start": doubt[1], "end": doubt[2]}
    ada.send(f"{BASE}/appeal", 422, comment=f"{PLANTED}-long" + "x" * 600, **place)
    ada.send(f"{BASE}/appeal", 200, comment=f"{PLANTED}-comment", **place)


def test_a_whole_journey_leaves_nothing_behind(
    town: Town, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[str] = []
    town.staff("desk@north.example")
    with everything_logged(caplog):
        ada, _ = journey(town, seen)
        asyncio.run(deliver_due(town.office, Broken()))
        _break_everything(town, ada)
    captured = capfd.readouterr()
    # The test's own client logs the addresses it asks for; all other loggers are the site's.
    own = [r.getMessage() for r in caplog.records if not r.name.startswith(("httpx", "httpcore"))]
    texts = [r.exc_text or "" for r in caplog.records]
    everywhere = "\n".join([captured.out, captured.err, *own, *texts, *seen, generate_latest().decode()])
    assert "mail_sent" in everywhere
    assert "mail_delayed" in everywhere
    assert "request_failed" in everywhere
    tokens = [value for value in ada.client.cookies.values() if value]
    for private in (PLANTED, "61.375", "61,375", "home.example", *tokens):
        assert private not in everywhere.casefold(), private


def _break_everything(town: Town, ada: Person) -> None:
    """The store fails in the middle of a form that holds words: they are not in the error either."""

    def fail(*_: object, **__: object) -> None:
        raise OperationalError(f"INSERT {PLANTED}-sql", {"words": f"{PLANTED}-value"}, Exception(PLANTED))

    dialect = town.office.database.engine.dialect
    kept = dialect.do_execute
    dialect.do_execute = fail  # type: ignore[method-assign]
    try:
        answer = ada.client.post("/me/details", data={"name": f"{PLANTED}-again"})
    finally:
        dialect.do_execute = kept  # type: ignore[method-assign]
    assert answer.status_code == 503
    assert PLANTED not in answer.text


def test_no_number_moves_by_one_person(town: Town) -> None:
    """Twenty-four people ask; then one after the other withdraws or erases. Between any two looks no
    count differs by fewer than ten."""
    steward = town.person(STEWARD)
    crowd = []
    for number in range(24):
        age = Answer(value=float(25 + number * 2), unit="years")
        actor = town.person(f"p{number}@home.example", Profile(answers={**ANSWERS.answers, "age": age}))
        crowd.append((actor, town.applied(actor)))
        town.clock.pass_time(hours=5)
    looks = [_shown(town, steward)]
    for number, (actor, sent) in enumerate(crowd[:12]):
        if number % 2:
            erase(town.office, actor)
        else:
            withdraw(town.office, actor, sent.id)
        looks.append(_shown(town, steward))
    for before, after in itertools.pairwise(looks):
        for name in before.keys() & after.keys():
            assert not 0 < abs(before[name] - after[name]) < 10, name


def _shown(town: Town, steward: object) -> dict[str, int]:
    """Every count that a page shows, by its place."""
    with town.office.database.read() as conn:
        numbers = platform_numbers(town.office, conn, OPEN_STUDY)
    shown: dict[str, int] = {}
    for table in ("ages", "sites", "outcomes"):
        counts = getattr(numbers, table)
        if counts is not None:
            shown |= {f"{table}/{name}": n for name, n in counts.cells.items() if n is not None}
            shown[f"{table}/total"] = counts.total
    for one in steward_funnels(town.office, steward):  # type: ignore[arg-type]
        shown |= {f"funnel/{s.words}": s.people for s in one.stages if s.people is not None}
    return shown
