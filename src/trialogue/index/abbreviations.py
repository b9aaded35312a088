"""Abbreviations that a text explains itself: "amyotrophic lateral sclerosis (ALS)".

The rule is that of Schwartz and Hearst (A simple algorithm for identifying abbreviation definitions
in biomedical text, Pacific Symposium on Biocomputing 2003): from the right, each letter of the short
form is found in the long form, and its first letter begins a word there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_SHORT = re.compile(r"[(\[]\s*([A-Za-z][A-Za-z0-9-]{1,9})\s*[)\]]")
_BETWEEN = re.compile(r"[\s/-]+")
_BREAK = re.compile(r"[.;:()\[\]\n]")


def explained(text: str) -> Iterator[tuple[str, str]]:
    """Each (short, long) pair that the text states with the short form in brackets."""
    if "(" not in text and "[" not in text:
        return
    for match in _SHORT.finditer(text):
        short = match[1]
        if not _is_short_form(short):
            continue
        before = _BREAK.split(text[max(0, match.start() - 120) : match.start()])[-1].strip()
        most = min(len(short) + 5, 2 * len(short))
        long = long_form(short, " ".join(before.split()[-most:]))
        if long:
            yield short, long


def long_form(short: str, candidate: str) -> str | None:
    """The end of the candidate text that the short form stands for, or None."""
    low = candidate.lower()
    if len(low) != len(candidate):  # a letter whose small form is two
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in candidate)
    at = len(low)
    letters = [c for c in short.lower() if c.isalnum()]
    for letter in reversed(letters):
        at = low.rfind(letter, 0, at)
        if at < 0:
            return None
    while at > 0 and low[at - 1].isalnum():
        at = low.rfind(letters[0], 0, at)
        if at < 0:
            return None
    found = candidate[at:].strip()
    return found if _long_enough(short, found) else None


def initials_of(short: str, name: str) -> bool:
    """Whether the short form is just the first letters of the name's words (in, of, and left out)."""
    return _initials(name) == short.lower()


@lru_cache(maxsize=65_536)
def _initials(name: str) -> str | None:
    """In lower case; None for fewer than two words. Records share their names."""
    kept = [word for word in _BETWEEN.split(name) if word and word.lower() not in _SMALL]
    return "".join([word[0] for word in kept]).lower() if len(kept) >= 2 else None


def _is_short_form(short: str) -> bool:
    return 2 <= len(short) <= 10 and sum(c.isupper() for c in short) >= 2


def _long_enough(short: str, long: str) -> bool:
    parts = long.split()
    return len(parts) >= 2 and len(long) > len(short) and short.lower() not in {p.lower() for p in parts}


_SMALL = frozenset({"of", "the", "and", "in", "with", "for", "or", "a", "to"})
