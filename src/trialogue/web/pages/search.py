"""Search: results with filters, the Atom feed of a search, and suggestions while typing."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from trialogue.actions.searching import search as find
from trialogue.errors import UsageError
from trialogue.index.query_string import page_of, parse_query, to_params
from trialogue.index.relax import without
from trialogue.model.search import Query, Relaxation, Sort
from trialogue.web.search.address import search_address
from trialogue.web.search.feed import atom_feed
from trialogue.web.search.filters import filters
from trialogue.web.search.pager import pager
from trialogue.web.search.results import results
from trialogue.web.search.said import filter_words, say_query
from trialogue.web.templating import render

_SHOWN_SUGGESTIONS = 8
_SORTS = ((Sort.RELEVANCE, "Best match"), (Sort.DISTANCE, "Nearest open site"), (Sort.NEWEST, "Newest"))


def search(request: Request) -> Response:
    """The page of a search; with nothing asked, all studies."""
    try:
        query = parse_query(request.query_params.multi_items())
    except UsageError as error:
        return _ask_again(request, error)
    services = request.app.state.services
    found = find(services, query)
    with services.database.read() as connection:
        hits = results(connection, query, found)
    return render(
        request,
        "pages/search.html",
        query=query,
        given=dict(to_params(query)),
        said=say_query(query),
        found=found,
        hits=hits,
        filters=filters(query, found),
        sorts=_sorts(query),
        pager=pager(query, found.total),
        relaxations=[(r, _relaxed(query, r)) for r in found.relaxations if _still_asks(query, r)],
        first=search_address(page_of(query, 1)),
        feed=search_address(page_of(query, 1), "/search.atom"),
    )


def feed(request: Request) -> Response:
    """The newest studies of a search as an Atom feed."""
    query = parse_query(request.query_params.multi_items())
    newest = replace(page_of(query, 1), sort=Sort.NEWEST, limit=50)
    services = request.app.state.services
    found = find(services, newest)
    with services.database.read() as connection:
        body = atom_feed(connection, newest, found, services.settings.base_url.rstrip("/"))
    return Response(body, media_type="application/atom+xml")


def suggest(request: Request) -> Response:
    """Names that go on from what is typed, most used first."""
    text = request.query_params.get("q", "")[:200]
    found = request.app.state.services.index.suggest(text, _SHOWN_SUGGESTIONS) if text.strip() else ()
    body = [{"text": s.text, "kind": s.kind, "count": s.count} for s in found]
    return JSONResponse(body, headers={"cache-control": "no-store"})


def _ask_again(request: Request, error: UsageError) -> Response:
    """The search form with what was typed and what to change; nothing is lost."""
    name, _, problem = str(error).partition(": ")
    given = {key: value[:200] for key, value in request.query_params.items()}
    return render(
        request,
        "pages/search_again.html",
        status=400,
        given=given,
        field=name,
        problem=problem[:1].upper() + problem[1:],
    )


def _relaxed(query: Query, relaxation: Relaxation) -> tuple[str, str]:
    """What to drop in words, and the address without it."""
    if relaxation.drop == "all":
        bare = Query(words=query.words, condition=query.condition, intervention=query.intervention)
        return "all filters", search_address(bare)
    return filter_words(query, relaxation.drop), search_address(page_of(without(query, relaxation.drop), 1))


def _still_asks(query: Query, relaxation: Relaxation) -> bool:
    """Dropping the only words that were given would find everything, and help nobody."""
    if relaxation.drop not in {"words", "condition", "intervention"}:
        return True
    left = without(query, relaxation.drop)
    return bool(left.words.strip() or left.condition.strip() or left.intervention.strip())


def _sorts(query: Query) -> list[tuple[str, str, bool, str]]:
    """(value, words, chosen, address); by distance only where a place is known."""
    kinds = [(sort, name) for sort, name in _SORTS if sort is not Sort.DISTANCE or query.near]
    first = page_of(query, 1)
    return [(s.value, name, query.sort is s, search_address(replace(first, sort=s))) for s, name in kinds]


routes = [
    Route("/search", search),
    Route("/search.atom", feed),
    Route("/suggest", suggest),
]
