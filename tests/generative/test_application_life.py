"""The whole life of applications at random, on both engines, against a small model of it."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select, text
from tests.fixtures.post_office import Post
from tests.fixtures.records import OPEN_STUDY, put_record, record
from tests.fixtures.town import DESK, Town, found_town

from trialogue.actions.apply import wait_for
from trialogue.actions.claim import say_capacity
from trialogue.actions.deliver import deliver_due
from trialogue.actions.myself import begin_caring, end_caring
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
from trialogue.model.person import Actor
from trialogue.store.application_tables import application, application_event, outbox
from trialogue.store.audit import verify
from trialogue.store.database import Database
from trialogue.store.inbox import count_by_status

ELI = "Eli"
PEOPLE = ("ada@home.example", "bob@home.example", ELI)
_SIMILAR = WaitPurpose.SIMILAR
PURPOSES = {
    "NOT_YET_RECRUITING": WaitPurpose.OPENING,
    "SUSPENDED": WaitPurpose.REOPENING,
    "COMPLETED": _SIMILAR,
}
STATUSES = ("RECRUITING", "RECRUITING", *PURPOSES)
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
    """``model``: application id → (who, status). What the model says must be what is stored. ``waits``:
    what those who wait, wait for. Eli has no address: Dan acts for him."""

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
        self.post = Post()
        self.has_room = True
        self.eli: str | None = None
        self.the_study_becomes("RECRUITING")
        self.staff = self.town.staff("desk@north.example")
        self.model: dict[str, tuple[str, ApplicationStatus]] = {}
        self.waits: dict[str, WaitPurpose] = {}

    def _actor(self, who: str) -> Actor:
        if who != ELI:
            return self.town.person(who)
        dan = self.town.person("dan@home.example")
        if self.eli is None:
            self.eli = begin_caring(self.town.office, dan, "Eli Example", "He said yes.")
        return self.town.actor(str(dan.id), self.eli)

    def _going_on(self, who: str) -> list[ApplicationStatus]:
        return [s for a, s in self.model.values() if a == who and s not in OVER]

    def _purpose(self) -> WaitPurpose | None:
        if self.study == "RECRUITING":
            return None if self.has_room else WaitPurpose.REOPENING
        return PURPOSES[self.study]

    @rule(status=st.sampled_from(STATUSES))
    def the_study_becomes(self, status: str) -> None:
        Life.day += 1
        month, day = divmod(Life.day, 28)
        sites = {"Fictional Clinic North": status}
        updated = f"{2027 + month // 12}-{month % 12 + 1:02d}-{day + 1:02d}"
        put_record(self.database, record(status=status, sites=sites, updated=updated))
        self.study = status

    @rule(has_room=st.booleans(), by_number=st.booleans())
    def the_desk_says_what_room_it_has(self, has_room: bool, by_number: bool) -> None:
        places = (3 if has_room else 0) if by_number else None
        paused = not has_room and not by_number
        say_capacity(self.town.office, self.staff, DESK, (places, None), paused=paused)
        self.town.clock.pass_time(minutes=1)
        self.has_room = has_room

    @rule(target=requests, who=st.sampled_from(PEOPLE), twice=st.booleans())
    def apply(self, who: str, twice: bool) -> object:
        self.town.clock.pass_time(hours=13)
        actor = self._actor(who)
        told = [k for k, (a, s) in self.model.items() if a == who and s is _S.TOLD]
        with_site = [s for s in self._going_on(who) if s not in (_S.WAITING, _S.TOLD)]
        if self._purpose() is not None or with_site:
            with pytest.raises(ConflictError):
                self.town.applied(actor)
            return multiple()
        sent = self.town.applied(actor, **({"id": told[0]} if told else {}))
        if twice:
            assert self.town.applied(actor, id=sent.id) == sent
        self.model[sent.id] = (who, _S.SENT)
        return sent.id

    @rule(target=requests, who=st.sampled_from(PEOPLE))
    def wait(self, who: str) -> object:
        actor, purpose = self._actor(who), self._purpose()
        waiting = [k for k, (a, s) in self.model.items() if a == who and s is _S.WAITING]
        if purpose is None and not waiting:
            with pytest.raises(ConflictError):
                wait_for(self.town.office, actor, OPEN_STUDY, WaitPurpose.OPENING)
            return multiple()
        found = wait_for(self.town.office, actor, OPEN_STUDY, purpose or WaitPurpose.OPENING)
        if not waiting:
            assert purpose is not None
            self.waits[found.id] = purpose
        self.model[found.id] = (who, _S.WAITING)
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
        actor = self._actor(address or PEOPLE[0])
        if after is None:
            with pytest.raises((ConflictError, NotFoundError)):
                write_to_desk(self.town.office, actor, request, "Yes.")
        else:
            assert write_to_desk(self.town.office, actor, request, "Yes.").status is after
            self.model[request] = (address, after)

    @rule(request=requests)
    def the_person_withdraws(self, request: str) -> None:
        address, status = self.model.get(request, ("", None))
        actor = self._actor(address or PEOPLE[0])
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
        waits = [k for k, (_, s) in self.model.items() if s is _S.WAITING and self.waits[k] is not _SIMILAR]
        ends = [k for k, (_, s) in self.model.items() if s in (_S.SENT, _S.OPENED, _S.IN_REVIEW)]
        told = waits if self._purpose() is None else []
        lapsed = [*waits, *ends] if self._purpose() is _SIMILAR else []
        assert (done.told, done.lapsed) == (len(told), len(lapsed))
        for request in told:
            self.model[request] = (self.model[request][0], _S.TOLD)
        for request in lapsed:
            self.model[request] = (self.model[request][0], _S.LAPSED)

    @rule(away=st.booleans())
    def the_worker_delivers(self, away: bool) -> None:
        self.post.away = away
        self.town.clock.pass_time(hours=5)
        while asyncio.run(deliver_due(self.town.office, self.post)).sent:
            pass

    @rule(who=st.sampled_from(PEOPLE))
    def everything_is_erased(self, who: str) -> None:
        erase(self.town.office, self._actor(who))
        self._forget(who)

    @rule(by_erasing=st.booleans())
    def the_carer_goes(self, by_erasing: bool) -> None:
        dan = self._actor(ELI)
        if by_erasing:
            erase(self.town.office, self.town.actor(str(dan.id)))
        else:
            end_caring(self.town.office, dan, str(dan.id), str(self.eli))
        self._forget(ELI)

    def _forget(self, who: str) -> None:
        self.model = {k: v for k, v in self.model.items() if v[0] != who}
        self.eli = None if who == ELI else self.eli

    @invariant()
    def no_mail_goes_twice_or_tells_of_what_is_gone(self) -> None:
        if not hasattr(self, "model"):
            return
        assert set(self.post.sent.values()) <= {1}
        with self.database.read() as conn:
            waiting = select(outbox.c.about, outbox.c.kind).where(outbox.c.sent_at.is_(None))
            for about, kind in conn.execute(waiting):
                assert kind == "desk: withdrawn" or about in self.model

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
            found = read_request(self.town.office, self._actor(address), request).application
            assert found.status is status
        assert sum(counts.values()) <= len(self.model)
        waiting = {row.id for row in read_inbox(self.town.office, self.staff).waiting}
        expected = {k for k, (_, s) in self.model.items() if OWNER[s] is Party.DESK}
        assert waiting == expected


def test_life_on(database: Database, tmp_path: Path) -> None:
    machine = type("LifeHere", (Life,), {"database": database, "folder": tmp_path})
    examples = settings(
        max_examples=4, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(machine, settings=examples)
