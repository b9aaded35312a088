"""Claims, room, rounds, lists: on both engines."""

from __future__ import annotations

from datetime import date

import pytest
from tests.fixtures.records import OPEN_STUDY, put_record, record
from tests.fixtures.town import ANSWERS, DESK, NORTH, SOUTH, STEWARD, Town

from trialogue.actions.apply import wait_for
from trialogue.actions.claim import claim_site, decide_claim, end_claim, open_claims, say_capacity
from trialogue.actions.desk_lists import can_show_count, export_csv, failed_criteria
from trialogue.actions.platform_numbers import platform_numbers
from trialogue.actions.requests import read_request
from trialogue.actions.rounds import run_rounds
from trialogue.actions.studies import offer_now, read_study
from trialogue.actions.triage import Reply, open_request, read_inbox, triage
from trialogue.errors import ConflictError, ForbiddenError, NotFoundError, UsageError
from trialogue.model.application import ApplicationStatus, EventKind, WaitPurpose
from trialogue.model.person import DeskKey
from trialogue.model.profile import Answer, Profile


def test_a_claim_is_checked_by_the_steward(town: Town) -> None:
    dora, steward = town.person("dora@north.example"), town.person(STEWARD)
    claim = claim_site(town.office, dora, DESK, "I am the coordinator.")
    assert claim_site(town.office, dora, DESK, "Again.") == claim
    (shown,) = open_claims(town.office, steward)
    assert (shown.address, shown.words, shown.hint) == ("dora@north.example", "I am the coordinator.", True)
    with pytest.raises(ForbiddenError):
        decide_claim(town.office, dora, claim.id, granted=True)
    with pytest.raises(ForbiddenError):
        read_inbox(town.office, dora)
    decide_claim(town.office, steward, claim.id, granted=True)
    with pytest.raises(ConflictError, match="decided"):
        decide_claim(town.office, steward, claim.id, granted=False)
    dora = town.person("dora@north.example")
    assert dora.desks == {DESK}
    end_claim(town.office, steward, claim.id)
    assert town.person("dora@north.example").desks == frozenset()
    with pytest.raises(ConflictError):
        end_claim(town.office, steward, claim.id)


def test_sites_that_are_not_there_cannot_be_claimed(town: Town) -> None:
    dora = town.person("dora@north.example")
    for desk in (DeskKey(nct_id=OPEN_STUDY, site="0" * 16), DeskKey(nct_id="NCT99999999", site=NORTH)):
        with pytest.raises(NotFoundError):
            claim_site(town.office, dora, desk, "I work there.")
    with pytest.raises(NotFoundError):
        decide_claim(town.office, town.person(STEWARD), "none", granted=True)


def test_a_site_says_what_room_it_has(town: Town) -> None:
    staff = town.staff("desk@north.example")
    with pytest.raises(UsageError, match="passed"):
        say_capacity(town.office, staff, DESK, (3, date(2026, 1, 1)), paused=False)
    with pytest.raises(UsageError, match="0 to 10,000"):
        say_capacity(town.office, staff, DESK, (-1, None), paused=False)
    with pytest.raises(NotFoundError):
        south = DeskKey(nct_id=OPEN_STUDY, site=SOUTH)
        say_capacity(town.office, staff, south, (3, None), paused=False)
    for room, paused, takes in [
        ((3, date(2026, 3, 31)), False, True),
        ((0, date(2026, 3, 31)), False, False),
        ((None, None), True, False),
        ((None, None), False, True),
    ]:
        say_capacity(town.office, staff, DESK, room, paused=paused)
        with town.office.database.read() as conn:
            assert offer_now(town.office, conn, read_study(conn, OPEN_STUDY).study).apply is takes


def test_a_figure_past_its_day_counts_no_more(town: Town) -> None:
    staff = town.staff("desk@north.example")
    say_capacity(town.office, staff, DESK, (0, date(2026, 3, 31)), paused=False)
    with pytest.raises(ConflictError):
        town.applied(town.person("ada@home.example"))
    town.clock.pass_time(days=40)
    assert town.applied(town.person("ada@home.example"))


def test_who_waits_is_told_and_can_apply(town: Town) -> None:
    put_record(town.office.database, record(status="NOT_YET_RECRUITING", updated="2026-02-01"))
    ada = town.person("ada@home.example")
    waiting = wait_for(town.office, ada, OPEN_STUDY, WaitPurpose.OPENING)
    assert run_rounds(town.office).told == 0
    put_record(town.office.database, record(updated="2026-02-02"))
    assert run_rounds(town.office).told == 1
    assert run_rounds(town.office).told == 0
    assert read_request(town.office, ada, waiting.id).application.status is ApplicationStatus.TOLD
    sent = town.applied(ada)
    assert sent.id == waiting.id
    assert town.applied(ada, id=sent.id) == sent


