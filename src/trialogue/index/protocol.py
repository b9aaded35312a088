"""What a search index can do. Two parts keep this promise: tantivy, and the twin in memory."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from trialogue.index.document import StudyDocument
from trialogue.model.ids import NctId
from trialogue.model.search import Found, Query, Suggestion


class Index(Protocol):
    """A search index over all studies.

    It is derived: whatever it holds can be built again from the store. ``marker`` is the store's
    generation (0: nothing yet) that the index has caught up with. It is written last, so that
    after a crash the same documents are simply applied again.
    """

    def search(self, query: Query) -> Found:
        """Find studies. Raises no error for any words; an empty query finds all."""
        ...

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Conditions and interventions that begin with what is typed, or nearly, most used first."""
        ...

    def apply(self, documents: Iterable[StudyDocument], deleted: Iterable[NctId], marker: int) -> None:
        """Add or replace some studies, remove others, and remember the marker."""
        ...

    def rebuild(self, documents: Iterable[StudyDocument], marker: int) -> int:
        """Build a new index beside the old one and swap them. Returns the number of studies.

        Searches go on in the old one until the swap; where building fails, the old one stays.
        """
        ...

    def marker(self) -> int:
        """The generation last applied; 0 where the index is new, of an older form, or damaged."""
        ...

    def trouble(self) -> str:
        """Why there is nothing to search in (no index yet, another version's, damaged) and the mend.

        One sentence; empty where all is well.
        """
        ...

    def size(self) -> int:
        """The number of studies inside."""
        ...

    def close(self) -> None:
        """Let go of files and threads."""
        ...
