"""Sign in by e-mail: ask for a link, open it, press a button. Sign out."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from trialogue.actions.permissions import Action
from trialogue.actions.sign_in import ask_link, ask_own_link, confirm, link_state, safe_path, sign_out
from trialogue.web.session import UNSENT, Visit, go, page, to_sign_in
from trialogue.web.templating import render


@page(Action.SIGN_IN)
def ask(request: Request, visit: Visit) -> Response:
    """The page that asks for an address."""
    return _ask(request, visit, (safe_path(request.query_params.get("next", "/me")), "", ""))


def _ask(request: Request, visit: Visit, what: tuple[str, str, str]) -> Response:
    next_path, address, error = what
    return render(
        request,
        "people/sign_in.html",
        status=422 if error else 200,
        next_path=next_path,
        address=address,
        csrf=visit.csrf,
        applying="/apply/" in next_path,
        signed_in=visit.signed_in,
        away=visit.away is not None,
        unsent=next_path == UNSENT,
        error=error,
        errors=[("address", error)] if error else [],
    )


@page(Action.SIGN_IN)
def send(request: Request, visit: Visit) -> Response:
    """Send a link. The answer is the same for every address."""
    address, next_path = visit.form.get("address"), safe_path(visit.form.get("next", "/me"))
    try:
        ask_link(visit.office, address, next_path, visit.browser)
    except ValueError as error:
        return _ask(request, visit, (next_path, address, str(error)))
    visit.keep()
    return render(request, "people/sign_in_sent.html", next_path=next_path, local=_local(visit))


@page(Action.SIGN_IN)
def ask_again(request: Request, visit: Visit) -> Response:
    """The page that asks one who is signed in for a fresh sign-in, to the address that is known."""
    next_path = safe_path(request.query_params.get("next", "/me"))
    if not visit.signed_in:
        return to_sign_in(next_path)
    return render(
        request,
        "people/sign_in_again.html",
        next_path=next_path,
        csrf=visit.csrf,
        unsent=next_path == UNSENT,
    )


@page(Action.SIGN_IN)
def send_again(request: Request, visit: Visit) -> Response:
    """Send the link for a fresh sign-in."""
    next_path = safe_path(visit.form.get("next", "/me"))
    if not visit.signed_in:
        return to_sign_in(next_path)
    ask_own_link(visit.office, visit.actor, next_path, visit.browser)
    return render(request, "people/sign_in_sent.html", next_path=next_path, local=_local(visit))


def _local(visit: Visit) -> bool:
    return not visit.office.settings.smtp_url


@page(Action.SIGN_IN)
def opened(request: Request, visit: Visit) -> Response:
    """The page behind the link. Opening it signs nobody in: mail scanners open links too."""
    token = request.path_params["token"]
    state = link_state(visit.office, token, visit.browser)
    response = render(
        request,
        "people/sign_in_opened.html",
        status=200 if state == "ready" else 410,
        state=state,
        csrf=visit.csrf,
        action=f"/sign-in/{token}",
    )
    response.headers["referrer-policy"] = "no-referrer"
    return response


@page(Action.SIGN_IN)
def enter(request: Request, visit: Visit) -> Response:
    """Use the link."""
    token, next_path = confirm(visit.office, request.path_params["token"], visit.browser)
    visit.become(token)
    return go(next_path)


@page(Action.SIGN_OUT)
def leave(request: Request, visit: Visit) -> Response:
    """Sign this browser out, and forget what it had begun."""
    sign_out(visit.office, visit.token)
    visit.ended = True
    return go("/")


routes = [
    Route("/sign-in", ask, methods=["GET"]),
    Route("/sign-in", send, methods=["POST"]),
    Route("/sign-in/again", ask_again, methods=["GET"]),
    Route("/sign-in/again", send_again, methods=["POST"]),
    Route("/sign-in/{token}", opened, methods=["GET"]),
    Route("/sign-in/{token}", enter, methods=["POST"]),
    Route("/sign-out", leave, methods=["POST"]),
]
