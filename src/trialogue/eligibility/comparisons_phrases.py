"""Noun phrases before a comparison: their heads, and all that is joined to them."""

from __future__ import annotations

import re

from trialogue.eligibility.comparisons_asides import plain
from trialogue.eligibility.comparisons_links import MOST_STEPS, head_of, joined
from trialogue.eligibility.comparisons_words import (
    ADJECTIVES,
    ADVERB,
    NO_NAME,
    Place,
    Word,
    first_of,
    says_nothing,
    stops,
    titled,
    words_in,
)
from trialogue.eligibility.word_lists import words

_LAST_ONLY = words("heads")
_TAILS = words("tails")
#: A bracket that the comparison stands in: "pain (NRS ≥ 4)".
_OPEN = re.compile(r"\s?[(\[][^()\[\]]*$")
_PART_END = re.compile(
    r"[;•]|(?<!\bSt)(?<!\blbs)(?<!\bvs)(?<!\bDr)(?<!\bapprox)(?<!\bspp)(?<!\betc)(?<!\b[A-Z])\.\s"
)
_PARTICIPLE = re.compile(r"(?![a-z]*(?:sp|n|s|f|bl|br|w)eed$|hatred$)[a-z]{3,}ed")
_BEFALLEN = words("befallen")
_SAYS_HOW_MUCH = re.compile(r"\d+|\w+-dose")
_PUNCTUATION = re.compile(r"[,;:()]")
_MEASURING = words("measuring")
_DONE = words("done_to_people")
_STATES = words("states")
_OF_TIME = frozenset({"a", "an", "the", "this", "any", "time", "study", "trial", "", "for"})


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
    head, start = head_of(left, kept, (first, last), event=event or caused)
    low, high = trimmed(kept, *_shared_head(left, kept, head))
    name = " ".join(left[kept[low][1] : kept[high][2]].split())
    return Place(name, offset + kept[start][1], offset + kept[last][2])


def state_before(left: str, offset: int) -> Place | None:
    """What a person or thing is, where nothing is named: "clinically stable for at least a month"."""
    for word, start, end in reversed(words_in(left)[-3:]):
        if word.lower() in _STATES:
            return Place(word, offset + start, offset + end)
    return None


def _shared_head(left: str, found: list[Word], head: tuple[int, int]) -> tuple[int, int]:
    """The head alone where kinds of it are joined before it: "drug or alcohol dependence"."""
    first, last = head
    if last - first != 1 or first < 2 or found[last][0].lower() not in _DONE:
        return head
    alone = first == 2 or stops(found[first - 3][0]) or found[first - 3][0].lower() in NO_NAME
    joined = found[first - 1][0].lower() in {"or", "and", "and/or"} and alone
    between = left[found[first - 2][2] : found[first][1]]
    return (last, last) if joined and _PUNCTUATION.search(between) is None else head


def widened(left: str, offset: int, place: Place) -> Place:
    """The place with all names joined to it: "ALT or AST", "body mass index (BMI)", "pain (NRS"."""
    found = list(words_in(left))
    start = next((i for i, w in enumerate(found) if w[1] == place.start - offset), None)
    if start is None:
        return place
    for _ in range(MOST_STEPS):
        other = joined(left, found, start)
        if other is None:
            break
        start = other[0]
    last = found[-1][2] if _OPEN.search(left, place.end - offset) else place.end - offset
    return Place(place.text, offset + found[start][1], offset + last)


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


def _noun_last(left: str, kept: list[Word]) -> list[Word]:
    """Without participles that only say what became of a thing: "a lesion that relapsed [within …]"."""
    found = kept
    while found and _PARTICIPLE.fullmatch(found[-1][0]) and found[-1][0].lower() not in _BEFALLEN:
        shorter = _without_trail(found[:-1])
        if not shorter or _PUNCTUATION.search(left, shorter[-1][2], found[-1][1]):
            return kept
        found = shorter
    return found


def trimmed(found: list[Word], first: int, last: int) -> tuple[int, int]:
    """The name within a noun phrase: without words that say how, when or how badly."""
    while first < last and (found[last][0].lower() in _TAILS or _PARTICIPLE.fullmatch(found[last][0])):
        if ADVERB.fullmatch(found[last - 1][0]):
            return last, last
        last -= 1
    while (
        first < last
        and (found[first][0].lower() in ADJECTIVES or _SAYS_HOW_MUCH.fullmatch(found[first][0]))
        and not (titled(found, first) and titled(found, first + 1))
    ):
        first += 1
    if found[last][0].lower() in _LAST_ONLY:
        first = last
    return first, last
