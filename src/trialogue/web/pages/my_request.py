"""One request of a person: its state, what was said, what may be done."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from trialogue.actions import policies
from trialogue.actions.permissions import Action
from trialogue.actions.requests import RequestPage, read_request, withdraw, write_to_desk
from trialogue.actions.studies import ReadStudy
from trialogue.errors import UsageError
from trialogue.insight.responsiveness import responsiveness
from trialogue.model.application import Application, ApplicationStatus, EventKind, Packet, WaitPurpose
from trialogue.model.desk import find_site
from trialogue.plain.request_ics import reminders, request_calendar
from trialogue.plain.title import plain_title
from trialogue.store.counts import waits_at
from trialogue.web.answer_words import typical_answer
from trialogue.web.pages.apply import site_words
from trialogue.web.pages.me import study_of
from trialogue.web.request_words import EVENT, OUTCOME, PURPOSE, REASON, STATUS
from trialogue.web.session import Visit, go, page
from trialogue.web.study.others import Alike, alike_now
from trialogue.web.templating import render

_WORDS = (EventKind.ANSWERED, EventKind.PERSON_WROTE)


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
    return render(
        request,
        "people/request.html",
        status=422 if error else 200,
        **_of_study(found, read),
        **_of_events(found),
        typical=_typical(visit, found),
        has_dates=bool(reminders(found)),
        alike=_alike(visit, found, read),
        rule=_rule_meant(found, shown.packet),
        packet=shown.packet,
        consent=shown.consent,
        outcome=OUTCOME[shown.packet.outcome] if shown.packet and shown.packet.outcome else None,
        can_write=any(policies.can_add(Action.ANSWER, found.status, kind) for kind in _WORDS),
        can_withdraw=policies.can_add(Action.WITHDRAW, found.status, EventKind.WITHDRAWN),
        csrf=visit.csrf,
        error=error,
        errors=[("words", error)] if error else [],
    )


def _of_study(found: Application, read: ReadStudy | None) -> dict[str, object]:
    site = find_site(read.study.sites, found.site) if read and found.site else None
    return {
        "title": plain_title(read.study).words if read else found.nct_id,
        "study_path": f"/studies/{found.nct_id}",
        "conditions": read.study.conditions if read else (),
        "site": site_words(site) if site else "",
    }


def _of_events(found: Application) -> dict[str, object]:
    last_no = next((e for e in reversed(found.events) if e.kind is EventKind.DECLINED), None)
    waiting = next((e for e in reversed(found.events) if e.purpose is not None), None)
    return {
        "found": found,
        "state": STATUS[found.status],
        "is_asked": found.status is ApplicationStatus.ASKED,
        "told": found.status is ApplicationStatus.TOLD,
        "waits_for": PURPOSE[waiting.purpose] if waiting and waiting.purpose else "",
        "events": [(e, EVENT[e.kind]) for e in found.events],
        "no": last_no,
        "reason": REASON[last_no.reason] if last_no and last_no.reason else "",
    }


def _rule_meant(found: Application, packet: Packet | None) -> str:
    """The record's words of the criterion that the site named with its last no; empty where it named none."""
    named = next((e.criterion for e in reversed(found.events) if e.kind is EventKind.DECLINED), None)
    verdicts = packet.verdicts if packet and named else ()
    return next((verdict.words for verdict in verdicts if verdict.criterion == named), "")


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


routes = [
    Route("/me/requests/{id}", show_request, methods=["GET"]),
    Route("/me/requests/{id}/calendar.ics", calendar, methods=["GET"]),
    Route("/me/requests/{id}/words", write, methods=["POST"]),
    Route("/me/requests/{id}/withdraw", take_back, methods=["POST"]),
]
