"""Errors of the API as RFC 9457 problem documents."""

from __future__ import annotations

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.requests import Request

from trialogue.errors import StoreUnavailableError, TrialogueError

MEDIA_TYPE = "application/problem+json"


def problem(status: int, title: str, detail: str) -> JSONResponse:
    """One problem document. ``type`` is ``about:blank``: the status says what kind it is."""
    document = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JSONResponse(document, status_code=status, media_type=MEDIA_TYPE)


async def _known(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, TrialogueError)
    said = error.in_public if isinstance(error, StoreUnavailableError) else str(error)
    return problem(error.status, error.title, said)


async def _invalid(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    places = [f"{'.'.join(str(p) for p in e['loc'][1:])}: {e['msg']}" for e in error.errors()]
    return problem(400, "This request cannot be read", "; ".join(places))


async def _http(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return problem(error.status_code, str(error.detail), f"{error.detail}. See /api/v1/openapi.json")


async def _unexpected(request: Request, error: Exception) -> JSONResponse:
    route = getattr(request.scope.get("route"), "path", "unknown")
    structlog.get_logger().error("request failed", route=route, exc_info=error)
    return problem(500, "Something went wrong", "The fault is ours and was noted. Try again later.")


def install(app: FastAPI) -> None:
    """Answer every error of ``app`` with a problem document."""
    app.add_exception_handler(TrialogueError, _known)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)
