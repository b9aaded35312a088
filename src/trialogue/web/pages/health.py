"""Addresses for machines: is it alive, is it ready, what does it count."""

from __future__ import annotations

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from trialogue.store.tables import study


def healthz(request: Request) -> Response:
    """200 while the process answers."""
    return JSONResponse({"status": "ok"})


def readyz(request: Request) -> Response:
    """200 when the store answers; 503 otherwise, saying which part does not."""
    try:
        with request.app.state.services.database.read() as connection:
            connection.execute(select(study.c.nct_id).limit(1))
    except Exception:
        return JSONResponse({"status": "not ready", "store": "does not answer"}, status_code=503)
    return JSONResponse({"status": "ready", "store": "ok"})


def metrics(request: Request) -> Response:
    """Counts and times for Prometheus; nothing about a person."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


routes = [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]
