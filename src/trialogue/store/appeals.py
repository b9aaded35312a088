"""Appeals against readings: kept one by one, shown and settled by reading."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, case, func, insert, select, update

from trialogue.model.appeal import Appeals, AppealState, Reading
from trialogue.model.ids import NctId
from trialogue.model.provenance import Span
from trialogue.store.appeal_tables import appeal
from trialogue.store.people import new_id, seal_text, unseal_text
from trialogue.store.sealing import KeyRing, new_key

_Row = Row[*tuple[Any, ...]]
# Two appeals with the same of all these are against one reading.
_READING = (
    appeal.c.nct_id,
    appeal.c.criterion,
    appeal.c.span_start,
    appeal.c.span_end,
    appeal.c.words,
    appeal.c.reader,
    appeal.c.statement,
    appeal.c.question,
    appeal.c.state,
)


def put_appeal(conn: Connection, ring: KeyRing, reading: Reading, comment: str, now: datetime) -> str:
    """Keep that somebody finds a reading wrong, with their comment or an empty one. Returns the id."""
    appeal_id = new_id()
    key = new_key() if comment else None
    conn.execute(
        insert(appeal).values(
            id=appeal_id,
            nct_id=reading.nct_id,
            criterion=reading.criterion,
            span_start=reading.span.start,
            span_end=reading.span.end,
            words=reading.words,
            reader=reading.reader,
            statement=reading.statement,
            question=reading.question,
            at=now,
            state=AppealState.OPEN.value,
            wrapped_key=ring.wrap(key) if key else None,
            comment_sealed=seal_text(key, comment, appeal.c.comment_sealed, appeal_id) if key else None,
        )
    )
    return appeal_id


def appeals_by_reading(
    conn: Connection, ring: KeyRing, state: AppealState | None = None, limit: int | None = None
) -> tuple[Appeals, ...]:
    """Appeals in one state or in any, a reading at a time: open ones first, then by how many there are."""
    count, last = func.count(), func.max(appeal.c.at, type_=appeal.c.at.type)
    first = func.min(appeal.c.at, type_=appeal.c.at.type)
    is_open = case((appeal.c.state == AppealState.OPEN.value, 0), else_=1)
    rows = conn.execute(
        select(*_READING, func.min(appeal.c.id).label("id"), count.label("n"), first, last)
        .where(appeal.c.state == state.value if state else appeal.c.state.is_not(None))
        .group_by(*_READING)
        .order_by(is_open, count.desc(), last.desc(), appeal.c.nct_id, appeal.c.span_start)
        .limit(limit)
    ).all()
    comments = _comments(conn, ring, {row.nct_id for row in rows})
    return tuple(
        Appeals(
            id=row.id,
            reading=_reading(row),
            state=AppealState(row.state),
            count=row.n,
            first_at=row[-2],
            last_at=row[-1],
            comments=tuple(comments.get(_place(row), ())),
        )
        for row in rows
    )


def _reading(row: _Row) -> Reading:
    return Reading(
        nct_id=NctId(row.nct_id),
        criterion=row.criterion,
        span=Span(start=row.span_start, end=row.span_end),
        words=row.words,
        reader=row.reader,
        statement=row.statement,
        question=row.question,
    )


def _place(row: _Row) -> tuple[object, ...]:
    return tuple(getattr(row, column.name) for column in _READING)


def _comments(conn: Connection, ring: KeyRing, studies: Iterable[str]) -> dict[tuple[object, ...], list[str]]:
    found: dict[tuple[object, ...], list[str]] = {}
    rows = conn.execute(
        select(*_READING, appeal.c.id, appeal.c.wrapped_key, appeal.c.comment_sealed)
        .where(appeal.c.comment_sealed.is_not(None), appeal.c.nct_id.in_(list(studies)))
        .order_by(appeal.c.at, appeal.c.id)
    )
    for row in rows:
        key = ring.unwrap(row.wrapped_key)
        text = unseal_text(key, row.comment_sealed, appeal.c.comment_sealed, row.id)
        found.setdefault(_place(row), []).append(text)
    return found


def state_of(conn: Connection, appeal_id: str) -> tuple[Reading, AppealState] | None:
    """The reading that an appeal is against, and the appeal's state."""
    row = conn.execute(select(appeal).where(appeal.c.id == appeal_id)).one_or_none()
    return None if row is None else (_reading(row), AppealState(row.state))


def move_appeals(conn: Connection, appeal_id: str, state: AppealState, now: datetime) -> int:
    """Put an appeal, and all against the same reading in the same state, into another. Returns how many."""
    row = conn.execute(select(*_READING).where(appeal.c.id == appeal_id)).one_or_none()
    if row is None:
        return 0
    settled = None if state is AppealState.OPEN else now
    done = update(appeal).where(_same(row)).values(state=state.value, settled_at=settled)
    return conn.execute(done).rowcount


def _same(row: _Row) -> ColumnElement[bool]:
    return and_(*(column == getattr(row, column.name) for column in _READING))


def open_count(conn: Connection) -> int:
    """How many appeals nobody has looked at."""
    waits = appeal.c.state == AppealState.OPEN.value
    return int(conn.scalar(select(func.count()).select_from(appeal).where(waits)) or 0)
