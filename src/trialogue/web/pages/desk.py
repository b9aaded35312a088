"""A site's desk: the inbox, one request with its answer, room, lists to take out, claiming a site."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from trialogue.actions import claim as claims
from trialogue.actions import desk_lists
from trialogue.actions.permissions import Action
from trialogue.actions.simulate import simulated_studies
from trialogue.actions.studies import room_at_sites
from trialogue.actions.triage import (
    NEEDS_WORDS,
    Reply,
    check_desk_staff,
    open_request,
    read_inbox,
    triage,
)
from trialogue.errors import UsageError
from trialogue.insight.responsiveness import FEWEST
from trialogue.model.application import DeclineReason, EventKind
from trialogue.model.desk import Capacity, find_site
from trialogue.model.person import DeskKey
from trialogue.plain.title import plain_title
from trialogue.web.answer_words import answers_words
from trialogue.web.desk_words import DESK_STATUS, REASON_FOR_DESK, REPLIES, waiting_words
from trialogue.web.pages.apply import site_words
from trialogue.web.pages.me import study_of
from trialogue.web.request_words import DESK_EVENT, OUTCOME
from trialogue.web.session import Visit, go, page
from trialogue.web.templating import render


def _desk_name(visit: Visit, desk: DeskKey) -> tuple[str, str]:
    read = study_of(visit, desk.nct_id)
    site = find_site(read.study.sites, desk.site) if read else None
    return (plain_title(read.study).words if read else desk.nct_id, site_words(site) if site else "A site")


@page(Action.READ_INBOX)
def inbox(request: Request, visit: Visit) -> Response:
    """What waits, longest first; what was answered; the room of each site."""
    found = read_inbox(visit.office, visit.actor)
    now = visit.office.clock()
    names = {desk: _desk_name(visit, desk) for desk in sorted(visit.actor.desks, key=_order)}
    rows = [
        (row, names[DeskKey(nct_id=row.nct_id, site=row.site)], waiting_words(row.waiting_since, now))
        for row in found.waiting
        if row.waiting_since is not None
    ]
    answers = {desk: answers_words(one) for desk, one in found.answers.items()}
    others = [(row, names[DeskKey(nct_id=row.nct_id, site=row.site)]) for row in found.others]
    return render(
        request,
        "people/desk.html",
        rows=rows,
        others=others,
        waits=found.waits,
        desks=[(desk, name, _room(visit, desk), answers.get(desk, "")) for desk, name in names.items()],
        answered=visit.actor.answers,
        fewest=FEWEST,
        simulated=_simulated(visit),
        status_words=DESK_STATUS,
        csrf=visit.csrf,
        done=request.query_params.get("done", ""),
    )


def _simulated(visit: Visit) -> bool:
    """Whether some of the requests are those of simulated people."""
    with visit.office.database.read() as conn:
        return any(desk.nct_id in simulated_studies(conn) for desk in visit.actor.desks)


def _order(desk: DeskKey) -> tuple[str, str]:
    return desk.nct_id, desk.site


def _room(visit: Visit, desk: DeskKey) -> Capacity | None:
    read = study_of(visit, desk.nct_id)
    if read is None:
        return None
    with visit.office.database.read() as conn:
        return room_at_sites(visit.office, conn, read.study).get(desk.site)


@page(Action.READ_PACKET)
def show(request: Request, visit: Visit) -> Response:
    """One request: packet, verdicts with the criteria's words, and what can be answered."""
    return _show(request, visit, "")


def _show(request: Request, visit: Visit, error: str) -> Response:
    shown = open_request(visit.office, visit.actor, request.path_params["id"])
    found = shown.application
    desk = DeskKey(nct_id=found.nct_id, site=found.site or "")
    packet = shown.packet
    return render(
        request,
        "people/desk_request.html",
        status=422 if error else 200,
        found=found,
        names=_desk_name(visit, desk),
        study_path=f"/studies/{found.nct_id}",
        packet=packet,
        outcome=OUTCOME[packet.outcome] if packet and packet.outcome else None,
        status_words=DESK_STATUS[found.status],
        events=[(event, DESK_EVENT[event.kind]) for event in found.events],
        replies=[REPLIES[kind] for kind in shown.possible],
        may_answer=shown.may_answer,
        needs_words=NEEDS_WORDS,
        reasons=REASON_FOR_DESK,
        criteria=[v for v in packet.verdicts if v.criterion] if packet else [],
        csrf=visit.csrf,
        words=visit.form.get("words"),
        error=error,
        errors=[("words", error)] if error else [],
    )


