"""Noun phrases beside a comparison: the one that ends before it, and the one that follows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from trialogue.eligibility.comparison import Comparison
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.word_lists import words

Word = tuple[str, int, int]

_WORD = re.compile(r"[A-Za-z0-9À-ÿ][\w'’+./&-]*[\w+]|[A-Za-z0-9]|&")
_STOP = words("phrase_stops")
_ADJECTIVES = words("loose_adjectives")
_LAST_ONLY = words("heads")
_TAILS = words("tails")
_EMPTY_HEADS = words("empty_heads")
_TRAIL = words("before_operator")
_LINKS = words("links")
_MEASURE_LINKS = words("measure_links")
_DETERMINERS = words("determiners")
_BETWEEN_LINKS = words("between_links")
_NO_HEADS = words("no_heads")
_GENERIC = words("counted")
_NAMELESS = words("empty_heads") | words("before_operator") | words("tails") | {"daily", "weekly"}
_JOINT = Pattern(r"\s*(?:,\s*)?(?:(?:and/or|and|or|plus|as well as)\b|[,/+&±])\s*")
_JOINT_WORDS = frozenset({"and", "or", "and/or", "other", "any", "another", "&", "plus"})
_JOINT_MARKS = re.compile(r"\s*[,/+±]?\s*")
_ASIDE = Pattern(
    r"[(\[]\s*(?P<inside>(?:(?:e\.?g|i\.?e|such as|including|by|via|at|as|per|on|in|with|for|defined"
    r"|measured|based|according)\b[^()\[\]]*|[^()\[\]]*,[^()\[\]]*|(?:[^()\[\]\s]+\s+){5,}[^()\[\]]*))[)\]]",
)
_MOMENTS = Pattern(
    r"(?:the\s+)?(?:start|time|date|first|last|study|screening|enrol|random|baseline|visit|inclusion"
    r"|consent|entry|signing|treatment start|initiation|admission|day|dose|investigational|trial"
    r"|completion|this|receiving|dosing|beginning|onset)",
)
_AFTER = re.compile(
    r"[\s\])-]{1,3}(?:(?:of|from|after|since|following|in|on|between)\s+)?(?:(?:the|an?|any|their"
    r"|completing|previous|prior|other|different|more|such|documented|known)\s+)*(?=[A-Za-z])"
)
_DIRECTLY = re.compile(r"\s(?=[A-Za-z])")
_GESTATION = re.compile(r"(?<=weeks)'?\s(?:of\s)?(gestational age|gestation|pregnancy)\b")
_LED_IN = Pattern(r"\s*(?:via|by|at|as|per|on|in|with|for|from|within)\b")
_MAX_STEPS = 8
_STRANGE = re.compile(r"[^\w\s,/+&±]")
_CLOSED = re.compile(r"[)\]]")
_SCALE_NAMED = re.compile(
    r"\W{0,2}(?:points?\s+)?(?:on|of|in|by|using|according to|based "
    r"on)\s+(?:the\s+)?(?:an?\s+)?([A-Z][\w'’/-]*(?:[ \t-]+(?:[A-Z][\w'’/-]*|and|of|for|scale"
    r"|index|score)){0,6})"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A name and where it stands. The place may be wider than the name: the whole phrase."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=64)
def words_in(left: str) -> tuple[Word, ...]:
    """The words of a stretch of text with their places."""
    return tuple((m[0], m.start(), m.end()) for m in _WORD.finditer(left))


def stops(word: str) -> bool:
    """Whether a word ends a noun phrase. Capitals make a name of it: "IS", "WHO"."""
    return word.lower() in _STOP and not (word.isupper() and len(word) > 1)


def phrase_before(left: str, offset: int, *, event: bool = False) -> Place | None:
    """The noun phrase that ends nearest before the comparison.

    The name is its head; the place the whole phrase, with all that is joined to it ("surgery or
    radiotherapy of the study eye [within 90 days]"). An ``event`` is what a window of time is about.
    """
    left = _ASIDE.sub(lambda m: " " * len(m[0]), left)
    cut = max(left.rfind(";"), left.rfind(". "), left.rfind("•")) + 1
    every = [word for word in words_in(left) if word[1] >= cut]
    kept = _without_trail(every)
    if not kept:
        return None
    last = len(kept) - 1
    if last + 1 < len(every) and _keeps_score(
        kept[last][0], every[last + 1], left[kept[last][2] : every[last + 1][1]]
    ):
        kept, last = every, last + 1
    first = first_of(left, kept, last)
    head, start = _head(left, kept, (first, last), event=event)
    low, high = trimmed(kept, *head)
    return Place(left[kept[low][1] : kept[high][2]], offset + kept[start][1], offset + kept[last][2])


def _keeps_score(word: str, following: Word, gap: str) -> bool:
    """ "Beighton score" is a name; in "MMSE score" the name is MMSE."""
    return following[0].lower() in {"score", "scores", "scale"} and not gap.strip() and not word[:3].isupper()


def _without_trail(found: list[Word]) -> list[Word]:
    end = len(found)
    while end and (stops(found[end - 1][0]) or found[end - 1][0].lower() in _TRAIL):
        end -= 1
    return found[:end]


def first_of(left: str, found: list[Word], last: int) -> int:
    """Where the noun phrase begins that ends with word ``last``."""
    first = last
    while first > 0 and last - first < 3:
        if stops(found[first - 1][0]) or left[found[first - 1][2] : found[first][1]].strip():
            break
        first -= 1
    return first


def trimmed(found: list[Word], first: int, last: int) -> tuple[int, int]:
    """The name within a noun phrase: without words that say how, when or how badly."""
    while first < last and found[last][0].lower() in _TAILS:
        last -= 1
    while first < last and (found[first][0].lower() in _ADJECTIVES or found[first][0].isdigit()):
        first += 1
    if found[last][0].lower() in _LAST_ONLY:
        first = last
    return first, last


def _head(
    left: str, found: list[Word], phrase: tuple[int, int], *, event: bool
) -> tuple[tuple[int, int], int]:
    """The head of the phrase and where all that belongs to it begins."""
    head, start = phrase, phrase[0]
    joined = False
    for _ in range(_MAX_STEPS):
        if (above := _above(left, found, start, event=event)) is not None:
            if not joined:
                head = above
            start = above[0]
        elif (other := _joined(left, found, start)) is not None:
            joined, start = True, other[0]
        else:
            break
    return head, start


def _above(left: str, found: list[Word], start: int, *, event: bool) -> tuple[int, int] | None:
    """The noun phrase that this one hangs on: "surgery" of "surgery on the study eye"."""
    links = _LINKS if event else _MEASURE_LINKS
    at, linked = start - 1, False
    while at >= 0 and found[at][0].lower() in _DETERMINERS | links | _BETWEEN_LINKS and start - at < 6:
        linked = linked or found[at][0].lower() in links
        at -= 1
    if at < 0 or not linked or left[found[at][2] : found[start][1]].strip(_LETTERS):
        return None
    word = found[at][0].lower()
    if stops(word) or word in _EMPTY_HEADS or word in _NO_HEADS:
        return None
    return first_of(left, found, at), at


_LETTERS = " abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-"


def _joined(left: str, found: list[Word], start: int) -> tuple[int, int] | None:
    """The noun phrase that this one is joined to by "or", "and" or a comma."""
    at = start - 1
    while at >= 0 and found[at][0].lower() in _JOINT_WORDS and start - at < 4:
        at -= 1
    if at < 0 or stops(found[at][0]):
        return None
    gap = left[found[at][2] : found[start][1]]
    if not gap.strip() or _JOINT.match(gap) is None or _STRANGE.search(gap):
        return None
    return first_of(left, found, at), at


def outside(left: str) -> str:
    """The words before, without an open bracket that names nothing: "busulfan (total dose"."""
    opened = max(left.rfind("("), left.rfind("["))
    if opened < 0 or _CLOSED.search(left[opened:]) is not None:
        return left
    inside = left[opened + 1 :]
    if _LED_IN.match(inside) is not None or all(
        stops(w) or w.lower() in _NAMELESS for w, _, _ in words_in(inside)
    ):
        return left[:opened]
    return left


def gestation_after(text: str, c: Comparison) -> Place | None:
    """ "≥ 20 weeks of gestation"."""
    match = _GESTATION.search(text, c.start, c.end + 24)
    if match is None or match.start(1) < c.end - 24:
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
    match = _SCALE_NAMED.match(text[c.end : c.end + 90])
    if match is None or c.unit not in {None, "/10", "/100", "points", "point"} or _MOMENTS.match(match[1]):
        return None
    start = c.end + match.start(1)
    return Place(match[1], start, start + len(match[1]))
