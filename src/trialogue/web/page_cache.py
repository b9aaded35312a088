"""Finished pages kept in memory, with their compressed form, until what they were made of changes."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

_MOST_BYTES = 64 * 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """A page as bytes: plain, compressed, with its entity tag and its own content security policy."""

    body: bytes
    compressed: bytes
    etag: str
    media_type: str
    policy: str | None = None

    @property
    def size(self) -> int:
        """What it takes in memory, near enough."""
        return len(self.body) + len(self.compressed) + 500


def keep(text: str | bytes, media_type: str, policy: str | None = None) -> KeptPage:
    """Make a page to keep: it is compressed once, here."""
    body = text.encode() if isinstance(text, str) else text
    etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    packed = gzip.compress(body, compresslevel=6, mtime=0)
    return KeptPage(body=body, compressed=packed, etag=etag, media_type=media_type, policy=policy)


def answer(request: Request, page: KeptPage) -> Response:
    """Send a kept page: compressed where that is understood, nothing where the reader has it already."""
    headers = {"etag": page.etag, "cache-control": "no-cache", "vary": "accept-encoding"}
    if page.policy:
        headers["content-security-policy"] = page.policy
    if page.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
        return Response(page.compressed, headers=headers, media_type=page.media_type)
    return Response(page.body, headers=headers, media_type=page.media_type)


class PageCache:
    """Keeps pages by key, the least used leave first. Safe to use from several threads."""

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self._pages: OrderedDict[Hashable, KeptPage] = OrderedDict()
        self._most = most_bytes
        self._bytes = 0
        self._lock = threading.Lock()

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
