"""Cursors of lists: opaque, and good only for the query that they came from."""

from __future__ import annotations

import base64
import binascii
import hashlib

from trialogue.errors import UsageError


def make_cursor(offset: int, query: str) -> str:
    """A cursor to ``offset`` of the query (its parameters in a fixed order)."""
    return base64.urlsafe_b64encode(f"{offset}.{_mark(query)}".encode()).decode().rstrip("=")


def read_cursor(cursor: str, query: str) -> int:
    """The offset. Raises UsageError for a broken cursor, or one of another query."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        offset, _, mark = base64.urlsafe_b64decode(padded.encode("ascii")).decode("ascii").partition(".")
        number = int(offset)
    except (ValueError, binascii.Error):
        raise UsageError("cursor: this is none of ours; start again without it") from None
    if mark != _mark(query) or number < 0:
        raise UsageError("cursor: this belongs to another query; keep all other parameters equal")
    return number


def _mark(query: str) -> str:
    return hashlib.sha256(query.encode()).hexdigest()[:12]
