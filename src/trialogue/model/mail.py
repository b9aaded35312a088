"""A mail: words and one link. It never holds a health detail."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Mail:
    """``to``: one address; ``subject`` and ``text`` are plain text."""

    to: str
    subject: str
    text: str

    def __post_init__(self) -> None:
        if any(mark in self.to + self.subject for mark in "\r\n\0"):
            raise ValueError("an address or a subject has one line")
