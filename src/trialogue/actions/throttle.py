"""How often something may be tried, by whom. Counted in the store, so that all processes count together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

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


def check_limit(office: Office, limit: Limit, who: str) -> None:
    """Count one try, in a transaction of its own. Raises TooManyError beyond the limit.

    ``who`` (an address, a network address) is stored only as a keyed digest.
    """
    mark = office.ring.mark(limit.name, who)
    since = _stretch(office.clock(), limit.minutes)
    with office.database.write() as conn:
        tries = count_try(conn, mark, since)
    if tries > limit.count:
        raise TooManyError("That was tried too often. Please wait a quarter of an hour, then try once more.")


def _stretch(now: datetime, minutes: int) -> datetime:
    length = timedelta(minutes=minutes)
    start = datetime(2000, 1, 1, tzinfo=UTC)
    return start + (now - start) // length * length
