"""Limits that differ by sex: "QTc > 450 ms (men) or > 470 ms (women)", "men aged 45, women 55 or older".

Each half is read as a limit of its own; where one cannot be, or more is said, nothing is read here.
What only the first half says (the measure, the limit's words), or the last (the unit), is the other's, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from trialogue.eligibility.comparisons import find_comparisons
from trialogue.eligibility.comparisons_units import unit_behind
from trialogue.eligibility.patterns import Pattern
from trialogue.model.codes import Sex
from trialogue.model.requirement import AllOf, AnyOf, IsSex, Measured, Requirement

Reads = Callable[[str], Requirement | None]

_SEX = Pattern(
    r"[(\[]?\b(?:(?:for|in|if|among|of) )?(?:(?:the|all|adult) )?(?:(?P<women>females?|wom[ae]n|girls)"
    r"|(?P<men>males?|m[ae]n|boys))(?: (?:patients?|subjects?|participants?|volunteers?|individuals?))?\b"
    r"[)\]:]?"
)
_LINK = re.compile(r"^[\s,;/]*(?:(?:and/or|and|or)\b)?[\s,;]*|[\s,;/]*(?:\b(?:and/or|and|or))?[\s,;/]*$")
_DIGIT = re.compile(r"\d")


def read_by_sex(text: str, read: Reads, *, exclusion: bool) -> Requirement | None:
    """Two limits, one of each sex; None where the text says anything else. ``read`` reads one limit."""
    low = text.lower()
    may_be = any(stem in low for stem in ("female", "women", "woman", "girls")) and _DIGIT.search(text)
    named = list(_SEX.finditer(text)) if may_be else []
    if len(named) != 2 or (named[0]["men"] is None) == (named[1]["men"] is None):
        return None
    halves = _halves(text, *named)
    found = [read(half) for half in halves or ()]
    if len(found) != 2 or not _alike(found[0], found[1]):
        return None
    parts: list[Requirement] = []
    for sex, limit in zip(named, found, strict=True):
        men = sex["men"] is not None
        if limit is None:
            return None
        if exclusion:
            parts.append(AllOf(parts=(IsSex(sex=Sex.MALE if men else Sex.FEMALE), limit)))
        else:
            parts.append(AnyOf(parts=(IsSex(sex=Sex.FEMALE if men else Sex.MALE), limit)))
    return AnyOf(parts=tuple(parts)) if exclusion else AllOf(parts=tuple(parts))


def _alike(one: Requirement | None, other: Requirement | None) -> bool:
    """Whether both are limits of the same thing in the same way: two ages, or one measure from one side."""
    if isinstance(one, Measured) and isinstance(other, Measured):
        sides = [(each.low is None, each.high is None, each.of_normal) for each in (one, other)]
        return one.fact == other.fact and sides[0] == sides[1]
    return type(one) is type(other)


def _halves(text: str, one: re.Match[str], other: re.Match[str]) -> tuple[str, str] | None:
    """What each half says, made whole; the sex stands before its limit, or behind it."""
    if not text[: one.start()].strip(" ,"):
        first, second = text[one.end() : other.start()], text[other.end() :]
        return _whole(_LINK.sub("", first), _LINK.sub("", second))
    first, second = text[: one.start()], text[one.end() : other.start()]
    behind = text[other.end() :].strip(" .,;")
    if behind:
        if unit_behind(f" {behind}", 0)[1] != len(behind) + 1:
            return None
        first, second = f"{first} {behind}", f"{second} {behind}"
    return _whole(_LINK.sub("", first), _LINK.sub("", second))


def _whole(first: str, second: str) -> tuple[str, str] | None:
    """The second half with what only the first says: the measure, and where a number starts it the limit."""
    limits = find_comparisons(first)
    if len(limits) != 1 or not second:
        return None
    if second[0].isdigit():
        digit = _DIGIT.search(first, limits[0].start)
        return None if digit is None else (first, first[: digit.start()] + second)
    own = find_comparisons(second)
    if len(own) != 1:
        return None
    bare = own[0].start == 0 and limits[0].start > 0
    return first, (f"{first[: limits[0].start].rstrip()} {second}" if bare else second)
