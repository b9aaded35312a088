"""A measure's limits in words, and back: "is 5 % or more"."""

from __future__ import annotations

import re

from trialogue.eligibility.facts import Fact
from trialogue.model.requirement import Bound, Measured

TIMES = "× "
_TIMES = " times "
_TIMES_NORMAL = (" times the top of", " times the bottom of")
_ONCE_NORMAL = re.compile(r"(?<! times )the (?=(?:top|bottom) of normal)")
LIMITS = {"uln": "the top of normal", "lln": "the bottom of normal"}
_COUNTED = {"points", "letters", "seconds", "days", "weeks", "months", "years", "pack-years"}
"""Units that lose their last letter behind a 1."""
_IN_THE_NAME = {"class", "stage", "ratio"}
"""Units that the name of the measure says already: "my NYHA class is 2"."""
_OF_NORMAL = "in % of normal"
_SHORTER = ("week", "day", "hour")
_HEAD = re.compile(r" (?:\(|of |I |before |in |after )|,")
_NUMBER = r"(-?[\d,]+(?:\.\d+)?(?:e[+-]?\d+)?)"
_BOTH = re.compile(rf"from {_NUMBER} to {_NUMBER}(| .+)")
_JUST = re.compile(rf"just {_NUMBER}(| .+)")
_SIDES = (
    (re.compile(rf"{_NUMBER}(| .+) or more"), True, True),
    (re.compile(rf"more than {_NUMBER}(| .+)"), True, False),
    (re.compile(rf"{_NUMBER}(| .+) or less"), False, True),
    (re.compile(rf"less than {_NUMBER}(| .+)"), False, False),
)
Limits = tuple[Bound | None, Bound | None, str | None]
"""The lower end, the upper end, the unit."""


def name_of(fact: Fact) -> str:
    """The fact's name; what it says of its unit goes to the unit ("my FEV1 (lung test), in % of normal")."""
    name, comma, rest = fact.name.partition(", ")
    return f"{name} ({rest})" if comma and rest != _OF_NORMAL else name


def _unit_of(fact: Fact) -> str | None:
    return f"{fact.unit} of normal" if fact.name.endswith(_OF_NORMAL) else fact.unit


def verb_of(name: str) -> str:
    """``are`` for the name of several things ("my platelets (blood test)"), else ``is``."""
    head = _HEAD.split(name, maxsplit=1)[0]
    several = head.endswith("s") and not head.endswith(("ss", "us")) and not head.startswith("how ")
    return "are" if several else "is"


def amount_of(measured: Measured, fact: Fact) -> str:
    """``from 0 to 1 points``; ``1 point or less``; ``2.5 times the top of normal or less``; ``12 weeks``."""
    if measured.of_normal:
        return _amount(measured.low, measured.high, f" times {LIMITS[measured.of_normal]}")
    low, high, unit = _in_whole_numbers((measured.low, measured.high, measured.unit), fact)
    if not unit or unit in _IN_THE_NAME:
        return _amount(low, high, "")
    if unit == fact.unit:
        unit = _unit_of(fact) or unit
    return _amount(low, high, f" {TIMES if unit[:1].isdigit() else ''}{unit}")


def _in_whole_numbers(limits: Limits, fact: Fact) -> Limits:
    """Months that the record gives in weeks or days, in these."""
    low, high, unit = limits
    values = [bound.value for bound in (low, high) if bound is not None]
    if unit != "months" or unit != fact.unit or all(value == int(value) for value in values):
        return limits
    for shorter in _SHORTER:
        counts = [round(value / fact.units[shorter]) for value in values if shorter in fact.units]
        if counts and [fact.in_own_unit(count, shorter) for count in counts] == values:
            factor = 1 / fact.units[shorter]
            return _times(low, factor), _times(high, factor), f"{shorter}s"
    return limits


def _times(bound: Bound | None, factor: float) -> Bound | None:
    return bound and Bound(value=round(bound.value * factor), inclusive=bound.inclusive)


def _amount(low: Bound | None, high: Bound | None, unit: str) -> str:
    if low is not None and high is not None and low.inclusive and high.inclusive:
        if low.value == high.value:
            return f"just {_with_unit(low, unit)}"
        return f"from {number(low.value)} to {number(high.value)}{unit}"
    parts = []
    if low is not None:
        amount = _with_unit(low, unit)
        parts.append(f"{amount} or more" if low.inclusive else f"more than {amount}")
    if high is not None:
        amount = _with_unit(high, unit)
        parts.append(f"{amount} or less" if high.inclusive else f"less than {amount}")
    return " and ".join(parts) or f"known{unit}"


def _with_unit(bound: Bound, unit: str) -> str:
    """``0.5 points``, ``1 point``, ``the top of normal``."""
    if bound.value == 1 and unit.startswith(_TIMES_NORMAL):
        return unit.removeprefix(_TIMES)
    one = bound.value == 1 and unit.strip() in _COUNTED
    return f"{number(bound.value)}{unit[:-1] if one else unit}"


def number(value: float) -> str:
    """With commas at the thousands and no more places than it has: ``1,500``, ``0.25``."""
    return f"{int(value):,}" if value == int(value) and abs(value) < 1e15 else repr(float(value))


def limits_of(words: str, fact: Fact) -> Limits | None:
    """The limits that ``amount_of`` says so, in the fact's own unit; None where the words are none."""
    found = _limits(_ONCE_NORMAL.sub("1 times the ", words))
    if found is None:
        return None
    low, high, words_of_unit = found
    unit = words_of_unit.strip().removeprefix(TIMES)
    unit = f"{unit}s" if f"{unit}s" in _COUNTED else unit
    if unit[:-1] in _SHORTER and unit != fact.unit:
        return _converted(low, unit[:-1], fact), _converted(high, unit[:-1], fact), fact.unit
    if unit == _unit_of(fact):
        return low, high, fact.unit
    return low, high, unit or (fact.unit if fact.unit in _IN_THE_NAME else None)


def _converted(bound: Bound | None, unit: str, fact: Fact) -> Bound | None:
    value = None if bound is None else fact.in_own_unit(bound.value, unit)
    return None if bound is None or value is None else Bound(value=value, inclusive=bound.inclusive)


def _limits(words: str) -> tuple[Bound | None, Bound | None, str] | None:
    if found := _BOTH.fullmatch(words):
        return Bound(value=_value(found[1])), Bound(value=_value(found[2])), found[3]
    if found := _JUST.fullmatch(words):
        bound = Bound(value=_value(found[1]))
        return bound, bound, found[2]
    if words.startswith("known"):
        return None, None, words[5:]
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
            return Bound(value=_value(found[1]), inclusive=inclusive), is_low, found[2]
    return None


def _value(digits: str) -> float:
    plain = float(digits.replace(",", ""))
    return int(plain) if plain.is_integer() else plain
