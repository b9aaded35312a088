"""Limits that are read of a measure and are of another thing, or of more than one."""

from __future__ import annotations

import re

from trialogue.eligibility.another_thing import ANOTHER
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_text import outside_brackets
from trialogue.model.requirement import Measured

#: A scale that may be of anything, or a count of places.
_NOT_OF_PAIN = Pattern(
    r"\b(?:itch\w*|prurit\w*|nasal|congestion|obstruction|symptoms?|fatigue|stress|anxiety|dyspn\w*"
    r"|breath\w*|sleep|smell"
    r"|rhin\w*|cough|nausea|depress\w*|disease activity|extra-?muscular|global)\b"
    r"|\d (?:out )?of (?:the )?(?:\d|following)"
)
#: Another virus than HIV, or the cycles of a test.
_NOT_OF_HIV = Pattern(
    r"\b(?:sars|covid|coronavirus|hepatitis|h[bcde]v|cmv|ebv|rsv|hpv|adenovirus|influenza|cytomegalovirus"
    r"|ct|cycles?|log\w*)\b"
)
#: Sight told on another scale than letters of a chart.
_NOT_IN_LETTERS = Pattern(r"\b(?:logmar|decimals?|snellen)\b")
_FEWEST_LETTERS = 3
#: Of these less is better: "2 or better" is 2 or less.
_LESS_IS_BETTER = frozenset(
    {"ecog", "nyha", "asa", "rankin", "edss", "cdr", "hoehn_yahr", "child_pugh", "meld"}
)
_OR_BETTER = Pattern(r"\bor better\b")
_OPERATOR = re.compile(r"[<>≤≥]=?")
_BETWEEN = re.compile(r"\d[\d.,]*\s*(?:%|[a-zA-Z/]{1,8})?\s*[<≤>≥]=?\s*[A-Za-z]")


def is_of_another_measure(measured: Measured, words: str) -> bool:
    """Whether a limit is of another scale, sets a second demand, or was read of one side only."""
    if measured.fact == "pain" and _NOT_OF_PAIN.search(words):
        return True
    if measured.fact in {"viral_load", "virus_count"} and _NOT_OF_HIV.search(words):
        return True
    if measured.fact == "bcva" and (_NOT_IN_LETTERS.search(words) or _is_decimal(measured)):
        return True
    if measured.fact in _LESS_IS_BETTER and measured.high is None and _OR_BETTER.within(words):
        return True
    told = outside_brackets(" ".join(measured.qualifiers))
    return ANOTHER.search(told) is not None or _is_between(measured, told)


def _is_decimal(measured: Measured) -> bool:
    """Whether an acuity is a share of the normal one: nobody sees 0.7 letters."""
    bounds = [bound.value for bound in (measured.low, measured.high) if bound is not None]
    return bool(bounds) and max(bounds) < _FEWEST_LETTERS


def _is_between(measured: Measured, told: str) -> bool:
    """Whether a measure that stands between two limits was read with one of them."""
    one = measured.low is None or measured.high is None
    return one and len(_OPERATOR.findall(told)) == 2 and _BETWEEN.search(told) is not None
