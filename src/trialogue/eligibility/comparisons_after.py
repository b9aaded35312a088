"""What follows a comparison and names it: "at least one lesion", "≥ 20 weeks of gestation"."""

from __future__ import annotations

import re

from trialogue.eligibility.comparison import Comparison
from trialogue.eligibility.comparisons_phrases import Place, Word, stops, trimmed, words_in
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.word_lists import words

_MOMENTS = Pattern(
    r"(?:the\s+)?(?:start|time|date|first|last|study|screening|enrol|random|baseline|visit|inclusion"
    r"|consent|entry|signing|treatment start|initiation|admission|day|dose|investigational|trial"
    r"|completion|this|receiving|dosing|beginning|onset)"
)
_AFTER = re.compile(
    r"[\s\])-]{1,3}(?:(?:of|from|after|since|following|in|on|between)\s+)?(?:(?:the|an?|any|their"
    r"|completing|previous|prior|other|different|more|such|documented|known)\s+)*(?=[A-Za-z])"
)
_DIRECTLY = re.compile(r"\s?(?=[A-Za-z])")
_GESTATION = re.compile(r"(?<=weeks)'?\s(?:of\s)?(gestational age|gestation|pregnancy)\b")
_COUNTED_INSIDE = Pattern(
    r"(?:\d|more|once|twice|one|two|three|four|five)\s((?:[a-z-]+\s)?[a-z-]+)\s(?:per|a|each|every)\s[a-z]+$"
)
_NOT_COUNTED = frozenset({"times", "time", "days", "nights", "hours", "minutes", "day"})
_GENERIC = words("counted")
_ON_A_SCALE = re.compile(
    r"\W{0,2}(?:points?\s+)?(?:on|of|in|by|using|from|according to|based on)\s+(?:the\s+)?(?:an?\s+)?"
    r"(?!(?:NCI|CTC|CTCAE|RECIST|WHO)\b)([A-Z][\w'’/-]*(?:[ \t-]+(?:[A-Z][\w'’/-]*|and|of|for|scale"
    r"|index|score)){0,6})"
)


def gestation_after(text: str, c: Comparison) -> Place | None:
    """ "≥ 20 weeks of gestation"."""
    match = _GESTATION.search(text, c.start, c.end + 24)
    if match is None or match.start(1) < c.end - 24:
        return None
    return Place(match[1], match.start(1), match.end(1))


def counted_inside(text: str, c: Comparison) -> Place | None:
    """ "At least two seizures per month"."""
    match = _COUNTED_INSIDE.search(text, c.start, c.end)
    if match is None or match[1].lower() in _NOT_COUNTED:
        return None
    return Place(match[1], match.start(1), match.end(1))


def phrase_after(text: str, c: Comparison, *, direct: bool = False) -> Place | None:
    """The thing that follows: "at least one evaluable lesion", "> 240 minutes from ROSC".

    A ``direct`` one stands right behind, no preposition between: "> 10 % total body surface".
    """
    match = (_DIRECTLY if direct else _AFTER).match(text[c.end : c.end + 40])
    if match is None or "\n" in match[0] or _MOMENTS.match(text, c.end + match.end()):
        return None
    base = c.end + match.end()
    line = text[base : base + 70].split("\n")[0]
    taken = _taken(line)
    if not taken:
        return None
    if taken[0][0].lower() == "following":
        return Place("the following", base + taken[0][1], base + taken[0][2])
    first, last = trimmed(taken, 0, len(taken) - 1)
    taken = taken[first : last + 1]
    return Place(line[taken[0][1] : taken[-1][2]], base + taken[0][1], base + taken[-1][2])


def _taken(line: str) -> list[Word]:
    taken: list[Word] = []
    for word in words_in(line):
        if taken and line[taken[-1][2] : word[1]].strip():
            break
        if word[0].lower() == "of" and taken and taken[-1][0].lower() in _GENERIC:
            taken = []
            continue
        if stops(word[0]) or len(taken) == 3:
            break
        taken.append(word)
    return taken


def scale_after(text: str, c: Comparison) -> Place | None:
    """ "5 or greater on the Geriatric Depression Scale"."""
    match = _ON_A_SCALE.match(text[c.end : c.end + 90])
    if match is None or c.unit not in {None, "/10", "/100", "points", "point"} or _MOMENTS.match(match[1]):
        return None
    start = c.end + match.start(1)
    return Place(match[1], start, start + len(match[1]))
