"""How long a sign-in lasts, by role and time; and which actions ask for a fresh one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.fixtures.town import DESK

from trialogue.actions.permissions import Action
from trialogue.actions.session_life import (
    LIVES,
    NEEDS_FRESH,
    is_awake,
    is_due,
    is_fresh_enough,
    life_of,
)
from trialogue.model.person import VISITOR, Actor, Role
from trialogue.store.sessions import Session

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
PERSON = Actor(id="ada")
ACTORS = {
    "person": PERSON,
    "carer": Actor(id="bob", cares_for=frozenset({"cem"}), acting_for="cem"),
    "reader": Actor(id="finn", desks=frozenset({DESK}), reads_only=frozenset({DESK})),
    "staff": Actor(id="dora", desks=frozenset({DESK})),
    "steward": Actor(id="eve", steward=True),
    "staff who cares": Actor(id="gus", desks=frozenset({DESK}), cares_for=frozenset({"cem"})),
}
# who: without a page for (minutes), signed in for (hours) -> still signed in
TABLE = """
person          | 0       | 0    | yes
person          | 43200   | 720  | yes
person          | 43201   | 1000 | no
person          | 10      | 2160 | yes
person          | 10      | 2161 | no
carer           | 43200   | 720  | yes
carer           | 43201   | 1000 | no
reader          | 30      | 1    | yes
reader          | 31      | 1    | no
staff           | 30      | 12   | yes
staff           | 31      | 1    | no
staff           | 0       | 13   | no
steward         | 30      | 12   | yes
steward         | 31      | 1    | no
steward         | 0       | 13   | no
staff who cares | 31      | 1    | no
staff           | -60     | -1   | yes
"""


def session(idle: timedelta, age: timedelta, person: str | None = "x") -> Session:
    """One that was begun ``age`` ago and last seen ``idle`` ago."""
    return Session(
        handle="h",
        person=person,
        acting_for=None,
        device="A browser",
        created_at=NOW - age,
        seen_at=NOW - idle,
        expires_at=NOW + timedelta(days=1),
    )


@pytest.mark.parametrize("row", TABLE.strip().splitlines())
def test_role_by_time(row: str) -> None:
    who, minutes, hours, awake = (cell.strip() for cell in row.split("|"))
    one = session(timedelta(minutes=int(minutes)), timedelta(hours=int(hours)))
    assert is_awake(one, ACTORS[who], NOW) is (awake == "yes")


def test_every_role_that_signs_in_has_a_life() -> None:
    assert set(LIVES) == set(Role) - {Role.VISITOR, Role.WORKER}
    assert life_of(VISITOR) == life_of(PERSON)


@pytest.mark.parametrize(
    ("who", "minutes", "due"),
    [("person", 60, False), ("person", 61, True), ("staff", 3, False), ("staff", 4, True)],
)
def test_that_a_browser_was_seen_is_noted_well_before_it_matters(who: str, minutes: int, due: bool) -> None:
    one = session(timedelta(minutes=minutes), timedelta(hours=2))
    assert is_due(one, ACTORS[who], NOW) is due


@pytest.mark.parametrize("action", Action)
def test_action_by_age_of_the_sign_in(action: Action) -> None:
    asks = {"EXPORT", "ERASE", "END_CARE", "EXPORT_DESK", "DECIDE_CLAIM"}
    assert (action in NEEDS_FRESH) is (action.name in asks)
    ages = [(30, True), (31, False), (-5, True)]
    for minutes, fresh in ages:
        one = session(timedelta(0), timedelta(minutes=minutes))
        assert is_fresh_enough(one, action, NOW) is (fresh or action.name not in asks)
    for nobody in (None, session(timedelta(0), timedelta(0), person=None)):
        assert is_fresh_enough(nobody, action, NOW) is (action.name not in asks)
