"""How far people come at a desk, or at a study over all its sites: counts that name nobody."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from trialogue.actions.office import Office
from trialogue.actions.permissions import Action, check_do
from trialogue.actions.triage import check_desk_staff
from trialogue.insight.funnel import Stage, funnel
from trialogue.model.person import Actor, DeskKey
from trialogue.store.application_tables import application, check_count
from trialogue.store.counts import checks_of, count_by_kind, waits_at

_MOST_STUDIES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """The stages of one study, or of one site of it."""

    nct_id: str
    site: str | None
    stages: tuple[Stage, ...]

    @property
    def says_something(self) -> bool:
        """Whether any count may be shown."""
        return any(stage.people is not None for stage in self.stages)


def desk_funnels(office: Office, actor: Actor) -> tuple[Funnel, ...]:
    """One for each desk of the actor."""
    check_desk_staff(actor)
    with office.database.read() as conn:
        return tuple(
            _funnel(office, conn, desk.nct_id, desk.site) for desk in sorted(actor.desks, key=_order)
        )


def _order(desk: DeskKey) -> tuple[str, str]:
    return desk.nct_id, desk.site


def steward_funnels(office: Office, actor: Actor) -> tuple[Funnel, ...]:
    """One for each study that anybody checked or asked, those that may show something."""
    check_do(actor, Action.READ_STEWARD)
    with office.database.read() as conn:
        asked = select(application.c.nct_id).union(select(check_count.c.nct_id)).limit(_MOST_STUDIES)
        found = [_funnel(office, conn, nct_id, None) for nct_id in sorted(conn.scalars(asked))]
    return tuple(one for one in found if one.says_something)


def _funnel(office: Office, conn: Connection, nct_id: str, site: str | None) -> Funnel:
    replied = sum(wait.answered for wait in waits_at(conn, nct_id, site, office.clock()))
    checks = checks_of(conn, nct_id) if site is None else None
    return Funnel(nct_id=nct_id, site=site, stages=funnel(checks, count_by_kind(conn, nct_id, site), replied))
