"""How far people come: for a desk its own sites, for the steward all studies."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from trialogue.actions.funnels import Funnel, desk_funnels, steward_funnels
from trialogue.actions.permissions import Action
from trialogue.actions.simulate import simulated_studies
from trialogue.model.desk import find_site
from trialogue.plain.title import plain_title
from trialogue.web.pages.apply import site_words
from trialogue.web.pages.me import study_of
from trialogue.web.session import Visit, page
from trialogue.web.templating import render


def _shown(visit: Visit, found: Sequence[Funnel]) -> list[tuple[str, str, Funnel, bool]]:
    """Title, site, funnel, and whether its people are simulated."""
    shown = []
    with visit.office.database.read() as conn:
        simulated = simulated_studies(conn)
    for one in found:
        read = study_of(visit, one.nct_id)
        site = find_site(read.study.sites, one.site) if read and one.site else None
        title = plain_title(read.study).words if read else one.nct_id
        shown.append((title, site_words(site) if site else "", one, one.nct_id in simulated))
    return shown


@page(Action.READ_INBOX)
def at_desk(request: Request, visit: Visit) -> Response:
    """One funnel for each site of the desk."""
    found = _shown(visit, desk_funnels(visit.office, visit.actor))
    return render(request, "people/funnels.html", found=found, back=("/desk", "Your desk"))


@page(Action.READ_STEWARD)
def at_steward(request: Request, visit: Visit) -> Response:
    """One funnel for each study of which something may be shown."""
    found = _shown(visit, steward_funnels(visit.office, visit.actor))
    return render(request, "people/funnels.html", found=found, back=("/steward", "The steward’s page"))


routes = [
    Route("/desk/funnel", at_desk, methods=["GET"]),
    Route("/steward/funnel", at_steward, methods=["GET"]),
]
