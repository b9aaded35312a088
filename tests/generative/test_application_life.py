"""The whole life of applications at random, on both engines, against a small model of it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule
from sqlalchemy import func, select, text
from tests.fixtures.records import OPEN_STUDY, put_record, record
from tests.fixtures.town import Town, found_town

from trialogue.actions.apply import wait_for
from trialogue.actions.personal_data import erase
from trialogue.actions.requests import read_request, withdraw, write_to_desk
from trialogue.actions.rounds import run_rounds
from trialogue.actions.triage import Reply, open_request, read_inbox, triage
from trialogue.errors import ConflictError, NotFoundError
from trialogue.model.application import (
    OVER,
    OWNER,
    TRANSITIONS,
    WITH_SITE,
    ApplicationStatus,
    EventKind,
    Party,
    WaitPurpose,
)
from trialogue.store.application_tables import application, application_event, outbox
from trialogue.store.audit import verify
from trialogue.store.database import Database
from trialogue.store.inbox import count_by_status

ADDRESSES = ("ada@home.example", "bob@home.example", "cem@home.example")
DESK_KINDS = (
    EventKind.ACKNOWLEDGED,
    EventKind.ASKED,
    EventKind.ACCEPTED,
    EventKind.ENROLLED,
    EventKind.DECLINED,
    EventKind.DESK_WROTE,
)
_S = ApplicationStatus


class Life(RuleBasedStateMachine):
    """``model``: application id → (address, status). What the model says must be what is stored."""

    requests = Bundle("requests")
    database: Database
    folder: Path
    day: int = 0

    @initialize()
    def found(self) -> None:
        with self.database.write() as conn:
            for table in (outbox, application_event, application):
                conn.execute(table.delete())
            for name in ("person", "audit", "audit_head", "desk_claim", "desk_capacity", "throttle"):
                conn.execute(text(f"DELETE FROM {name}"))
        self.town: Town = found_town(self.database, Path(tempfile.mkdtemp(dir=self.folder)))
        self.updates = 0
        self.open = True
        self._set_open(True)
        self.staff = self.town.staff("desk@north.example")
        self.model: dict[str, tuple[str, ApplicationStatus]] = {}

    def _set_open(self, is_open: bool) -> None:
        Life.day += 1
        month, day = divmod(Life.day, 28)
        status = "RECRUITING" if is_open else "NOT_YET_RECRUITING"
        sites = {"Fictional Clinic North": status}
        updated = f"{2027 + month // 12}-{month % 12 + 1:02d}-{day + 1:02d}"
        put_record(self.database, record(status=status, sites=sites, updated=updated))
        self.open = is_open

    def _going_on(self, address: str) -> list[ApplicationStatus]:
        return [s for a, s in self.model.values() if a == address and s not in OVER]

    @rule(is_open=st.booleans())
    def the_study_opens_or_closes(self, is_open: bool) -> None:
        self._set_open(is_open)

    @rule(target=requests, address=st.sampled_from(ADDRESSES), twice=st.booleans())
    def apply(self, address: str, twice: bool) -> object:
        self.town.clock.pass_time(hours=13)
        actor = self.town.person(address)
        told = [k for k, (a, s) in self.model.items() if a == address and s is _S.TOLD]
        with_site = [s for s in self._going_on(address) if s not in (_S.WAITING, _S.TOLD)]
        if not self.open or with_site:
            with pytest.raises(ConflictError):
                self.town.applied(actor)
            return multiple()
        sent = self.town.applied(actor, **({"id": told[0]} if told else {}))
        if twice:
            assert self.town.applied(actor, id=sent.id) == sent
        self.model[sent.id] = (address, _S.SENT)
        return sent.id

    @rule(target=requests, address=st.sampled_from(ADDRESSES))
    def wait(self, address: str) -> object:
        actor = self.town.person(address)
        waiting = [k for k, (a, s) in self.model.items() if a == address and s is _S.WAITING]
        if self.open and not waiting:
            with pytest.raises(ConflictError):
                wait_for(self.town.office, actor, OPEN_STUDY, WaitPurpose.OPENING)
            return multiple()
        found = wait_for(self.town.office, actor, OPEN_STUDY, WaitPurpose.OPENING)
        self.model[found.id] = (address, _S.WAITING)
        return found.id

    @rule(request=requests, kind=st.sampled_from(DESK_KINDS))
    def the_desk_answers(self, request: str, kind: EventKind) -> None:
        address, status = self.model.get(request, ("", None))
        after = None if status is None else TRANSITIONS[status].get(kind)
        reply = Reply(kind=kind, words="Some words.")
        if after is None or status in (_S.WAITING, _S.TOLD):
            with pytest.raises((ConflictError, NotFoundError)):
                triage(self.town.office, self.staff, request, reply)
        else:
            assert triage(self.town.office, self.staff, request, reply).status is after
            self.model[request] = (address, after)

    @rule(request=requests)
    def the_desk_opens(self, request: str) -> None:
        address, status = self.model.get(request, ("", None))
        if status in WITH_SITE and status is not None:
            page = open_request(self.town.office, self.staff, request)
            assert page.packet is not None
            self.model[request] = (address, TRANSITIONS[status].get(EventKind.OPENED, status))
        else:
            with pytest.raises((ConflictError, NotFoundError)):
                open_request(self.town.office, self.staff, request)

    @rule(request=requests)
    def the_person_writes(self, request: str) -> None:
        address, status = self.model.get(request, ("", None))
        kind = EventKind.ANSWERED if status is _S.ASKED else EventKind.PERSON_WROTE
        after = None if status is None else TRANSITIONS[status].get(kind)
        actor = self.town.person(address or ADDRESSES[0])
        if after is None:
            with pytest.raises((ConflictError, NotFoundError)):
                write_to_desk(self.town.office, actor, request, "Yes.")
        else:
            assert write_to_desk(self.town.office, actor, request, "Yes.").status is after
            self.model[request] = (address, after)

    @rule(request=requests)
    def the_person_withdraws(self, request: str) -> None:
        address, status = self.model.get(request, ("", None))
        actor = self.town.person(address or ADDRESSES[0])
        if status in (None, _S.WITHDRAWN):
            with pytest.raises((ConflictError, NotFoundError)):
                withdraw(self.town.office, actor, request)
        else:
            withdraw(self.town.office, actor, request)
            self.model[request] = (address, _S.WITHDRAWN)
            assert read_request(self.town.office, actor, request).packet is None

    @rule(days=st.integers(0, 9))
    def time_passes(self, days: int) -> None:
        self.town.clock.pass_time(days=days, hours=1)
        done = run_rounds(self.town.office)
        if self.open:
            told = [k for k, (_, s) in self.model.items() if s is _S.WAITING]
            assert done.told == len(told)
            for request in told:
                self.model[request] = (self.model[request][0], _S.TOLD)
        else:
            assert done.told == 0

    @rule(address=st.sampled_from(ADDRESSES))
    def a_person_erases_everything(self, address: str) -> None:
        erase(self.town.office, self.town.person(address))
        self.model = {k: v for k, v in self.model.items() if v[0] != address}

    @invariant()
    def what_is_stored_is_what_happened(self) -> None:
        if not hasattr(self, "model"):
            return
        with self.database.read() as conn:
            ids = set(conn.scalars(select(application.c.id)))
            trail = verify(conn, self.town.office.ring)
            counts = count_by_status(conn, self.staff.desks)
            orphans = conn.scalar(
                select(func.count())
                .select_from(application_event)
                .where(application_event.c.application_id.not_in(select(application.c.id)))
            )
        assert ids == set(self.model)
        assert trail.broken_at is None
        assert orphans == 0
        for request, (address, status) in self.model.items():
            found = read_request(self.town.office, self.town.person(address), request).application
            assert found.status is status
        sent = [s for _, s in self.model.values() if s not in (_S.WAITING,)]
        assert sum(counts.values()) <= len(sent) + len(self.model)
        waiting = {row.id for row in read_inbox(self.town.office, self.staff).waiting}
        expected = {k for k, (_, s) in self.model.items() if OWNER[s] is Party.DESK}
        assert waiting == expected


def test_life_on(database: Database, tmp_path: Path) -> None:
    machine = type("LifeHere", (Life,), {"database": database, "folder": tmp_path})
    examples = settings(
        max_examples=4,
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(machine, settings=examples)
