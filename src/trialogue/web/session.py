"""The browser behind a request: its cookie, its session, who is signed in, and what they may do.

A page is a function of ``(Request, Visit)`` under ``@page(Action.…)``; it runs in a thread. The
decorator checks the mark of every form that is sent, whether the actor may do this at all, keeps the
cookie, and forbids caches to keep the page.
"""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from trialogue.actions.draft import Unsent, keep_unsent
from trialogue.actions.office import Office
from trialogue.actions.permissions import Action, can_ever, check_do
from trialogue.actions.session_life import is_awake, is_due, is_fresh_enough
from trialogue.actions.sign_in import Browser
from trialogue.errors import SignInNeededError
from trialogue.model.person import VISITOR, Actor
from trialogue.store import sessions
from trialogue.store.sessions import Session
from trialogue.web.csrf import FIELD, check_csrf, csrf_mark
from trialogue.web.device import device_words
from trialogue.web.forms import Form, read_form
from trialogue.web.limits import Limits
from trialogue.web.place import place_of

_MAX_AGE = 30 * 24 * 3600
UNSENT = "/me/unsent"
UNSENT_FIELD = "unsent"
# A file opens no page to come back to: after signing in one comes back to where its link is.
_BEGINS = {Action.EXPORT: "/me?done=fresh", Action.EXPORT_DESK: "/desk?done=fresh"}


@dataclass(slots=True, kw_only=True, repr=False)
class Visit:
    """One request of one browser. ``token`` is what the cookie holds, or will hold. ``away``: who was
    signed in here until the sign-in ended by itself (``session_life``)."""

    office: Office
    token: str
    browser: Browser
    session: Session | None = None
    actor: Actor = VISITOR
    away: str | None = None
    form: Form = field(default_factory=Form)
    fresh: bool = False
    ended: bool = False

    @property
    def csrf(self) -> str:
        """The mark for this browser's forms."""
        return csrf_mark(self.token)

    @property
    def signed_in(self) -> bool:
        """Whether somebody is signed in here."""
        return self.actor.id is not None

    def keep(self) -> None:
        """Make sure that the browser has a session in which a draft can be kept."""
        if self.session is None:
            now = self.office.clock()
            with self.office.database.write(light=True) as conn:
                sessions.put_session(conn, self.token, None, self.browser.device, now)
                self.session = sessions.get_session(conn, self.token, now)

    def become(self, token: str) -> None:
        """Use another token from now on (after signing in)."""
        self.token, self.fresh = token, True


Page = Callable[[Request, Visit], Response]
Endpoint = Callable[[Request], Awaitable[Response]]


def page(action: Action) -> Callable[[Page], Endpoint]:
    """Make an endpoint of a page. ``endpoint.action`` tells the table of routes what it is."""

    def wrap(handler: Page) -> Endpoint:
        @functools.wraps(handler)
        async def endpoint(request: Request) -> Response:
            form = await read_form(request) if request.method == "POST" else Form()
            return await run_in_threadpool(_answer, handler, request, action, form)

        endpoint.action = action  # type: ignore[attr-defined]
        return endpoint

    return wrap


def _answer(handler: Page, request: Request, action: Action, form: Form) -> Response:
    visit = open_visit(request)
    visit.form = form
    limits: Limits = request.app.state.limits
    limits.check_visit(visit.actor.id, visit.browser.place, form=request.method == "POST")
    if request.method == "POST":
        check_csrf(request, visit.token, form.get(FIELD))
    response = _guarded(handler, request, visit, action)
    if action is not Action.READ:  # reading sets no cookie
        _set_cookie(response, visit)
    response.headers.setdefault("cache-control", "no-store")
    return response


def _guarded(handler: Page, request: Request, visit: Visit, action: Action) -> Response:
    """The page, or the way to sign in (again), on which nothing that was typed is lost."""
    try:
        if not can_ever(visit.actor, action):
            check_do(visit.actor, action)
        if not is_fresh_enough(visit.session, action, visit.office.clock()):
            return _once_more(request, visit, action)
        response = handler(request, visit)
    except SignInNeededError:
        if request.method == "POST":
            _keep_form(request, visit, action)
            return to_sign_in(UNSENT)
        return to_sign_in(request.url.path)
    if visit.form.get(UNSENT_FIELD) and response.status_code < 400:
        keep_unsent(visit.office, visit.token, None)
    return response


def _once_more(request: Request, visit: Visit, action: Action) -> Response:
    if request.method == "POST":
        _keep_form(request, visit, action)
        return to_sign_in(UNSENT, "/sign-in/again")
    return to_sign_in(_BEGINS.get(action, request.url.path), "/sign-in/again")


def _keep_form(request: Request, visit: Visit, action: Action) -> None:
    values = tuple(
        (name, value)
        for name, many in visit.form.values.items()
        if name not in {FIELD, UNSENT_FIELD}
        for value in many
    )
    visit.keep()
    unsent = Unsent(
        what=action.value, path=request.url.path, values=values, person=visit.actor.id or visit.away
    )
    keep_unsent(visit.office, visit.token, unsent)


def to_sign_in(next_path: str, by: str = "/sign-in") -> Response:
    """On to the sign-in page, and from there back."""
    return RedirectResponse(f"{by}?next={quote(next_path)}", status_code=303)


def go(path: str) -> Response:
    """On to another page, after a form."""
    return RedirectResponse(path, status_code=303)


def open_visit(request: Request) -> Visit:
    """Who is there. A cookie that is none of ours counts as no cookie."""
    office: Office = request.app.state.services.office
    token = request.cookies.get(cookie_name(office), "")
    fresh = not 40 <= len(token) <= 64
    if fresh:
        token = sessions.new_token()
    place = place_of(request.client.host) if request.client else ""
    browser = Browser(token=token, device=device_words(request.headers.get("user-agent", "")), place=place)
    visit = Visit(office=office, token=token, browser=browser, fresh=fresh)
    if not fresh:
        _load(visit)
    return visit


def _load(visit: Visit) -> None:
    office, now = visit.office, visit.office.clock()
    with office.database.read() as conn:
        visit.session = sessions.get_session(conn, visit.token, now)
        if visit.session is None:
            return
        actor = office.actor(conn, visit.session.person, visit.session.acting_for)
    if visit.session.person is not None and not is_awake(visit.session, actor, now):
        visit.away = visit.session.person
        return
    visit.actor = actor
    if is_due(visit.session, actor, now):
        with office.database.write(light=True) as conn:
            sessions.touch_session(conn, visit.token, now)
        visit.fresh = True


def is_https(office: Office) -> bool:
    """Whether the public address is an encrypted one."""
    return office.settings.base_url.startswith("https://")


def cookie_name(office: Office) -> str:
    """With the prefix by which browsers themselves guard a cookie, wherever there is encryption."""
    return "__Host-trialogue" if is_https(office) else "trialogue"


def _set_cookie(response: Response, visit: Visit) -> None:
    name = cookie_name(visit.office)
    if visit.ended:
        response.delete_cookie(name, path="/")
    elif visit.fresh:
        response.set_cookie(
            name,
            visit.token,
            max_age=_MAX_AGE,
            path="/",
            secure=is_https(visit.office),
            httponly=True,
            samesite="lax",
        )
