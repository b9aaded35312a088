"""Who waits for similar studies is told once, when one that takes people comes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.fixtures.records import OPEN_STUDY, put_record, record
from tests.fixtures.town import Town

from trialogue.actions.apply import wait_for
from trialogue.actions.requests import read_request
from trialogue.actions.rounds import run_rounds
from trialogue.actions.statistics import count_registry
from trialogue.model.application import Application, ApplicationStatus, EventKind, WaitPurpose
from trialogue.model.person import Actor
from trialogue.store.outbox import lease

OTHER = "NCT99900002"


def _load(town: Town, *, count: bool = True, **changes: Any) -> None:
    """A load of one record now, and the count that follows each load."""
    document = record(**{"nct_id": OTHER, **changes})
    illness = changes.get("illness")
    if illness:
        document["protocolSection"]["conditionsModule"]["conditions"] = [illness]
    put_record(town.office.database, document, town.clock())
    if count:
        count_registry(town.office.database, town.clock().date())


def _waiting(town: Town) -> tuple[Actor, Application]:
    """Somebody who waits for studies like one that is completed, an hour later."""
    _load(town, nct_id=OPEN_STUDY, status="COMPLETED", updated="2026-02-01")
    ada = town.person("ada@home.example")
    found = wait_for(town.office, ada, OPEN_STUDY, WaitPurpose.SIMILAR)
    town.clock.pass_time(hours=1)
    return ada, found


def test_a_similar_study_that_comes_is_told_once(town: Town) -> None:
    ada, waiting = _waiting(town)
    assert run_rounds(town.office).told == 0
    _load(town)
    assert [run_rounds(town.office).told for _ in range(3)] == [1, 0, 0]
    found = read_request(town.office, ada, waiting.id).application
    assert found.status is ApplicationStatus.TOLD
    assert [e.kind for e in found.events] == [EventKind.WAITLISTED, EventKind.TOLD]
    _load(town, updated="2026-02-09")
    assert run_rounds(town.office).told == 0


def test_the_mail_is_a_link_without_a_word_on_health(town: Town) -> None:
    _, waiting = _waiting(town)
    _load(town)
    for _ in range(2):
        run_rounds(town.office)
    with town.office.database.write() as conn:
        sent = lease(conn, town.office.ring, town.clock(), limit=10, life=timedelta(minutes=1))
    (mail,) = [one.mail for one in sent if one.kind == "person: told"]
    assert f"/me/requests/{waiting.id}" in mail.text
    words = f"{mail.subject} {mail.text}".lower()
    assert not [w for w in ("sclerosis", "walking", "clinic", "nct", "similar") if w in words]


def test_who_joins_again_is_told_of_the_next_one_only(town: Town) -> None:
    ada, waiting = _waiting(town)
    _load(town)
    assert run_rounds(town.office).told == 1
    town.clock.pass_time(hours=1)
    assert wait_for(town.office, ada, OPEN_STUDY, WaitPurpose.SIMILAR).id == waiting.id
    assert run_rounds(town.office).told == 0
    town.clock.pass_time(hours=1)
    _load(town, nct_id="NCT99900003")
    assert run_rounds(town.office).told == 1


def test_a_study_that_was_there_before_is_told_when_it_changes(town: Town) -> None:
    _load(town, updated="2026-01-20")
    _waiting(town)
    assert run_rounds(town.office).told == 0
    _load(town, updated="2026-02-20")
    assert run_rounds(town.office).told == 1


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"status": "NOT_YET_RECRUITING"}, 0),
        ({"status": "COMPLETED"}, 0),
        ({"sites": {"Fictional Clinic East": "COMPLETED"}}, 0),
        ({"sites": {"Fictional Clinic East": "COMPLETED", "Fictional Clinic West": "RECRUITING"}}, 1),
        ({"sites": {"Fictional Clinic East": None}}, 1),
        ({"sites": {}}, 1),
        ({"illness": "Made-up Fever"}, 0),
    ],
)
def test_only_a_study_that_takes_people_and_is_alike_is_told(
    town: Town, changes: dict[str, Any], told: int
) -> None:
    _waiting(town)
    _load(town, **changes)
    assert run_rounds(town.office).told == told


def test_a_study_that_has_closed_since_the_count_is_not_told(town: Town) -> None:
    _waiting(town)
    _load(town)
    _load(town, count=False, status="COMPLETED", updated="2026-02-20")
    assert run_rounds(town.office).told == 0
