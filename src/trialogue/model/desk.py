"""A site's desk: its identity, the claim on it, and the room it says it has."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from trialogue.model.site import Site

_SPACES = re.compile(r"\s+")


def site_key(site: Site) -> str:
    """A stable name of a site inside its study: 16 hex digits over facility and place.

    The registry gives sites no identifiers; two sites of one study with the same facility and
    place are one desk.
    """
    parts = (site.facility, site.city, site.state, site.zip, site.country)
    words = "|".join(_SPACES.sub(" ", part or "").strip().casefold() for part in parts)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def find_site(sites: Iterable[Site], key: str) -> Site | None:
    """The site with this key, or None."""
    return next((site for site in sites if site_key(site) == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """What a site itself says of its room: places it can take until a day, or a pause."""

    at: datetime
    places: int | None = None
    until: date | None = None
    paused: bool = False

    def __post_init__(self) -> None:
        if self.places is not None and not 0 <= self.places <= 10_000:
            raise ValueError("places are a whole number from 0 to 10,000")

    def takes_people(self, today: date) -> bool:
        """Whether the site takes people on this day. A figure past its day says nothing."""
        if self.paused:
            return False
        outdated = self.until is not None and self.until < today
        return outdated or self.places is None or self.places > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Somebody says that they work at a site; the steward decides, and whether they may answer there."""

    id: str
    person: str
    nct_id: str
    site: str
    asked_at: datetime
    decided_at: datetime | None = None
    granted: bool = False
    reads_only: bool = False

    @property
    def open(self) -> bool:
        """Whether the steward has yet to decide."""
        return self.decided_at is None


def domain_hint(address: str, site: Site) -> bool:
    """Whether the address's domain is that of a contact the record posts. A hint, never a proof."""
    domain = address.rpartition("@")[2].lower()
    posted = {c.email.rpartition("@")[2].lower() for c in site.contacts if c.email}
    return any(domain == p or domain.endswith("." + p) for p in posted)
