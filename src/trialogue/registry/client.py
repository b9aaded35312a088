"""A polite client of the registry's API v2: page after page, again where an answer was broken.

It asks only the address that it was given, follows no redirect away from it, reads no answer without
end, and waits between requests (the registry's robots.txt asks for one second).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

import httpx2
import msgspec
import stamina

from trialogue import __version__
from trialogue.errors import RegistryUnreachableError, UsageError
from trialogue.registry.answers import MAX_REDIRECTS, Refused, TryAgain, body_of, redirect_target, troubles
from trialogue.registry.api import PullQuery, StudiesPage, read_page

_AGENT = f"trialogue/{__version__}"


class RegistryRefusedError(RegistryUnreachableError):
    """The registry understood, and says no: a query or page token that it does not accept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How patiently to ask, in seconds. ``attempts`` counts the first; waits double up to ``wait_max``.

    A registry that names a longer wait (Retry-After) is obeyed up to ``wait_max`` as well.
    """

    delay: float = 1.0
    timeout: float = 60.0
    attempts: int = 6
    wait_initial: float = 1.0
    wait_max: float = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryVersion:
    """What the registry says of itself."""

    api_version: str
    data_timestamp: str | None = None


class _Version(msgspec.Struct, rename="camel"):
    api_version: str
    data_timestamp: str | None = None


class RegistryClient:
    """Asks one registry. Use it in a ``with``; not to be shared between threads."""

    def __init__(self, base_url: str, manners: Manners | None = None) -> None:
        parts = urlsplit(base_url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise UsageError(f"registry_url needs an http or https address, not {base_url[:80]!r}")
        self._base = base_url.rstrip("/")
        self._manners = manners or Manners()
        self._last = 0.0
        # By default each retry is written to standard output, where --json documents go.
        stamina.instrumentation.set_on_retry_hooks(())
        headers = {"User-Agent": _AGENT, "Accept": "application/json"}
        self._http = httpx2.Client(headers=headers, timeout=self._manners.timeout, follow_redirects=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def probe(self, timeout: float = 3.0) -> RegistryVersion:
        """What answers there, at once or not at all. Raises RegistryUnreachableError."""
        try:
            body = self._ask(f"{self._base}/version", {}, deadline=time.monotonic() + timeout)
            said = msgspec.json.decode(body, type=_Version)
        except TryAgain as error:
            raise RegistryUnreachableError(self._words(str(error))) from None
        except (msgspec.MsgspecError, UnicodeDecodeError):
            raise RegistryUnreachableError(self._words("it does not answer as the API does")) from None
        return RegistryVersion(api_version=said.api_version, data_timestamp=said.data_timestamp)

    def pages(self, query: PullQuery, token: str | None = None) -> Iterator[StudiesPage]:
        """All pages of a query, or those from ``token`` (a page's ``next_token``) on.

        Raises RegistryUnreachableError when an answer stays away or broken after all attempts,
        RegistryRefusedError when the registry will not answer this.
        """
        series, _, inner = (token or "0|").partition("|")
        parts = list(query.parts())
        for index in range(int(series) if series.isdecimal() else 0, len(parts)):
            following: str | None = inner or None
            while True:
                page = self._page(parts[index] | ({"pageToken": following} if following else {}))
                following = page.next_token
                yield _renamed(page, index, len(parts))
                if following is None:
                    break
            inner = ""

    def _page(self, params: dict[str, str]) -> StudiesPage:
        return self._patiently(lambda: self._whole_page(params))

    def _whole_page(self, params: dict[str, str]) -> StudiesPage:
        deadline = time.monotonic() + 10 * self._manners.timeout
        body = self._ask(f"{self._base}/studies", params, deadline=deadline)
        try:
            return read_page(body, self._base)
        except ValueError as error:
            raise TryAgain(f"it answers, but not with a whole page of studies ({error})") from None

    def _patiently(self, ask: Callable[[], StudiesPage]) -> StudiesPage:
        manners = self._manners
        try:
            for attempt in stamina.retry_context(
                on=self._wait,
                attempts=manners.attempts,
                timeout=None,
                wait_initial=manners.wait_initial,
                wait_max=manners.wait_max,
                wait_jitter=manners.wait_initial,
            ):
                with attempt:
                    return ask()
        except TryAgain as error:
            raise RegistryUnreachableError(
                self._words(f"{error}; asked {manners.attempts} times. Run the same command to go on")
            ) from None
        raise RegistryUnreachableError(self._words("it was not asked"))

    def _wait(self, error: Exception) -> bool | float:
        if not isinstance(error, TryAgain):
            return False
        return True if error.after is None else min(error.after, self._manners.wait_max)

    def _ask(self, url: str, params: dict[str, str], *, deadline: float) -> bytes:
        """One answer's body. Raises TryAgain, RegistryRefusedError, RegistryUnreachableError."""
        address = httpx2.URL(url, params=params)
        for _ in range(MAX_REDIRECTS + 1):
            self._keep_distance()
            with troubles(), self._http.stream("GET", address, timeout=self._left(deadline)) as response:
                target = redirect_target(response, self._base)
                if target is None:
                    return self._body(response, deadline)
                if target == "":
                    raise RegistryRefusedError(self._words("it redirects to another place"))
                address = httpx2.URL(target)
        raise RegistryUnreachableError(self._words("it redirects without end"))

    def _body(self, response: httpx2.Response, deadline: float) -> bytes:
        try:
            return body_of(response, deadline)
        except Refused as error:
            raise RegistryRefusedError(self._words(str(error))) from None

    def _left(self, deadline: float) -> float:
        return max(0.05, min(self._manners.timeout, deadline - time.monotonic()))

    def _keep_distance(self) -> None:
        pause = self._last + self._manners.delay - time.monotonic()
        if pause > 0:
            time.sleep(pause)
        self._last = time.monotonic()

    def _words(self, reason: str) -> str:
        return f"{self._base}: {reason}"


def _renamed(page: StudiesPage, index: int, series: int) -> StudiesPage:
    """The page with a token that also says which of several request series is meant."""
    token = f"{index}|{page.next_token}" if page.next_token else None
    if token is None and index + 1 < series:
        token = f"{index + 1}|"
    return StudiesPage(records=page.records, next_token=token, newest=page.newest, total=page.total)
