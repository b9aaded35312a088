"""Counts that name nobody."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, bindparam, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from trialogue.store.application_tables import application, application_event, check_count


def count_check(conn: Connection, nct_id: str, day: date, *, started: int, finished: int) -> None:
    """Add to the day's pre-screenings of a study."""
    if not started and not finished:
        return
    row = (check_count.c.nct_id == nct_id) & (check_count.c.day == day)
    more = update(check_count).where(row)
    more = more.values(started=check_count.c.started + started, finished=check_count.c.finished + finished)
    if conn.execute(more).rowcount:
        return
    try:
        with conn.begin_nested():
            values = {"nct_id": nct_id, "day": day, "started": started, "finished": finished}
            conn.execute(insert(check_count).values(values))
    except IntegrityError:
        conn.execute(more)


def checks_of(conn: Connection, nct_id: str) -> tuple[int, int]:
    """How many pre-screenings of a study were begun and finished, over all days."""
    totals = select(func.sum(check_count.c.started), func.sum(check_count.c.finished))
    started, finished = conn.execute(totals.where(check_count.c.nct_id == nct_id)).one()
    return int(started or 0), int(finished or 0)


ASKED = (
    select(func.count(application.c.id.distinct()))
    .join(application_event, application_event.c.application_id == application.c.id)
    .where(application.c.nct_id == bindparam("nct_id"), application_event.c.kind == "sent")
)
"""How many requests to take part in the study ``nct_id`` were ever sent: one row, one number."""


def people_who_asked(conn: Connection, nct_id: str) -> int:
    """How many requests to take part in a study were ever sent through this platform."""
    return int(conn.scalar(ASKED, {"nct_id": nct_id}) or 0)
