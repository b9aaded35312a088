"""What a load did, counted so that it adds up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from trialogue.store.quarantine import Rejected
from trialogue.store.records import PutOutcome

NAMED = 200
"""So many rejected or skipped things are named in a report; all of them are in the quarantine."""

Clock = Callable[[], float]


class Progress(Protocol):
    """Is told after each batch how many records were read, and of how many where that is known."""

    def __call__(self, done: int, total: int | None = None) -> None: ...


def silent(done: int, total: int | None = None) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A thing that was never meant to be a record, and so does not count as read."""

    source: str
    position: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """The end of a load: ``read = loaded + unchanged + older + quarantined``.

    ``seconds`` is wall-clock time, the index included. ``rejected`` and ``skipped`` name the first.
    """

    read: int
    loaded: int
    unchanged: int
    older: int
    quarantined: int
    seconds: float
    rejected: tuple[Rejected, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    def __post_init__(self) -> None:
        if self.read != self.loaded + self.unchanged + self.older + self.quarantined:
            raise ValueError("a load's counts must add up")

    def as_json(self) -> dict[str, int | float]:
        """The document that ``--json`` prints."""
        names = ("read", "loaded", "unchanged", "older", "quarantined")
        counts: dict[str, int | float] = {name: getattr(self, name) for name in names}
        return {**counts, "seconds": round(self.seconds, 3)}


@dataclass(slots=True)
class Tally:
    """Counts while a load runs."""

    loaded: int = 0
    unchanged: int = 0
    older: int = 0
    quarantined: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    @property
    def read(self) -> int:
        """All that was read so far."""
        return self.loaded + self.unchanged + self.older + self.quarantined

    def outcome(self, outcome: PutOutcome) -> None:
        """Count one put."""
        setattr(self, outcome.value, getattr(self, outcome.value) + 1)

    def reject(self, rejected: Rejected) -> None:
        """Count one that could not be read."""
        self.quarantined += 1
        if len(self.rejected) < NAMED:
            self.rejected.append(rejected)

    def skip(self, skipped: Skipped) -> None:
        """Name one that does not count."""
        if len(self.skipped) < NAMED:
            self.skipped.append(skipped)

    def report(self, seconds: float) -> IngestReport:
        """The end."""
        return IngestReport(
            read=self.read,
            loaded=self.loaded,
            unchanged=self.unchanged,
            older=self.older,
            quarantined=self.quarantined,
            seconds=seconds,
            rejected=tuple(self.rejected),
            skipped=tuple(self.skipped),
        )
