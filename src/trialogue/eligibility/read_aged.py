"""Ages told with more words: "Age ≥ 18 and ≤ 80 years at the first dose", "Adults (or of the legal age)".

The limits alone do not decide then: the age is asked as the record puts it (``wide``), and what stands
beside it is read by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from trialogue.eligibility.comparisons import find_comparisons
from trialogue.eligibility.patterns import Pattern
from trialogue.model.codes import Sex
from trialogue.model.requirement import AllOf, Holds, IsSex, Requirement

AGE = "age_fits"
_OF_AGE = Pattern(r"\b(?:age|aged|ages|years?|months?)\b")
#: The age that a person had then is another; "male = 1.5" is a row of a table.
_ANOTHER_TIME = Pattern(
    r"\b(?:onset|diagnos\w+|birth|gestation\w*|menses|menarche|death|mothers?|parents?)\b|=|:\s*(?:(?:fe)?males?|\d)"
)
_BOTH = Pattern(
    r"\b(?:males?|m[ae]n|boys?)\s*(?:or|and|and/or|/|&)\s*(?:females?|wom[ae]n|girls?)\b"
    r"|\b(?:females?|wom[ae]n|girls?)\s*(?:or|and|and/or|/|&)\s*(?:males?|m[ae]n|boys?)\b"
    r"|\b(?:both|either|any|all) (?:sex(?:es)?|genders?)\b|\bgender is not limited\b"
    r"|\b(?:regardless of|without|no) (?:sex|gender)(?: differences?| limits?| restrictions?)?\b"
)
_WOMEN, _MEN = Pattern(r"\b(?:females?|wom[ae]n|girls?)\b"), Pattern(r"\b(?:males?|m[ae]n|boys?)\b")
_AGE_WORDS = Pattern(
    r"\b(?:age|aged|ages|years?|yrs?|months?|old|older|above|over|inclusive|adults?|adolescents?|children"
    r"|pediatric|paediatric|individuals?|participants?|patients?|subjects?|persons?|people|volunteers?"
    r"|females?|wom[ae]n|girls?|males?|m[ae]n|boys?|must|should|be|is|are|who|with|the|of|at|a|an|and|or|in"
    r"|to|as|time|day|date|first|dose|least|between|from|range|group|any|all|eligible|equal|greater|than)\b"
)
_LETTERS = re.compile(r"[A-Za-z]{2,}")
_EDGES = re.compile(
    r"^(?:\W|\b(?:and|with|who|have|has|having|or|in|of|the|patients?|participants?)\b)+", re.I
)

Reads = Callable[[str], Requirement | None]


def read_aged(bare: str, whole: str, read: Reads) -> Requirement | None:
    """An age with more words, the sex, and what ``read`` makes of the words beside them."""
    if not _OF_AGE.search(bare) or _ANOTHER_TIME.search(bare):
        return None
    ages = [c for c in find_comparisons(bare) if c.variable == "age"]
    if not ages:
        return None
    left = bare
    for c in reversed(ages):
        start = c.start if c.var_start is None else min(c.start, c.var_start)
        left = f"{left[:start]} {left[max(c.end, c.var_end or 0) :]}"
    parts: list[Requirement] = [Holds(fact=AGE, qualifiers=(whole,), wide=True)]
    if not _BOTH.search(left) and (sex := _sex(left)) is not None:
        parts.insert(0, IsSex(sex=sex))
    beside = _EDGES.sub("", " ".join(_BOTH.sub(" ", left).split()))
    if _LETTERS.search(_AGE_WORDS.sub(" ", beside)):
        more = read(beside)
        if more is None:
            return None
        parts += more.parts if isinstance(more, AllOf) else (more,)
    return parts[0] if len(parts) == 1 else AllOf(parts=tuple(parts))


def _sex(left: str) -> Sex | None:
    women, men = _WOMEN.within(left), _MEN.within(left)
    if women == men:
        return None
    return Sex.FEMALE if women else Sex.MALE
