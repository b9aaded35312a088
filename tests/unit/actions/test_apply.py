"""From a request to an answer, on both engines."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from tests.fixtures.records import OPEN_STUDY, put_record, record
from tests.fixtures.town import ANSWERS, NORTH, SOUTH, Town

from trialogue.actions.apply import preview, wait_for
from trialogue.actions.draft import Draft, save_draft
from trialogue.actions.requests import read_request, withdraw, write_to_desk
from trialogue.actions.triage import Reply, open_request, read_inbox, triage
from trialogue.errors import ConflictError, ForbiddenError, NotFoundError, SignInNeededError, UsageError
from trialogue.model.application import ApplicationStatus, DeclineReason, EventKind, WaitPurpose
from trialogue.model.person import VISITOR
from trialogue.store import applications
from trialogue.store.application_tables import outbox
from trialogue.store.audit import verify
from trialogue.store.sessions import new_token, put_session


def _kinds(town: Town) -> list[str]:
    with town.office.database.read() as conn:
        return list(conn.scalars(select(outbox.c.kind).order_by(outbox.c.created_at, outbox.c.kind)))


def test_one_whole_path(town: Town) -> None:
    person, staff = town.person("ada@home.example", ANSWERS), town.staff("desk@north.example")
    sent = town.applied(person, note="I can come on Mondays.")
    town.clock.pass_time(hours=5)
    waiting = read_inbox(town.office, staff).waiting
    assert [(row.id, row.status) for row in waiting] == [(sent.id, ApplicationStatus.SENT)]
    page = open_request(town.office, staff, sent.id)
    assert page.packet is not None
    assert {f.key: f.value for f in page.packet.fields}["age"] == "52 years"
    assert page.packet.note == "I can come on Mondays."
    triage(town.office, staff, sent.id, Reply(kind=EventKind.ASKED, words="Can you climb stairs?"))
    assert read_request(town.office, person, sent.id).application.events[-1].words == "Can you climb stairs?"
    write_to_desk(town.office, person, sent.id, "Yes, with help.")
    done = triage(town.office, staff, sent.id, Reply(kind=EventKind.ACCEPTED))
    assert done.status is ApplicationStatus.ACCEPTED
    assert sorted(_kinds(town)) == sorted(
        ["desk: sent", "person: sent", "person: asked", "desk: answered", "person: accepted"]
    )
    with town.office.database.read() as conn:
        assert verify(conn, town.office.ring).broken_at is None


def test_what_was_removed_leaves_no_trace(town: Town) -> None:
    person, staff = town.person("ada@home.example", ANSWERS), town.staff("desk@north.example")
    sent = town.applied(person, removed=("age",))
    packet = open_request(town.office, staff, sent.id).packet
    assert packet is not None
    assert "age" not in {f.key for f in packet.fields}
    assert {v.truth for v in packet.verdicts if "age" in v.words.casefold()} == {"unknown"}


def test_the_same_request_twice_is_one(town: Town) -> None:
    person = town.person("ada@home.example")
    first = town.applied(person, id="one")
    assert town.applied(person, id="one") == first
    assert _kinds(town).count("person: sent") == 1
    with pytest.raises(ConflictError, match="asked this site before"):
        town.applied(person)


def test_nobody_has_claimed_the_site(town: Town) -> None:
    town.applied(town.person("ada@home.example"))
    town.applied(town.person("bob@home.example"))
    assert _kinds(town).count("posted contact") == 1
    town.clock.pass_time(days=8)
    town.applied(town.person("cem@home.example"))
    assert _kinds(town).count("posted contact") == 2


def test_closed_sites_and_studies_take_nobody(town: Town) -> None:
    person = town.person("ada@home.example")
    with pytest.raises(ConflictError, match="another one"):
        town.applied(person, site=SOUTH)
    put_record(town.office.database, record(status="COMPLETED", updated="2026-02-01"))
    with pytest.raises(ConflictError, match="no new people"):
        town.applied(person)
    with pytest.raises(ConflictError, match="has changed"):
        wait_for(town.office, person, OPEN_STUDY, WaitPurpose.OPENING)
    waiting = wait_for(town.office, person, OPEN_STUDY, WaitPurpose.SIMILAR)
    assert wait_for(town.office, person, OPEN_STUDY, WaitPurpose.SIMILAR) == waiting


def test_a_withdrawn_packet_is_gone(town: Town) -> None:
    person, staff = town.person("ada@home.example", ANSWERS), town.staff("desk@north.example")
    sent = town.applied(person)
    open_request(town.office, staff, sent.id)
    assert withdraw(town.office, person, sent.id).status is ApplicationStatus.WITHDRAWN
    with pytest.raises(ConflictError, match="withdrawn"):
        open_request(town.office, staff, sent.id)
    with pytest.raises(ConflictError, match="withdrawn"):
        triage(town.office, staff, sent.id, Reply(kind=EventKind.ACCEPTED))
    with pytest.raises(ConflictError):
        withdraw(town.office, person, sent.id)
    with town.office.database.read() as conn:
        assert applications.get_packet(conn, town.office.ring, sent.id) is None
    assert town.applied(person).status is ApplicationStatus.SENT


def test_others_see_nothing(town: Town) -> None:
    person, staff = town.person("ada@home.example"), town.staff("desk@south.example", site=SOUTH)
    sent = town.applied(person)
    with pytest.raises(NotFoundError):
        read_request(town.office, town.person("eve@home.example"), sent.id)
    with pytest.raises(NotFoundError):
        open_request(town.office, staff, sent.id)
    with pytest.raises(ForbiddenError):
        open_request(town.office, person, sent.id)
    with pytest.raises(SignInNeededError):
        read_request(town.office, VISITOR, sent.id)
    with pytest.raises(SignInNeededError):
        read_inbox(town.office, VISITOR)


def test_a_no_has_a_reason_or_says_that_none_was_given(town: Town) -> None:
    staff = town.staff("desk@north.example")
    for address, reason, told in [
        ("ada@home.example", DeclineReason.NO_ROOM, DeclineReason.NO_ROOM),
        ("bob@home.example", None, DeclineReason.NOT_SAID),
    ]:
        sent = town.applied(town.person(address))
        done = triage(town.office, staff, sent.id, Reply(kind=EventKind.DECLINED, reason=reason))
        assert done.events[-1].reason is told


def test_words_are_bounded(town: Town) -> None:
    staff, person = town.staff("desk@north.example"), town.person("ada@home.example")
    sent = town.applied(person)
    with pytest.raises(UsageError, match="write"):
        triage(town.office, staff, sent.id, Reply(kind=EventKind.ASKED, words="  "))
    with pytest.raises(UsageError, match="4,000"):
        write_to_desk(town.office, person, sent.id, "a" * 4001)
    with pytest.raises(UsageError, match="consent"):
        town.applied(person, consent="")


def test_the_preview_shows_what_would_be_sent(town: Town) -> None:
    person, token = town.person("ada@home.example", ANSWERS), new_token()
    with town.office.database.write() as conn:
        put_session(conn, token, person.id, "A browser", town.clock())
        save_draft(conn, token, Draft(nct_id=OPEN_STUDY, removed=("age",), note="Hello"))
    shown = preview(town.office, person, token, OPEN_STUDY)
    # The sex answers for a man what is asked of pregnancy.
    assert {f.key for f in shown.whole.fields} == {"age", "sex", "contact:address", "contact:name"}
    assert {f.key for f in shown.packet.fields} == {"sex", "contact:address", "contact:name"}
    assert shown.packet.note == "Hello"
    assert NORTH != SOUTH
