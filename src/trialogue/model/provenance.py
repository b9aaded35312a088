"""Where a statement comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from trialogue.model.dates import PartialDate


class Origin(StrEnum):
    """Who says it: the registry's record, a computation over records, or events on this platform."""

    REGISTRY = "registry"
    DERIVED = "derived"
    PLATFORM = "platform"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A half-open range of characters in a text: ``text[start:end]``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"({self.start}, {self.end}) is not a span")

    def of(self, text: str) -> str:
        """The characters that it names."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """The source of one statement.

    ``piece`` is the registry's piece name (``BriefSummary``); ``record_date`` the record's last
    update; ``quote`` the record's own words; ``query`` a path on this site that re-runs a count;
    ``rule`` the name of the rule that made the statement.
    """

    origin: Origin
    piece: str | None = None
    record_date: PartialDate | None = None
    quote: str | None = None
    query: str | None = None
    rule: str | None = None

    def __post_init__(self) -> None:
        if self.piece is None and self.query is None and self.rule is None:
            raise ValueError("a source needs a registry piece, a query or a rule")