@page(Action.TRIAGE)
def reply(request: Request, visit: Visit) -> Response:
    """Answer, then back to what waits."""
    form = visit.form
    try:
        kind = EventKind(form.get("kind"))
        reason = DeclineReason(form.get("reason")) if form.get("reason") else None
    except ValueError:
        return _show(request, visit, "Choose what to answer.")
    words = form.get("words")
    if not words.strip() and kind not in NEEDS_WORDS and kind in REPLIES:
        words = REPLIES[kind].template
    answer = Reply(kind=kind, words=words, reason=reason, criterion=form.get("criterion")[:20] or None)
    try:
        triage(visit.office, visit.actor, request.path_params["id"], answer)
    except UsageError as error:
        return _show(request, visit, str(error))
    return go("/desk?done=answered")


@page(Action.SET_CAPACITY)
def room(request: Request, visit: Visit) -> Response:
    """Keep what the site says of its room."""
    form = visit.form
    desk = DeskKey(nct_id=form.get("nct_id"), site=form.get("site"))
    places_text, until_text = form.get("places").strip(), form.get("until").strip()
    if places_text and not (places_text.isascii() and places_text.isdigit() and len(places_text) <= 5):
        raise UsageError("The number of places is a whole number, such as 3.")
    try:
        until = date.fromisoformat(until_text) if until_text else None
    except ValueError:
        raise UsageError("The day is written as year, month and day: 2027-03-31.") from None
    places = int(places_text) if places_text else None
    claims.say_capacity(visit.office, visit.actor, desk, (places, until), paused=form.get("paused") == "yes")
    return go("/desk?done=room")


@page(Action.EXPORT_DESK)
def export(request: Request, visit: Visit) -> Response:
    """All requests of one's desks as a table (CSV), with what each person shared."""
    return StreamingResponse(
        desk_lists.export_csv(visit.office, visit.actor),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": 'attachment; filename="requests.csv"'},
    )


@page(Action.EXPORT_DESK)
def export_fhir(request: Request, visit: Visit) -> Response:
    """The same for a hospital's own system."""
    return StreamingResponse(
        desk_lists.export_fhir(visit.office, visit.actor),
        media_type="application/fhir+json",
        headers={"content-disposition": 'attachment; filename="requests.fhir.json"'},
    )


@page(Action.READ_INBOX)
def criteria(request: Request, visit: Visit) -> Response:
    """Which criteria people do not meet, where at least ten people make up each count."""
    check_desk_staff(visit.actor)
    rows = [
        (_desk_name(visit, found.desk), found)
        for found in desk_lists.failed_criteria(visit.office, visit.actor)
    ]
    return render(request, "people/desk_criteria.html", rows=rows)


@page(Action.CLAIM)
def ask_claim(request: Request, visit: Visit) -> Response:
    """The page that asks whether one works at a site."""
    return _claim(request, visit, "")


def _claim(request: Request, visit: Visit, error: str) -> Response:
    nct_id, key = request.path_params["nct_id"], request.path_params["site"]
    with visit.office.database.read() as conn:
        study, site = claims.site_of(conn, nct_id, key)
    return render(
        request,
        "people/claim.html",
        status=422 if error else 200,
        title=plain_title(study).words,
        study_path=f"/studies/{study.nct_id}",
        site=site_words(site),
        action=f"/desk/claim/{study.nct_id}/{key}",
        csrf=visit.csrf,
        words=visit.form.get("words"),
        error=error,
        errors=[("words", error)] if error else [],
    )


@page(Action.CLAIM)
def send_claim(request: Request, visit: Visit) -> Response:
    """Claim it."""
    desk = DeskKey(nct_id=request.path_params["nct_id"], site=request.path_params["site"])
    try:
        claims.claim_site(visit.office, visit.actor, desk, visit.form.get("words"))
    except UsageError as error:
        return _claim(request, visit, str(error))
    return go("/me")


routes = [
    Route("/desk", inbox, methods=["GET"]),
    Route("/desk/requests/{id}", show, methods=["GET"]),
    Route("/desk/requests/{id}", reply, methods=["POST"]),
    Route("/desk/room", room, methods=["POST"]),
    Route("/desk/export.csv", export, methods=["GET"]),
    Route("/desk/export.fhir.json", export_fhir, methods=["GET"]),
    Route("/desk/criteria", criteria, methods=["GET"]),
    Route("/desk/claim/{nct_id}/{site}", ask_claim, methods=["GET"]),
    Route("/desk/claim/{nct_id}/{site}", send_claim, methods=["POST"]),
]
