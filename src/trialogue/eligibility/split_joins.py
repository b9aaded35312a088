"""How the children of a criterion join, from the words of their parent."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trialogue.model.criterion import CriterionKind, Joined

_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_N = r"(?P<n{}>one|two|three|four|five|six|seven|eight|\d{{1,2}})(?:\s*\(\d\))?"
_AT_LEAST = re.compile(
    r"(?:\bat least|\bminimum of|\ba minimum of|≥|>=|\bno fewer than|\bno less than|\\>=)\s*"
    + _N.format(1)
    + r"\b(?!\s*(?:years?|months?|weeks?|days?|hours?|%|mg|cm|mm|points?|times?))"
    + r"|\b"
    + _N.format(2)
    + r"\s+or\s+more\b(?!\s*(?:years?|months?|weeks?|days?))"
    + r"|\b(?:any|meets?|meeting|with|have|has|fulfil\w*)\s+"
    + _N.format(3)
    + r"\s+(?:or more\s+)?(?:of|criteria)\b|\b"
    + _N.format(4)
    + r"\s+of\s+(?:the|these|any)?\s*(?:[a-z]+\s+){0,2}(?:following|below|criteria)\b",
    re.IGNORECASE,
)
_ANY = re.compile(
    r"\b(?:any|either|or\s+more|one\s+of|at\s+least\s+one|1\s+of|such\s+as|for\s+example|e\.g\."
    r"|alternatively|the\s+following\s+(?:options|alternatives))\b",
    re.IGNORECASE,
)
_ALL = re.compile(r"\b(?:all|both|each|every)\b", re.IGNORECASE)
_NEGATION = (
    r"(?:none|no|not|never|neither|cannot|without|absence|lack|free|non-?existence|don't|doesn't|isn't)\b"
)
_NEGATED_START = re.compile(
    _NEGATION + r"(?!\s+(?:more|less|later|older|younger|greater|limited|only)\b)", re.I
)
_NEGATED = re.compile(
    r"(?<!or )(?<!and/or )\b"
    + _NEGATION
    + r"(?!\s+(?:more|less|later|older|younger|greater|limited|only)\b)(?:\s+[^\s.,;:]+){0,7}?"
    r"\s+(?:following|below|these|one|any|either)\b",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\b(?:except(?:ions?|ing)?(?: (?:for|are|is|include|if))?|unless|other than|with the exception of|"
    r"exceptions? to (?:this|the above))"
    r"(?: (?:any|one|all|of|the|following|are|include|met|below)){0,9}[\s:.]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """How children join, how many are needed, whether they are turned round or are exceptions."""

    joined: Joined
    count: int | None = None
    negated: bool = False
    exceptions: bool = False


def join_of(words: str, kind: CriterionKind) -> Join:
    """Read a parent's words ("at least two of the following:").

    Without a word for it the children of an inclusion are all needed, and any child of an
    exclusion bars. "None of the following" joins by any and turns the result round.
    """
    tail = words[-240:]
    if _EXCEPT.search(tail[-80:]):
        return Join(joined=Joined.ANY, exceptions=True)
    negated = bool(_NEGATED.search(tail) or _NEGATED_START.match(words))
    count = _count(tail)
    if count is not None and count > 1:
        return Join(joined=Joined.AT_LEAST, count=count, negated=negated)
    if count == 1 or negated:
        return Join(joined=Joined.ANY, negated=negated)
    if _ALL.search(tail) and not re.search(r"\bany\b", tail, re.IGNORECASE):
        return Join(joined=Joined.ALL)
    if _ANY.search(tail):
        return Join(joined=Joined.ANY)
    return Join(joined=Joined.ALL if kind is CriterionKind.INCLUSION else Joined.ANY)


def _count(words: str) -> int | None:
    last = None
    for found in _AT_LEAST.finditer(words):
        last = found
    if last is None:
        return None
    number = next(last[f"n{place}"] for place in range(1, 5) if last[f"n{place}"])
    return _NUMBERS.get(number.lower()) or int(number)
