"""Error pages in our voice: what happened, what to do next, never a dead end."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trialogue.errors import ForbiddenError, StoreUnavailableError, TooManyError, TrialogueError
from trialogue.web.frame import Frame

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorWords:
    """The heading and the next step of one kind of error."""

    title: str
    next: str


WORDS: Mapping[int, ErrorWords] = {
    400: ErrorWords(
        title="We could not read this request", next="Go back and try once more, or start a new search."
    ),
    401: ErrorWords(title="Please sign in first", next="Ask for a sign-in link; it comes by e-mail."),
    403: ErrorWords(
        title="You may not open this page",
        next="If you think you should be able to, ask the person who runs this site.",
    ),
    404: ErrorWords(
        title="There is no such page",
        next="The address may be old or mistyped. Search for the trial instead.",
    ),
    405: ErrorWords(
        title="This page cannot be used like that", next="Go back and use the button on the page."
    ),
    409: ErrorWords(
        title="That is not possible now",
        next="Something has changed since you opened the page. Open it again.",
    ),
    413: ErrorWords(title="That is too much at once", next="Send less, then try once more."),
    422: ErrorWords(title="This data cannot be read", next="Nothing was changed. Go back and try once more."),
    429: ErrorWords(title="Too many requests at once", next="Wait a minute, then try once more."),
    500: ErrorWords(
        title="Something went wrong on our side", next="Nothing you sent is lost. Try once more in a minute."
    ),
    502: ErrorWords(title="The registry does not answer", next="The trials already here can still be read."),
    503: ErrorWords(
        title="This site is not ready", next="Try once more in a minute. Nothing you sent is lost."
    ),
}


# Caches may keep a 404 by themselves (RFC 9110 section 15.1), also that of a page that is made later.
_KEPT_NOWHERE = {"cache-control": "no-store"}


_FULL = (
    "The disk of this site is full. What you sent just now was not kept; everything before it is. "
    "Please keep this page and send it again later: who runs this site has to make room first."
)


def error_page(request: Request, status: int, message: str = "") -> Response:
    """The page of an error; the same as JSON where JSON was asked for."""
    words = WORDS.get(status, WORDS[500] if status >= 500 else WORDS[400])
    if request.url.path.startswith("/api/") or request.url.path.endswith(".json") or _wants_json(request):
        body = {"status": status, "title": words.title, "detail": message or words.next}
        return JSONResponse(
            body, status_code=status, media_type="application/problem+json", headers=_KEPT_NOWHERE
        )
    template = request.app.state.templates.get_template("pages/error.html")
    text = template.render(
        frame=_frame(request), path=request.url.path, words=words, message=message, status=status
    )
    return HTMLResponse(text, status_code=status, headers=_KEPT_NOWHERE)


async def on_http_error(request: Request, error: Exception) -> Response:
    """Routing errors and those that a handler raised on purpose."""
    assert isinstance(error, HTTPException)
    stock = error.detail if error.detail and not _is_stock(error) else ""
    return error_page(request, error.status_code, stock)


def too_many_page(request: Request, error: TooManyError) -> Response:
    """The page of a limit, which also tells a machine how long to wait (RFC 9110 section 10.2.3)."""
    log.warning("refused", error=type(error).__name__, method=request.method)
    response = error_page(request, error.status, str(error))
    response.headers["retry-after"] = str(max(1, math.ceil(error.wait)))
    return response


async def on_trialogue_error(request: Request, error: Exception) -> Response:
    """Our own errors carry a message that a person can read."""
    assert isinstance(error, TrialogueError)
    if isinstance(error, TooManyError):
        return too_many_page(request, error)
    if isinstance(error, StoreUnavailableError):
        # Where the store lies and how to mend it concerns who runs the site, and nobody else.
        log.error("request_failed", error=type(error).__name__, reason=str(error))
        return error_page(request, error.status, _FULL if error.is_full else "")
    if isinstance(error, ForbiddenError):
        # Which page it was stays out: its address may name a request.
        log.warning("refused", error=type(error).__name__, method=request.method)
    if error.status >= 500:
        log.error("request_failed", error=type(error).__name__)
    return error_page(request, error.status, str(error))


def _wants_json(request: Request) -> bool:
    accept = request.headers.get("accept", "")
    return "json" in accept and "text/html" not in accept


def _is_stock(error: HTTPException) -> bool:
    return error.detail == HTTPException(error.status_code).detail


def _frame(request: Request) -> Frame:
    try:
        return request.app.state.frame()  # type: ignore[no-any-return]
    except Exception:
        # The store itself may be what failed: an error page needs nothing from it.
        return Frame.empty()


EXCEPTION_HANDLERS = {
    HTTPException: on_http_error,
    TrialogueError: on_trialogue_error,
}


class Safeguard:
    """Answers anything that nobody expected: logged by its kind and place, shown without its message.

    It stands inside the other middleware, so that this answer has its headers and is counted too.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def watch(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watch)
        except Exception:
            if scope["type"] != "http" or begun:
                raise
            log.exception("request_failed")
            response = error_page(Request(scope, receive), 500)
            await response(scope, receive, send)
