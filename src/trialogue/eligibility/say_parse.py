"""From a first-person statement back to its requirement: the other direction of ``say_sentences``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from trialogue.eligibility.facts import Fact, FactKind, load_facts
from trialogue.eligibility.say_sentences import (
    ALWAYS,
    AND,
    IN_FULL,
    LIMITS,
    NOTE,
    OR,
    OWN_WORDS,
    SEXES,
    TIMES,
    capital,
)
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
"""The identities of each concept's name. They are not in a statement's words, so they are given."""

_COUNT = re.compile(r"(\d+) or more of these hold for me: ")
_AGE = r"(\d+) (year|month|week|day|hour|minute)s?"
_RANGE = re.compile(rf"(\d+) to {_AGE} old")
_LOW = re.compile(rf"{_AGE} old or older|older than {_AGE}")
_HIGH = re.compile(rf"{_AGE} old or younger|younger than {_AGE}")
_NUMBER = r"(-?[\d,]+(?:\.\d+)?(?:e[+-]?\d+)?)"
_BOTH = re.compile(rf"from {_NUMBER} to {_NUMBER}(| .+)")
_JUST = re.compile(rf"just {_NUMBER}(| .+)")
_SIDES = (
    (re.compile(rf"{_NUMBER}(| .+) or more"), True, True),
    (re.compile(rf"more than {_NUMBER}(| .+)"), True, False),
    (re.compile(rf"{_NUMBER}(| .+) or less"), False, True),
    (re.compile(rf"less than {_NUMBER}(| .+)"), False, False),
)
_BY_SEX = {words: sex for sex, words in SEXES.items()}
_CONDITIONS = (
    ("I do not have ", Time.CURRENT, True),
    ("In the past I did not have ", Time.PAST, True),
    ("In the past I had ", Time.PAST, False),
    ("I have never had ", Time.EVER, True),
    ("I have not had ", Time.EVER, True),
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
    ("I did not get or take ", Time.EVER, True),
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
    if text in {OWN_WORDS, OWN_WORDS.replace("hold", "do not hold")}:
        return Free() if text == OWN_WORDS else Not(part=Free())
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
    words, qualifiers, wide = _notes(text)
    for whole in (True, False):
        plain, window = (words, None) if whole else split_window(words)
        if plain in _clauses():
            fact, negated = _clauses()[plain]
            holds = Holds(fact=fact, window=window, qualifiers=qualifiers, wide=wide)
            return Not(part=holds) if negated else holds
    return _measured(words, qualifiers) or _choice(words, qualifiers, wide=wide)


def _notes(text: str) -> tuple[str, tuple[str, ...], bool]:
    """The words before "(see 1, 2)", the numbers, and whether the notes tell it in full."""
    words, cut, numbers = text.rpartition(NOTE)
    if not cut or not numbers.endswith(")"):
        return text, (), False
    return words.removesuffix(IN_FULL), tuple(numbers[:-1].split(", ")), words.endswith(IN_FULL)


def _choice(words: str, qualifiers: tuple[str, ...], *, wide: bool) -> Requirement | None:
    for negated in (True, False):
        name, cut, rest = words.partition(" is not this: " if negated else " is this: ")
        fact = _by_name().get(name[:1].lower() + name[1:]) or _by_name().get(name)
        if cut and fact is not None:
            said, window = split_window(rest)
            value = next((c.id for c in fact.choices if c.words == said), said)
            holds = Holds(fact=fact.id, value=value, window=window, qualifiers=qualifiers, wide=wide)
            return Not(part=holds) if negated else holds
    return None


def _measured(words: str, qualifiers: tuple[str, ...]) -> Requirement | None:
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
    kept: dict[str, Any] = {"qualifiers": qualifiers, "wide": bool(qualifiers), "window": window, "sex": sex}
    measured = Measured(fact=fact.id, low=low, high=high, unit=unit_words, of_normal=of_normal, **kept)
    return Not(part=measured) if negated else measured


def _bounds(words: str) -> tuple[Bound | None, Bound | None, str] | None:
    if found := _BOTH.fullmatch(words):
        return Bound(value=_value(found[1])), Bound(value=_value(found[2])), _unit(found[3])
    if found := _JUST.fullmatch(words):
        bound = Bound(value=_value(found[1]))
        return bound, bound, _unit(found[2])
    if words.startswith("known"):
        return None, None, _unit(words[5:])
    low, high, unit = None, None, ""
    for part in words.split(" and "):
        side = _side(part)
        if side is None:
            return None
        bound, is_low, unit = side
        low, high = (bound, high) if is_low else (low, bound)
    return low, high, unit


def _side(words: str) -> tuple[Bound, bool, str] | None:
    for pattern, is_low, inclusive in _SIDES:
        if found := pattern.fullmatch(words):
            return Bound(value=_value(found[1]), inclusive=inclusive), is_low, _unit(found[2])
    return None


def _unit(words: str) -> str:
    return words.strip().removeprefix(TIMES)


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
    words, qualifiers, wide = _notes(text)
    plain, window = split_window(words)
    for start, time in _DOSES.items():
        for end in (" did not stay the same", " stayed the same"):
            if plain.startswith(start) and plain.endswith(end):
                name = plain[len(start) : -len(end)]
                concept = _named(name, names)
                kept: dict[str, Any] = {"window": window, "qualifiers": qualifiers, "wide": wide}
                dose = HasTreatment(concept=concept, time=time, stable=True, **kept)
                return Not(part=dose) if end.startswith(" did") else dose
    for kind, patterns in ((HasTreatment, _TREATMENTS), (HasCondition, _CONDITIONS)):
        for start, time, negated in patterns:
            if plain.startswith(start):
                name = plain[len(start) :]
                concept = _named(name if window else name.removesuffix(ALWAYS.get(time, "")), names)
                has: Requirement = kind(
                    concept=concept, time=time, window=window, qualifiers=qualifiers, wide=wide
                )
                return Not(part=has) if negated else has
    raise ValueError(f"no pattern of a statement begins so: {text[:40]!r}")


def _named(name: str, names: Names) -> Concept:
    return Concept(name=name, ids=tuple(names.get(name, ())))
