"""Names near a comparison: aliases of the table of facts, and noun phrases."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from trialogue.eligibility.comparison import Comparison
from trialogue.eligibility.facts import FactKind, load_facts
from trialogue.eligibility.word_lists import words

_WORD = re.compile(r"[A-Za-z0-9À-ÿ][\w'’+./&-]*[\w+]|[A-Za-z0-9]|&")
_STOP = words("phrase_stops")
_ADJECTIVES = words("loose_adjectives")
_LAST_ONLY = words("heads")
_TAILS = words("tails")
_EMPTY_HEADS = words("empty_heads")
_TRAIL = words("before_operator")
_OPEN = re.compile(r"[(\[][^()\[\]]{0,60}[)\]]?\s*$")
_LINKS = words("links")
_MOMENTS = re.compile(
    r"(?:the\s+)?(?:start|time|date|first|last|study|screening|enrol|random|baseline|visit|inclusion"
    r"|consent|entry|signing|treatment start|initiation|admission|day|dose|investigational|trial"
    r"|completion|this|receiving|dosing|beginning|onset)",
    re.IGNORECASE,
)
_GENERIC = words("counted")
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """A name and where it stands. The place may be wider than the name: the whole phrase."""

    text: str
    start: int
    end: int


@cache
def _names() -> dict[str, str]:
    facts = load_facts().values()
    names = {a.casefold(): f.id for f in facts if f.kind is FactKind.NUMBER for a in f.aliases}
    return {name: fact for name, fact in names.items() if fact != "age"}


@cache
def _ends() -> dict[str, frozenset[str]]:
    """The last word of each name, and the first words of the names that end so."""
    ends: dict[str, set[str]] = {}
    for name in _names():
        words = _WORD.findall(name)
        ends.setdefault(words[-1], set()).add(words[0])
    return {last: frozenset(firsts) for last, firsts in ends.items()}


def fact_named(name: str) -> str | None:
    """The id of the number fact that bears this name; ``age`` is one."""
    text = " ".join(name.casefold().split())
    return "age" if text in {"age", "aged"} else _names().get(text)


@lru_cache(maxsize=64)
def _words_in(left: str) -> tuple[tuple[str, int, int], ...]:
    return tuple((m[0], m.start(), m.end()) for m in _WORD.finditer(left))


def alias_before(left: str, offset: int, *, timed: bool = False) -> Place | None:
    """The name of a number fact right before the comparison, only filler words between."""
    words = _words_in(left)
    folded = [word.casefold() for word, _, _ in words]
    names, ends = _names(), _ends()
    strange = 0
    for last in range(len(words) - 1, max(-1, len(words) - 14), -1):
        firsts = ends.get(folded[last], _NOTHING)
        for first in range(max(0, last - 6), last + 1) if firsts else ():
            if folded[first] not in firsts:
                continue
            name = " ".join(left[words[first][1] : words[last][2]].casefold().split())
            fact = names.get(name)
            if fact is not None and (not timed or {"month", "week"} & load_facts()[fact].units.keys()):
                return _ecog(left, offset, words[first][1], words[last][2], fact)
        if words[last][0].lower() not in _TRAIL and not _bracketed(left, words[last][1]):
            strange += 1
        if strange > 3 or (strange and re.search(r"[;:]|\. ", left[words[last][1] :])):
            return None
    return None


def _ecog(left: str, offset: int, start: int, end: int, fact: str) -> Place:
    """ "(ECOG) performance status" is named by its scale."""
    if fact == "ecog" and left[start:end].lower() == "performance status":
        scale = re.search(r"\b(ECOG|WHO|Zubrod|Eastern Cooperative Oncology Group)\W{1,3}$", left[:start])
        if scale is not None and ")" in left[scale.end(1) : start]:
            return Place(scale[1], offset + scale.start(1), offset + end)
    name = re.sub(
        r"\s+(?:class|levels?|grade|value|functional class|status classification)$",
        "",
        left[start:end],
        flags=re.IGNORECASE,
    )
    return Place(name, offset + start, offset + end)


def _bracketed(left: str, at: int) -> bool:
    opened = max(left.rfind("(", 0, at), left.rfind("[", 0, at))
    return (
        opened > max(left.rfind(")", 0, at), left.rfind("]", 0, at))
        and re.search(r"[)\]]", left[at:]) is not None
    )


def _stops(word: str) -> bool:
    return word.lower() in _STOP and not (word.isupper() and len(word) > 1)


def phrase_before(left: str, offset: int, *, event: bool = False) -> Place | None:
    """The noun phrase that ends nearest before the comparison.

    For an ``event`` ("surgery on the study eye [within 90 days]") the name is its head, the place
    the whole phrase.
    """
    cut = max(left.rfind(";"), left.rfind(". ")) + 1
    every = [word for word in _words_in(left) if word[1] >= cut]
    words = _drop_stops(every)
    if not words:
        return None
    last = len(words) - 1
    if last + 1 < len(every) and _keeps_score(
        words[last][0], every[last + 1], left[words[last][2] : every[last + 1][1]]
    ):
        words, last = every, last + 1
    first = _first(left, words, last)
    head = _event_head(left, words, first, last) if event else (first, last)
    start, end = _trimmed(words, *head)
    return Place(left[words[start][1] : words[end][2]], offset + words[start][1], offset + words[last][2])


def _keeps_score(word: str, following: tuple[str, int, int], gap: str) -> bool:
    """ "Beighton score" is a name; in "MMSE score" the name is MMSE."""
    return following[0].lower() in {"score", "scores", "scale"} and not gap.strip() and not word[:3].isupper()


def _trimmed(words: list[tuple[str, int, int]], first: int, last: int) -> tuple[int, int]:
    while first < last and words[last][0].lower() in _TAILS:
        last -= 1
    while first < last and (words[first][0].lower() in _ADJECTIVES or words[first][0].isdigit()):
        first += 1
    if words[last][0].lower() in _LAST_ONLY:
        first = last
    return first, last


def _drop_stops(words: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    while words and (_stops(words[-1][0]) or words[-1][0].lower() in _TRAIL):
        words = words[:-1]
    return words


def _first(left: str, words: list[tuple[str, int, int]], last: int) -> int:
    first = last
    while first > 0 and last - first < 3:
        if _stops(words[first - 1][0]) or left[words[first - 1][2] : words[first][1]].strip():
            break
        first -= 1
    return first


def _event_head(left: str, words: list[tuple[str, int, int]], first: int, last: int) -> tuple[int, int]:
    """Step back over "on the study eye" to what happened."""
    for _ in range(2):
        link = first - 1
        while link >= 0 and words[link][0].lower() in {
            "the",
            "a",
            "an",
            "their",
            "any",
            "his",
            "her",
            "same",
            "this",
        }:
            link -= 1
        if (
            link < 1
            or words[link][0].lower() not in _LINKS
            or left[words[link - 1][2] : words[first][1]].strip(
                " abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
            )
        ):
            return first, last
        before = link - 1
        if _stops(words[before][0]) or words[before][0].lower() in _EMPTY_HEADS | {
            "participation",
            "patients",
        }:
            return first, last
        last = before
        first = _first(left, words, last)
    return first, last


def phrase_after(text: str, c: Comparison) -> Place | None:
    """The thing that follows: "at least one evaluable lesion", "> 240 minutes from ROSC"."""
    match = re.match(
        r"[\s\])-]{1,3}(?:(?:of|from|after|since|following|in|on|between)\s+)?(?:(?:the"
        r"|an?|any|their|completing)\s+)*(?=[A-Za-z])",
        text[c.end : c.end + 40],
    )
    if match is None or "\n" in match[0] or _MOMENTS.match(text, c.end + match.end()):
        return None
    base = c.end + match.end()
    line = text[base : base + 70].split("\n")[0]
    words = [(m[0], m.start(), m.end()) for m in _WORD.finditer(line)]
    taken: list[tuple[str, int, int]] = []
    for word in words:
        if taken and line[taken[-1][2] : word[1]].strip():
            break
        if word[0].lower() == "of" and taken and taken[-1][0].lower() in _GENERIC:
            taken = []
            continue
        if _stops(word[0]) or len(taken) == 3:
            break
        taken.append(word)
    if not taken:
        return None
    if taken[0][0].lower() == "following":
        return Place("the following", base + taken[0][1], base + taken[0][2])
    first, last = _trimmed(taken, 0, len(taken) - 1)
    taken = taken[first : last + 1]
    return Place(line[taken[0][1] : taken[-1][2]], base + taken[0][1], base + taken[-1][2])


def scale_after(text: str, c: Comparison) -> Place | None:
    """ "5 or greater on the Geriatric Depression Scale"."""
    match = re.match(
        r"\W{0,2}(?:points?\s+)?(?:on|of|in|by|using|according to|based "
        r"on)\s+(?:the\s+)?(?:an?\s+)?([A-Z][\w'’/-]*(?:[ \t-]+(?:[A-Z][\w'’/-]*|and|of|for|scale"
        r"|index|score)){0,6})",
        text[c.end : c.end + 90],
    )
    if match is None or c.unit not in {None, "/10", "/100", "points", "point"} or _MOMENTS.match(match[1]):
        return None
    start = c.end + match.start(1)
    return Place(match[1], start, start + len(match[1]))
