"""From a first-person statement back to the requirement that it was made from.

The other direction of ``say_sentences``: each pattern stands in both. Identities of concepts are
not in the words, so they are given.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from trialogue.eligibility.facts import Fact, FactKind, load_facts
from trialogue.eligibility.say_sentences import AND, LIMITS, NARROWED, OR, OWN_WORDS, SEXES, capital
from trialogue.eligibility.say_windows import split_window
from trialogue.model.age import Age, AgeUnit
from trialogue.model.codes import Sex
from trialogue.model.requirement import (
    Aged,
    AllOf,
    AnyOf,
    AtLeast,
    Bound,
    Concept,
    Free,
    HasCondition,
    HasTreatment,
    Holds,
    IsSex,
    Measured,
    Not,
    Requirement,
    Time,
)

Names = Mapping[str, tuple[str, ...]]
"""The identities of each concept's name."""

_COUNT = re.compile(r"(\d+) or more of these hold for me: ")
_AGE = r"(\d+) (year|month|week|day|hour|minute)s?"
_RANGE = re.compile(rf"(\d+) to {_AGE} old")
_LOW = re.compile(rf"{_AGE} old or older|older than {_AGE}")
_HIGH = re.compile(rf"{_AGE} old or younger|younger than {_AGE}")
_NUMBER = r"(-?[\d,]+(?:\.\d+)?(?:e[+-]?\d+)?)"
_BOTH = re.compile(rf"from {_NUMBER} to {_NUMBER}")
_JUST = re.compile(rf"just {_NUMBER}")
_MORE = re.compile(rf"(?:{_NUMBER} or more|more than {_NUMBER})")
_LESS = re.compile(rf"(?:{_NUMBER} or less|less than {_NUMBER})")
_BY_SEX = {words: sex for sex, words in SEXES.items()}
_CONDITIONS = (
    ("I do not have ", Time.CURRENT, True),
    ("In the past I did not have ", Time.PAST, True),
    ("In the past I had ", Time.PAST, False),
    ("I have never had ", Time.EVER, True),
    ("I have had ", Time.EVER, False),
    ("I will not get ", Time.PLANNED, True),
    ("I may get ", Time.PLANNED, False),
    ("I have ", Time.CURRENT, False),
)
_TREATMENTS = (
    ("I do not get or take ", Time.CURRENT, True),
    ("I get or take ", Time.CURRENT, False),
    ("I do not plan to get or take ", Time.PLANNED, True),
    ("I plan to get or take ", Time.PLANNED, False),
    ("In the past I did not get or take ", Time.PAST, True),
    ("In the past I got or took ", Time.PAST, False),
    ("I never got or took ", Time.EVER, True),
    ("I got or took ", Time.EVER, False),
)
_DOSES = {
    "My dose of ": Time.CURRENT,
    "My past dose of ": Time.PAST,
    "My next dose of ": Time.PLANNED,
    "Each dose of ": Time.EVER,
}


def parse_sentences(text: str, names: Names | None = None) -> Requirement:
    """The requirement, in normal form, that ``sentences`` says so.

    Raises ValueError where the words fit no pattern.
    """
    known = names or {}
    counted = _COUNT.match(text)
    if counted:
        parts = _parts(text[counted.end() : -1], OR)
        return AtLeast(count=int(counted[1]), parts=tuple(_part(part, known) for part in parts))
    body = text[:-1] if text.endswith(".") else text
    for joint, kind in ((AND, AllOf), (OR, AnyOf)):
        parts = _parts(body, joint)
        if len(parts) > 1:
            return kind(parts=tuple(_part(part, known) for part in parts))
    return _part(body, known)


def _parts(text: str, joint: str) -> list[str]:
    """Cut at each joint that stands outside brackets."""
    parts, depth, start, at = [], 0, 0, 0
    while at < len(text):
        if text[at] == "[":
            depth += 1
        elif text[at] == "]":
            depth -= 1
        elif depth == 0 and text.startswith(joint, at):
            parts.append(text[start:at])
            at = start = at + len(joint)
            continue
        at += 1
    return [*parts, text[start:]]


def _part(text: str, names: Names) -> Requirement:
    if text.startswith("[") and text.endswith("]"):
        return parse_sentences(text[1:-1] + ".", names)
    return _clause(text, names)


def _clause(text: str, names: Names) -> Requirement:
    if text == OWN_WORDS:
        return Free()
    if text == OWN_WORDS.replace("hold", "do not hold"):
        return Not(part=Free())
    for read in (_fact, _age_or_sex):
        found = read(text)
        if found is not None:
            return found
    return _concept(text, names)


@cache
def _clauses() -> Mapping[str, tuple[str, bool]]:
    """The clause of each yes/no fact: its id, and whether it is the "no"."""
    rows = [fact for fact in load_facts().values() if fact.kind is FactKind.YESNO]
    return {fact.no: (fact.id, True) for fact in rows} | {fact.yes: (fact.id, False) for fact in rows}


@cache
def _by_name() -> Mapping[str, Fact]:
    return {fact.name: fact for fact in load_facts().values() if fact.kind is not FactKind.YESNO}


def _fact(text: str) -> Requirement | None:
    words, *qualifiers = text.split(NARROWED)
    for whole in (True, False):
        plain, window = (words, None) if whole else split_window(words)
        if plain in _clauses():
            fact, negated = _clauses()[plain]
            holds = Holds(fact=fact, window=window, qualifiers=tuple(qualifiers))
            return Not(part=holds) if negated else holds
    return _measured(words) or _choice(words, tuple(qualifiers))


