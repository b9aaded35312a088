"""Bounds on what one visitor may ask: the length of an address, pages and forms in a minute."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from trialogue.actions.office import Office
from trialogue.errors import TooManyError, UsageError
from trialogue.store.buckets import Buckets, Rate
from trialogue.web.errors import error_page, too_many_page
from trialogue.web.place import is_loopback, place_of

MAX_QUERY_BYTES = 32_768
BUCKETS_FILE = "limits.bin"
_UNCOUNTED = ("/static/", "/healthz", "/readyz", "/metrics")
_WORDS = "These are more pages than one visitor needs. Please wait a little, then go on."


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


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The rates of an instance. A minute's worth may come at once; then they come evenly."""

    office: Office

    @cached_property
    def _buckets(self) -> Buckets:
        return Buckets(self.office.settings.folder / BUCKETS_FILE)

    @cached_property
    def _is_local(self) -> bool:
        return is_loopback(urlsplit(self.office.settings.base_url).hostname or "")

    def count_request(self, place: str) -> float:
        """Count one page for a network address. Returns 0, or the seconds to wait."""
        if self._is_local and is_loopback(place):
            return 0.0  # somebody who tries it on their own machine
        return self._take("requests", place_of(place), self.office.settings.requests_per_minute)

    def check_visit(self, account: str | None, place: str, *, form: bool) -> None:
        """Count one page for an account, and one form for it, or for the place of one without.

        Raises TooManyError.
        """
        if account is None and self._is_local and is_loopback(place):
            return
        settings = self.office.settings
        wait = self._take("requests", account, settings.requests_per_minute) if account else 0.0
        if form:
            wait = max(wait, self._take("forms", account or place_of(place), settings.forms_per_minute))
        if wait:
            raise TooManyError(_WORDS, wait=wait)

    def _take(self, what: str, who: str, per_minute: int) -> float:
        if per_minute <= 0:
            return 0.0
        name = bytes.fromhex(self.office.ring.mark(f"limit of {what}", who))[:16]
        return self._buckets.take(name, Rate(per_minute=per_minute, burst=per_minute), time.monotonic())


class LimitedRate:
    """Answers 429, with the seconds to wait, to an address that asks for too many pages."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not scope["path"].startswith(_UNCOUNTED):
            wait = self._limits.count_request(scope["client"][0] if scope.get("client") else "")
            if wait:
                response = too_many_page(Request(scope, receive), TooManyError(_WORDS, wait=wait))
                await response(scope, receive, send)
                return
        await self._app(scope, receive, send)
