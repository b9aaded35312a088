"""What somebody says of a reading: that it is wrong. Names nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from trialogue.model.ids import NctId
from trialogue.model.provenance import Span

LONGEST_COMMENT = 500
"""Characters. Enough for what is wrong with a reading, too few for the story of an illness."""


class AppealState(StrEnum):
    """Nobody has looked yet; the reader was mended; the reading was right."""

    OPEN = "open"
    MENDED = "mended"
    READ_RIGHTLY = "read rightly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One criterion as it was shown: its place and words in the record, and what was made of them.

    ``criterion``: its id in that text; ``reader``: the reader's version; ``question`` is empty where
    nothing is asked.
    """

    nct_id: NctId
    criterion: str
    span: Span
    words: str
    reader: str
    statement: str
    question: str = ""

    def __post_init__(self) -> None:
        if not (self.words and self.reader and self.statement):
            raise ValueError(f"{self.nct_id} {self.criterion}: a reading needs words, reader and statement")


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeals:
    """All appeals against one reading in one state. ``id`` is that of one of them; ``comments`` are
    those that are still kept, oldest first."""

    id: str
    reading: Reading
    state: AppealState
    count: int
    first_at: datetime
    last_at: datetime
    comments: tuple[str, ...] = ()
