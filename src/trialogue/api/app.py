"""The JSON API under ``/api/v1``: studies, their versions, suggestions. Errors are problem documents."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlencode

from fastapi import FastAPI, Path, Query, Request, Response

from trialogue import __version__
from trialogue.actions.searching import search as find
from trialogue.api.cursors import make_cursor, read_cursor
from trialogue.api.forms import (
    FoundStudy,
    PlaceTaken,
    SearchAnswer,
    StudyAnswer,
    VersionAnswer,
    answer,
)
from trialogue.api.problems import install
from trialogue.api.records import current_record, records_of_page, study_of, versions_of
from trialogue.errors import UsageError
from trialogue.index.query_string import NAMES, parse_query, to_params
from trialogue.model.search import Query as Asked
from trialogue.model.search import Suggestion

if TYPE_CHECKING:
    from trialogue.wiring import Services

MAX_LIMIT = 200
_OWN = frozenset({"cursor", "limit"})
_PROBLEM = {"description": "A problem document (RFC 9457)", "content": {"application/problem+json": {}}}
_PROBLEMS: dict[int | str, dict[str, Any]] = dict.fromkeys((400, 404, 503), _PROBLEM)

NctIdPath = Annotated[str, Path(description="An NCT id, in any case", examples=["NCT03268603"])]


def create_api(services: Services) -> FastAPI:
    """The API over the given services."""
    app = FastAPI(
        title="Trialogue",
        version=__version__,
        description="Studies of the public registry, with the date and version of each record.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
    )
    install(app)
    _search(app, services)
    _study(app, services)
    _raw(app, services)
    _suggest(app, services)
    return app


def _search(app: FastAPI, services: Services) -> None:
    @app.get(
        "/studies",
        response_model=SearchAnswer,
        summary="Find studies",
        responses=_PROBLEMS,
        openapi_extra={"parameters": [_parameter(name) for name in NAMES if name != "page"]},
    )
    def search(
        request: Request,
        limit: Annotated[int, Query(ge=0, le=MAX_LIMIT, description="Studies on a page")] = 20,
        cursor: Annotated[str, Query(max_length=200, description="`next_cursor` of the page before")] = "",
    ) -> Response:
        if "page" in request.query_params:
            raise UsageError("page: the API goes on by `cursor`, taken from `next_cursor`")
        query = parse_query(request.query_params.multi_items(), also=_OWN)
        return answer(request, _page(services, replace(query, limit=limit), cursor))


def _page(services: Services, query: Asked, cursor: str) -> SearchAnswer:
    text = urlencode(to_params(query))
    offset = read_cursor(cursor, text) if cursor else 0
    found = find(services, replace(query, offset=offset))
    records = records_of_page(services, [hit.nct_id for hit in found.hits])
    end = offset + len(found.hits)
    return SearchAnswer(
        total=found.total,
        place=PlaceTaken(taken=query.near.label, others=query.near.others) if query.near else None,
        studies=tuple(FoundStudy(hit=h, **records[h.nct_id]) for h in found.hits if h.nct_id in records),
        facets=found.facets,
        corrected=found.corrected,
        synonyms=found.synonyms,
        relaxations=found.relaxations,
        next_cursor=make_cursor(end, text) if found.hits and end < found.total else None,
    )


def _study(app: FastAPI, services: Services) -> None:
    @app.get("/studies/{nct_id}", response_model=StudyAnswer, summary="One study", responses=_PROBLEMS)
    def study(request: Request, nct_id: NctIdPath) -> Response:
        record = current_record(services, nct_id)
        document = StudyAnswer(
            study=study_of(record),
            last_update=record.last_update,
            version=record.version,
            content_hash=record.content_hash.hex(),
        )
        return answer(request, document)

    @app.get(
        "/studies/{nct_id}/versions",
        response_model=list[VersionAnswer],
        summary="The versions of a record",
        responses=_PROBLEMS,
    )
    def versions(request: Request, nct_id: NctIdPath) -> Response:
        return answer(request, versions_of(services, nct_id))


def _raw(app: FastAPI, services: Services) -> None:
    @app.get(
        "/studies/{nct_id}/raw",
        summary="The record as the registry gave it",
        responses={**_PROBLEMS, 200: {"content": {"application/json": {}, "application/xml": {}}}},
        response_class=Response,
    )
    def raw(nct_id: NctIdPath) -> Response:
        record = current_record(services, nct_id)
        kind = "application/json" if record.form == "v2-json" else "application/xml"
        return Response(
            record.content, media_type=kind, headers={"ETag": f'"{record.content_hash.hex()[:32]}"'}
        )


def _suggest(app: FastAPI, services: Services) -> None:
    @app.get(
        "/suggest", response_model=list[Suggestion], summary="Complete what is typed", responses=_PROBLEMS
    )
    def suggest(
        request: Request,
        text: Annotated[str, Query(max_length=200)],
        limit: Annotated[int, Query(ge=1, le=20)] = 8,
    ) -> Response:
        return answer(request, services.index.suggest(text, limit))


def _parameter(name: str) -> dict[str, object]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "schema": {"type": "array", "items": {"type": "string"}},
        "style": "form",
        "explode": True,
        "description": f"`{name}` as in the address of a search page; see docs/reference/search.md",
    }
