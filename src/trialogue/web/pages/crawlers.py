"""For search engines: what may be read, and the list of all studies in files of 20,000 addresses."""

from __future__ import annotations

from xml.sax.saxutils import escape

from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from trialogue.errors import NotFoundError
from trialogue.store import studies
from trialogue.store.tables import study

PER_FILE = 20_000
# Searches would multiply without end, and the others belong to one person.
_KEPT_OUT = ("/search", "/suggest", "/me", "/desk", "/steward", "/sign-in", "/mailbox", "/metrics")
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def robots(request: Request) -> Response:
    """What robots may read."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _KEPT_OUT)]
    lines += [f"Disallow: /studies/*/{page}" for page in ("check", "apply", "appeal")]
    lines.append(f"Sitemap: {_base(request)}/sitemap.xml")
    return PlainTextResponse("\n".join(lines) + "\n")


def sitemap_index(request: Request) -> Response:
    """The list of lists."""
    with request.app.state.services.database.read() as connection:
        files = -(-studies.count(connection) // PER_FILE)
    base = escape(_base(request))
    entries = "".join(f"<sitemap><loc>{base}/sitemap-{n}.xml</loc></sitemap>" for n in range(1, files + 1))
    return _xml(f'<sitemapindex xmlns="{_NAMESPACE}">{entries}</sitemapindex>')


def sitemap(request: Request) -> Response:
    """One list of studies, in the order of their ids."""
    number = request.path_params["number"]
    page = select(study.c.nct_id).order_by(study.c.nct_id).limit(PER_FILE).offset((number - 1) * PER_FILE)
    with request.app.state.services.database.read() as connection:
        ids = list(connection.scalars(page)) if number >= 1 else []
    if not ids:
        raise NotFoundError("There is no such list of studies.")
    base = escape(_base(request))
    entries = "".join(f"<url><loc>{base}/studies/{nct_id}</loc></url>" for nct_id in ids)
    return _xml(f'<urlset xmlns="{_NAMESPACE}">{entries}</urlset>')


def _base(request: Request) -> str:
    return str(request.app.state.services.settings.base_url).rstrip("/")


def _xml(body: str) -> Response:
    return Response('<?xml version="1.0" encoding="UTF-8"?>' + body, media_type="application/xml")


routes = [
    Route("/robots.txt", robots),
    Route("/sitemap.xml", sitemap_index),
    Route("/sitemap-{number:int}.xml", sitemap),
]
