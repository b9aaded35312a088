"""Appeals on each engine: grouped by reading, settled together, sealed, and forgotten in time."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from tests.fixtures.records import OPEN_STUDY, put_record, record
from tests.fixtures.town import Town

from trialogue.actions import appeal as actions
from trialogue.actions.appeal import appeal_reading, list_appeals, settle_appeals
from trialogue.actions.rotate import rotate_keys
from trialogue.actions.rounds import remove_old
from trialogue.actions.studies import read_study
from trialogue.actions.throttle import APPEALS_PER_PLACE
from trialogue.eligibility.read import READER_VERSION
from trialogue.errors import (
    ConflictError,
    ForbiddenError,
    NotFoundError,
    SignInNeededError,
    TooManyError,
    UsageError,
)
from trialogue.model.appeal import LONGEST_COMMENT, AppealState
from trialogue.model.criterion import Criterion
from trialogue.model.person import VISITOR, Actor
from trialogue.model.provenance import Span
from trialogue.store import audit
from trialogue.store.appeal_tables import appeal

EVE = Actor(id="eve", steward=True)
SECRET = "My own illness, which I was asked not to tell."


def criteria(town: Town) -> tuple[Criterion, ...]:
    """The criteria of the town's study as they are read now."""
    with town.office.database.read() as conn:
        return read_study(conn, OPEN_STUDY).criteria.criteria


def say(town: Town, index: int = 0, comment: str = "", place: str = "here") -> str:
    """Somebody finds a criterion read wrongly."""
    return appeal_reading(town.office, place, OPEN_STUDY, criteria(town)[index].span, comment)


def test_appeals_are_grouped_by_reading_open_and_frequent_ones_first(town: Town) -> None:
    say(town, 2)
    town.clock.pass_time(minutes=5)
    say(town, 1, "The first.")
    town.clock.pass_time(minutes=5)
    say(town, 1, "The second.")
    say(town, 1)
    often, once = list_appeals(town.office, EVE)
    found = criteria(town)[1]
    assert (often.count, often.comments) == (3, ("The first.", "The second."))
    assert (often.reading.words, often.reading.span, often.reading.criterion) == (
        found.text,
        found.span,
        found.id,
    )
    assert often.reading.reader == READER_VERSION
    assert often.reading.statement
    assert often.reading.question
    assert often.last_at > often.first_at > once.first_at
    assert once.state is AppealState.OPEN


