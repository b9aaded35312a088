"""The steward's page: the health of the instance on one screen."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from trialogue.actions.claim import ShownClaim, decide_claim, end_claim
from trialogue.actions.permissions import Action
from trialogue.actions.steward import resend, steward_page
from trialogue.errors import UsageError
from trialogue.web.pages.apply import site_words
from trialogue.web.session import Visit, go, page
from trialogue.web.templating import render


@page(Action.READ_STEWARD)
def show(request: Request, visit: Visit) -> Response:
    """Claims, queues, failures, the trail, the age of the data."""
    shown = steward_page(visit.office, visit.actor)
    return render(
        request,
        "people/steward.html",
        shown=shown,
        claims=[(one, _site(one)) for one in shown.claims],
        holders=[(one, _site(one)) for one in shown.holders],
        csrf=visit.csrf,
        now=visit.office.clock(),
    )


def _site(one: ShownClaim) -> str:
    return site_words(one.site) if one.site else "A site that is gone"


@page(Action.DECIDE_CLAIM)
def decide(request: Request, visit: Visit) -> Response:
    """Grant a claim, refuse it, or end one that holds."""
    claim_id, decision = request.path_params["id"], visit.form.get("decision")
    if decision == "end":
        end_claim(visit.office, visit.actor, claim_id)
    elif decision in {"grant", "grant reading", "refuse"}:
        granted, reads_only = decision != "refuse", decision == "grant reading"
        decide_claim(visit.office, visit.actor, claim_id, granted=granted, reads_only=reads_only)
    else:
        raise UsageError("Choose what to do with the claim.")
    return go("/steward")


@page(Action.RESEND)
def send_again(request: Request, visit: Visit) -> Response:
    """Send a failed mail again."""
    resend(visit.office, visit.actor, request.path_params["id"])
    return go("/steward")


routes = [
    Route("/steward", show, methods=["GET"]),
    Route("/steward/claims/{id}", decide, methods=["POST"]),
    Route("/steward/mail/{id}", send_again, methods=["POST"]),
]
