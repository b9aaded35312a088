"""What stands around every page: who runs it, how old the data is, whether the studies are real."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

_SECONDS_KEPT = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """``studies`` counts what is loaded; ``newest`` is the last update among them; ``demo`` is True
    where every study is one of the fictional demonstration studies."""

    operator: str
    base_url: str
    studies: int = 0
    newest: date | None = None
    loaded: date | None = None
    demo: bool = False

    @classmethod
    def empty(cls) -> Frame:
        """The frame of a page where nothing is known, such as an error of the store."""
        return cls(operator="", base_url="")


class FrameKeeper:
    """Reads the frame at most every 20 seconds; a store that cannot be read leaves the last one."""

    def __init__(self, read: Callable[[], Frame], now: Callable[[], float]) -> None:
        self._read = read
        self._now = now
        self._at: float | None = None
        self._frame = Frame.empty()

    def __call__(self) -> Frame:
        """The present frame."""
        if self._at is None or self._now() - self._at > _SECONDS_KEPT:
            self._at = self._now()
            self._frame = self._read()
        return self._frame
