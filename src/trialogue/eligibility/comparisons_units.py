"""The unit behind a number."""

from __future__ import annotations

import re

from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.units import FREQUENCY, TIME_UNIT, UNIT

_REACH = 60
_OUT_OF = re.compile(r"\s?/\s?(\d{2,3})(?![\d/.])")
_DAYS_A_WEEK = Pattern(
    r"[\s-]?(?:days?|nights?|times)\s?(?:/|per|(?:in\s)?a|each|every)\s?(week|month|year)\b"
)
_COUNTED = frozenset({"", "times", "drinks", "drink", "cigarettes", "cups", "servings", "days"})
_CONSUMED = frozenset(
    {"drinks", "drink", "cigarettes", "cigarette", "cups", "packs", "units", "joints", "days"}
)
#: "24 g alcohol/day", "14 units of alcohol per week".
_OF_IT = Pattern(r"\s(?:of\s)?(?:pure\s)?[a-z]+\s?(?:/\s?|per\s|a\s|each\s)(day|week|month)\b")
_TAKEN = frozenset({"g", "mg", "mcg", "µg", "μg", "ug", "gram", "grams", "ml", "units", "unit", "iu"})
_DIGITS_LAST = re.compile(r"\d[\d.]*$")


def unit_behind(text: str, end: int) -> tuple[str | None, int]:
    """The unit that begins at ``end``, as written, and where it ends.

    Of "160/100 mmHg" it is mmHg; of "4/10" it is "/10"; "3 nights per week" is "/week".
    """
    if (out_of := _OUT_OF.match(text, end)) is not None:
        if out_of[1] in {"10", "100"} and float(out_of[1]) >= _number_before(text, end):
            return "/" + out_of[1], out_of.end()
        end = out_of.end()
    if (days := _DAYS_A_WEEK.match(text, end)) is not None:
        return "/" + days[1].lower(), days.end()
    unit, stop = _written(text, end)
    if unit.lower() in _COUNTED and (often := FREQUENCY.match(text, end)) is not None:
        noun = often["noun"].lower()
        known = noun.rsplit(" ")[-1] in _CONSUMED
        return (f"{noun}/{often['time']}" if known else f"/{often['time']}"), often.end()
    if (often := _OF_IT.match(text, stop)) is not None and unit.lower() in _TAKEN:
        return f"{unit}/{often[1].lower()}", stop
    return ("seconds" if unit == "s" else unit, stop) if unit else (None, end)


def _written(text: str, end: int) -> tuple[str, int]:
    match = UNIT.low_match(text, end, min(len(text), end + _REACH))
    if match is None:
        return "", end
    stop = match.end()
    if stop < len(text) and text[stop].isalpha() and text[stop - 1].isalpha():
        return "", end
    uln, power, unit = (text[slice(*match.span(part))] for part in ("uln", "power", "unit"))
    return (uln or power + unit).strip(), stop


def _number_before(text: str, end: int) -> float:
    digits = _DIGITS_LAST.search(text[max(0, end - 12) : end])
    return float(digits[0].strip(".")) if digits is not None and digits[0].count(".") < 2 else 0.0


def is_time(unit: str | None) -> bool:
    """Whether a unit as written is a length of time."""
    return unit is not None and TIME_UNIT.fullmatch(unit) is not None
