"""Whether a comparison is about a person's age."""

from __future__ import annotations

import re

from trialogue.eligibility.comparison import Comparison, Op

_AGE_AFTER = re.compile(
    r"\W{0,3}(?:\(?inclusive\)?,?\s)?(?:and\s|or\s)?(?:of\s+age|olds?\b|-old|years?\s+old|of\s+life"
    r"|y/?o\b|at the time of (?:consent|screening|enrol)"
    r"|(?:or|and) (?:older|younger|over|above)|adults?|inclusive|male|female|men\b|women|patients)",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"\b(?:patients?|subjects?|participants?|adults?|men|women|males?|females?|children|volunteers?"
    r"|people|persons?"
    r"|individuals?|adolescents?|infants?|boys|girls|sex|sexes|genders?|mothers?|parents?|caregivers?"
    r"|neonates?|newborns?"
    r"|residents|must be|being|he|she|who are|(?:is|are) (?:between|at least|over))\W*$",
    re.IGNORECASE,
)
_LINE_START = re.compile(
    r"(?:^|\n)\W*(?:[0-9a-z]{1,2}[.)]\W*)?(?:(?:both|male|female|and|or|gender"
    r"|inclusion|criteria|be|must)\W+){0,4}$",
    re.IGNORECASE,
)
_NOT_AGE_AFTER = re.compile(
    r"\W{0,3}(?:prior|before|after|ago|from|post|since|following|earlier|duration|history|preceding"
    r"|with|experience|course|in|for|the|on|apart|drive|travel|until"
    r"|of (?!age|old))",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b(?:ages?|aged)\b(?P<gap>[^.;\n]*)$", re.IGNORECASE)


def is_age(text: str, c: Comparison, unit: str | None) -> bool:
    """``unit`` is a time in normal spelling, or None."""
    left = text[max(0, c.start - 60) : c.start]
    right = text[c.end : c.end + 40]
    inside = text[c.start : c.end].lower()
    if re.search(r"\bages?d?\b", inside) or re.match(r"\W{0,2}(?:years?\s+)?(?:of\s+age|old\b)", right):
        return unit is not None or "age" in inside
    if re.match(r"\s?ages?\b", right, re.IGNORECASE) and inside.rstrip()[-1:] in ("<", ">", "≤", "≥", "="):
        return True
    before = _NAMED.search(left)
    if (
        before is not None
        and len(before["gap"]) <= 22
        and not re.search(r"gestation\w*\s+$|adjusted to\s+$", left[: before.start()], re.IGNORECASE)
    ):
        return True
    if re.search(r"\b(?:older|younger|old)\b", inside):
        return unit in {None, "year"} or _starts(left)
    if unit is None:
        return re.match(r"\W{0,3}(?:years?|y\.?o\.?)\b", right, re.IGNORECASE) is not None or _bare_people(
            c, left
        )
    if _AGE_AFTER.match(right) and not re.match(r"\W{0,3}(?:or|and) (?:longer|more)", right):
        return unit != "hour" or "of age" in right[:12]
    return unit == "year" and not _NOT_AGE_AFTER.match(right) and _starts(left)


def _starts(left: str) -> bool:
    return bool(_LINE_START.search(left) or _PEOPLE.search(left))


def _bare_people(c: Comparison, left: str) -> bool:
    """ "Any patient ≥ 18 who …"."""
    low = c.value[0] if isinstance(c.value, tuple) else c.value
    return c.op is not Op.EQ and 10 <= low <= 99 and c.unit is None and _PEOPLE.search(left) is not None
