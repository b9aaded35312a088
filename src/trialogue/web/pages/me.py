"""A person's own page."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from trialogue.actions import myself
from trialogue.actions.draft import answers_of, load_draft, unsent_of
from trialogue.actions.permissions import Action
from trialogue.actions.prescreen import forget_answer
from trialogue.actions.sign_in import revoke
from trialogue.actions.studies import ReadStudy, read_study
from trialogue.errors import NotFoundError, UsageError
from trialogue.plain.title import plain_title
from trialogue.web.request_words import STATUS
from trialogue.web.session import Visit, go, page
from trialogue.web.templating import render


def study_of(visit: Visit, nct_id: str) -> ReadStudy | None:
    """The study of a request; None where its record has gone."""
    try:
        with visit.office.database.read() as conn:
            return read_study(conn, nct_id)
    except NotFoundError:
        return None


def title_of(visit: Visit, nct_id: str) -> str:
    """The plain title of a study, or its identifier."""
    read = study_of(visit, nct_id)
    return plain_title(read.study).words if read else nct_id


@page(Action.READ_SELF)
def me(request: Request, visit: Visit) -> Response:
    """Requests, details, answers, where one is signed in."""
    mine = myself.my_page(visit.office, visit.actor)
    rows = [
        {
            "href": f"/me/requests/{one.id}",
            "title": title_of(visit, one.nct_id),
            "status": STATUS[one.status],
            "since": one.events[-1].at.date(),
        }
        for one in mine.applications
    ]
    kept = [(nct_id, title_of(visit, nct_id), alert) for nct_id, alert in mine.saved]
    return render(
        request,
        "people/me.html",
        mine=mine,
        rows=rows,
        kept=kept,
        csrf=visit.csrf,
        actor=visit.actor,
        this=visit.session.handle if visit.session else "",
        done=request.query_params.get("done", ""),
        unsent=unsent_of(visit.office, visit.token, visit.actor.id) is not None,
    )


@page(Action.CHANGE_SELF)
def details(request: Request, visit: Visit) -> Response:
    """Keep name and phone."""
    myself.change_details(visit.office, visit.actor, visit.form.get("name"), visit.form.get("phone"))
    return go("/me?done=details")


@page(Action.CHANGE_SELF)
def forget(request: Request, visit: Visit) -> Response:
    """Take one answer back."""
    with visit.office.database.read() as conn:
        draft = load_draft(conn, visit.token)
        known = answers_of(visit.office, conn, visit.actor, draft).answers
    if visit.form.get("key") in known:
        forget_answer(visit.office, visit.actor, visit.token, visit.form.get("key"))
    return go("/me?done=answer#answers")


@page(Action.REVOKE_SESSION)
def sign_other_out(request: Request, visit: Visit) -> Response:
    """End another browser's session."""
    revoke(visit.office, visit.actor, visit.form.get("handle"))
    return go("/me?done=session#sessions")


@page(Action.CARE)
def begin_caring(request: Request, visit: Visit) -> Response:
    """Begin to act for somebody."""
    if visit.form.get("agreed") != "yes":
        raise UsageError("Please tick that the person has agreed, or that you may decide for them.")
    person = myself.begin_caring(visit.office, visit.actor, visit.form.get("name"), visit.form.get("words"))
    with visit.office.database.read() as conn:
        visit.actor = visit.office.actor(conn, visit.actor.id)
    myself.act_for(visit.office, visit.actor, visit.token, person)
    return go("/me?done=care")


@page(Action.ACT_FOR)
def act_for(request: Request, visit: Visit) -> Response:
    """Act for one of those one cares for, or for oneself again."""
    myself.act_for(visit.office, visit.actor, visit.token, visit.form.get("person") or None)
    return go("/me")


@page(Action.END_CARE)
def end_caring(request: Request, visit: Visit) -> Response:
    """Stop acting for somebody, or stop somebody acting for oneself."""
    myself.end_caring(visit.office, visit.actor, visit.form.get("carer"), visit.form.get("person"))
    return go("/me?done=care-ended")


@page(Action.SAVE_STUDY)
def save(request: Request, visit: Visit) -> Response:
    """Keep a study, with or without mails about it; or keep it no longer."""
    nct_id = request.path_params["nct_id"]
    if visit.form.get("drop") == "yes":
        myself.drop_study(visit.office, visit.actor, nct_id)
    else:
        myself.keep_study(visit.office, visit.actor, nct_id, alert=visit.form.get("alert") == "yes")
    return go("/me?done=saved#saved")


@page(Action.SAVE_STUDY)
def ask_save(request: Request, visit: Visit) -> Response:
    """The page that asks whether to keep a study and whether to write when it changes."""
    nct_id = request.path_params["nct_id"]
    with visit.office.database.read() as conn:
        read = read_study(conn, nct_id)
    return render(
        request,
        "people/save.html",
        title=plain_title(read.study).words,
        action=f"/studies/{read.study.nct_id}/save",
        study_path=f"/studies/{read.study.nct_id}",
        csrf=visit.csrf,
    )


routes = [
    Route("/me", me, methods=["GET"]),
    Route("/me/details", details, methods=["POST"]),
    Route("/me/answers", forget, methods=["POST"]),
    Route("/me/sessions", sign_other_out, methods=["POST"]),
    Route("/me/care", begin_caring, methods=["POST"]),
    Route("/me/care/act", act_for, methods=["POST"]),
    Route("/me/care/end", end_caring, methods=["POST"]),
    Route("/studies/{nct_id}/save", ask_save, methods=["GET"]),
    Route("/studies/{nct_id}/save", save, methods=["POST"]),
]
