"""Words of a stretch of text, and where a noun phrase among them begins."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from trialogue.eligibility.word_lists import words

Word = tuple[str, int, int]
_WORD = re.compile(r"(?!\d{1,2}\.[A-Za-z])(?:[A-Za-z0-9À-ÿ][\w'’+./&-]*[\w+]|[A-Za-z0-9]|&)")
_STOP = words("phrase_stops")
ADJECTIVES = words("loose_adjectives")
TRAIL = words("before_operator")
NO_NAME = (TRAIL | ADJECTIVES) - {"study"}
ADVERB = re.compile(r"(?!(?:family|anomaly|assembly|supply|butterfly|belly)$)[a-z]{3,}ly")
_SHOUTED = frozenset({"AND", "OR", "NOT", "IF", "FOR", "WITH", "ANY"})
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


def says_nothing(word: str) -> bool:
    """Whether a word cannot be a name alone."""
    if word.isdigit() or stops(word) or word.lower() in NO_NAME:
        return True
    return ADVERB.fullmatch(word) is not None


def first_of(left: str, found: list[Word], last: int) -> int:
    """Where the noun phrase begins that ends with word ``last``."""
    first = last
    while first > 0 and last - first < (_LONGEST_TITLE if titled(found, first) else 3):
        before = found[first - 1]
        if left[before[2] : found[first][1]].strip():
            break
        if stops(before[0]) and not (before[0] == "use" and found[first][0] in {"disorder", "disorders"}):
            if first < 3 or before[0] not in _IN_TITLES or not titled(found, first):
                break
            if not found[first - 2][0][:1].isupper() or left[found[first - 2][2] : before[1]].strip():
                break
        first -= 1
    return first


def titled(found: list[Word], at: int) -> bool:
    """Whether the word is capitalized as in "Myasthenia Gravis Foundation of America"."""
    return found[at][0][:1].isupper() and found[at][0][1:2].islower() and at > 0
