"""The worker that runs beside a server, so that one process is a whole instance."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TYPE_CHECKING

from anyio.to_thread import current_default_thread_limiter
from starlette.applications import Starlette

from trialogue.actions.work import working

if TYPE_CHECKING:
    from trialogue.wiring import Services


# More would only wait for each other: the interpreter runs one at a time, the store takes one writer.
_THREADS = 16


def worker_beside(services: Services) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    """The application's life span: a worker starts and stops with it."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = _THREADS
        async with working(services.office, services.mailer):
            yield

    return lifespan
