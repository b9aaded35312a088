"""Patterns with the letters that must stand in a text before it is worth searching.

A search for a pattern without regard to case costs microseconds a line; looking for a few plain
letters in lowered text costs next to nothing, and most texts hold none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trialogue.plain.passages import Passage, Quote, sentences


@dataclass(frozen=True, slots=True)
class Trigger:
    """``near``: lower-case letters, of which one at least is in every text that matches ``pattern``."""

    pattern: re.Pattern[str]
    near: tuple[str, ...]

    def may_hold(self, lowered: str) -> bool:
        """Whether the lowered text holds any of the letters."""
        return any(letters in lowered for letters in self.near)

    def search(self, text: str) -> re.Match[str] | None:
        """The first match, or None."""
        return self.pattern.search(text) if self.may_hold(text.lower()) else None

    def quotes(self, passage: Passage) -> Iterator[Quote]:
        """The sentences of a passage that match."""
        if self.may_hold(passage.text.lower()):
            yield from (quote for quote in sentences(passage) if self.pattern.search(quote.words))


def trigger(pattern: str, *near: str) -> Trigger:
    """A pattern without regard to case."""
    return Trigger(re.compile(pattern, re.IGNORECASE), near)
