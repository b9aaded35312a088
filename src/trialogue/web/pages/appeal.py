"""“This is read wrongly”: a small form on one criterion, and the steward's list of what was said."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from trialogue.actions.appeal import appeal_reading, list_appeals, settle_appeals, shown_reading
from trialogue.actions.permissions import Action
from trialogue.actions.studies import read_study
from trialogue.errors import UsageError
from trialogue.model.appeal import LONGEST_COMMENT, AppealState
from trialogue.model.provenance import Span
from trialogue.plain.title import plain_title
from trialogue.store.retention import APPEAL_COMMENT
from trialogue.web.session import Visit, go, page
from trialogue.web.templating import render

_LONGEST_NUMBER = 9  # digits of a place; no text of the registry is that long
_SHOWN = 200
# Where the reader came from → where they go back to.
_BACK = {"check": "/check", "outcome": "/check/outcome"}


def read_span(start: str, end: str) -> Span | None:
    """A place as an address or a form says it; None for what is no place."""
    if not all(one.isascii() and one.isdecimal() and len(one) <= _LONGEST_NUMBER for one in (start, end)):
        return None
    return Span(start=int(start), end=int(end)) if int(start) <= int(end) else None


@page(Action.APPEAL)
def ask(request: Request, visit: Visit) -> Response:
    """The criterion, how it is read, and room for a few words."""
    given = request.query_params
    span = read_span(given.get("start", ""), given.get("end", ""))
    return _form(request, visit, span, given.get("from", ""))


def _form(
    request: Request, visit: Visit, span: Span | None, came_from: str, problem: tuple[str, str] = ("", "")
) -> Response:
    comment, error = problem
    study, reading = shown_reading(visit.office, request.path_params["nct_id"], span)
    study_path = f"/studies/{study.nct_id}"
    return render(
        request,
        "people/appeal.html",
        status=422 if error else 200,
        title=plain_title(study).words,
        study_path=study_path,
        back_href=study_path + _BACK.get(came_from, "#criteria"),
        came_from=came_from if came_from in _BACK else "",
        reading=reading,
        comment=comment,
        error=error,
        errors=[("comment", error)] if error else [],
        longest=LONGEST_COMMENT,
        days=APPEAL_COMMENT.days,
        csrf=visit.csrf,
    )


@page(Action.APPEAL)
def send(request: Request, visit: Visit) -> Response:
    """Keep it, and thank."""
    form, nct_id = visit.form, request.path_params["nct_id"]
    span, comment = read_span(form.get("start"), form.get("end")), form.get("comment")
    try:
        appeal_reading(visit.office, visit.browser.place, nct_id, span, comment)
    except UsageError as error:
        return _form(request, visit, span, form.get("from"), (comment, str(error)))
    return go(f"/studies/{nct_id}/appeal/thanks")


@page(Action.READ)
def thanks(request: Request, visit: Visit) -> Response:
    """What happens with it now."""
    with visit.office.database.read() as conn:
        study = read_study(conn, request.path_params["nct_id"]).study
    return render(
        request,
        "people/appeal_sent.html",
        title=plain_title(study).words,
        study_path=f"/studies/{study.nct_id}",
    )


@page(Action.READ_STEWARD)
def show(request: Request, visit: Visit) -> Response:
    """All appeals by reading, with what came of them."""
    wanted = request.query_params.get("state", "")
    state = AppealState(wanted) if wanted in set(AppealState) else None
    return render(
        request,
        "people/appeals.html",
        shown=list_appeals(visit.office, visit.actor, state, _SHOWN),
        most=_SHOWN,
        state=state,
        states=tuple(AppealState),
        csrf=visit.csrf,
    )


@page(Action.SETTLE_APPEAL)
def settle(request: Request, visit: Visit) -> Response:
    """Say what came of one."""
    chosen = visit.form.get("state")
    if chosen not in set(AppealState):
        raise UsageError("Choose one of: " + ", ".join(AppealState) + ".")
    settle_appeals(visit.office, visit.actor, request.path_params["id"], AppealState(chosen))
    return go("/steward/appeals")


routes = [
    Route("/studies/{nct_id}/appeal", ask, methods=["GET"]),
    Route("/studies/{nct_id}/appeal", send, methods=["POST"]),
    Route("/studies/{nct_id}/appeal/thanks", thanks, methods=["GET"]),
    Route("/steward/appeals", show, methods=["GET"]),
    Route("/steward/appeals/{id}", settle, methods=["POST"]),
]
