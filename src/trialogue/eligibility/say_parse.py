"""From a first-person statement back to its requirement: the other direction of ``say_sentences``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from trialogue.eligibility.facts import Fact, FactKind, load_facts
from trialogue.eligibility.say_measures import LIMITS, limits_of, name_of
from trialogue.eligibility.say_names import LEADS
from trialogue.eligibility.say_parse_ages import age_or_sex
from trialogue.eligibility.say_sentences import (
    ALWAYS,
    AND,
    IN_FULL,
    NOTE,
    OR,
    OWN_WORDS,
    SEXES,
    capital,
)
from trialogue.eligibility.say_windows import lasts, split_window, without_window
from trialogue.model.codes import Sex
from trialogue.model.requirement import (
    AllOf,
    AnyOf,
    AtLeast,
    Concept,
    Free,
    HasCondition,
    HasTreatment,
    Holds,
    Measured,
    Not,
    Requirement,
    Time,
    Window,
)

Names = Mapping[str, tuple[str, ...]]
"""The identities of each concept's name. They are not in a statement's words, so they are given."""

_COUNT = re.compile(r"(\d+) or more of these hold for me: ")
_VERB = re.compile(r" (?:is|are) ")
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
    ("I do not get ", Time.CURRENT, True),
    ("I get or take ", Time.CURRENT, False),
    ("I get ", Time.CURRENT, False),
    ("I do not plan to get or take ", Time.PLANNED, True),
    ("I do not plan to have ", Time.PLANNED, True),
    ("I plan to get or take ", Time.PLANNED, False),
    ("I plan to have ", Time.PLANNED, False),
    ("In the past I did not get or take ", Time.PAST, True),
    ("Before now I did not have ", Time.PAST, True),
    ("In the past I got or took ", Time.PAST, False),
    ("Before now I had ", Time.PAST, False),
    ("I never got or took ", Time.EVER, True),
    ("I never had ", Time.EVER, True),
    ("I did not get or take ", Time.EVER, True),
    ("I did not have ", Time.EVER, True),
    ("I got or took ", Time.EVER, False),
    ("I had ", Time.EVER, False),
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
    if joint not in text:
        return [text]
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
    return _clause(capital(text), names)


def _clause(text: str, names: Names) -> Requirement:
    if text in {OWN_WORDS, OWN_WORDS.replace("hold", "do not hold")}:
        return Free() if text == OWN_WORDS else Not(part=Free())
    for read in (_fact, age_or_sex):
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
    return {name_of(fact): fact for fact in load_facts().values() if fact.kind is not FactKind.YESNO}


def _known(name: str) -> Fact | None:
    return _by_name().get(name[:1].lower() + name[1:]) or _by_name().get(name)


def _fact(text: str) -> Requirement | None:
    words, qualifiers, wide = _notes(text)
    for clauses, window in (((words,), None), without_window(words)):
        plain = next((clause for clause in clauses if clause in _clauses()), None)
        if plain is not None:
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
        fact = _known(name)
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
    # "is" may stand in the name of a measure and in the words of a moment, too.
    parted = ((words[: verb.start()], words[verb.end() :]) for verb in _VERB.finditer(words))
    fact, rest = next(((fact, rest) for name, rest in parted if (fact := _known(name))), (None, ""))
    if fact is None or rest.startswith(("this: ", "not this: ")):
        return None
    negated = rest.startswith("not ")
    rest, window = split_window(rest.removeprefix("not "))
    limits = limits_of(rest, fact)
    if limits is None:
        return None
    low, high, unit = limits
    of_normal = next((key for key, limit in LIMITS.items() if unit == f"times {limit}"), None)
    kept: dict[str, Any] = {"qualifiers": qualifiers, "wide": bool(qualifiers), "window": window, "sex": sex}
    bounds: dict[str, Any] = {"low": low, "high": high, "unit": None if of_normal else unit}
    measured = Measured(fact=fact.id, of_normal=of_normal, **bounds, **kept)
    return Not(part=measured) if negated else measured


def _concept(text: str, names: Names) -> Requirement:
    words, qualifiers, wide = _notes(text)
    kept: dict[str, Any] = {"qualifiers": qualifiers, "wide": wide}
    head, colon, items = words.partition(": ")
    if colon:
        found = _has(head, names, kept, behind=items)
        if found is not None:
            return found
    found = _has(words, names, kept)
    if found is None:
        raise ValueError(f"no pattern of a statement begins so: {text[:40]!r}")
    return found


def _has(words: str, names: Names, kept: dict[str, Any], *, behind: str | None = None) -> Requirement | None:
    """``behind``: the words behind the colon, that a lead ("any of these") stands for."""
    plain, window = split_window(words)
    for start, time in _DOSES.items():
        for end in (" did not stay the same", " stayed the same"):
            if plain.startswith(start) and plain.endswith(end):
                concept = _named(plain[len(start) : -len(end)], names, behind)
                if concept is None:
                    return None
                dose = HasTreatment(concept=concept, time=time, stable=True, window=window, **kept)
                return Not(part=dose) if end.startswith(" did") else dose
    for kind, patterns in ((HasTreatment, _TREATMENTS), (HasCondition, _CONDITIONS)):
        for start, time, negated in patterns:
            if plain.startswith(start):
                name = plain[len(start) :]
                concept = _named(name if window else name.removesuffix(ALWAYS.get(time, "")), names, behind)
                if concept is None:
                    return None
                since = Time.CURRENT if kind is HasCondition and _since(words, start, window) else time
                has: Requirement = kind(concept=concept, time=since, window=window, **kept)
                return Not(part=has) if negated else has
    return None


def _since(words: str, start: str, window: Window | None) -> bool:
    """Whether it is so still: "I have had asthma for at least 1 year"."""
    return start == "I have had " and lasts(window) and " for at least " in words


def _named(name: str, names: Names, behind: str | None) -> Concept | None:
    if behind is not None:
        if name not in LEADS:
            return None
        name = behind
    return Concept(name=name, ids=tuple(names.get(name, ())))
