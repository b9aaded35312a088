"""JSON too large, or too broken, to be read at once: taken apart by its brackets.

Strings are passed over whole, so a bracket in a text is not one of the structure. It is the slow
way (some 20 MB/s), for pages over 32 MB and for files that were cut.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from trialogue.registry.malformed import MAX_RECORD_BYTES

_TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|([{\[])|([}\]])|(")', re.DOTALL)
_IN_STRING = re.compile(rb'[^"\\]*(?:\\.[^"\\]*)*', re.DOTALL)
_PAGE = re.compile(rb'\s*\{[^{}]{0,65536}?"studies"\s*:\s*\[')
_CHUNK = 2**20
CUT = "the file ends in the middle of it"


def split_objects(head: bytes, stream: io.BufferedReader) -> Iterator[tuple[bytes, str]]:
    """Each study's bytes with an empty reason, or what is left of one and why it is no whole."""
    splitter = _Splitter(_studies_depth(head))
    chunk = head
    while chunk:
        yield from splitter.feed(chunk)
        chunk = stream.read(_CHUNK)
    yield from splitter.end()


def _studies_depth(head: bytes) -> int:
    """How many brackets are open where a study begins."""
    if head.lstrip().startswith(b"["):
        return 1
    return 2 if _PAGE.match(head) else 0


class _Splitter:
    """The state between two chunks: ``rest`` begins with the open study, if there is one."""

    def __init__(self, depth: int) -> None:
        self.studies_depth = depth
        self.depth = 0
        self.rest = b""
        self.start: int | None = None
        self.scanned = 0
        self.in_string = False
        self.too_long = False

    def feed(self, chunk: bytes) -> Iterator[tuple[bytes, str]]:
        """The studies that end in this chunk."""
        self.rest += chunk
        while not self.in_string or self._leave_string():
            for token in _TOKEN.finditer(self.rest, self.scanned):
                self.scanned = token.end()
                if token[1]:
                    self._open(token.start())
                elif token[2] and self._close():
                    yield self._taken(token.end())
                elif token[3]:
                    self.in_string = True
                    break
            else:
                self.scanned = len(self.rest)
                break
        self._shorten()

    def end(self) -> Iterator[tuple[bytes, str]]:
        """What is left at the end of the file."""
        if self.start is not None or self.depth > 0:
            yield self.rest if self.start is not None else b"", CUT

    def _leave_string(self) -> bool:
        """Go on in a string that an earlier chunk began; False where it does not end here either."""
        inside = _IN_STRING.match(self.rest, self.scanned)
        self.scanned = inside.end() if inside else self.scanned
        self.in_string = self.rest[self.scanned : self.scanned + 1] != b'"'
        self.scanned += not self.in_string
        return not self.in_string

    def _open(self, place: int) -> None:
        if self.depth == self.studies_depth and self.start is None:
            self.start = place
        self.depth += 1

    def _close(self) -> bool:
        self.depth = max(0, self.depth - 1)
        return self.start is not None and self.depth == self.studies_depth

    def _taken(self, end: int) -> tuple[bytes, str]:
        found = b"" if self.start is None else self.rest[self.start : end]
        too_long, self.start, self.too_long = self.too_long, None, False
        if too_long or len(found) > MAX_RECORD_BYTES:
            return found[:_CHUNK], "it is longer than a record may be"
        return found, ""

    def _shorten(self) -> None:
        """Forget what is done; of a study that is too long keep its beginning only."""
        done = self.scanned if self.start is None else self.start
        self.rest, self.scanned = self.rest[done:], self.scanned - done
        if self.start is not None:
            self.start = 0
        if len(self.rest) > MAX_RECORD_BYTES + _CHUNK:
            self.too_long = True
            head = self.rest[: min(self.scanned, _CHUNK)]
            self.rest = head + self.rest[self.scanned :][:_CHUNK]
            self.scanned = len(head)
