"""Apply: choose a site, see and trim what it will see, sign in if need be, agree, send. Or wait."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from trialogue.actions import draft as drafts
from trialogue.actions.apply import Preview, apply, preview, wait_for
from trialogue.actions.apply import Request as Wanted
from trialogue.actions.draft import Draft, save_draft
from trialogue.actions.permissions import Action
from trialogue.model.application import OVER, ApplicationStatus, WaitPurpose
from trialogue.model.desk import find_site, site_key
from trialogue.model.offer import Offer
from trialogue.model.site import Site
from trialogue.plain.title import plain_title
from trialogue.store.people import new_id
from trialogue.web.answer_words import typical_answer
from trialogue.web.request_words import OUTCOME
from trialogue.web.session import Visit, go, page, to_sign_in
from trialogue.web.templating import render

CONSENT = (
    "I agree that {site} sees exactly what is listed above, to answer my request about this trial. "
    "I can take the request back at any time; then the site can no longer see it here."
)


def site_words(site: Site) -> str:
    """A site by its facility and place."""
    place = ", ".join(part for part in (site.city, site.state, site.country) if part)
    return f"{site.facility}, {place}" if site.facility and place else site.facility or place or "A site"


def offer_words(offer: Offer) -> tuple[str, str]:
    """The call to action and what it means, for a study that can or can not be applied to."""
    if offer.apply:
        return "Apply", "This trial is taking new people."
    match offer.purpose:
        case WaitPurpose.OPENING:
            return "Tell me when it opens", "This trial has not opened yet."
        case WaitPurpose.REOPENING:
            return "Tell me when it takes people again", "This trial is taking no new people for now."
        case _:
            return "Tell me of similar trials", "This trial takes no new people, so nobody can apply to it."


def _draft_about(nct_id: str, kept: Draft) -> Draft:
    """The draft of a request about this study; one about another study is put aside."""
    if kept.nct_id == nct_id:
        return kept
    return Draft(answers=kept.answers, last_key=kept.last_key, nct_id=nct_id, request_id=new_id())


def _save(visit: Visit, kept: Draft) -> None:
    visit.keep()
    with visit.office.database.write(light=True) as conn:
        save_draft(conn, visit.token, kept)


def _shown(request: Request, visit: Visit) -> tuple[Preview, Draft, str]:
    shown = preview(visit.office, visit.actor, visit.token, request.path_params["nct_id"])
    nct_id = shown.read.study.nct_id
    return shown, _draft_about(nct_id, shown.draft), f"/studies/{nct_id}/apply"


def _context(shown: Preview, visit: Visit, base: str) -> dict[str, Any]:
    return {
        "title": plain_title(shown.read.study).words,
        "csrf": visit.csrf,
        "base": base,
        "study_path": f"/studies/{shown.read.study.nct_id}",
        "shown": shown,
        "signed_in": visit.signed_in,
    }


@page(Action.CHECK)
def choose_site(request: Request, visit: Visit) -> Response:
    """The first page: which site. Or, where none takes people, what can be waited for."""
    shown, kept, base = _shown(request, visit)
    return _choose(request, visit, (shown, kept, base), "")


def _choose(request: Request, visit: Visit, what: tuple[Preview, Draft, str], error: str) -> Response:
    shown, kept, base = what
    going_on = [a for a in shown.earlier if a.status not in OVER]
    if not shown.offer.apply or not shown.offer.sites:
        template = "people/wait.html" if not shown.offer.apply else "people/apply_no_site.html"
        waiting = [a for a in going_on if a.status is ApplicationStatus.WAITING]
        call, means = offer_words(shown.offer)
        context = _context(shown, visit, base) | {"call": call, "means": means, "waiting": waiting}
        return render(request, template, conditions=shown.read.study.conditions, **context)
    sites = [(site_key(site), site_words(site)) for site in shown.offer.sites]
    return render(
        request,
        "people/apply_site.html",
        status=422 if error else 200,
        sites=sorted(dict(sites).items(), key=lambda pair: pair[1]),
        chosen=kept.site,
        going_on=[a for a in going_on if a.status is not ApplicationStatus.WAITING],
        errors=[("site", error)] if error else [],
        error=error,
        **_context(shown, visit, base),
    )


@page(Action.CHECK)
def keep_site(request: Request, visit: Visit) -> Response:
    """Keep the chosen site."""
    shown, kept, base = _shown(request, visit)
    chosen = visit.form.get("site")
    if chosen not in {site_key(site) for site in shown.offer.sites}:
        return _choose(request, visit, (shown, kept, base), "Choose one of the sites.")
    _save(visit, replace(kept, site=chosen))
    return go(f"{base}/what")


@page(Action.CHECK)
def choose_fields(request: Request, visit: Visit) -> Response:
    """The second page: what the site will see, each line of which can be left out."""
    shown, kept, base = _shown(request, visit)
    if kept.site is None:
        return go(base)
    site = find_site(shown.read.study.sites, kept.site)
    return render(
        request,
        "people/apply_what.html",
        site=site_words(site) if site else "",
        removed=kept.removed,
        note=kept.note,
        **_context(shown, visit, base),
    )


@page(Action.CHECK)
def keep_fields(request: Request, visit: Visit) -> Response:
    """Keep what is to be left out, the name, the phone and the note."""
    shown, kept, base = _shown(request, visit)
    form = visit.form
    shared = set(form.all("share"))
    answers = [f.key for f in shown.whole.fields if not f.key.startswith("contact:")]
    kept = replace(
        kept,
        removed=tuple(key for key in answers if key not in shared),
        note=form.get("note")[:2000],
        name=form.get("name")[:200],
        phone=form.get("phone")[:50],
    )
    _save(visit, kept)
    return go(f"{base}/send")


@page(Action.CHECK)
def confirm(request: Request, visit: Visit) -> Response:
    """The last page: exactly what the site will see, and the consent."""
    return _confirm(request, visit, "")


def _confirm(request: Request, visit: Visit, error: str) -> Response:
    shown, kept, base = _shown(request, visit)
    if kept.site is None:
        return go(base)
    if not visit.signed_in:
        return to_sign_in(f"{base}/send")
    site = find_site(shown.read.study.sites, kept.site)
    name = site_words(site) if site else "the site"
    outcome = shown.packet.outcome
    with visit.office.database.read() as conn:
        typical = typical_answer(visit.office, conn, shown.read.study.nct_id, kept.site)
    return render(
        request,
        "people/apply_send.html",
        typical=typical,
        status=422 if error else 200,
        site=name,
        consent=CONSENT.format(site=name),
        outcome=OUTCOME[outcome] if outcome else None,
        errors=[("consent", error)] if error else [],
        error=error,
        **_context(shown, visit, base),
    )


@page(Action.APPLY)
def send(request: Request, visit: Visit) -> Response:
    """Send it. The consent is kept in the words that the person saw."""
    shown, kept, base = _shown(request, visit)
    if kept.site is None:
        return go(base)
    if visit.form.get("consent") != "yes":
        return _confirm(request, visit, "Tick the box if you agree. Nothing is sent without it.")
    site = find_site(shown.read.study.sites, kept.site)
    told = next((a for a in shown.earlier if a.status is ApplicationStatus.TOLD), None)
    wanted = Wanted(
        id=told.id if told else kept.request_id or new_id(),
        nct_id=shown.read.study.nct_id,
        site=kept.site,
        consent=CONSENT.format(site=site_words(site) if site else "the site"),
        removed=kept.removed,
        note=kept.note,
        name=shown.contact.name,
        phone=shown.contact.phone,
    )
    found = apply(visit.office, visit.actor, wanted)
    with visit.office.database.write(light=True) as conn:
        save_draft(conn, visit.token, drafts.Draft(answers=kept.answers, last_key=kept.last_key))
    return go(f"/me/requests/{found.id}")


@page(Action.CHECK)
def wait(request: Request, visit: Visit) -> Response:
    """Join the list. Who is not signed in does that first, and comes back to the same page."""
    shown, _, base = _shown(request, visit)
    if not visit.signed_in:
        return to_sign_in(base)
    if shown.offer.purpose is None:
        return go(base)
    found = wait_for(visit.office, visit.actor, shown.read.study.nct_id, shown.offer.purpose)
    return go(f"/me/requests/{found.id}")


routes = [
    Route("/studies/{nct_id}/apply", choose_site, methods=["GET"]),
    Route("/studies/{nct_id}/apply", keep_site, methods=["POST"]),
    Route("/studies/{nct_id}/apply/what", choose_fields, methods=["GET"]),
    Route("/studies/{nct_id}/apply/what", keep_fields, methods=["POST"]),
    Route("/studies/{nct_id}/apply/send", confirm, methods=["GET"]),
    Route("/studies/{nct_id}/apply/send", send, methods=["POST"]),
    Route("/studies/{nct_id}/apply/wait", wait, methods=["POST"]),
]
