"""What the words that lead in to a condition or treatment say of it."""

from __future__ import annotations

from typing import NamedTuple

from trialogue.eligibility.kinds import NameKind
from trialogue.model.requirement import Time


class Lead(NamedTuple):
    """What follows the leading words, and what they said.

    ``kept`` are words that narrow it; ``has``: they said that a person has or had it; ``other``: that it
    is another one ("any other cancer").
    """

    rest: str
    kind: NameKind | None
    time: Time | None
    kept: tuple[str, ...] = ()
    has: bool = False
    other: bool = False

    def named(self, name: str) -> str:
        """A name with the "other" that stood among the leading words: another one than the trial's own."""
        return f"other {name}" if self.other else name
