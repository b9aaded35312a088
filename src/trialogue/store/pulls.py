"""How far each pull from the registry has come, so that a cut one goes on where it stopped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from trialogue.store.tables import pull


@dataclass(frozen=True, slots=True, kw_only=True)
class PullState:
    """One pull. ``scope`` says what is pulled (its query, in a fixed spelling).

    ``next_token``: the page to ask for next, None at the beginning or the end. ``high_water``: the
    latest *LastUpdatePostDate* of the last pull that ended (ISO, empty: none did), from which an
    incremental pull starts; it starts on that day again, since more may be posted on it.
    """

    scope: str
    next_token: str | None = None
    pages: int = 0
    read: int = 0
    newest: str = ""
    high_water: str = ""
    started_at: datetime | None = None
    finished_at: datetime | None = None

    @property
    def is_cut(self) -> bool:
        """Whether it was begun and did not end."""
        return self.started_at is not None and self.finished_at is None


def pull_state(conn: Connection, scope: str) -> PullState:
    """How far this pull has come; a fresh one where it was never begun."""
    row = conn.execute(select(pull).where(pull.c.scope == scope)).one_or_none()
    if row is None:
        return PullState(scope=scope)
    return PullState(
        scope=row.scope,
        next_token=row.next_token,
        pages=row.pages,
        read=row.read,
        newest=row.newest,
        high_water=row.high_water,
        started_at=row.started_at,
        finished_at=row.finished_at,
    )


def start_pull(conn: Connection, scope: str, now: datetime) -> None:
    """Begin from the first page."""
    fresh = {"next_token": None, "pages": 0, "read": 0, "newest": "", "started_at": now, "finished_at": None}
    _write(conn, scope, {**fresh, "updated_at": now})


def page_done(conn: Connection, scope: str, next_token: str | None, page: PageRead, now: datetime) -> None:
    """Remember, with the page's records in one transaction, that it is in and which comes next."""
    state = pull_state(conn, scope)
    newest = max(state.newest, page.newest)
    done = {"next_token": next_token, "pages": state.pages + 1, "read": state.read + page.read}
    ended = {} if next_token else {"finished_at": now, "high_water": max(newest, state.high_water)}
    _write(conn, scope, {**done, **ended, "newest": newest, "updated_at": now})


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRead:
    """What one page held: how many records, and their latest *LastUpdatePostDate* (ISO or empty)."""

    read: int
    newest: str = ""


def _write(conn: Connection, scope: str, values: dict[str, Any]) -> None:
    if conn.execute(update(pull).where(pull.c.scope == scope).values(values)).rowcount == 0:
        empty = {"next_token": None, "pages": 0, "read": 0, "newest": "", "high_water": ""}
        conn.execute(
            insert(pull).values({**empty, "started_at": values["updated_at"], **values, "scope": scope})
        )
