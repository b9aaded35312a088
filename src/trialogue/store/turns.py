"""Writers of one SQLite file take turns, in the order in which they came.

SQLite lets a writer that finds the file taken sleep and look again, for up to a tenth of a second a
time; with many writers some are passed over again and again and give up. Here the threads of a process
stand in one line, and only its first goes for the file. Between processes there are two lock files:
who waits for the file holds the gate, so that nobody who comes later can slip in before.
"""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LOOK_AGAIN_SECONDS = 0.001


class TooLongError(Exception):
    """The turn did not come in time."""


class Turns:
    """The line of one process for one file. ``seconds``: how long one waits at most."""

    def __init__(self, file: Path, seconds: float) -> None:
        self._paths = (file.with_name(file.name + "-gate"), file.with_name(file.name + "-turn"))
        self._seconds = seconds
        self._mutex = threading.Lock()
        self._line: deque[threading.Event] = deque()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the turn for as long as the block lasts. Raises TooLongError."""
        until = time.monotonic() + self._seconds
        mine = self._join()
        try:
            if not mine.wait(self._seconds):
                raise TooLongError
            with self._between_processes(until):
                yield
        finally:
            self._leave(mine)

    def _join(self) -> threading.Event:
        mine = threading.Event()
        with self._mutex:
            self._line.append(mine)
            if self._line[0] is mine:
                mine.set()
        return mine

    def _leave(self, mine: threading.Event) -> None:
        with self._mutex:
            self._line.remove(mine)
            if self._line:
                self._line[0].set()

    @contextmanager
    def _between_processes(self, until: float) -> Iterator[None]:
        try:
            gate, turn = (_open(path) for path in self._paths)
        except OSError:
            # Where nothing can be written the engine says so itself, in better words.
            yield
            return
        try:
            _take(gate, until)
            _take(turn, until)
            fcntl.flock(gate, fcntl.LOCK_UN)
            yield
        finally:
            # To close is to let go, also where the process is killed.
            os.close(gate)
            os.close(turn)


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _take(handle: int, until: float) -> None:
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise TooLongError from None
            time.sleep(_LOOK_AGAIN_SECONDS)
        else:
            return
