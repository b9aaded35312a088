"""The table of pages: each module names its own routes."""

from __future__ import annotations

import importlib

from starlette.routing import BaseRoute

# In this order the routes are tried. A page is a module of trialogue.web.pages with ``routes``.
PAGES = (
    "home",
    "search",
    "study",
    "study_extras",
    "study_people",
    "check",
    "appeal",
    "apply",
    "sign_in",
    "me",
    "unsent",
    "my_request",
    "my_data",
    "desk",
    "steward",
    "funnels",
    "mailbox",
    "about",
    "health",
    "crawlers",
)


def page_routes() -> list[BaseRoute]:
    """The routes of all pages."""
    routes: list[BaseRoute] = []
    for name in PAGES:
        routes += importlib.import_module(f"trialogue.web.pages.{name}").routes
    return routes
