"""A desk's lists come in pieces: nothing is left out, doubled or out of order, and the trail knows first."""

from __future__ import annotations

import csv
import io
import json

import pytest
from sqlalchemy import select
from tests.fixtures.records import OPEN_STUDY
from tests.fixtures.town import ANSWERS, DESK, SOUTH, Town

from trialogue.actions import desk_lists
from trialogue.actions.claim import end_claim
from trialogue.actions.desk_lists import export_csv, export_fhir, failed_criteria
from trialogue.actions.requests import withdraw
from trialogue.actions.studies import read_study
from trialogue.actions.triage import Reply, triage
from trialogue.errors import ForbiddenError
from trialogue.model.application import EventKind
from trialogue.model.person import Actor
from trialogue.model.profile import Answer, Profile
from trialogue.store.application_tables import audit, desk_claim
from trialogue.store.applications import applications_of


@pytest.fixture(autouse=True)
def two_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small pieces."""
    monkeypatch.setattr(desk_lists, "_AT_A_TIME", 2)


def asked(town: Town, number: int) -> list[str]:
    """The ids of requests that were sent one after another."""
    ids = []
    for name in range(number):
        ids.append(town.applied(town.person(f"p{name}@home.example", ANSWERS)).id)
        town.clock.pass_time(hours=1)
    return ids


def rows_of(text: str) -> list[dict[str, str]]:
    """The rows of a table by its head."""
    return list(csv.DictReader(io.StringIO(text)))


def taken_out(town: Town) -> list[str]:
    """How many requests were taken out each time, as the trail has it."""
    with town.office.database.read() as conn:
        return list(conn.scalars(select(audit.c.detail).where(audit.c.action == "take a desk's list out")))


@pytest.mark.parametrize("number", [0, 1, 2, 5])
def test_each_request_is_there_once_the_oldest_first(town: Town, number: int) -> None:
    staff = town.staff("desk@north.example")
    ids = asked(town, number)
    pieces = list(export_csv(town.office, staff))
    assert len(pieces) == 1 + (number + 1) // 2
    rows = rows_of("".join(pieces))
    assert [row["request"] for row in rows] == ids
    assert all(row["e-mail"] == f"p{n}@home.example" for n, row in enumerate(rows))
    bundle = json.loads(b"".join(export_fhir(town.office, staff)))
    people = [e["resource"] for e in bundle.get("entry", []) if e["resource"]["resourceType"] == "Patient"]
    assert [one["id"] for one in people] == ids
    assert taken_out(town) == [str(number)] * 2


def test_who_takes_their_request_back_while_a_list_is_taken_is_left_out_of_the_rest(town: Town) -> None:
    staff = town.staff("desk@north.example")
    ids = asked(town, 5)
    pieces = export_csv(town.office, staff)
    begun = next(pieces) + next(pieces)
    withdraw(town.office, town.person("p4@home.example"), ids[4])
    text = begun + "".join(pieces)
    assert [row["request"] for row in rows_of(text)] == ids[:4]
    assert "p4@home.example" not in text


def test_a_list_is_noted_and_allowed_before_its_first_piece(town: Town) -> None:
    staff = town.staff("desk@north.example")
    asked(town, 1)
    export_csv(town.office, staff)
    assert taken_out(town) == ["1"]
    for stranger in (town.person("p0@home.example"), town.person("steward@home.example")):
        for export in (export_csv, export_fhir):
            with pytest.raises(ForbiddenError):
                export(town.office, stranger)
    with town.office.database.read() as conn:
        claim = conn.scalar(select(desk_claim.c.id))
    end_claim(town.office, town.person("steward@home.example"), str(claim))
    with pytest.raises(ForbiddenError):
        export_fhir(town.office, town.person("desk@north.example"))
    assert taken_out(town) == ["1"]


def test_a_list_holds_what_the_desk_may_open_now_and_nothing_of_other_desks(town: Town) -> None:
    staff = town.staff("desk@north.example")
    ids = asked(town, 3)
    elsewhere = town.staff("desk@south.example", site=SOUTH)
    triage(town.office, staff, ids[0], Reply(kind=EventKind.DECLINED))
    triage(town.office, staff, ids[1], Reply(kind=EventKind.ACCEPTED))
    rows = rows_of("".join(export_csv(town.office, staff)))
    assert [(row["request"], row["state"]) for row in rows] == [(ids[1], "accepted"), (ids[2], "sent")]
    assert rows_of("".join(export_csv(town.office, elsewhere))) == []


def test_counts_of_rules_not_met_are_those_of_all_pieces(town: Town) -> None:
    """Ten who have a feeding tube and eleven who have none; of age and sex everybody is alike."""
    staff = town.staff("desk@north.example")
    with town.office.database.read() as conn:
        (tube,) = (key for key in read_study(conn, OPEN_STUDY).questions if "tube" in key)
    for number in range(21):
        answers = Profile(answers={**ANSWERS.answers, tube: Answer(value=number < 10)})
        town.applied(town.person(f"p{number}@home.example", answers))
    (row,) = failed_criteria(town.office, staff)
    assert (row.desk, row.words, row.count, row.asked) == (DESK, "Use of a feeding tube", 10, 21)
    withdraw(town.office, *taken_back(town, "p0@home.example"))
    assert failed_criteria(town.office, staff) == ()


def taken_back(town: Town, address: str) -> tuple[Actor, str]:
    """Somebody and their only request."""
    actor = town.person(address)
    with town.office.database.read() as conn:
        (found,) = applications_of(conn, str(actor.id))
    return actor, found.id
