"""The whole site for an ASGI server: pages, and the API mounted beside them."""

from __future__ import annotations

import os

from starlette.applications import Starlette
from starlette.routing import Mount

from trialogue import log
from trialogue.api.app import create_api
from trialogue.config import load_settings
from trialogue.web.app import create_app
from trialogue.web.warm import warm_beside
from trialogue.wiring import Services, open_services


def create() -> Starlette:
    """The site of this process's settings (``trialogue.toml`` and ``TRIALOGUE_*``)."""
    settings, _ = load_settings(os.environ)
    log.set_up(settings.log_level)
    app = site(open_services(settings))
    warm_beside(app.state.templates)
    return app


def site(services: Services) -> Starlette:
    """The site over services that are already open."""
    return create_app(services, mounts=[Mount("/api/v1", create_api(services))])
