"""A form that came when its sender had to sign in (again): shown after that, to be sent or dropped."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from trialogue.actions.draft import keep_unsent, unsent_of
from trialogue.actions.permissions import Action
from trialogue.web.session import UNSENT, UNSENT_FIELD, Visit, go, page
from trialogue.web.templating import render

# What people type themselves, by the names of the fields in all forms; the rest is chosen or hidden.
TYPED = {
    "words": "Your words",
    "note": "Your note",
    "name": "Name",
    "phone": "Phone",
    "places": "Places",
    "until": "Until",
}


@page(Action.READ_SELF)
def show(request: Request, visit: Visit) -> Response:
    """What was typed, with a button that sends it as it was."""
    unsent = unsent_of(visit.office, visit.token, visit.actor.id)
    if unsent is None:
        return go("/me")
    typed = [(TYPED[name], value) for name, value in unsent.values if name in TYPED and value.strip()]
    return render(
        request,
        "people/unsent.html",
        unsent=unsent,
        typed=typed,
        field=UNSENT_FIELD,
        drop=UNSENT,
        csrf=visit.csrf,
    )


@page(Action.CHANGE_SELF)
def drop(request: Request, visit: Visit) -> Response:
    """Forget it."""
    keep_unsent(visit.office, visit.token, None)
    return go("/me?done=dropped")


routes = [
    Route(UNSENT, show, methods=["GET"]),
    Route(UNSENT, drop, methods=["POST"]),
]
