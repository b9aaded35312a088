"""Answers of a registry over HTTP: which are whole, which are worth another try, which are a no."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx2

MAX_REDIRECTS = 3
MAX_BODY_BYTES = 256 * 2**20
"""A page of 1,000 studies has about 20 MB."""
_WORTH_ANOTHER_TRY = {408, 425, 429}


class TryAgain(Exception):  # noqa: N818
    """No whole answer this time. ``after``: the seconds that the registry asked to wait."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.after = after


class Refused(Exception):  # noqa: N818
    """The registry's no, in its own words."""


@contextmanager
def troubles() -> Iterator[None]:
    """What goes wrong between here and there, as TryAgain with words."""
    try:
        yield
    except httpx2.TimeoutException:
        raise TryAgain("it does not answer in time") from None
    except httpx2.ConnectError:
        raise TryAgain("there is no connection to it") from None
    except httpx2.RequestError as error:
        raise TryAgain(f"the answer broke off ({type(error).__name__})") from None


def redirect_target(response: httpx2.Response, base: str) -> str | None:
    """Where a redirect leads: None if there is none, empty if away from the registry's own host."""
    if not response.is_redirect:
        return None
    target = str(response.url.join(response.headers["location"]))
    allowed, asked = urlsplit(base), urlsplit(target)
    same = asked.hostname == allowed.hostname and asked.username is None
    if not same:
        return ""
    kept = (asked.scheme, asked.port) == (allowed.scheme, allowed.port)
    safer = allowed.scheme == "http" and asked.scheme == "https" and asked.port in {None, 443}
    return target if kept or safer else ""


def body_of(response: httpx2.Response, deadline: float) -> bytes:
    """The whole body of a good answer. Raises TryAgain and Refused."""
    status = response.status_code
    if status in _WORTH_ANOTHER_TRY or status >= 500:
        raise TryAgain(f"it answers with status {status}", _retry_after(response))
    if status != 200:
        words = _read(response, deadline)[:300].decode("utf-8", "replace").strip()
        raise Refused(f"it answers with status {status}: {words}")
    body = _read(response, deadline)
    if body.lstrip()[:1] == b"<":
        raise TryAgain("it answers with a web page, not with JSON")
    return body


def _read(response: httpx2.Response, deadline: float) -> bytes:
    parts, size = [], 0
    for part in response.iter_bytes():
        parts.append(part)
        size += len(part)
        if size > MAX_BODY_BYTES:
            raise TryAgain("its answer has no end")
        if time.monotonic() > deadline:
            raise TryAgain("it answers too slowly")
    return b"".join(parts)


def _retry_after(response: httpx2.Response) -> float | None:
    """Seconds, from a number or a date (RFC 9110, 10.2.3)."""
    given = response.headers.get("retry-after", "").strip()
    if given.isdecimal():
        return float(given[:9])
    try:
        moment = parsedate_to_datetime(given)
    except (TypeError, ValueError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
