"""Structured logs that cannot carry a health answer: what may be logged is a list, not a habit.

A key that is not in ``ALLOWED`` is dropped before it is written, and so is an exception's text:
only its type and place are kept.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

ALLOWED = frozenset(
    {
        "event",
        "level",
        "timestamp",
        "logger",
        "method",
        "route",
        "status",
        "milliseconds",
        "nct_id",
        "count",
        "read",
        "loaded",
        "unchanged",
        "older",
        "quarantined",
        "seconds",
        "error",
        "error_at",
        "attempt",
        "outbox_id",
        "application_id",
        "kind",
        "source",
        "position",
        "reason",
        "port",
        "generation",
        "request_id",
    }
)

_Event = MutableMapping[str, Any]


def only_allowed(_logger: object, _method: str, event: _Event) -> _Event:
    """Drop every key that is not in the list."""
    return {key: value for key, value in event.items() if key in ALLOWED}


def exception_without_text(_logger: object, _method: str, event: _Event) -> _Event:
    """Replace an exception by its type and the place of its last frame; its text may hold answers."""
    info = event.pop("exc_info", None)
    error = info if isinstance(info, BaseException) else sys.exc_info()[1] if info else None
    if error is not None:
        event["error"] = type(error).__name__
        frames = traceback.extract_tb(error.__traceback__)
        if frames:
            event["error_at"] = f"{frames[-1].filename.rpartition('trialogue/')[2]}:{frames[-1].lineno}"
    return event


def set_up(level: str) -> None:
    """Write JSON lines to standard error from ``level`` on (debug, info, warning, error)."""
    number = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            exception_without_text,
            only_allowed,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    # Libraries' own logs quote requests and values: only their errors pass, without arguments.
    logging.basicConfig(level=logging.ERROR, format="%(levelname)s %(name)s", force=True)
