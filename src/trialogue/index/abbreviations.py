"""Abbreviations that a text explains itself: "amyotrophic lateral sclerosis (ALS)".

The rule is that of Schwartz and Hearst (A simple algorithm for identifying abbreviation definitions
in biomedical text, Pacific Symposium on Biocomputing 2003): from the right, each letter of the short
form is found in the long form, and its first letter begins a word there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SHORT = re.compile(r"[(\[]\s*([A-Za-z][A-Za-z0-9-]{1,9})\s*[)\]]")
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
    at = len(candidate)
    letters = [c for c in short.lower() if c.isalnum()]
    for position, letter in reversed(list(enumerate(letters))):
        at -= 1
        while at >= 0 and (
            candidate[at].lower() != letter or (position == 0 and at > 0 and candidate[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return None
    found = candidate[at:].strip()
    return found if _long_enough(short, found) else None


def initials_of(short: str, name: str) -> bool:
    """Whether the short form is just the first letters of the name's words (in, of, and left out)."""
    kept = [word for word in re.split(r"[\s/-]+", name) if word and word.lower() not in _SMALL]
    return len(kept) >= 2 and "".join(word[0] for word in kept).lower() == short.lower()


def _is_short_form(short: str) -> bool:
    return 2 <= len(short) <= 10 and sum(c.isupper() for c in short) >= 2


def _long_enough(short: str, long: str) -> bool:
    parts = long.split()
    return len(parts) >= 2 and len(long) > len(short) and short.lower() not in {p.lower() for p in parts}


_SMALL = frozenset({"of", "the", "and", "in", "with", "for", "or", "a", "to"})
