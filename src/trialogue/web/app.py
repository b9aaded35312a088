"""The site as one ASGI application over the services it is given."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute, Mount

from trialogue.web.assets import STATIC, Assets, HashedFiles
from trialogue.web.errors import EXCEPTION_HANDLERS, Safeguard
from trialogue.web.frame import FrameKeeper
from trialogue.web.limits import LimitedQuery, LimitedRate, Limits
from trialogue.web.measure import Measured
from trialogue.web.page_cache import PageCache
from trialogue.web.place import RealAddress, trusted_networks
from trialogue.web.reading import frame_reader
from trialogue.web.routes import page_routes
from trialogue.web.security_headers import SecurityHeaders
from trialogue.web.session import is_https
from trialogue.web.templating import make_environment
from trialogue.web.worker import worker_beside

if TYPE_CHECKING:
    from trialogue.wiring import Services


def create_app(services: Services, mounts: Sequence[BaseRoute] = ()) -> Starlette:
    """The application. ``mounts`` are other doors under the same address, such as ``/api/v1``.

    Handlers find ``request.app.state.services`` and ``request.app.state.templates``.
    """
    STATIC.joinpath("built").mkdir(parents=True, exist_ok=True)
    limits = Limits(office=services.office)
    app = Starlette(
        routes=[*mounts, Mount("/static", HashedFiles(directory=STATIC), name="static"), *page_routes()],
        middleware=[
            Middleware(RealAddress, trusted=trusted_networks(services.settings.trusted_proxies)),
            Middleware(SecurityHeaders, https=is_https(services.office)),
            Middleware(Measured),
            Middleware(Safeguard),
            Middleware(LimitedRate, limits=limits),
            Middleware(LimitedQuery),
            Middleware(GZipMiddleware, minimum_size=800, compresslevel=5),
        ],
        exception_handlers=EXCEPTION_HANDLERS,
        lifespan=worker_beside(services),
    )
    assets = Assets()
    app.state.services = services
    app.state.limits = limits
    app.state.assets = assets
    app.state.pages = PageCache()
    app.state.templates = make_environment(assets)
    app.state.frame = FrameKeeper(frame_reader(services), time.monotonic)
    return app
