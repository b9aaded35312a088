"""What each event does to an application, as a table: every status × every event."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from trialogue.actions.diagram import states_page
from trialogue.model.application import (
    CAUSE,
    HUMAN_REPLIES,
    OVER,
    OWNER,
    TRANSITIONS,
    WITH_SITE,
    ApplicationStatus,
    DeclineReason,
    Event,
    EventKind,
    Party,
    WaitPurpose,
    fold,
    step,
)

# Rows: the status before. Columns: the event. Cells: the status after; "." cannot happen.
TABLE = """
before     | waitlisted | told | sent | opened | acknowledged | asked | answered  | accepted | enrolled | declined | desk wrote | person wrote | reminded  | withdrawn | lapsed
-          | waiting    | .    | sent | .      | .            | .     | .         | .        | .        | .        | .          | .            | .         | .         | .
waiting    | .          | told | .    | .      | .            | .     | .         | .        | .        | .        | .          | .            | .         | withdrawn | lapsed
told       | waiting    | .    | sent | .      | .            | .     | .         | .        | .        | .        | .          | .            | told      | withdrawn | lapsed
sent       | .          | .    | .    | opened | in review    | asked | .         | accepted | .        | declined | in review  | sent         | sent      | withdrawn | lapsed
opened     | .          | .    | .    | .      | in review    | asked | .         | accepted | .        | declined | in review  | opened       | opened    | withdrawn | lapsed
in review  | .          | .    | .    | .      | in review    | asked | .         | accepted | .        | declined | in review  | in review    | in review | withdrawn | lapsed
asked      | .          | .    | .    | .      | in review    | asked | in review | accepted | .        | declined | asked      | asked        | asked     | withdrawn | lapsed
accepted   | .          | .    | .    | .      | .            | asked | .         | .        | enrolled | declined | accepted   | accepted     | accepted  | withdrawn | lapsed
enrolled   | .          | .    | .    | .      | .            | .     | .         | .        | .        | .        | enrolled   | enrolled     | enrolled  | withdrawn | .
declined   | .          | .    | .    | .      | .            | .     | .         | .        | .        | .        | .          | .            | .         | withdrawn | .
withdrawn  | .          | .    | .    | .      | .            | .     | .         | .        | .        | .        | .          | .            | .         | .         | .
lapsed     | .          | .    | .    | .      | .            | .     | .         | .        | .        | .        | .          | .            | .         | withdrawn | .
"""  # noqa: E501


def _cells() -> list[tuple[ApplicationStatus | None, EventKind, ApplicationStatus | None]]:
    head, *rows = [line.split("|") for line in TABLE.strip().splitlines()]
    kinds = [EventKind(cell.strip()) for cell in head[1:]]
    found = []
    for row in rows:
        before = None if row[0].strip() == "-" else ApplicationStatus(row[0].strip())
        for kind, cell in zip(kinds, row[1:], strict=True):
            after = None if cell.strip() == "." else ApplicationStatus(cell.strip())
            found.append((before, kind, after))
    return found


@pytest.mark.parametrize(("before", "kind", "after"), _cells())
def test_each_event_in_each_status(
    before: ApplicationStatus | None, kind: EventKind, after: ApplicationStatus | None
) -> None:
    if after is None:
        with pytest.raises(ValueError, match="cannot happen"):
            step(before, kind)
    else:
        assert step(before, kind) is after


def test_the_table_covers_everything() -> None:
    assert {(b, k) for b, k, _ in _cells()} == {(b, k) for b in (None, *ApplicationStatus) for k in EventKind}
    assert set(OWNER) == set(ApplicationStatus)
    assert set(CAUSE) == set(EventKind)


def test_who_acts_next_can_act() -> None:
    for status, owner in OWNER.items():
        causes = {CAUSE[kind] for kind in TRANSITIONS[status]}
        assert owner is Party.NOBODY or owner in causes, status


def test_a_person_can_withdraw_at_any_time() -> None:
    for status in ApplicationStatus:
        assert (EventKind.WITHDRAWN in TRANSITIONS[status]) == (status is not ApplicationStatus.WITHDRAWN)


def test_only_desks_reply() -> None:
    assert {CAUSE[kind] for kind in HUMAN_REPLIES} == {Party.DESK}
    assert EventKind.OPENED not in HUMAN_REPLIES


def test_a_desk_sees_no_packet_of_one_who_waits_or_went_away() -> None:
    hidden = {ApplicationStatus.WAITING, ApplicationStatus.TOLD, ApplicationStatus.WITHDRAWN}
    assert not hidden & WITH_SITE
    assert ApplicationStatus.ENROLLED in OVER & WITH_SITE


_NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def _history(*kinds: EventKind) -> list[Event]:
    return [
        Event(
            seq=n,
            kind=kind,
            at=_NOON + timedelta(hours=n),
            purpose=WaitPurpose.OPENING if kind is EventKind.WAITLISTED else None,
        )
        for n, kind in enumerate(kinds, start=1)
    ]


@pytest.mark.parametrize(
    ("kinds", "status"),
    [
        ("sent opened asked answered accepted enrolled", "enrolled"),
        ("waitlisted told sent declined withdrawn", "withdrawn"),
        ("waitlisted told waitlisted", "waiting"),
        ("sent lapsed", "lapsed"),
    ],
)
def test_a_history_folds_to_its_last_status(kinds: str, status: str) -> None:
    assert fold(_history(*map(EventKind, kinds.split()))) == status


def test_impossible_histories_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        fold([])
    with pytest.raises(ValueError, match="event 1 is missing"):
        fold(_history(EventKind.SENT, EventKind.OPENED)[1:])
    with pytest.raises(ValueError, match="cannot happen"):
        fold(_history(EventKind.SENT, EventKind.WITHDRAWN, EventKind.ACCEPTED))


def test_impossible_events_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="waits for"):
        Event(seq=1, kind=EventKind.WAITLISTED, at=_NOON)
    with pytest.raises(ValueError, match="waits for"):
        Event(seq=1, kind=EventKind.SENT, at=_NOON, purpose=WaitPurpose.OPENING)
    with pytest.raises(ValueError, match="only a no"):
        Event(seq=1, kind=EventKind.SENT, at=_NOON, reason=DeclineReason.NO_ROOM)
    with pytest.raises(ValueError, match="time zone"):
        Event(seq=1, kind=EventKind.SENT, at=_NOON.replace(tzinfo=None))


def test_the_diagram_in_docs_is_the_one_of_the_dicts() -> None:
    page = Path(__file__).parents[2] / "docs" / "states.md"
    assert page.read_text(encoding="utf-8") == states_page()
