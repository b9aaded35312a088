"""Token buckets in one small file that all server processes of a machine share.

A bucket holds tokens, fills at a steady rate and lets through whoever finds one. The file is a table
of fixed size in shared memory: no request waits for a disk, and a flood of new addresses cannot make it
grow. Where a place in the table is wanted by more than fit, the one that was idle longest gives way.
Names are stored as digests, times by the machine's steady clock, which no change of the date moves.
"""

from __future__ import annotations

import fcntl
import mmap
import os
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_SLOT = struct.Struct("<16sdd")  # digest, tokens, time of the last look
_NEIGHBOURS = 8
SLOTS = 1 << 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """``burst`` tokens at most, one more every ``60 / per_minute`` seconds."""

    per_minute: float
    burst: float


class Buckets:
    """The table. Where its file cannot be made, this process counts alone."""

    def __init__(self, path: Path | None, slots: int = SLOTS) -> None:
        self._slots = slots
        self._mutex = threading.Lock()
        self._file = None if path is None else _open(path, slots * _SLOT.size)
        self._memory = mmap.mmap(-1 if self._file is None else self._file, slots * _SLOT.size)

    def take(self, name: bytes, rate: Rate, now: float) -> float:
        """Take one token of the bucket ``name`` (16 bytes). Returns 0, or the seconds to wait for one.

        ``now``: seconds of a clock that all processes of the machine share and that only goes forward.
        """
        with self._mutex, self._alone():
            place, tokens, seen = self._find(name, rate)
            # After the machine has started anew its clock begins anew: what lies ahead is of before.
            passed = now - seen if seen <= now else 0.0
            tokens = min(rate.burst, tokens + passed * rate.per_minute / 60)
            left = tokens - 1 if tokens >= 1 else tokens
            _SLOT.pack_into(self._memory, place, name, left, now)
        return 0.0 if tokens >= 1 else (1 - tokens) * 60 / rate.per_minute

    def _find(self, name: bytes, rate: Rate) -> tuple[int, float, float]:
        """Place, tokens and time of a bucket; a new one is full."""
        first = int.from_bytes(name[:8], "little")
        places = [(first + n) % self._slots * _SLOT.size for n in range(_NEIGHBOURS)]
        oldest, oldest_seen = places[0], float("inf")
        for place in places:
            known, tokens, seen = _SLOT.unpack_from(self._memory, place)
            if known == name:
                return place, tokens, seen
            if seen < oldest_seen:
                oldest, oldest_seen = place, seen
        return oldest, rate.burst, 0.0

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if self._file is None:
            yield
            return
        fcntl.flock(self._file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        """Let the file go."""
        self._memory.close()
        if self._file is not None:
            os.close(self._file)


def _open(path: Path, size: int) -> int | None:
    handle = None
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        # The room is taken at once: a full disk must not be found out by a write into memory.
        os.posix_fallocate(handle, 0, size)
    except OSError:
        if handle is not None:
            os.close(handle)
        return None
    return handle
