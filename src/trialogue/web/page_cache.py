"""Finished pages kept in memory, compressed, until what they were made of changes."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass

import zstandard
from starlette.requests import Request
from starlette.responses import Response

_MOST_BYTES = 64 * 2**20


def _gzipped(body: bytes) -> bytes:
    return gzip.compress(body, compresslevel=4, mtime=0)


def _zstandard(body: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=3).compress(body)


# The quicker and smaller one first: it is what a browser gets that knows both.
ENCODINGS: dict[str, Callable[[bytes], bytes]] = {"zstd": _zstandard, "gzip": _gzipped}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """A page with its entity tag and its own content security policy.

    ``packed`` holds its forms by their names in ``Content-Encoding``, and no other: "zstd" from the
    start, the rest when they are first asked for. A page in memory is a sixth of its size so.
    """

    packed: dict[str, bytes]
    etag: str
    media_type: str
    policy: str | None = None

    @property
    def size(self) -> int:
        """What it takes in memory, near enough: the other form is about as large."""
        return len(self.packed["zstd"]) * 2 + 500

    @property
    def body(self) -> bytes:
        """The page as it is read."""
        return zstandard.ZstdDecompressor().decompress(self.packed["zstd"])

    def encoded(self, encoding: str) -> bytes:
        """The page in a form of ``ENCODINGS``."""
        found = self.packed.get(encoding)
        if found is None:
            found = self.packed[encoding] = ENCODINGS[encoding](self.body)
        return found


_ZERO = re.compile(r";\s*q=0(?:\.0*)?\s*$")


def keep(text: str | bytes, media_type: str, policy: str | None = None) -> KeptPage:
    """Make a page to keep."""
    body = text.encode() if isinstance(text, str) else text
    etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    return KeptPage(packed={"zstd": _zstandard(body)}, etag=etag, media_type=media_type, policy=policy)


def encoding_for(accepted: str) -> str | None:
    """The best encoding that an ``Accept-Encoding`` header allows; None: as it is."""
    if not accepted:
        return None
    asked = [part.strip() for part in accepted.lower().split(",")]
    names = {part.partition(";")[0].rstrip() for part in asked if not _ZERO.search(part)}
    return next((name for name in ENCODINGS if name in names), None)


def answer(request: Request, page: KeptPage) -> Response:
    """Send a kept page: compressed where that is understood, nothing where the reader has it already."""
    headers = {"etag": page.etag, "cache-control": "no-cache", "vary": "accept-encoding"}
    if page.policy:
        headers["content-security-policy"] = page.policy
    if page.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    encoding = encoding_for(request.headers.get("accept-encoding", ""))
    if encoding is None:
        return Response(page.body, headers=headers, media_type=page.media_type)
    headers["content-encoding"] = encoding
    return Response(page.encoded(encoding), headers=headers, media_type=page.media_type)


class PageCache:
    """Keeps pages by key, the least used leave first. Safe to use from several threads."""

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self._pages: OrderedDict[Hashable, KeptPage] = OrderedDict()
        self._most = most_bytes
        self._bytes = 0
        self._lock = threading.Lock()
        self._making: dict[Hashable, asyncio.Task[KeptPage]] = {}

    async def one(self, key: Hashable, make: Callable[[], Awaitable[KeptPage]]) -> KeptPage:
        """The page kept under this key, or made now: once, however many ask for it meanwhile."""
        page = self.get(key)
        if page is not None:
            return page
        loop = asyncio.get_running_loop()
        place = (key, loop)
        making = self._making.get(place)
        if making is None:
            making = self._making[place] = loop.create_task(self._make(key, make))
            making.add_done_callback(lambda _: self._making.pop(place, None))
        # Who goes away while it is made takes it from nobody else.
        return await asyncio.shield(making)

    async def _make(self, key: Hashable, make: Callable[[], Awaitable[KeptPage]]) -> KeptPage:
        page = await make()
        self.put(key, page)
        return page

    def get(self, key: Hashable) -> KeptPage | None:
        """The page kept under this key, or None."""
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: Hashable, page: KeptPage) -> None:
        """Keep a page. One larger than a quarter of the room is not kept."""
        if page.size > self._most // 4:
            return
        with self._lock:
            old = self._pages.pop(key, None)
            self._bytes += page.size - (old.size if old else 0)
            self._pages[key] = page
            while self._bytes > self._most:
                _, gone = self._pages.popitem(last=False)
                self._bytes -= gone.size
