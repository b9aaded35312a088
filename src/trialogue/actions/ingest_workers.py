"""Batches through worker processes, in their order, with only a few of them under way at a time."""

from __future__ import annotations

import gc
import itertools
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from types import TracebackType
from typing import Generic, TypeVar

from trialogue.errors import TrialogueError

In = TypeVar("In")
Out = TypeVar("Out")


def processors() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers(Generic[In, Out]):
    """Applies one function to many batches. The first, where it is the only one, is done right here.

    Used as a context manager. ``processes`` 0 does everything here.
    """

    def __init__(self, work: Callable[[In], Out], processes: int | None = None) -> None:
        self._work = work
        self._processes = processors() if processes is None else processes
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Workers[In, Out]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=kind is None, cancel_futures=True)

    def map(self, batches: Iterable[In]) -> Iterator[Out]:
        """The results, in the order of the batches. Raises TrialogueError where a worker was killed."""
        coming = iter(batches)
        start = list(itertools.islice(coming, 2))
        if self._processes == 0 or len(start) < 2:
            yield from (self._work(batch) for batch in itertools.chain(start, coming))
            return
        under_way: deque[Future[Out]] = deque()
        try:
            for batch in itertools.chain(start, coming):
                under_way.append(self._started().submit(self._work, batch))
                if len(under_way) > 2 * self._processes:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        except BrokenProcessPool:
            raise TrialogueError(
                "A worker process was killed, most likely for want of memory. What was accepted is kept; "
                "run the same command to go on."
            ) from None

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self._processes,
                # Not forked: the search engine and the database driver have threads of their own.
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_begin,
            )
        return self._pool


def _begin() -> None:
    # Ctrl-C reaches the whole group; the main process alone decides what follows.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What is made of a record holds no cycles; looking for them often costs a worker one part in thirty.
    gc.set_threshold(50_000, 20, 100)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A worker whose main process was killed would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
