"""What this is, how numbers are made, privacy, accessibility."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

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


routes = [
    Route("/about", about),
    Route("/about/privacy", privacy),
    Route("/accessibility", accessibility),
]
