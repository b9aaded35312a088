"""Compressed files as streams that end with a clear reason when they are cut, broken or a bomb."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO, cast

import zstandard

from trialogue.registry.sniff import HEAD_BYTES, Kind, sniff

MAX_RATIO = 200
"""No file of records unpacks to more than this many times its size (real ones: 4 to 12 times)."""
RATIO_GRACE = 64 * 2**20
"""Below this many unpacked bytes the ratio is not looked at."""
_CHUNK = 2**18
_WINDOW = 2**27  # the most memory that a zstd frame may ask for: 128 MiB


class BrokenStreamError(Exception):
    """The rest of a stream cannot be read; the message says why."""


class Guarded(io.RawIOBase):
    """A stream that stops where it unpacks to far more than was read for it."""

    def __init__(self, unpacked: IO[bytes], packed: BinaryIO) -> None:
        self._unpacked, self._packed, self._given = unpacked, packed, 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill ``buffer``. Raises BrokenStreamError."""
        with stream_faults():
            data = self._unpacked.read(len(buffer))
        self._given += len(data)
        if self._given > RATIO_GRACE and self._given > MAX_RATIO * self._taken():
            raise BrokenStreamError(
                f"it unpacks to more than {MAX_RATIO} times its size: this looks like a bomb"
            )
        buffer[: len(data)] = data
        return len(data)

    def _taken(self) -> int:
        try:
            return max(1, self._packed.tell())
        except OSError:  # A pipe does not say; what reads from it keeps one record at a time.
            return self._given


class ZstdReader(io.RawIOBase):
    """Zstandard frames, one after the other; a cut frame is an error, not an end."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed, self._ready = packed, b""
        self._unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
        self._frame: zstandard.ZstdDecompressionObj | None = None

    def readable(self) -> bool:
        """It is."""
        return True

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` bytes. Raises BrokenStreamError."""
        while not self._ready:
            chunk = self._packed.read(_CHUNK)
            if not chunk:
                if self._frame is not None:
                    raise BrokenStreamError("the zstd file is cut off")
                return b""
            self._ready = self._unpack(chunk)
        taken, self._ready = self._ready[:size], self._ready[size:]
        return taken

    def _unpack(self, chunk: bytes) -> bytes:
        parts = []
        while chunk:
            if self._frame is None:
                self._frame = self._unpacker.decompressobj()
            parts.append(self._frame.decompress(chunk))
            chunk = self._frame.unused_data if self._frame.eof else b""
            if self._frame.eof:
                self._frame = None
        return b"".join(parts)


@contextmanager
def stream_faults() -> Iterator[None]:
    """What the unpackers raise, as BrokenStreamError with words."""
    try:
        yield
    except EOFError:
        raise BrokenStreamError("the compressed file is cut off") from None
    except (gzip.BadGzipFile, zlib.error, zstandard.ZstdError) as error:
        raise BrokenStreamError(f"the compressed data is damaged: {error}") from None
    except OSError as error:
        raise BrokenStreamError(f"it cannot be read: {error.strerror or error}") from None


def unpacked(packed: BinaryIO) -> tuple[io.BufferedReader, Kind]:
    """The stream without its gzip or zstd coat (two at most), and what is inside.

    Raises BrokenStreamError.
    """
    stream = packed if isinstance(packed, io.BufferedReader) else _buffered(packed)
    kind = _kind(stream)
    for _ in range(2):
        if kind not in {Kind.GZIP, Kind.ZSTD}:
            break
        inner = gzip.GzipFile(fileobj=stream) if kind is Kind.GZIP else ZstdReader(stream)
        stream = _buffered(Guarded(cast("IO[bytes]", inner), packed))
        kind = _kind(stream)
    return stream, kind


def _buffered(stream: object) -> io.BufferedReader:
    return io.BufferedReader(cast("io.RawIOBase", stream), _CHUNK)


def _kind(stream: io.BufferedReader) -> Kind:
    # A raw stream may give less than was asked for; only an empty answer means the end.
    with stream_faults():
        head = stream.peek(HEAD_BYTES)
    return sniff(head[:HEAD_BYTES])
