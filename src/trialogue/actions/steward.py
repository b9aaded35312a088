"""The steward's view: claims, queues, failures, the trail, the age of the data."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from trialogue.actions.backup import BACKED_UP
from trialogue.actions.claim import ShownClaim, desk_holders, open_claims
from trialogue.actions.examine import MIN_FREE_BYTES
from trialogue.actions.office import Office
from trialogue.actions.permissions import Action, check_do
from trialogue.actions.simulate import simulated_studies
from trialogue.errors import NotFoundError
from trialogue.model.person import Actor
from trialogue.store import appeals, audit, inbox, outbox, studies
from trialogue.store.application_tables import application, desk_claim
from trialogue.store.audit import Deed, Trail
from trialogue.store.outbox import QueueState


@dataclass(frozen=True, slots=True, kw_only=True)
class StewardPage:
    """The health of an instance on one screen. ``unclaimed``: requests at sites that nobody
    claimed, those of simulated people among them where ``simulated``; ``waiting``: how
    many requests wait for their site, and since when the oldest; ``appeals``: those that nobody has
    looked at."""

    claims: tuple[ShownClaim, ...]
    holders: tuple[ShownClaim, ...]
    waiting: tuple[int, datetime | None]
    queue: QueueState
    failed: tuple[tuple[str, str, str, datetime], ...]
    studies: int
    loaded_at: datetime | None
    unclaimed: int
    simulated: bool
    appeals: int
    deeds: tuple[tuple[datetime, Deed], ...]
    trail: Trail
    backed_up_at: datetime | None
    space: Space


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """Bytes on the disk of the data folder: what the folder holds, and what is free."""

    used: int
    free: int

    @property
    def is_short(self) -> bool:
        """Whether the next load may fill the disk."""
        return self.free < MIN_FREE_BYTES


def _space(office: Office) -> Space:
    folder = office.settings.folder
    sizes = (path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return Space(used=sum(sizes), free=shutil.disk_usage(folder).free)


def steward_page(office: Office, actor: Actor) -> StewardPage:
    """Read it all. Says nothing of any person's health or name but of those who claim."""
    check_do(actor, Action.READ_STEWARD)
    claims, holders = open_claims(office, actor), desk_holders(office, actor)
    with office.database.read() as conn:
        return StewardPage(
            claims=claims,
            holders=holders,
            waiting=inbox.waiting_overall(conn),
            queue=outbox.queue_state(conn),
            failed=outbox.failed_letters(conn),
            studies=studies.count(conn),
            loaded_at=studies.newest_load(conn),
            unclaimed=_unclaimed(conn),
            simulated=bool(simulated_studies(conn)),
            appeals=appeals.open_count(conn),
            deeds=audit.latest_deeds(conn),
            trail=audit.verify(conn, office.ring),
            backed_up_at=audit.last_done(conn, BACKED_UP),
            space=_space(office),
        )


def _unclaimed(conn: Connection) -> int:
    held = select(desk_claim.c.id).where(
        desk_claim.c.nct_id == application.c.nct_id,
        desk_claim.c.site == application.c.site,
        desk_claim.c.granted,
        desk_claim.c.ended_at.is_(None),
    )
    waits = application.c.packet_sealed.is_not(None) & ~held.exists()
    return int(conn.scalar(select(func.count()).select_from(application).where(waits)) or 0)


def resend(office: Office, actor: Actor, letter_id: str) -> None:
    """Put a failed mail back into the queue."""
    check_do(actor, Action.RESEND)
    with office.database.write() as conn:
        if not outbox.send_again(conn, letter_id, office.clock()):
            raise NotFoundError("There is no such failed mail.")
        office.deed(conn, actor, "send a failed mail again", f"mail:{letter_id}")
