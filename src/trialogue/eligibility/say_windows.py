"""Windows in the first person, and back: "in the 4 weeks before I join"."""

from __future__ import annotations

import re

from trialogue.eligibility.time_words import length_days, length_words
from trialogue.model.requirement import Anchor, Window

ANCHORS = {
    Anchor.SCREENING: "the first tests",
    Anchor.ENROLLMENT: "I join",
    Anchor.CONSENT: "I sign",
    Anchor.RANDOMIZATION: "my group is drawn",
    Anchor.FIRST_DOSE: "the first dose",
    Anchor.BASELINE: "the trial starts",
    Anchor.DIAGNOSIS: "I was told what I have",
    Anchor.NOW: "now",
}
_BY_WORDS = {words: anchor for anchor, words in ANCHORS.items()}
_LENGTH = r"\d+(?:\.\d+)?(?:e-?\d+)? (?:year|month|week|day|hour)s?"
_POINT = r"(?: (?P<side>before|after) (?P<point>" + "|".join(map(re.escape, _BY_WORDS)) + "))?"
_PATTERN = re.compile(
    rf" (?:in the (?:last )?(?P<high>{_LENGTH})|(?:for )?at least (?P<low>{_LENGTH})"
    rf"|between (?P<from>{_LENGTH}) and (?P<to>{_LENGTH})|(?P<none>at some time))"
    rf"(?P<ago> ago)?{_POINT}(?P<later> later on)?$"
)


def window_suffix(window: Window | None, *, lasting: bool) -> str:
    """The window with a space before it; empty for none. ``lasting``: "for" at least so long."""
    if window is None:
        return ""
    point = ""
    if window.anchor is not Anchor.UNSPECIFIED:
        point = f" {'after' if window.after else 'before'} {ANCHORS[window.anchor]}"
    later = " later on" if window.after and not point else ""
    low, high = window.low_days, window.high_days
    if low is not None and high is not None:
        ago = "" if point or later else " ago"
        return f" between {length_words(low)} and {length_words(high)}{ago}{point}{later}"
    if high is not None:
        return f" in the {'' if point or later else 'last '}{length_words(high)}{point}{later}"
    if low is None:
        return f" at some time{point}{later}"
    ago = "" if point or later or lasting else " ago"
    return f" {'for ' if lasting else ''}at least {length_words(low)}{ago}{point}{later}"


def split_window(words: str) -> tuple[str, Window | None]:
    """The words without their window, and the window (lengths as ``time_words`` reads them)."""
    found = _PATTERN.search(words)
    if found is None:
        return words, None
    low, high = found["low"] or found["from"], found["high"] or found["to"]
    window = Window(
        low_days=length_days(low) if low else None,
        high_days=length_days(high) if high else None,
        anchor=_BY_WORDS[found["point"]] if found["point"] else Anchor.UNSPECIFIED,
        after=found["side"] == "after" or found["later"] is not None,
    )
    return words[: found.start()], window


NOT_LONG_AGO = " not long ago"
_BESIDE = {False: " now, or it was so", True: ". Nor was it so"}
# A state of now, which a window of the past does not go with ("I take steroids in the last 4 weeks").
_NOW = re.compile(r"I (?:am|take|use|get|smoke|do not|have (?!had|been|never|not had|not been|taken))\b|My ")


def lasts(window: Window | None) -> bool:
    """Whether it says for how long only."""
    return window is not None and window.high_days is None and window.low_days is not None


def with_window(clause: str, window: Window | None, *, negated: bool) -> str:
    """A yes or no of the table of facts, and when."""
    when = window_suffix(window, lasting=True)
    if not when:
        return clause
    if clause.endswith(NOT_LONG_AGO):
        return clause.removesuffix(NOT_LONG_AGO) + when
    if lasts(window) or not _NOW.match(clause):
        return clause + when
    return f"{clause}{_BESIDE[negated]}{when}"


def without_window(words: str) -> tuple[tuple[str, ...], Window | None]:
    """The clauses that ``with_window`` may have made these words of, and the window."""
    clause, window = split_window(words)
    if window is None:
        return (words,), None
    for beside in _BESIDE.values():
        clause = clause.removesuffix(beside)
    return (clause, clause + NOT_LONG_AGO), window
