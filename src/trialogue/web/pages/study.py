"""The study page, its JSON twin, and the page of all posted results."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from trialogue.errors import NotFoundError
from trialogue.model.ids import NctId, parse_nct_id
from trialogue.model.search import Near
from trialogue.store import studies
from trialogue.web.near import read_near
from trialogue.web.page_cache import KeptPage, answer, keep
from trialogue.web.reading import Held, Mark, marker, read_held
from trialogue.web.security_headers import content_security_policy
from trialogue.web.sources import SourceList
from trialogue.web.study.page import study_page
from trialogue.web.study.results import all_results
from trialogue.web.study.twin import json_twin, linked_data, script_hash
from trialogue.web.templating import render_text

_HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which study is asked for, and from where the reader would come.

    ``mark`` changes with the record, and with what is told here of it; ``today`` with the day.
    """

    nct_id: NctId
    near: Near | None
    mark: Mark | None
    today: date


_Maker = Callable[[Request, Asked], KeptPage]


async def show_study(request: Request) -> Response:
    """The study page."""
    return await _answer(request, "", _html)


async def show_json(request: Request) -> Response:
    """The JSON twin of the study page."""
    return await _answer(request, ".json", _json)


async def show_results(request: Request) -> Response:
    """All results as posted."""
    return await _answer(request, "/results", _results)


async def _answer(request: Request, suffix: str, make: _Maker) -> Response:
    """From the pages kept, or made now. An old or oddly written id leads to the right address."""
    text = request.path_params["nct_id"]
    try:
        nct_id = parse_nct_id(text)
    except ValueError:
        raise NotFoundError(
            f"“{text[:40]}” is not the number of a trial. It needs NCT and eight digits, as in NCT03268603."
        ) from None
    state = request.app.state
    # A file answers faster than another thread takes over; a server may not answer at all.
    at_once = state.services.database.is_sqlite and not request.url.query
    asked = _look_up(request, nct_id) if at_once else await run_in_threadpool(_look_up, request, nct_id)
    if asked.nct_id != text:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/studies/{asked.nct_id}{suffix}{query}", status_code=301)
    key = (suffix, asked, state.frame(), state.assets.version)
    page = await state.pages.one(key, lambda: run_in_threadpool(make, request, asked))
    return answer(request, page)


def _look_up(request: Request, nct_id: NctId) -> Asked:
    """Under which number a study is held, and what tells whether its page is still the same."""
    near = read_near(request.query_params.get("near", ""))
    services = request.app.state.services
    with services.database.read() as connection:
        held_as: NctId | None = nct_id
        mark = marker(connection, nct_id)
        if mark is None:
            held_as = studies.resolve(connection, nct_id)
    if held_as is None:
        raise NotFoundError(f"This site does not hold the trial {nct_id}.")
    return Asked(nct_id=held_as, near=near, mark=mark, today=services.clock().date())


def _held(request: Request, asked: Asked) -> Held:
    services = request.app.state.services
    with services.database.read() as connection:
        shown = bool(services.settings.language_model_url)
        return read_held(connection, asked.nct_id, asked.today, asked.near, written=shown)


def _html(request: Request, asked: Asked) -> KeptPage:
    held = _held(request, asked)
    page = study_page(held.study, held.context)
    data = linked_data(page, f"{request.app.state.frame().base_url}/studies/{asked.nct_id}")
    sources = SourceList()
    text = render_text(
        request,
        "pages/study.html",
        page=page,
        linked_data=data,
        sources=sources,
        say=sources.say,
        cite=sources.cite,
    )
    return keep(text, _HTML, content_security_policy([script_hash(data)]))


def _json(request: Request, asked: Asked) -> KeptPage:
    held = _held(request, asked)
    return keep(json_twin(study_page(held.study, held.context)), "application/json")


def _results(request: Request, asked: Asked) -> KeptPage:
    held = _held(request, asked)
    view = all_results(held.study)
    if view is None:
        raise NotFoundError("The team has not posted results for this trial.")
    page = study_page(held.study, held.context)
    text = render_text(request, "pages/results.html", page=page, view=view)
    return keep(text, _HTML)


routes = [
    Route("/studies/{nct_id}.json", show_json),
    Route("/studies/{nct_id}", show_study),
    Route("/studies/{nct_id}/results", show_results),
]
