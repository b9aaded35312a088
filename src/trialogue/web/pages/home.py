"""The first page: one question, and what this is."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from trialogue.web.templating import render


def home(request: Request) -> Response:
    """What are you living with?"""
    return render(request, "pages/home.html")


routes = [Route("/", home)]
