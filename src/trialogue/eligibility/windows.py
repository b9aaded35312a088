"""Windows of time in criteria: "within 4 weeks before screening", "for at least 30 days".

Each keeps its anchor, so that it can be said when a window opens or closes. A phrase whose anchor
is not understood is no window: its words stay where they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from trialogue.eligibility.numbers import WORD_VALUES, value_of
from trialogue.eligibility.patterns import Pattern, lowered
from trialogue.eligibility.time_words import MONTH_DAYS, WEEK_DAYS, YEAR_DAYS
from trialogue.model.requirement import Anchor, Window

_NUMBER = r"(?:\d+(?:[.,]\d+)?|" + "|".join(sorted(WORD_VALUES.keys(), key=len, reverse=True)) + r")"
_UNIT = r"(?:years?|yrs?|months?|mos?|weeks?|wks?|days?|hours?|hrs?|h)"
_LENGTH = (
    rf"(?P<number>{_NUMBER})(?:\s?\(\d+\))?[\s-]{{0,2}}(?P<unit>{_UNIT})\b"
    r"(?:\s?\([^()\d]{0,8}\d[^()]{0,11}\))?"
)
_LAST = r"(?:the\s+)?(?:(?:immediately\s+)?(?:last|past|previous|preceding|prior|recent)\s+)"
_LINK = (
    r"(?:\s*,?\s*(?:immediately\s+)?(?:prior\s+to|before|preceding|previous\s+to|of|from|to|prior"
    r"|leading up to)\s+)"
)
_ANCHOR = (
    r"(?P<anchor>(?:(?:the|their|this|his|her|study|first|initial|planned|scheduled|signing|provision|obtaining"
    r"|start|beginning"
    r"|initiation|date|time|day|of|in|to|receiving|starting|giving|written|informed|visit|trial"
    r"|treatment|drug|their|into"
    r"|dose|administration|dosing|screening|baseline|enrol?lment|inclusion|entry|consent"
    r"|randomi[sz]ation|vaccination"
    r"|medications?|products?|interventions?|infusion|form|icf|investigational|imp|procedures?|cycle"
    r"|participation|period|entering|protocol|\d"
    r"|enrolling|recruitment|registration|assessment|and|study-related|signature|signed|commencement"
    r"|injection|therapy|run-in)\b[\s/]*)+)"
)
_TIMED = Pattern(r"(?:year|month|week|day|hour|yr|mo|wk|hr|\dh)s?\b")
_TIMED_STEMS = ("year", "month", "week", "day", "hour", "yr", "mo", "wk", "hr")
_LAST_STEMS = ("last", "past", "previous", "preceding")
_HOURS = re.compile(r"\d[hH]")
_NEAR = Pattern(
    rf"\b(?:with\s?in|in|during|over|for|≤|<|less than|up to)\s+(?:a period of\s+|at "
    rf"least\s+)?(?:(?P<last>{_LAST})|the\s+)?"
    rf"{_LENGTH}(?:\s+period)?(?:(?P<ago>\s+ago)|{_LINK}{_ANCHOR})?",
)
_UNNUMBERED = Pattern(
    r"\b(?:within|in|during|over)\s+(?:the\s+)?(?:last|past|previous|preceding)\s+(?P<unit>year|month"
    r"|week)\b(?!\s*s)",
)
_UNNUMBERED_BEFORE = Pattern(
    r"\b(?:within|in|during|over)\s+the\s+(?:(?:last|past)\s+)?(?P<unit>year|month|week|day)\s+"
    rf"(?:immediately\s+)?(?:prior\s+to|before|preceding)\s+{_ANCHOR}",
)
_BARE = Pattern(rf"\b{_LENGTH}\s+(?:prior\s+to|before|preceding)\s+{_ANCHOR}")
_LASTING = Pattern(
    rf"\b(?:for|lasting|duration of|since)\s+(?:at least|a minimum of|≥|>=|>|more than|over|longer than"
    rf"|not less than)\s*{_LENGTH}"
    rf"(?:{_LINK}{_ANCHOR})?",
)
_DANGLING = Pattern(r"(?:[\s/]+(?:and|of|the|in|to|into|their|his|her|this))*[\s/]*$")
#: The trial's own drug, by its code.
_OF_DRUG = re.compile(r"\s+of\s+[A-Z]{2,}[\w-]*\d[\w-]*")
_ANCHORS = tuple(
    (Pattern(pattern), anchor)
    for pattern, anchor in (
        (r"randomi", Anchor.RANDOMIZATION),
        (r"consent|icf|signing|signature", Anchor.CONSENT),
        (
            r"dose|dosing|drug|administration|treatment|infusion|vaccination|medication|product|therapy"
            r"|injection|intervention|imp\b|cycle",
            Anchor.FIRST_DOSE,
        ),
        (r"screening", Anchor.SCREENING),
        (r"baseline|day\s?[01]|visit", Anchor.BASELINE),
        (
            r"enrol|inclusion|entry|recruit|registration|participation|entering|study|trial|start",
            Anchor.ENROLLMENT,
        ),
    )
)
_DAYS = {"y": YEAR_DAYS, "m": MONTH_DAYS, "w": WEEK_DAYS, "d": 1.0, "h": 1 / 24}
_LINKED_ON = re.compile(r"\s*(?:after|following|of|prior|before|from|since|to)\b")
_BOUND_BEFORE = Pattern(
    r"(?:at least|minimum of|more than|over|≥|>|longer than|greater than|until|every"
    r"|and|or|to|-)\s*$"
)


@dataclass(frozen=True, slots=True)
class FoundWindow:
    """A window and the place of its words."""

    window: Window
    start: int
    end: int
    lasting: bool = False


@lru_cache(maxsize=4096)
def find_window(text: str) -> FoundWindow | None:
    """The first window in a text; None where there is none, or two."""
    low = lowered(text)
    if not _holds(low, _TIMED_STEMS) and _HOURS.search(low) is None:
        return None
    if not _TIMED.within(text):
        return None
    found = [w for w in (_near(text), _unnumbered(text), _lasting(text)) if w is not None]
    if not found:
        bare = _BARE.search(text)
        return None if bare is None or _is_bound(text, bare.start()) else _made(bare, text)
    first = min(found, key=lambda w: w.start)
    rest = text[first.end :]
    return None if _NEAR.search(rest) or _LASTING.search(rest) or _BARE.search(rest) else first


def _holds(low: str, stems: tuple[str, ...]) -> bool:
    for stem in stems:  # noqa: SIM110  (a generator costs more than the look itself)
        if stem in low:
            return True
    return False


def _near(text: str) -> FoundWindow | None:
    match = _NEAR.search(text)
    if match is None:
        return None
    word = match[0].split()[0].lower()
    if (
        match["anchor"] is None
        and match["ago"] is None
        and match["last"] is None
        and word not in {"within", "with"}
    ):
        return None
    if word == "for" and match["last"] is None:
        return None
    if match["anchor"] is None and _LINKED_ON.match(text[match.end() :]):
        return None
    return _made(match, text)


def _unnumbered(text: str) -> FoundWindow | None:
    before = _UNNUMBERED_BEFORE.search(text)
    if before is not None and (anchor := _anchor(before["anchor"])) is not Anchor.UNSPECIFIED:
        window = Window(high_days=_DAYS[before["unit"][0].lower()], anchor=anchor)
        return FoundWindow(window, before.start(), _end(before))
    match = _UNNUMBERED.search(text) if _holds(lowered(text), _LAST_STEMS) else None
    if match is None:
        return None
    window = Window(high_days=_DAYS[match["unit"][0].lower()], anchor=Anchor.NOW)
    return FoundWindow(window, match.start(), match.end())


def _lasting(text: str) -> FoundWindow | None:
    match = _LASTING.search(text)
    days = None if match is None else _days(match)
    if match is None or days is None:
        return None
    window = Window(low_days=days, anchor=_anchor(match["anchor"]))
    return FoundWindow(window, match.start(), _end(match), lasting=True)


def _made(match: re.Match[str], text: str) -> FoundWindow | None:
    days = _days(match)
    if days is None:
        return None
    groups = match.groupdict()
    anchor = _anchor(match["anchor"])
    if match["anchor"] is None and (groups.get("last") or groups.get("ago")):
        anchor = Anchor.NOW
    if match["anchor"] and anchor is Anchor.UNSPECIFIED:
        return None
    return FoundWindow(Window(high_days=days, anchor=anchor), match.start(), _end(match))


def _end(match: re.Match[str]) -> int:
    """Where the anchor's words end, without a dangling "and the"."""
    if not match["anchor"]:
        return match.end()
    end = match.start("anchor") + len(_DANGLING.sub("", match["anchor"]))
    drug = _OF_DRUG.match(match.string, end)
    return end if drug is None else drug.end()


def _days(match: re.Match[str]) -> float | None:
    value = value_of(match["number"])
    return None if value is None else value * _DAYS[match["unit"][0].lower()]


@lru_cache(maxsize=256)
def _anchor(words: str | None) -> Anchor:
    for pattern, anchor in _ANCHORS:
        if words and pattern.within(words):
            return anchor
    return Anchor.UNSPECIFIED


def _is_bound(text: str, start: int) -> bool:
    """Whether "at least" or the like stands before: time since, not a window."""
    return _BOUND_BEFORE.search(text[:start]) is not None
