"""The window that a parent sets for its children: "Within 4 weeks before the first dose:" + "herbs"."""

from __future__ import annotations

from dataclasses import replace

from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.windows import find_window
from trialogue.model.requirement import HasCondition, HasTreatment, Requirement, Time, Window

#: What the words before a window may be about: that something was had or given.
_HAD = Pattern(
    r"\b(?:following|these|history|prior|previous\w*|treatments?|treated|therap\w+|received?|receipt|use|used"
    r"|administ\w+|given|taken|had|undergone|experienced|occurr\w+|excluded)\b"
)
_EMPTY = Pattern(r"(?:or less|or more recently|any|one|either|has|have|had|of|the|following|these|\W)*")
#: A child that says when by itself.
_SAYS_WHEN = Pattern(
    r"\b(?:days?|weeks?|months?|years?|hours?|current\w*|ongoing|during|prior to|before|after|since|past|last"
    r"|recent\w*|planned|ever|history|half-li\w+|chronic\w*)\b"
)


def says_when(words: str) -> bool:
    """Whether a criterion's own words say of what time it is."""
    return _SAYS_WHEN.within(words)


def at_parents_time(child: Requirement, lead: str, words: str) -> Requirement:
    """The demand within its parent's window, where its own words say no time and the parent's only that."""
    if not isinstance(child, HasCondition | HasTreatment) or child.window is not None:
        return child
    if child.time is Time.PLANNED or says_when(words):
        return child
    window = _window_of(lead)
    return child if window is None else replace(child, time=Time.EVER, window=window)


def _window_of(lead: str) -> Window | None:
    found = find_window(lead)
    if found is None or found.lasting or not _EMPTY.fullmatch(lead[found.end :]):
        return None
    before = lead[: found.start].strip(" ,:(")
    return found.window if not before or _HAD.within(before) else None
