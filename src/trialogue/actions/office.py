"""What every action needs: the store, the keys, the clock and who runs this instance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import Connection

from trialogue.config import Settings
from trialogue.model.person import Actor, DeskKey, folded, parse_address
from trialogue.store import desks, people
from trialogue.store.audit import Deed, put_deed
from trialogue.store.database import Database
from trialogue.store.key_file import KeyFile
from trialogue.store.outbox import Letter, put_letter
from trialogue.store.sealing import KeyRing


@dataclass(frozen=True, kw_only=True)
class Office:
    """The parts that actions work with."""

    settings: Settings
    database: Database
    keys: KeyFile
    clock: Callable[[], datetime]

    @property
    def ring(self) -> KeyRing:
        """The keys of now."""
        return self.keys.ring()

    @cached_property
    def stewards(self) -> frozenset[str]:
        """Addresses of stewards, case folded."""
        listed = (part.strip() for part in self.settings.stewards.split(","))
        return frozenset(folded(parse_address(address)) for address in listed if address)

    def link(self, path: str) -> str:
        """A path as an address for a mail."""
        return self.settings.base_url.rstrip("/") + path

    def deed(self, conn: Connection, actor: Actor, action: str, subject: str, detail: str = "") -> None:
        """Write into the trail who did what."""
        deed = Deed(actor=actor.id, action=action, subject=subject, detail=detail)
        put_deed(conn, self.ring, deed, self.clock())

    def post(self, conn: Connection, letter: Letter) -> str:
        """Put a mail into the outbox, in the caller's transaction."""
        return put_letter(conn, self.ring, letter, self.clock())

    def actor(self, conn: Connection, person_id: str | None, acting_for: str | None = None) -> Actor:
        """Everything that a signed-in person is now."""
        if person_id is None:
            return Actor()
        cares_for = people.cared_for_by(conn, person_id)
        address = people.contact_of(conn, self.ring, person_id).address
        held, reads_only = desks.desks_of(conn, person_id)
        return Actor(
            id=person_id,
            acting_for=acting_for if acting_for in cares_for else None,
            cares_for=cares_for,
            desks=held,
            reads_only=reads_only,
            steward=folded(address) in self.stewards,
        )

    def desk_addresses(self, conn: Connection, desk: DeskKey) -> tuple[tuple[str, str], ...]:
        """Person and address of each who works at a desk."""
        staff = desks.staff_of(conn, desk)
        return tuple((person, people.contact_of(conn, self.ring, person).address) for person in staff)


def open_office(settings: Settings, database: Database, clock: Callable[[], datetime]) -> Office:
    """The office of an instance. The key file is made at its first use."""
    path = settings.key_file or settings.folder / "keys.json"
    from pathlib import Path

    return Office(settings=settings, database=database, keys=KeyFile(path=Path(path)), clock=clock)