def _choice(words: str, qualifiers: tuple[str, ...]) -> Requirement | None:
    for negated in (True, False):
        name, cut, rest = words.partition(" is not this: " if negated else " is this: ")
        fact = _by_name().get(name[:1].lower() + name[1:]) or _by_name().get(name)
        if cut and fact is not None:
            said, window = split_window(rest)
            value = next((c.id for c in fact.choices if c.words == said), said)
            holds = Holds(fact=fact.id, value=value, window=window, qualifiers=qualifiers)
            return Not(part=holds) if negated else holds
    return None


def _measured(words: str) -> Requirement | None:
    sex: Sex | None = None
    for sex_words, of in _BY_SEX.items():
        if words.startswith(f"I am {sex_words} and my "):
            sex, words = of, capital(words[len(f"I am {sex_words} and ") :])
    name, cut, rest = words.rpartition(" is ")
    fact = _by_name().get(name[:1].lower() + name[1:]) or _by_name().get(name)
    if not cut or fact is None or rest.startswith(("this: ", "not this: ")):
        return None
    negated = rest.startswith("not ")
    rest, window = split_window(rest.removeprefix("not "))
    bounds = _bounds(rest)
    if bounds is None:
        return None
    low, high, unit = bounds
    of_normal = next((key for key, limit in LIMITS.items() if unit == f"times {limit}"), None)
    unit_words = None if of_normal else unit or None
    measured = Measured(
        fact=fact.id, low=low, high=high, unit=unit_words, of_normal=of_normal, window=window, sex=sex
    )
    return Not(part=measured) if negated else measured


def _bounds(words: str) -> tuple[Bound | None, Bound | None, str] | None:
    low: Bound | None = None
    high: Bound | None = None
    if found := _BOTH.match(words):
        low, high = Bound(value=_value(found[1])), Bound(value=_value(found[2]))
    elif found := _JUST.match(words):
        low = high = Bound(value=_value(found[1]))
    elif found := _MORE.match(words):
        low = Bound(value=_value(found[1] or found[2]), inclusive=bool(found[1]))
        second = _LESS.match(words, found.end() + 5) if words.startswith(" and ", found.end()) else None
        if second:
            high = Bound(value=_value(second[1] or second[2]), inclusive=bool(second[1]))
            found = second
    elif found := _LESS.match(words):
        high = Bound(value=_value(found[1] or found[2]), inclusive=bool(found[1]))
    elif words.startswith("known"):
        return None, None, words[5:].strip()
    else:
        return None
    return low, high, words[found.end() :].strip()


def _value(digits: str) -> float:
    plain = float(digits.replace(",", ""))
    return int(plain) if plain.is_integer() else plain


def _age_or_sex(text: str) -> Requirement | None:
    if not text.startswith("I am "):
        return None
    words = text.removeprefix("I am ")
    negated = words.startswith("not ")
    words = words.removeprefix("not ")
    found: Requirement | None = IsSex(sex=_BY_SEX[words]) if words in _BY_SEX else _ages(words)
    return Not(part=found) if negated and found is not None else found


def _ages(words: str) -> Aged | None:
    if words == "of any age":
        return Aged()
    if found := _RANGE.fullmatch(words):
        unit = AgeUnit(found[3].capitalize() + "s")
        return Aged(minimum=Age(value=int(found[1]), unit=unit), maximum=Age(value=int(found[2]), unit=unit))
    first, _, second = words.partition(" and ")
    low, high = _LOW.fullmatch(first), _HIGH.fullmatch(second or first)
    if (low is None and high is None) or (second and (low is None or high is None)):
        return None
    return Aged(
        minimum=_age(low),
        maximum=_age(high),
        minimum_inclusive=low is None or low[1] is not None,
        maximum_inclusive=high is None or high[1] is not None,
    )


def _age(found: re.Match[str] | None) -> Age | None:
    if found is None:
        return None
    value, unit = found[1] or found[3], found[2] or found[4]
    return Age(value=int(value), unit=AgeUnit(unit.capitalize() + "s"))


def _concept(text: str, names: Names) -> Requirement:
    words, *qualifiers = text.split(NARROWED)
    plain, window = split_window(words)
    for start, time in _DOSES.items():
        for end in (" did not stay the same", " stayed the same"):
            if plain.startswith(start) and plain.endswith(end):
                name = plain[len(start) : -len(end)]
                dose = HasTreatment(
                    concept=_named(name, names), time=time, window=window, stable=True,
                    qualifiers=tuple(qualifiers),
                )  # fmt: skip
                return Not(part=dose) if end.startswith(" did") else dose
    for kind, patterns in ((HasTreatment, _TREATMENTS), (HasCondition, _CONDITIONS)):
        for start, time, negated in patterns:
            if plain.startswith(start):
                concept = _named(plain[len(start) :], names)
                has: Requirement = kind(
                    concept=concept, time=time, window=window, qualifiers=tuple(qualifiers)
                )
                return Not(part=has) if negated else has
    raise ValueError(f"no pattern of a statement begins so: {text[:40]!r}")


def _named(name: str, names: Names) -> Concept:
    return Concept(name=name, ids=tuple(names.get(name, ())))
