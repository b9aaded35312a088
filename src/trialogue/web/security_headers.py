"""Headers on every answer: nothing from elsewhere, nothing inline, no framing, no leaks by referrer."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit, urlunsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY: dict[str, tuple[str, ...]] = {
    "default-src": ("'self'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),
    "font-src": ("'self'",),
    "connect-src": ("'self'",),
    "object-src": ("'none'",),
    "base-uri": ("'none'",),
    "form-action": ("'self'",),
    "frame-ancestors": ("'none'",),
}

_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # The search words of a person may name an illness: no other site learns the address.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


def content_security_policy(script_hashes: Iterable[str] = ()) -> str:
    """The policy as one header; ``script_hashes`` admits single inline data blocks (JSON-LD)."""
    hashes = tuple(f"'sha256-{value}'" for value in script_hashes)
    return "; ".join(
        " ".join((name, *values, *(hashes if name == "script-src" else ())))
        for name, values in POLICY.items()
    )


_POLICY_NAME = b"content-security-policy"
_DEFAULT_POLICY = content_security_policy().encode()
_RAW = tuple((name.encode(), value.encode()) for name, value in _HEADERS.items())
_NAMES = frozenset(name for name, _ in _RAW)


_LOCATION = b"location"
_HTTPS = ((b"strict-transport-security", b"max-age=31536000"),)


def with_headers(given: Iterable[tuple[bytes, bytes]], *, https: bool = False) -> list[tuple[bytes, bytes]]:
    """The headers of an answer, and those of ours that it does not set itself.

    ``https``: whether the site is reached by that, so that browsers need no longer try without.
    """
    headers = [(name, _within(value) if name == _LOCATION else value) for name, value in given]
    if https:
        headers += _HTTPS
    there = {name for name, _ in headers}
    if _NAMES.isdisjoint(there):
        headers += _RAW
    else:
        headers += [pair for pair in _RAW if pair[0] not in there]
    if _POLICY_NAME not in there:
        headers.append((_POLICY_NAME, _DEFAULT_POLICY))
    return headers


def _within(location: bytes) -> bytes:
    """Where to go on, as a path of this site: who asks writes the host of a whole address."""
    parts = urlsplit(location)
    path = b"/" + parts.path.lstrip(b"/") if parts.netloc or parts.path.startswith(b"//") else parts.path
    return urlunsplit((b"", b"", path, parts.query, parts.fragment))


class SecurityHeaders:
    """Adds the headers to every HTTP answer that does not set its own; redirects stay within the site."""

    def __init__(self, app: ASGIApp, *, https: bool = False) -> None:
        self._app = app
        self._https = https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = with_headers(message.get("headers", ()), https=self._https)
            await send(message)

        await self._app(scope, receive, send_with_headers)
