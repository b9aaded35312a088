"""Age and sex in a statement, read back: the other direction of ``say_sentences``."""

from __future__ import annotations

import re

from trialogue.eligibility.say_sentences import SEXES
from trialogue.model.age import Age, AgeUnit
from trialogue.model.requirement import Aged, IsSex, Not, Requirement

_AGE = r"(\d+) (year|month|week|day|hour|minute)s?"
_RANGE = re.compile(rf"(\d+) to {_AGE} old")
_LOW = re.compile(rf"{_AGE} old or older|older than {_AGE}")
_HIGH = re.compile(rf"{_AGE} old or younger|younger than {_AGE}")
_BY_SEX = {words: sex for sex, words in SEXES.items()}


def age_or_sex(text: str) -> Requirement | None:
    """What "I am …" says of age or sex; None where it says something else."""
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
