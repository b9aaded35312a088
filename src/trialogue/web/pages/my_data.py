"""Take everything out, or erase it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from trialogue.actions.permissions import Action
from trialogue.actions.personal_data import erase, export_fhir, export_json
from trialogue.web.session import Visit, go, page
from trialogue.web.templating import render


def _file(content: str, name: str, media_type: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)


@page(Action.EXPORT)
def everything(request: Request, visit: Visit) -> Response:
    """Everything as JSON."""
    return _file(export_json(visit.office, visit.actor), "trialogue.json", "application/json")


@page(Action.EXPORT)
def fhir(request: Request, visit: Visit) -> Response:
    """The answers as a FHIR QuestionnaireResponse."""
    content = export_fhir(visit.office, visit.actor)
    return _file(content, "trialogue.fhir.json", "application/fhir+json")


@page(Action.ERASE)
def ask_erase(request: Request, visit: Visit) -> Response:
    """What erasing means."""
    return _ask(request, visit, "")


def _ask(request: Request, visit: Visit, error: str) -> Response:
    return render(
        request,
        "people/erase.html",
        status=422 if error else 200,
        csrf=visit.csrf,
        acting=visit.actor.acting_for is not None,
        error=error,
        errors=[("sure", error)] if error else [],
    )


@page(Action.ERASE)
def erase_all(request: Request, visit: Visit) -> Response:
    """Erase everything."""
    if visit.form.get("sure") != "yes":
        return _ask(request, visit, "Tick the box if you are sure. Nothing was erased.")
    acting = visit.actor.acting_for is not None
    erase(visit.office, visit.actor)
    if acting:
        return go("/me")
    visit.ended = True
    return render(request, "people/erased.html")


routes = [
    Route("/me/export.json", everything, methods=["GET"]),
    Route("/me/export.fhir.json", fhir, methods=["GET"]),
    Route("/me/erase", ask_erase, methods=["GET"]),
    Route("/me/erase", erase_all, methods=["POST"]),
]