def test_another_version_of_the_reader_makes_another_group(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(town)
    monkeypatch.setattr(actions, "READER_VERSION", "2999.1")
    say(town)
    assert {one.reading.reader for one in list_appeals(town.office, EVE)} == {READER_VERSION, "2999.1"}


def test_all_of_one_reading_are_settled_together_and_can_be_opened_again(town: Town) -> None:
    first = say(town)
    say(town)
    say(town, 1)
    assert settle_appeals(town.office, EVE, first, AppealState.MENDED) == 2
    (left,) = list_appeals(town.office, EVE, AppealState.OPEN)
    assert left.reading.span == criteria(town)[1].span
    say(town)  # said once more after it was mended: open, beside the settled ones
    assert len(list_appeals(town.office, EVE)) == 3
    with pytest.raises(ConflictError, match="already"):
        settle_appeals(town.office, EVE, first, AppealState.MENDED)
    settle_appeals(town.office, EVE, first, AppealState.OPEN)
    assert [one.count for one in list_appeals(town.office, EVE)] == [3, 1]
    with pytest.raises(NotFoundError):
        settle_appeals(town.office, EVE, "none", AppealState.MENDED)


def test_settling_is_in_the_trail_and_saying_is_not(town: Town) -> None:
    one = say(town, comment=SECRET)
    with town.office.database.read() as conn:
        before = audit.verify(conn, town.office.ring).rows
        assert not [deed for _, deed in audit.latest_deeds(conn) if "appeal" in deed.subject]
    settle_appeals(town.office, EVE, one, AppealState.READ_RIGHTLY)
    with town.office.database.read() as conn:
        _, deed = audit.latest_deeds(conn, 1)[0]
        assert audit.verify(conn, town.office.ring).rows == before + 1
    assert (deed.actor, deed.action, deed.subject) == ("eve", "settle an appeal", f"appeal:{one}")
    assert deed.detail == f"{OPEN_STUDY} i1: open to read rightly, 1"


@pytest.mark.parametrize("actor", [VISITOR, Actor(id="ada")])
def test_only_the_steward_reads_and_settles(town: Town, actor: Actor) -> None:
    one = say(town)
    for refused in (
        lambda: list_appeals(town.office, actor),
        lambda: settle_appeals(town.office, actor, one, AppealState.MENDED),
    ):
        with pytest.raises((ForbiddenError, SignInNeededError)):
            refused()


def test_a_comment_is_sealed_and_outlives_a_rotation_of_keys(town: Town) -> None:
    say(town, comment=SECRET)
    with town.office.database.read() as conn:
        row = conn.execute(select(appeal)).one()
    assert SECRET.encode() not in row.comment_sealed
    assert SECRET not in "".join(str(value) for value in row)
    rotate_keys(town.office)
    assert list_appeals(town.office, EVE)[0].comments == (SECRET,)


def test_words_are_forgotten_first_and_the_settled_appeal_later(town: Town) -> None:
    one = say(town, comment=SECRET)
    say(town, 1)
    settle_appeals(town.office, EVE, one, AppealState.MENDED)
    town.clock.pass_time(days=179)
    remove_old(town.office)
    assert sum(len(found.comments) for found in list_appeals(town.office, EVE)) == 1
    town.clock.pass_time(days=2)
    remove_old(town.office)
    with town.office.database.read() as conn:
        rows = conn.execute(select(appeal.c.wrapped_key, appeal.c.comment_sealed)).all()
    assert [tuple(row) for row in rows] == [(None, None)] * 2
    town.clock.pass_time(days=600)
    remove_old(town.office)
    (left,) = list_appeals(town.office, EVE)  # what nobody has looked at stays
    assert left.state is AppealState.OPEN


def test_a_comment_has_bounds_and_no_control_characters(town: Town) -> None:
    say(town, comment="a\x00b\u202ec\r\n" + "é" * (LONGEST_COMMENT - 4))
    assert list_appeals(town.office, EVE)[0].comments[0].startswith("abc\né")
    with pytest.raises(UsageError, match="You have 10,000 now"):
        say(town, comment="x" * 10_000)
    say(town, comment=" \n ")
    assert len(list_appeals(town.office, EVE)[0].comments) == 1


@pytest.mark.parametrize(
    ("nct_id", "span"),
    [
        ("NCT00000000", Span(start=0, end=5)),
        ("nonsense", Span(start=0, end=5)),
        (OPEN_STUDY, None),
        (OPEN_STUDY, Span(start=0, end=1)),
        (OPEN_STUDY, Span(start=10**8, end=10**8 + 1)),
    ],
)
def test_what_is_not_there_is_said_so_and_nothing_kept(town: Town, nct_id: str, span: Span | None) -> None:
    with pytest.raises(NotFoundError):
        appeal_reading(town.office, "here", nct_id, span, "")
    assert list_appeals(town.office, EVE) == ()


def test_an_old_place_is_refused_once_the_record_has_changed(town: Town) -> None:
    span = criteria(town)[1].span
    put_record(
        town.office.database,
        record(updated="2026-02-20", criteria="Inclusion Criteria:\n\n* Age 40 or older"),
    )
    with pytest.raises(NotFoundError, match="may have changed"):
        appeal_reading(town.office, "here", OPEN_STUDY, span, "")


def test_one_place_may_not_fill_the_store(town: Town) -> None:
    with pytest.raises(TooManyError):
        for _ in range(APPEALS_PER_PLACE.count + 1):
            say(town)
    assert list_appeals(town.office, EVE)[0].count == APPEALS_PER_PLACE.count
    say(town, place="elsewhere")
