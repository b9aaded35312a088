"""Noun phrases before a comparison: their heads, and all that is joined to them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from trialogue.eligibility.comparisons_asides import plain
from trialogue.eligibility.kinds import NameKind, kind_of_name
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.word_lists import words

Word = tuple[str, int, int]

_WORD = re.compile(r"(?!\d{1,2}\.[A-Za-z])(?:[A-Za-z0-9À-ÿ][\w'’+./&-]*[\w+]|[A-Za-z0-9]|&)")
_STOP = words("phrase_stops")
_ADJECTIVES = words("loose_adjectives")
_LAST_ONLY = words("heads")
_TAILS = words("tails")
_EMPTY_HEADS = words("empty_heads")
_TRAIL = words("before_operator")
_NO_NAME = (_TRAIL | _ADJECTIVES) - {"study"}
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
_PART_END = re.compile(r"[;•]|(?<!\bSt)(?<!\blbs)(?<!\bvs)(?<!\bDr)(?<!\bapprox)(?<!\bspp)(?<!\b[A-Z])\.\s")
_ADVERB = re.compile(r"(?!(?:family|anomaly|assembly|supply|butterfly|belly)$)[a-z]{3,}ly")
_PARTICIPLE = re.compile(r"(?!(?:sp|n|s|f|bl|br|w)eed$|hatred$)[a-z]{3,}ed")
_BEFALLEN = words("befallen")
_SAYS_HOW_MUCH = re.compile(r"\d+|\w+-dose")
_PUNCTUATION = re.compile(r"[,;:()]")
_MEASURING = words("measuring")
_SHOUTED = frozenset({"AND", "OR", "NOT", "IF", "FOR", "WITH", "ANY"})
_MEASURES = words("measures")
_DONE = words("done_to_people")
_PLACED = frozenset({"measured", "assessed", "located", "seen", "found", "performed", "used", "given"})
_LINK_WITH_TO = frozenset({"due", "related", "secondary"})
_OF_TIME = frozenset({"a", "an", "the", "this", "any", "time", "study", "trial", "", "for"})
_MAX_STEPS = 8
_LONGEST_TITLE = 7
_IN_TITLES = frozenset({"of", "and", "for"})


class Place(NamedTuple):
    """A name and where it stands. The place may be wider than the name: the whole phrase."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=64)
def words_in(left: str) -> tuple[Word, ...]:
    """The words of a stretch of text with their places."""
    return tuple([(m[0], *m.span()) for m in _WORD.finditer(left)])


def stops(word: str) -> bool:
    """Whether a word ends a noun phrase. Capitals make a name of it: "IS", "WHO"."""
    return word.lower() in _STOP and not (word.isupper() and len(word) > 1 and word not in _SHOUTED)


def phrase_before(left: str, offset: int, *, event: bool = False, caused: bool = False) -> Place | None:
    """The noun phrase that ends nearest before the comparison.

    The name is its head; the place the whole phrase, with all that is joined to it ("surgery or
    radiotherapy of the study eye [within 90 days]"). An ``event`` is what a window of time is about;
    what is ``caused`` may stand before its cause ("toxicity from a treatment").
    """
    left = plain(left, event=event)
    ends = _PART_END.finditer(left) if any(mark in left for mark in ".;•") else ()
    cut = max((m.end() for m in ends), default=0)
    every = [word for word in words_in(left) if word[1] >= cut]
    kept = _noun_last(left, _without_trail(every))
    if not kept:
        return None
    last = len(kept) - 1
    if last + 1 < len(every) and _keeps_score(
        kept[last][0], every[last + 1], left[kept[last][2] : every[last + 1][1]]
    ):
        kept, last = every, last + 1
    first = first_of(left, kept, last)
    head, start = _head(left, kept, (first, last), event=event or caused)
    low, high = trimmed(kept, *_shared_head(left, kept, head))
    name = " ".join(left[kept[low][1] : kept[high][2]].split())
    return Place(name, offset + kept[start][1], offset + kept[last][2])


def _shared_head(left: str, found: list[Word], head: tuple[int, int]) -> tuple[int, int]:
    """The head alone where kinds of it are joined before it: "drug or alcohol dependence"."""
    first, last = head
    if last - first != 1 or first < 2 or found[last][0].lower() not in _DONE:
        return head
    alone = first == 2 or stops(found[first - 3][0]) or found[first - 3][0].lower() in _NO_NAME
    joined = found[first - 1][0].lower() in {"or", "and", "and/or"} and alone
    between = left[found[first - 2][2] : found[first][1]]
    return (last, last) if joined and _PUNCTUATION.search(between) is None else head


