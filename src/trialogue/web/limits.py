"""A bound on the length of an address, answered in words before anything reads it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from trialogue.errors import UsageError
from trialogue.web.errors import error_page

MAX_QUERY_BYTES = 32_768


class LimitedQuery:
    """Answers 400 to a query string longer than 32,768 bytes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and len(scope.get("query_string", b"")) > MAX_QUERY_BYTES:
            request = Request(scope, receive)
            error = UsageError(
                "The address is too long. A search may have up to 10,000 characters: use fewer words."
            )
            response = error_page(request, error.status, str(error))
            await response(scope, receive, send)
            return
        await self._app(scope, receive, send)
