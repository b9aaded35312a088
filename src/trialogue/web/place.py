"""Where a request comes from: the peer's network address, or what a trusted proxy says it was.

``X-Forwarded-For`` is a list to which every proxy adds the address that it saw. Anybody can send one,
so it is read from its end, and only for as long as the one who wrote the next entry is trusted.
"""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from trialogue.errors import UsageError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
# A home or a phone has at least this much of IPv6 for itself (RFC 6177): its addresses are one place.
_IPV6_PLACE = 64


def trusted_networks(text: str) -> tuple[Network, ...]:
    """The setting ``trusted_proxies``. Raises UsageError for what is no address and no network."""
    try:
        return tuple(ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())
    except ValueError:
        raise UsageError(
            "trusted_proxies: write network addresses, as in 127.0.0.1, 10.0.0.0/8 (separated by commas)"
        ) from None


def _address(text: str) -> Address | None:
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text)
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found


def is_loopback(host: str) -> bool:
    """Whether a host is the machine itself, by its address or by the name ``localhost``."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def real_address(peer: str | None, forwarded: Sequence[str], trusted: Sequence[Network]) -> str:
    """The address behind the trusted proxies. ``peer``: who is connected, None for a local socket;
    ``forwarded``: the entries of all ``X-Forwarded-For`` headers in order."""
    at = _address(peer or "")
    if at is None and peer:
        return peer
    known = at
    for entry in reversed(forwarded):
        if known is not None and not _within(known, trusted):
            break
        nearer = _address(entry)
        if nearer is None:
            break
        known = nearer
    return "" if known is None else str(known)


def _within(address: Address, networks: Sequence[Network]) -> bool:
    return any(address in network for network in networks)


def place_of(address: str) -> str:
    """What is counted as one place: an address; of IPv6 the first 64 bits."""
    found = _address(address)
    if isinstance(found, IPv6Address):
        return str(ip_network((found, _IPV6_PLACE), strict=False))
    return address


class RealAddress:
    """Puts the address behind trusted proxies in place of the peer's."""

    def __init__(self, app: ASGIApp, trusted: Sequence[Network]) -> None:
        self._app = app
        self._trusted = trusted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            peer = scope["client"][0] if scope.get("client") else None
            lines = Headers(scope=scope).getlist("x-forwarded-for")
            entries = [entry for line in lines for entry in line.split(",")]
            address = real_address(peer, entries, self._trusted)
            scope = {**scope, "client": (address, 0), "trialogue_forwarded": bool(entries)}
        await self._app(scope, receive, send)
