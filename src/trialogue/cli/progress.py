"""Progress of long work: on standard error, and only on a terminal."""

from __future__ import annotations

import sys
from types import TracebackType


class Progress:
    """A counter that a long piece of work calls with (done, total or None).

    Used as a context manager. Where standard error is no terminal it writes nothing.
    """

    def __init__(self, words: str) -> None:
        self._words = words
        self._bar: object = None

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
            )
            bar = Progress(*columns, console=Console(stderr=True), transient=True)
            bar.start()
            self._task = bar.add_task(self._words, total=None)
            self._bar = bar
        return self

    def __call__(self, done: int, total: int | None = None) -> None:
        """Show how far it has come."""
        if self._bar is not None:
            self._bar.update(self._task, completed=done, total=total)  # type: ignore[attr-defined]

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()  # type: ignore[attr-defined]