def test_a_closed_study_closes_what_waits_for_an_answer(town: Town) -> None:
    staff = town.staff("desk@north.example")
    silent, answered = (
        town.applied(town.person("ada@home.example")),
        town.applied(town.person("bob@home.example")),
    )
    triage(town.office, staff, answered.id, Reply(kind=EventKind.ACCEPTED))
    put_record(town.office.database, record(status="COMPLETED", updated="2026-02-01"))
    assert run_rounds(town.office).lapsed == 1
    ada, bob = town.person("ada@home.example"), town.person("bob@home.example")
    assert read_request(town.office, ada, silent.id).application.status is ApplicationStatus.LAPSED
    assert read_request(town.office, bob, answered.id).application.status is ApplicationStatus.ACCEPTED


def test_a_question_is_called_to_mind_twice(town: Town) -> None:
    staff, ada = town.staff("desk@north.example"), town.person("ada@home.example")
    sent = town.applied(ada)
    triage(town.office, staff, sent.id, Reply(kind=EventKind.ASKED, words="When?"))
    reminders = []
    for _ in range(5):
        town.clock.pass_time(days=8)
        reminders.append(run_rounds(town.office).reminded)
    assert reminders == [1, 1, 0, 0, 0]


def test_the_longest_wait_comes_first(town: Town) -> None:
    staff = town.staff("desk@north.example")
    sent = []
    for name in ("ada", "bob", "cem"):
        sent.append(town.applied(town.person(f"{name}@home.example")).id)
        town.clock.pass_time(hours=1)
    assert [row.id for row in read_inbox(town.office, staff).waiting] == sent
    triage(town.office, staff, sent[0], Reply(kind=EventKind.DECLINED))
    found = read_inbox(town.office, staff)
    assert [row.id for row in found.waiting] == sent[1:]
    assert [row.id for row in found.others] == sent[:1]


def test_the_table_holds_what_was_shared_and_no_formula(town: Town) -> None:
    staff = town.staff("desk@north.example")
    town.applied(town.person("ada@home.example", ANSWERS), note='=HYPERLINK("http://evil.example")')
    gone = town.applied(town.person("bob@home.example"), note="gone")
    from trialogue.actions.requests import withdraw

    withdraw(town.office, town.person("bob@home.example"), gone.id)
    table = "".join(export_csv(town.office, staff))
    assert "52 years" in table
    assert "'=HYPERLINK" in table
    assert "gone" not in table
    with pytest.raises(ForbiddenError):
        export_csv(town.office, town.person("ada@home.example"))


def test_small_counts_are_never_shown(town: Town) -> None:
    staff = town.staff("desk@north.example")
    assert [can_show_count(c, t) for c, t in [(9, 40), (10, 40), (31, 40), (30, 40), (10, 10)]] == [
        False,
        True,
        False,
        True,
        True,
    ]
    for number in range(12):
        town.applied(town.person(f"a{number}@home.example", ANSWERS))
    assert failed_criteria(town.office, staff) == ()
    with town.office.database.read() as conn:
        numbers = platform_numbers(town.office, conn, OPEN_STUDY)
    assert numbers.ages is not None
    assert numbers.ages.cells == {"40 to 59": 10}
    assert numbers.answers is not None
    assert (numbers.answers.people, numbers.answers.waiting, numbers.answers.median) == (12, 12, None)
    sent = read_inbox(town.office, staff).waiting
    town.clock.pass_time(days=2)
    for row in sent[:8]:
        open_request(town.office, staff, row.id)
        triage(town.office, staff, row.id, Reply(kind=EventKind.ACKNOWLEDGED))
    with town.office.database.read() as conn:
        numbers = platform_numbers(town.office, conn, OPEN_STUDY)
    assert numbers.answers is not None
    assert numbers.answers.median == 2
    assert numbers.by_site.keys() == {NORTH}


def test_failed_criteria_are_counted(town: Town) -> None:
    staff = town.staff("desk@north.example")
    town.applied(town.person("first@home.example", ANSWERS))
    with town.office.database.read() as conn:
        read = read_study(conn, OPEN_STUDY)
    key = next(key for key in read.questions if key not in {"age", "sex"})
    for number in range(11):
        answers = Profile(answers={key: Answer(value=False)})
        town.applied(town.person(f"n{number}@home.example", answers))
    rows = failed_criteria(town.office, staff)
    assert all(row.count >= 10 for row in rows)
