"""Two pieces of a record at odds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Odds:
    """What cannot both be right, in words; ``values`` are (piece, value in words) of each side."""

    words: str
    values: tuple[tuple[str, str], ...]
