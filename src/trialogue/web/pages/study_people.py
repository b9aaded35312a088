"""Who else asks about a study here, and how fast its sites answer."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from trialogue.actions.permissions import Action
from trialogue.actions.platform_numbers import platform_numbers
from trialogue.actions.simulate import simulated_studies
from trialogue.actions.studies import read_study, room_at_sites
from trialogue.insight.responsiveness import FEWEST
from trialogue.insight.suppression import SMALLEST
from trialogue.model.desk import site_key
from trialogue.plain.title import plain_title
from trialogue.web.answer_words import answers_words
from trialogue.web.pages.apply import site_words
from trialogue.web.session import Visit, page
from trialogue.web.templating import render


@page(Action.READ)
def people(request: Request, visit: Visit) -> Response:
    """The numbers of this platform about one study."""
    with visit.office.database.read() as conn:
        read = read_study(conn, request.path_params["nct_id"])
        numbers = platform_numbers(visit.office, conn, read.study.nct_id)
        room = room_at_sites(visit.office, conn, read.study)
        simulated = read.study.nct_id in simulated_studies(conn)
    names = {site_key(site): site_words(site) for site in read.study.sites}
    return render(
        request,
        "people/study_people.html",
        title=plain_title(read.study).words,
        study_path=f"/studies/{read.study.nct_id}",
        numbers=numbers,
        simulated=simulated,
        answers=answers_words(numbers.answers) if numbers.answers else "",
        by_site=[(names.get(key, "A site"), answers_words(one)) for key, one in numbers.by_site.items()],
        room=[(names[key], said) for key, said in room.items() if key in names],
        names=names,
        today=visit.office.clock().date(),
        fewest=FEWEST,
        smallest=SMALLEST,
    )


routes = [Route("/studies/{nct_id}/people", people, methods=["GET"])]
