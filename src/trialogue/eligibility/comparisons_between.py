"""How a comparison hangs on the one before it: "≥ 20 and < 30", "> 5 % at rest within a year"."""

from __future__ import annotations

import re

from trialogue.eligibility.comparison import Comparison, Op
from trialogue.eligibility.comparisons_after import phrase_after
from trialogue.eligibility.comparisons_age import is_age
from trialogue.eligibility.comparisons_words import Place
from trialogue.eligibility.kinds import NameKind, kind_of_name
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.units import normal

TIMES = frozenset({"year", "month", "week", "day", "hour", "minute", "second"})
_PERSONS = (
    r"(?:men|man|wom[ae]n|males?|females?|boys?|girls?|adults?|children|adolescents?|patients?|subjects?"
    r"|participants?|individuals?|people|persons?|volunteers?)"
)
_SAME = Pattern(
    rf"\W*(?:(?:and|or|to|but|and/or|yet|in|for|of|the|both|either|also|than|if|{_PERSONS}|single|fractionated"
    r"|orally|iv|inclusive|respectively|not)\b\W*){0,6}"
)
_FOR_PERSONS = Pattern(rf"\b{_PERSONS}\b")
_SAID_AGAIN = re.compile(r"\([^()\n]{1,16}\)")
_OR_ELSE = re.compile(r"\b(?:or|and)\W*$")
#: "SpO2 < 95 % in ambient air (< 91 % …".
_IN_BRACKET = re.compile(r"\s(?:in|on|at|for|if|when|by|with)\s[^,;()]{1,40}[(\[]\s?")
_AND_ONLY = re.compile(r"\s[a-z]{1,12}\s(?:and|or)\s")
_NEW_PART = re.compile(r"\. |\n|:")
#: "≤ 2.5 × ULN, or if there are metastases ≤ 5 × ULN".
_IN_CASE = Pattern(
    r"\b(?:if|in|with|for|when|where|unless|except\w*|absence|presence|case|due|attribut\w+)\b"
)
#: Where or how it is measured, up to a window: "on room air within 24 hours".
_TAKEN_SO = re.compile(r"\s(?:on|at|in|from|by|under)\s[^,;:.()\n]{1,60}$")
_OF_THAT = re.compile(r"\s(?:of|from)\s[^,;:.()\n]{1,60}$")
_JOINED_ON = Pattern(r"\b(?:and|or|who|which|that|with|history|diagnos\w+|requir\w+)\b")
_OVER = re.compile(r"[Oo]ver\s")
_FAR = 90
_NEAR = 40


def begins_age(text: str, c: Comparison, following: Comparison) -> bool:
    """Whether it is the first of two limits of an age: "≥ 20 and ≤ 80 years of age"."""
    unit = normal(following.unit) if following.unit else None
    if (
        unit not in TIMES
        or following.start - c.end > 6
        or _SAME.fullmatch(text, c.end, following.start) is None
    ):
        return False
    return (c.unit is None or normal(c.unit) in TIMES) and is_age(text, c._replace(end=following.end), unit)


def continues(text: str, c: Comparison, previous: Comparison, unit: str | None) -> bool:
    """Whether this comparison bounds the same variable as the one before ("≥ 20 and < 30")."""
    gap = _SAID_AGAIN.sub(" ", text[previous.end : c.start])
    other = normal(previous.unit) if previous.unit else None
    if _SAME.fullmatch(gap) is None or (gap.count("\n") and not gap.strip()):
        again = _or_else(gap, unit, other) or (unit is other is None and _AND_ONLY.fullmatch(gap) is not None)
        return again and phrase_after(text, c, direct=True) is None
    if unit in TIMES and (other is None or previous.variable == "age"):
        return previous.variable == "age"
    return unit is None or other is None or other == unit or _FOR_PERSONS.search(gap) is not None


def _or_else(gap: str, unit: str | None, other: str | None) -> bool:
    """ "≥ 37.2 °C in the ear, or ≥ 36.6 °C": nothing of its own is named."""
    if unit is None or unit != other or unit in TIMES or len(gap) > _FAR:
        return False
    said = _OR_ELSE.search(gap) is not None or _IN_BRACKET.fullmatch(gap) is not None
    return said and _NEW_PART.search(gap) is None


def in_another_case(text: str, c: Comparison, previous: Comparison, place: Place) -> bool:
    """Whether what stands before it is only when it holds: "or if metastases ≤ 5 × ULN"."""
    if c.unit is None or previous.unit is None or normal(c.unit) != normal(previous.unit):
        return False
    gap = text[previous.end : place.start]
    if len(gap) > _FAR or "\n" in gap or _IN_CASE.search(gap) is None:
        return False
    last = text[place.start : place.end].endswith(place.text)
    return last and kind_of_name(place.text) is NameKind.CONDITION


def within_that(text: str, c: Comparison, previous: Comparison, place: Place | None) -> bool:
    """Whether a window is of the whole limit before it: "SpO2 < 94 % on room air within 24 hours"."""
    if place is None or not c.is_time or c.op not in {Op.LE, Op.LT} or previous.is_time:
        return False
    gap = text[previous.end : c.start]
    so = _TAKEN_SO.match(gap) or (previous.unit == "%" and _OF_THAT.match(gap))
    if not so or previous.variable in {None, "age"} or _JOINED_ON.search(gap) or _FOR_PERSONS.search(gap):
        return False
    return kind_of_name(place.text) is None


def spans_time(text: str, c: Comparison, previous: Comparison) -> bool:
    """Whether "over" says in what time: "a loss of > 5 % over 6 months"."""
    if c.op is not Op.GT or _OVER.match(text, c.start) is None or previous.is_time:
        return False
    gap = text[previous.end : c.start]
    return previous.variable != "age" and len(gap) <= _NEAR and not any(mark in gap for mark in ",;\n.")
