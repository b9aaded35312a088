"""Beside the study page: pictures to share, a calendar file, questions to take along."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from trialogue.actions.derived import Derived
from trialogue.errors import NotFoundError, UsageError
from trialogue.model.ids import parse_nct_id
from trialogue.model.study import Study
from trialogue.plain.answers import answers
from trialogue.plain.ics import calendar_file
from trialogue.plain.timeline import timeline
from trialogue.plain.title import plain_title
from trialogue.plain.to_ask import to_ask
from trialogue.web.reading import Held, read_held
from trialogue.web.study.cards import card_png, picture_of, shapes
from trialogue.web.templating import render


def _held(request: Request) -> Held:
    try:
        nct_id = parse_nct_id(request.path_params["nct_id"])
    except ValueError as error:
        raise NotFoundError(str(error)) from None
    services = request.app.state.services
    with services.database.read() as connection:
        return read_held(connection, nct_id, services.clock().date())


def show_calendar(request: Request) -> Response:
    """The dosing plan from a start date on, as an iCalendar file."""
    text = request.query_params.get("start", "")
    try:
        start = date.fromisoformat(text)
    except ValueError:
        raise UsageError("The start date is missing or is no date: it needs year-month-day.") from None
    held = _held(request)
    content = calendar_file(held.study, timeline(held.study), start)
    return _file(content, "text/calendar; charset=utf-8", f"{held.study.nct_id}.ics")


def show_questions(request: Request) -> Response:
    """One page to print."""
    held = _held(request)
    derived: Derived = held.context.derived["derived"]
    asking = to_ask(derived.basis, answers(derived.basis))
    return render(
        request, "pages/questions.html", study=held.study, title=plain_title(held.study), asking=asking
    )


def show_picture(request: Request) -> Response:
    """A picture as SVG, or in a frame as PNG (``?shape=wide`` 1200×630, ``square`` 1080×1080)."""
    name, kind = request.path_params["name"], request.path_params["kind"]
    held = _held(request)
    derived: Derived = held.context.derived["derived"]
    picture = picture_of(name, held, derived)
    if picture is None or kind not in {"svg", "png"}:
        raise NotFoundError("There is no such picture of this trial.")
    if kind == "svg":
        return Response(picture.svg, media_type="image/svg+xml")
    shape = shapes().get(request.query_params.get("shape", "wide"))
    if shape is None:
        raise UsageError("A picture to share is wide or square.")
    return Response(card_png(picture, _title(held.study), _note(held.study), shape), media_type="image/png")


def _title(study: Study) -> str:
    return plain_title(study).words


def _note(study: Study) -> str:
    updated = study.dates.last_update
    dated = f", record of {updated.iso}" if updated else ""
    return f"{study.nct_id}, ClinicalTrials.gov{dated}"


def _file(content: bytes, media_type: str, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)


routes = [
    Route("/studies/{nct_id}/calendar.ics", show_calendar),
    Route("/studies/{nct_id}/questions", show_questions),
    Route("/studies/{nct_id}/pictures/{name}.{kind}", show_picture),
]
