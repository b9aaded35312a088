"""Counts and times requests by route. No address, search word or person reaches a metric."""

from __future__ import annotations

import time

from prometheus_client import Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

REQUESTS = Counter("trialogue_requests_total", "Answers by page and status.", ("page", "status"))
SECONDS = Histogram(
    "trialogue_request_seconds",
    "Time to answer, by page.",
    ("page",),
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)


class Measured:
    """The module of the handler names the page (``study``), never the address itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500
        begun = time.perf_counter()

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watch)
        finally:
            page = getattr(scope.get("endpoint"), "__module__", "none").rpartition(".")[2]
            REQUESTS.labels(page, str(status)).inc()
            SECONDS.labels(page).observe(time.perf_counter() - begun)
