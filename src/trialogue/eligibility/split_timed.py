"""Headings that say of when the treatments below them are: "Concurrent Medication:", "Prior Treatment:".

They stand over "Allowed:", "Excluded:" and the like, which go on with them.
"""

from __future__ import annotations

from trialogue.eligibility.patterns import Pattern

_TIMED = Pattern(r"\W*(?:concurrent|concomitant|current|prior|previous) (?:medications?|treatments?)\W*")
_GOES_ON = Pattern(
    r"\W*(?:also )?(?:allowed|permitted|excluded|included|required|recommended|avoid(?:ed)?)\b"
)
_INCLUDED = Pattern(r"\W*(?:also )?included\W*")


def timed_heading(words: str) -> str:
    """The heading in plain words, if it says of when treatments are; else nothing."""
    return " ".join(words.split()).strip(" :") if _TIMED.whole(words) else ""


def goes_on(words: str) -> bool:
    """Whether a heading stands under such a one: "Excluded within 4 weeks of study entry:"."""
    return _GOES_ON.match(words) is not None


def only_allows(words: str) -> bool:
    """Whether a heading under such a one lists what may be taken: "Included:"."""
    return _INCLUDED.whole(words) is not None
