"""Every route is in the table of permissions, and the table is held for every role, action and state."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount, Route
from tests.fixtures.records import OPEN_STUDY
from tests.fixtures.town import DESK, NORTH, STEWARD, Town
from tests.fixtures.visitor import Person, services_of

from trialogue.actions.permissions import MAY, Action, Scope, Thing, can_do, can_ever, check_do
from trialogue.actions.policies import EVENTS, can_add
from trialogue.errors import ForbiddenError, NotFoundError, SignInNeededError
from trialogue.model.application import CAUSE, TRANSITIONS, EventKind, Party
from trialogue.model.person import VISITOR, WORKER, Actor, DeskKey, Role
from trialogue.web.app import create_app
from trialogue.web.session import page

# Pages that anybody may read and that nobody can change anything with. All else names its action.
PUBLIC = {
    "/",
    "/about",
    "/about/methods",
    "/about/privacy",
    "/accessibility",
    "/check",
    "/compare",
    "/healthz",
    "/metrics",
    "/readyz",
    "/robots.txt",
    "/search",
    "/search.atom",
    "/sitemap-{number:int}.xml",
    "/sitemap.xml",
    "/static",
    "/studies/{nct_id}",
    "/studies/{nct_id}.json",
    "/studies/{nct_id}/calendar.ics",
    "/studies/{nct_id}/pictures/{name}.{kind}",
    "/studies/{nct_id}/questions",
    "/studies/{nct_id}/results",
    "/suggest",
}

# action: who may, and to which things ("own", "cared" for, at the own "desk", "any")
TABLE = """
READ             | visitor any
CHECK            | visitor any
APPEAL           | visitor any
SIGN_IN          | visitor any
SIGN_OUT         | visitor any
READ_MAILBOX     | visitor any
READ_SELF        | person own, carer cared
CHANGE_SELF      | person own, carer cared
EXPORT           | person own, carer cared
ERASE            | person own, carer cared
REVOKE_SESSION   | person own
CARE             | person own
END_CARE         | person own, carer cared
ACT_FOR          | carer cared
SAVE_STUDY       | person own
APPLY            | person own, carer cared
READ_APPLICATION | person own, carer cared
WITHDRAW         | person own, carer cared
ANSWER           | person own, carer cared
CLAIM            | person own
READ_INBOX       | reader desk, staff desk
READ_PACKET      | reader desk, staff desk
TRIAGE           | staff desk
SET_CAPACITY     | staff desk
EXPORT_DESK      | staff desk
READ_STEWARD     | steward any
DECIDE_CLAIM     | steward any
SETTLE_APPEAL    | steward any
RESEND           | steward any
DELIVER          | worker any
TELL             | worker any
LAPSE            | worker any
REMIND           | worker any
RETAIN           | worker any
"""
_SCOPES = {"any": Scope.ANY, "own": Scope.OWN, "cared": Scope.CARED, "desk": Scope.DESK}
_ROWS = {
    Action[name.strip()]: {
        Role(part.split()[0]): _SCOPES[part.split()[1]] for part in cells.strip().split(", ")
    }
    for name, cells in (line.split("|") for line in TABLE.strip().splitlines())
}

ACTORS = {
    Role.VISITOR: VISITOR,
    Role.PERSON: Actor(id="ada"),
    Role.CARER: Actor(id="bob", cares_for=frozenset({"cem"}), acting_for="cem"),
    Role.STAFF: Actor(id="dora", desks=frozenset({DESK})),
    Role.READER: Actor(id="finn", desks=frozenset({DESK}), reads_only=frozenset({DESK})),
    Role.STEWARD: Actor(id="eve", steward=True),
    Role.WORKER: WORKER,
}
THINGS = {
    "nothing": Thing(),
    "own": Thing(person="ada"),
    "cared": Thing(person="cem"),
    "desk": Thing(desk=DESK),
    "other person": Thing(person="zed"),
    "other site": Thing(desk=DeskKey(nct_id=OPEN_STUDY, site="0" * 16)),
    "other study": Thing(desk=DeskKey(nct_id="NCT99000099", site=NORTH)),
}


def _expected(role: Role, action: Action, thing: str) -> bool:
    """What the table says of an actor in ACTORS: everybody but the worker is also a visitor, and all who
    are signed in are persons (whose own things are none of THINGS but ada's)."""
    held = _ROWS[action]
    if role is Role.WORKER:
        return held.get(Role.WORKER) is Scope.ANY
    if held.get(Role.VISITOR) is Scope.ANY or held.get(role) is Scope.ANY:
        return True
    fits = {Scope.OWN: "own", Scope.CARED: "cared", Scope.DESK: "desk"}
    return held.get(role) is not None and fits[held[role]] == thing


@pytest.mark.parametrize(("role", "action"), itertools.product(ACTORS, Action))
def test_role_by_action_by_thing(role: Role, action: Action) -> None:
    actor = ACTORS[role]
    for name, thing in THINGS.items():
        allowed = can_do(actor, action, thing)
        assert allowed == _expected(role, action, name), name
        if allowed:
            check_do(actor, action, thing)
            continue
        with pytest.raises((SignInNeededError, NotFoundError, ForbiddenError)) as raised:
            check_do(actor, action, thing)
        if role is Role.VISITOR:
            assert raised.type is SignInNeededError
        elif can_ever(actor, action):
            assert raised.type is NotFoundError


def test_the_table_is_the_one_in_the_code() -> None:
    assert {action: dict(held) for action, held in MAY.items()} == _ROWS
    assert set(MAY) == set(Action)


@pytest.mark.parametrize("action", Action)
def test_action_by_state_by_event(action: Action) -> None:
    for status, kind in itertools.product([None, *TRANSITIONS], EventKind):
        expected = kind in EVENTS.get(action, ()) and kind in TRANSITIONS[status]
        assert can_add(action, status, kind) == expected, (status, kind)


def test_each_event_belongs_to_one_action_of_the_side_that_causes_it() -> None:
    owners = {kind: [action for action, kinds in EVENTS.items() if kind in kinds] for kind in EventKind}
    assert all(len(actions) == 1 for actions in owners.values())
    sides = {
        Party.PERSON: {Role.PERSON, Role.CARER},
        Party.DESK: {Role.STAFF},
        Party.PLATFORM: {Role.WORKER},
    }
    for kind, (action,) in owners.items():
        assert set(MAY[action]) - {Role.READER} == sides[CAUSE[kind]], kind


@pytest.fixture
def app(town: Town) -> Starlette:
    """The site."""
    return create_app(services_of(town))


def _routes(routes: list[BaseRoute]) -> Iterator[tuple[str, Route | Mount]]:
    for route in routes:
        if isinstance(route, Mount | Route):
            yield route.path, route


def test_every_route_is_in_the_table(app: Starlette) -> None:
    for path, route in _routes(app.routes):
        action = getattr(getattr(route, "endpoint", None), "action", None)
        if action is None:
            assert path in PUBLIC, f"{path} names no action: put it under @page(Action.…)"
            assert set(getattr(route, "methods", None) or {"GET"}) <= {"GET", "HEAD"}, path
        else:
            assert action in MAY


def test_what_changes_something_is_never_a_get(app: Starlette) -> None:
    changing = {
        Action.WITHDRAW,
        Action.ANSWER,
        Action.TRIAGE,
        Action.SET_CAPACITY,
        Action.DECIDE_CLAIM,
        Action.SETTLE_APPEAL,
        Action.RESEND,
        Action.REVOKE_SESSION,
        Action.SIGN_OUT,
        Action.CHANGE_SELF,
        Action.CARE,
        Action.END_CARE,
        Action.ACT_FOR,
    }
    for path, route in _routes(app.routes):
        if getattr(getattr(route, "endpoint", None), "action", None) in changing:
            assert route.methods == {"POST"}, path  # type: ignore[union-attr]


def _all_pages(app: Starlette) -> list[tuple[str, str, Action]]:
    found = []
    for path, route in _routes(app.routes):
        action = getattr(getattr(route, "endpoint", None), "action", None)
        if action is not None and isinstance(route, Route):
            method = "POST" if "POST" in (route.methods or ()) else "GET"
            address = path.replace("{nct_id}", OPEN_STUDY).replace("{site}", NORTH)
            found.append((method, address.replace("{id}", "f" * 32).replace("{token}", "t" * 43), action))
    return found


def test_every_page_refuses_those_who_may_not(town: Town, app: Starlette) -> None:
    services = services_of(town)
    visitor, person, steward = Person(services), Person(services), Person(services)
    person.sign_in("ada@home.example")
    steward.sign_in(STEWARD)
    for method, address, action in _all_pages(app):
        for browser, actor in [
            (visitor, VISITOR),
            (person, town.person("ada@home.example")),
            (steward, Actor(id="x", steward=True)),
        ]:
            if can_ever(actor, action):
                continue
            browser.open("/sign-in")
            answer = browser.client.request(
                method,
                address,
                data={"csrf": browser.mark} if method == "POST" else None,
                follow_redirects=False,
            )
            if actor is VISITOR:
                assert answer.status_code == 303, address
                assert answer.headers["location"].startswith("/sign-in?next="), address
            else:
                assert answer.status_code == 403, (address, actor)


def test_every_form_needs_its_mark(town: Town, app: Starlette) -> None:
    services = services_of(town)
    person = Person(services)
    person.sign_in("ada@home.example")
    other = Person(services)
    other.open("/sign-in")
    for method, address, _ in _all_pages(app):
        if method == "POST":
            for mark in ("", "0" * 64, other.mark):
                answer = person.client.post(address, data={"csrf": mark}, follow_redirects=False)
                assert answer.status_code == 403, address
            person.open("/sign-in")
            headers = {"sec-fetch-site": "cross-site"}
            answer = person.client.post(address, data={"csrf": person.mark}, headers=headers)
            assert answer.status_code == 403, address


def test_private_pages_are_kept_by_no_cache(town: Town, app: Starlette) -> None:
    person = Person(services_of(town))
    person.sign_in("ada@home.example")
    for method, address, _ in _all_pages(app):
        if method == "GET":
            answer = person.client.get(address, follow_redirects=False)
            if answer.status_code < 400:
                assert answer.headers["cache-control"] == "no-store", address


def test_the_decorator_says_what_a_page_is() -> None:
    assert getattr(page(Action.CHECK)(lambda _request, _visit: None), "action") is Action.CHECK  # type: ignore[arg-type, return-value]  # noqa: B009
