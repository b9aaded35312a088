"""What the words that lead in to a condition or treatment say of it."""

from __future__ import annotations

from typing import NamedTuple

from trialogue.eligibility.kinds import NameKind
from trialogue.eligibility.patterns import Pattern
from trialogue.model.requirement import Time

#: Leading words that narrow what they lead in to.
KEPT = Pattern(
    r"document|confirm|suspect|signific|establish|report|radiog|radiol|chronic|regular"
    r"|systemic|recent|newly|histolog|cytolog|patholog|clinical(?:ly)? (?:diagnosed|confirmed)"
    r"|laborat|biopsy|genetic|biochem|serolog|proven|verif|criteria|molecular|endoscop|microbio"
    r"|initially|pre-?existing|requir|need|completed|concomitant|concurrent|positive|clear|symptoms|signs",
)


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
