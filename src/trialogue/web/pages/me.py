"""A person's own page, and each of their requests."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from trialogue.actions import myself, policies
from trialogue.actions.draft import answers_of
from trialogue.actions.permissions import Action
from trialogue.actions.prescreen import forget_answer
from trialogue.actions.requests import RequestPage, read_request, withdraw, write_to_desk
from trialogue.actions.sign_in import revoke
from trialogue.actions.studies import ReadStudy, read_study
from trialogue.errors import NotFoundError, UsageError
from trialogue.insight.responsiveness import responsiveness
from trialogue.model.application import Application, ApplicationStatus, EventKind, WaitPurpose
from trialogue.model.desk import find_site
from trialogue.plain.request_ics import reminders, request_calendar
from trialogue.plain.title import plain_title
from trialogue.store.counts import waits_at
from trialogue.web.answer_words import typical_answer
from trialogue.web.pages.apply import site_words
from trialogue.web.request_words import EVENT, OUTCOME, PURPOSE, REASON, STATUS
from trialogue.web.session import Visit, go, page
from trialogue.web.study.others import Alike, alike_now
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
    )


def _alike(visit: Visit, found: Application, read: ReadStudy | None) -> Alike | None:
    """Similar open studies after a no, after a study closed, and for those who waited for such."""
    waited = next((e for e in reversed(found.events) if e.purpose is not None), None)
    for_similar = waited is not None and waited.purpose is WaitPurpose.SIMILAR
    told = found.status is ApplicationStatus.TOLD and for_similar
    if read is None or not (told or found.status in (ApplicationStatus.DECLINED, ApplicationStatus.LAPSED)):
        return None
    with visit.office.database.read() as conn:
        return alike_now(conn, read.study)


@page(Action.READ_APPLICATION)
def show_request(request: Request, visit: Visit) -> Response:
    """One request: its state, what happens next, what the site sees, what was said."""
    return _show(request, visit, "")


def _show(request: Request, visit: Visit, error: str) -> Response:
    shown: RequestPage = read_request(visit.office, visit.actor, request.path_params["id"])
    found = shown.application
    read = study_of(visit, found.nct_id)
    site = find_site(read.study.sites, found.site) if read and found.site else None
    last_no = next((e for e in reversed(found.events) if e.kind is EventKind.DECLINED), None)
    waiting = next((e for e in reversed(found.events) if e.purpose is not None), None)
    return render(
        request,
        "people/request.html",
        typical=_typical(visit, found),
        has_dates=bool(reminders(found)),
        status=422 if error else 200,
        title=plain_title(read.study).words if read else found.nct_id,
        study_path=f"/studies/{found.nct_id}",
        conditions=read.study.conditions if read else (),
        alike=_alike(visit, found, read),
        site=site_words(site) if site else "",
        found=found,
        state=STATUS[found.status],
        waits_for=PURPOSE[waiting.purpose] if waiting and waiting.purpose else "",
        packet=shown.packet,
        consent=shown.consent,
        outcome=OUTCOME[shown.packet.outcome] if shown.packet and shown.packet.outcome else None,
        events=[(e, EVENT[e.kind]) for e in found.events],
        no=last_no,
        reason=REASON[last_no.reason] if last_no and last_no.reason else "",
        can_write=any(
            policies.can_add(Action.ANSWER, found.status, kind)
            for kind in (EventKind.ANSWERED, EventKind.PERSON_WROTE)
        ),
        is_asked=found.status is ApplicationStatus.ASKED,
        can_withdraw=policies.can_add(Action.WITHDRAW, found.status, EventKind.WITHDRAWN),
        told=found.status is ApplicationStatus.TOLD,
        csrf=visit.csrf,
        error=error,
        errors=[("words", error)] if error else [],
    )


def _typical(visit: Visit, found: Application) -> str:
    """How long an answer takes, as long as the site has not given one."""
    if found.status not in (ApplicationStatus.SENT, ApplicationStatus.OPENED):
        return ""
    with visit.office.database.read() as conn:
        return typical_answer(visit.office, conn, found.nct_id, found.site)


@page(Action.READ_APPLICATION)
def calendar(request: Request, visit: Visit) -> Response:
    """The days on which to look again, for the person's own calendar."""
    found = read_request(visit.office, visit.actor, request.path_params["id"]).application
    with visit.office.database.read() as conn:
        known = responsiveness(waits_at(conn, found.nct_id, found.site, visit.office.clock()))
    days = reminders(found, known.median if known else None)
    content = request_calendar(found, visit.office.link(f"/me/requests/{found.id}"), days)
    headers = {"content-disposition": 'attachment; filename="request.ics"'}
    return Response(content, media_type="text/calendar; charset=utf-8", headers=headers)


@page(Action.ANSWER)
def write(request: Request, visit: Visit) -> Response:
    """Answer the site, or write to it."""
    request_id = request.path_params["id"]
    try:
        write_to_desk(visit.office, visit.actor, request_id, visit.form.get("words"))
    except UsageError as error:
        return _show(request, visit, str(error))
    return go(f"/me/requests/{request_id}#messages")


@page(Action.WITHDRAW)
def take_back(request: Request, visit: Visit) -> Response:
    """Withdraw."""
    request_id = request.path_params["id"]
    withdraw(visit.office, visit.actor, request_id)
    return go(f"/me/requests/{request_id}")


@page(Action.CHANGE_SELF)
def details(request: Request, visit: Visit) -> Response:
    """Keep name and phone."""
    myself.change_details(visit.office, visit.actor, visit.form.get("name"), visit.form.get("phone"))
    return go("/me?done=details")


@page(Action.CHANGE_SELF)
def forget(request: Request, visit: Visit) -> Response:
    """Take one answer back."""
    with visit.office.database.read() as conn:
        known = answers_of(visit.office, conn, visit.actor, visit.token).answers
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
    Route("/me/requests/{id}", show_request, methods=["GET"]),
    Route("/me/requests/{id}/calendar.ics", calendar, methods=["GET"]),
    Route("/me/requests/{id}/words", write, methods=["POST"]),
    Route("/me/requests/{id}/withdraw", take_back, methods=["POST"]),
    Route("/me/details", details, methods=["POST"]),
    Route("/me/answers", forget, methods=["POST"]),
    Route("/me/sessions", sign_other_out, methods=["POST"]),
    Route("/me/care", begin_caring, methods=["POST"]),
    Route("/me/care/act", act_for, methods=["POST"]),
    Route("/me/care/end", end_caring, methods=["POST"]),
    Route("/studies/{nct_id}/save", ask_save, methods=["GET"]),
    Route("/studies/{nct_id}/save", save, methods=["POST"]),
]
