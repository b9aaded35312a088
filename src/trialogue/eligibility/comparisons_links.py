"""Noun phrases hung on one another: "surgery on the eye", "surgery or radiotherapy"."""

from __future__ import annotations

import re

from trialogue.eligibility.comparisons_words import ADJECTIVES, Word, first_of, stops
from trialogue.eligibility.kinds import NameKind, kind_of_name
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.word_lists import words

_EMPTY_HEADS = words("empty_heads")
_LINKS = words("links")
_MEASURE_LINKS = words("measure_links")
_DETERMINERS = words("determiners")
_BETWEEN_LINKS = words("between_links")
_BETWEEN_EVENTS = _DETERMINERS | _LINKS | _BETWEEN_LINKS
_BETWEEN_MEASURES = _DETERMINERS | _MEASURE_LINKS | _BETWEEN_LINKS
_NO_HEADS = words("no_heads")
_JOINT = Pattern(
    r"\s*[)\]]?\s*(?:,\s*)?(?:(?:and/or|and|or|plus)\b|[,/+&±]|(?<=[)\]])|[(\[])\s*"
    r"(?:(?:any|other|another|the|an?)\s+)*"
)
_CLOSED = re.compile(r"[)\]]")
_JOINT_WORDS = frozenset({"and", "or", "and/or", "other", "any", "another", "&", "plus", "the", "a", "an"})
_MEASURES = words("measures")
_PLACED = frozenset({"measured", "assessed", "located", "seen", "found", "performed", "used", "given"})
_LINK_WITH_TO = frozenset({"due", "related", "secondary"})
_REQUIRES = words("requires")
MOST_STEPS = 8
_LETTERS = " abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-"


def head_of(
    left: str, found: list[Word], phrase: tuple[int, int], *, event: bool
) -> tuple[tuple[int, int], int]:
    """The head of the phrase and where all that belongs to it begins."""
    head, start = phrase, phrase[0]
    several = not event and found[phrase[1]][0].lower() in _MEASURES
    for _ in range(MOST_STEPS):
        if (above := _above(left, found, start, event=event)) is not None:
            if not several or _lies_between(left, found, above[1], phrase[1]):
                head = above
            start = above[0]
        elif (other := joined(left, found, start)) is not None:
            several, start = True, other[0]
        else:
            break
    return head, _with_what_requires(left, found, start) if event else start


def _lies_between(left: str, found: list[Word], above: int, last: int) -> bool:
    """ "Distance between the gallbladder and the bowel"."""
    return found[above + 1][0].lower() == "between" and "," not in left[found[above][2] : found[last][2]]


def _with_what_requires(left: str, found: list[Word], start: int) -> int:
    """Where the phrase begins with what requires the thing: "an infection requiring antibiotics"."""
    at = start - 1
    if at < 1 or found[at][0].lower() not in _REQUIRES:
        return start
    while at > 0 and found[at][0].lower() in _REQUIRES:
        at -= 1
    if stops(found[at][0]) or left[found[at][2] : found[start][1]].strip(_LETTERS):
        return start
    return first_of(left, found, at)


def _above(left: str, found: list[Word], start: int, *, event: bool) -> tuple[int, int] | None:
    """The noun phrase that this one hangs on: "surgery" of "surgery on the study eye"."""
    links = _LINKS if event else _MEASURE_LINKS
    between = _BETWEEN_EVENTS if event else _BETWEEN_MEASURES
    at, linked = start - 1, False
    while at >= 0 and found[at][0].lower() in between and start - at < 6:
        if found[at][0].lower() == "study" and at < start - 1:
            break
        linked = linked or found[at][0].lower() in links
        at -= 1
    if at > 0 and linked and found[at][0].lower() in _PLACED:
        at -= 1
    if at < 0 or not linked:
        return None
    gap, link = left[found[at][2] : found[start][1]], found[at + 1][0].lower()
    if link in _LINK_WITH_TO and found[at + 2][0].lower() != "to":
        return None
    if gap[:1] in {")", "]"}:
        at, gap = _before_bracket(left, found, at), gap[1:]
    if at < 0 or gap.strip(_LETTERS) or not _bears(found[at][0].lower(), link):
        return None
    return first_of(left, found, at), at


def _bears(word: str, link: str) -> bool:
    """Whether something can hang on a word by this link."""
    if stops(word) or word in _EMPTY_HEADS or word in _NO_HEADS:
        return False
    if link == "to" and word in ADJECTIVES:
        return False
    return link != "with" or kind_of_name(word) is not NameKind.CONDITION


def _before_bracket(left: str, found: list[Word], at: int) -> int:
    """The word that the bracket closed behind word ``at`` explains: "serum IgE [RAST] to peanut"."""
    opened = max(left.rfind("(", 0, found[at][1]), left.rfind("[", 0, found[at][1]))
    while at >= 0 and found[at][1] > opened:
        at -= 1
    return at if opened >= 0 and at >= 0 and not left[found[at][2] : opened].strip() else -1


def joined(left: str, found: list[Word], start: int) -> tuple[int, int] | None:
    """The noun phrase that this one is joined to by "or", "and" or a comma."""
    at = start - 1
    while at >= 0 and found[at][0].lower() in _JOINT_WORDS and start - at < 4:
        at -= 1
    if at < 0 or stops(found[at][0]):
        return None
    gap = left[found[at][2] : found[start][1]]
    if _JOINT.fullmatch(gap) is None or (
        gap.strip() in {"(", "["} and not _CLOSED.search(left, found[start][2])
    ):
        return None
    return first_of(left, found, at), at