def widened(left: str, offset: int, place: Place) -> Place:
    """The place with all names joined to it: "ALT or AST", "body mass index (BMI)"."""
    found = list(words_in(left))
    start = next((i for i, w in enumerate(found) if w[1] == place.start - offset), None)
    if start is None:
        return place
    for _ in range(_MAX_STEPS):
        other = _joined(left, found, start)
        if other is None:
            break
        start = other[0]
    return Place(place.text, offset + found[start][1], place.end)


def _keeps_score(word: str, following: Word, gap: str) -> bool:
    """ "Beighton score" is a name; in "Hamilton scale score" the name is the scale."""
    return (
        following[0].lower() in {"score", "scores", "scale"}
        and not gap.strip()
        and word.lower() not in _MEASURING
    )


def _without_trail(found: list[Word]) -> list[Word]:
    end = len(found)
    while end and (says_nothing(found[end - 1][0]) or _is_the_study(found, end - 1)):
        end -= 1
    return found[:end]


def _is_the_study(found: list[Word], at: int) -> bool:
    """Whether it is this study ("during the study") or a time; another study is an event."""
    word, before = found[at][0].lower(), found[at - 1][0].lower() if at else ""
    if word in {"period", "periods"}:
        return before in _OF_TIME
    return word == "study" and before in {"the", "this"}


def says_nothing(word: str) -> bool:
    """Whether a word cannot be a name alone."""
    if word.isdigit() or stops(word) or word.lower() in _NO_NAME:
        return True
    return _ADVERB.fullmatch(word) is not None


def _noun_last(left: str, kept: list[Word]) -> list[Word]:
    """Without participles that only say what became of a thing: "a lesion that relapsed [within …]"."""
    found = kept
    while found and _PARTICIPLE.fullmatch(found[-1][0]) and found[-1][0].lower() not in _BEFALLEN:
        shorter = _without_trail(found[:-1])
        if not shorter or _PUNCTUATION.search(left, shorter[-1][2], found[-1][1]):
            return kept
        found = shorter
    return found


def first_of(left: str, found: list[Word], last: int) -> int:
    """Where the noun phrase begins that ends with word ``last``."""
    first = last
    while first > 0 and last - first < (_LONGEST_TITLE if _titled(found, first) else 3):
        before = found[first - 1]
        if left[before[2] : found[first][1]].strip():
            break
        if stops(before[0]) and not (before[0] == "use" and found[first][0] in {"disorder", "disorders"}):
            if first < 3 or before[0] not in _IN_TITLES or not _titled(found, first):
                break
            if not found[first - 2][0][:1].isupper() or left[found[first - 2][2] : before[1]].strip():
                break
        first -= 1
    return first


def _titled(found: list[Word], at: int) -> bool:
    """Whether the word is capitalized as in "Myasthenia Gravis Foundation of America"."""
    return found[at][0][:1].isupper() and found[at][0][1:2].islower() and at > 0


def trimmed(found: list[Word], first: int, last: int) -> tuple[int, int]:
    """The name within a noun phrase: without words that say how, when or how badly."""
    while first < last and (found[last][0].lower() in _TAILS or _PARTICIPLE.fullmatch(found[last][0])):
        if _ADVERB.fullmatch(found[last - 1][0]):
            return last, last
        last -= 1
    while (
        first < last
        and (found[first][0].lower() in _ADJECTIVES or _SAYS_HOW_MUCH.fullmatch(found[first][0]))
        and not (_titled(found, first) and _titled(found, first + 1))
    ):
        first += 1
    if found[last][0].lower() in _LAST_ONLY:
        first = last
    return first, last


def _head(
    left: str, found: list[Word], phrase: tuple[int, int], *, event: bool
) -> tuple[tuple[int, int], int]:
    """The head of the phrase and where all that belongs to it begins."""
    head, start = phrase, phrase[0]
    joined = not event and found[phrase[1]][0].lower() in _MEASURES
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
    between = _BETWEEN_EVENTS if event else _BETWEEN_MEASURES
    at, linked = start - 1, False
    while at >= 0 and found[at][0].lower() in between and start - at < 6:
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
    if link == "to" and word in _ADJECTIVES:
        return False
    return link != "with" or kind_of_name(word) is not NameKind.CONDITION


_LETTERS = " abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-"


def _before_bracket(left: str, found: list[Word], at: int) -> int:
    """The word that the bracket closed behind word ``at`` explains: "serum IgE [RAST] to peanut"."""
    opened = max(left.rfind("(", 0, found[at][1]), left.rfind("[", 0, found[at][1]))
    while at >= 0 and found[at][1] > opened:
        at -= 1
    return at if opened >= 0 and at >= 0 and not left[found[at][2] : opened].strip() else -1


def _joined(left: str, found: list[Word], start: int) -> tuple[int, int] | None:
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
