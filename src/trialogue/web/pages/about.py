"""What this is, how numbers are made, privacy, accessibility."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from trialogue.web.methods import methods
from trialogue.web.templating import render


def about(request: Request) -> Response:
    """What this site does and who runs it."""
    return render(request, "pages/about.html")


def privacy(request: Request) -> Response:
    """What is kept of a person, for how long, and who sees it."""
    return render(request, "pages/privacy.html")


def accessibility(request: Request) -> Response:
    """What this site does for people who read, point or hear differently."""
    return render(request, "pages/accessibility.html")


def how_numbers_are_made(request: Request) -> Response:
    """The docstrings of the functions that compute what a page shows."""
    return render(request, "pages/methods.html", methods=methods())


routes = [
    Route("/about", about),
    Route("/about/methods", how_numbers_are_made),
    Route("/about/privacy", privacy),
    Route("/accessibility", accessibility),
]
