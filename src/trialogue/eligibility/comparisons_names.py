"""Names near a comparison: aliases of the table of facts."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from trialogue.eligibility.comparisons_words import Place, Word, stops, words_in
from trialogue.eligibility.facts import FactKind, load_facts
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.word_lists import words

_TRAIL = words("before_operator")
#: Units of many measures: they do not tell whose a limit is.
_NOT_OWN = frozenset({None, "uln", "lln", "%"})
#: So many letters before a comparison may hold its measure.
_REACH = 120
_NOTHING: frozenset[str] = frozenset()
_END_OF_PART = re.compile(r"[;:]|\. ")
_SCALE = re.compile(r"\b(ECOG|WHO|Zubrod|Eastern Cooperative Oncology Group)\W{1,3}$")
_OF_VALUE = Pattern(r"\s+(?:class|level|grade|value|functional class|status classification)$")
_OF_BODIES = frozenset({"height", "weight"})
_NO_PART = _TRAIL | words("loose_adjectives") | words("determiners")
_SPECIMEN = Pattern(r"\b(?:(?:serum|plasma|blood|urine|urinary|total)\s+)+$")
_IN_BLOOD = re.compile(r"^(?:serum|plasma|blood|total) ")
_HOW_MUCH = re.compile(r" (?:levels?|concentrations?|counts?|values?|classification|ratings?|scores?)$")
_CLOSED = re.compile(r"[)\]]")
_BRACKET = re.compile(r"[(\[]")


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
        parts = words_in(name)
        ends.setdefault(parts[-1][0], set()).add(parts[0][0])
    return {last: frozenset(firsts) for last, firsts in ends.items()}


@lru_cache(maxsize=4096)
def fact_named(name: str) -> str | None:
    """The id of the number fact that bears this name; ``age`` is one.

    Words that only say "how much of it" may follow, and blood, serum or plasma stand before.
    """
    text = " ".join(name.casefold().split())
    if text in {"age", "aged"}:
        return "age"
    names, bare = _names(), _IN_BLOOD.sub("", text)
    forms = (text, bare, _HOW_MUCH.sub("", text), _HOW_MUCH.sub("", bare))
    return next((names[form] for form in forms if form in names), None)


def alias_before(left: str, offset: int, *, unit: str | None = None, timed: bool = False) -> Place | None:
    """The name of a number fact right before the comparison, only filler words between.

    ``unit`` is the comparison's in normal spelling: a name with more words between must have it.
    """
    left, offset = _near(left, offset)
    words = words_in(left)
    folded = [word.casefold() for word, _, _ in words]
    names, ends = _names(), _ends()
    brackets, parts = _BRACKET.search(left) is not None, _END_OF_PART.search(left) is not None
    strange = 0
    for last in range(len(words) - 1, max(-1, len(words) - 16), -1):
        firsts = ends.get(folded[last], _NOTHING)
        for first in range(max(0, last - 6), last + 1) if firsts else ():
            if folded[first] not in firsts:
                continue
            name = " ".join(left[words[first][1] : words[last][2]].casefold().split())
            fact = names.get(name)
            if fact is not None and (
                _is_of_a_part(left, words, first) or (strange and _goes_on(left, words, last))
            ):
                return None
            if fact is None or (strange and not _measured_in(fact, unit)):
                continue
            if not timed or {"month", "week"} & load_facts()[fact].units.keys():
                return _ecog(left, offset, words[first][1], words[last][2], fact)
        if words[last][0].lower() not in _TRAIL and not (brackets and _bracketed(left, words[last][1])):
            strange += 1
        if strange > (3 if unit in _NOT_OWN else 5) or (
            parts and strange and _END_OF_PART.search(left[words[last][1] :])
        ):
            return None
    return None


def _near(left: str, offset: int) -> tuple[str, int]:
    """The last words only, and where they begin."""
    if len(left) <= _REACH:
        return left, offset
    cut = max(left.find(" ", len(left) - _REACH), 0)
    return left[cut:], offset + cut


def _is_of_a_part(left: str, found: tuple[Word, ...], first: int) -> bool:
    """Whether a word before makes it the height or weight of something else: "disc height"."""
    if first == 0 or found[first][0].lower() not in _OF_BODIES:
        return False
    word, _, end = found[first - 1]
    beside = not left[end : found[first][1]].strip() and word.isalpha()
    return beside and not (stops(word) or word.lower() in _NO_PART)


def _goes_on(left: str, found: tuple[Word, ...], last: int) -> bool:
    """Whether the phrase has its last word further on: "glucose" in "2-hour glucose load"."""
    if last + 1 == len(found):
        return False
    word = found[last + 1]
    spoken_on = not left[found[last][2] : word[1]].strip() and word[0].isalpha()
    return spoken_on and not (stops(word[0]) or word[0].lower() in _TRAIL or word[0].endswith("ed"))


def _measured_in(fact: str, unit: str | None) -> bool:
    return unit is None or unit in load_facts()[fact].units or unit in {"uln", "lln"}


def _ecog(left: str, offset: int, start: int, end: int, fact: str) -> Place:
    """ "(ECOG) performance status" is named by its scale."""
    if fact == "ecog" and left[start:end].lower() == "performance status":
        scale = _SCALE.search(left[:start])
        if scale is not None and ")" in left[scale.end(1) : start]:
            return Place(scale[1], offset + scale.start(1), offset + end)
    specimen = _SPECIMEN.search(left[:start])
    if specimen is not None:
        start = specimen.start()
    name = _OF_VALUE.sub("", left[start:end])
    return Place(name, offset + start, offset + end)


def _bracketed(left: str, at: int) -> bool:
    opened = max(left.rfind("(", 0, at), left.rfind("[", 0, at))
    return (
        opened > max(left.rfind(")", 0, at), left.rfind("]", 0, at)) and _CLOSED.search(left[at:]) is not None
    )
