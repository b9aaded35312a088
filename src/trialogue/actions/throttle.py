"""How often the costly things may be done, by whom. Counted in the store, with what is done: all
processes on all machines count together. How often anything may be asked is ``web.limits``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from trialogue.actions.office import Office
from trialogue.errors import TooManyError
from trialogue.store.sessions import count_try


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """At most ``count`` tries in each stretch of ``minutes``."""

    name: str
    count: int
    minutes: int


LINKS_PER_ADDRESS = Limit(name="sign-in links to one address", count=5, minutes=15)
LINKS_PER_PLACE = Limit(name="sign-in links from one place", count=30, minutes=15)
OPENED_LINKS_PER_PLACE = Limit(name="opened links from one place", count=60, minutes=15)
REQUESTS_PER_PERSON = Limit(name="requests of one person", count=30, minutes=24 * 60)
MESSAGES_PER_PERSON = Limit(name="messages of one person", count=60, minutes=60)
APPEALS_PER_PLACE = Limit(name="appeals from one place", count=60, minutes=60)


def count(office: Office, conn: Connection, limit: Limit, who: str) -> None:
    """Count one try, in the caller's transaction. Raises TooManyError beyond the limit.

    ``who`` (an address, a network address) is stored only as a keyed digest.
    """
    mark, now = office.ring.mark(limit.name, who), office.clock()
    since = _stretch(now, limit.minutes)
    if count_try(conn, mark, since) > limit.count:
        wait = (since + timedelta(minutes=limit.minutes) - now).total_seconds()
        raise TooManyError(
            f"That was tried too often. Please wait {_words(wait)}, then try once more.", wait=wait
        )


def _words(seconds: float) -> str:
    if seconds <= 90:
        return "a minute"
    return f"{-int(-seconds // 60)} minutes" if seconds <= 5400 else "some hours"


def _stretch(now: datetime, minutes: int) -> datetime:
    length = timedelta(minutes=minutes)
    start = datetime(2000, 1, 1, tzinfo=UTC)
    return start + (now - start) // length * length
