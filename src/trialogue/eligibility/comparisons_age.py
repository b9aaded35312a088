"""Whether a comparison is about a person's age."""

from __future__ import annotations

import re

from trialogue.eligibility.comparison import Comparison, Op
from trialogue.eligibility.kinds import kind_of_name
from trialogue.eligibility.patterns import Pattern

_AGE_AFTER = Pattern(
    r"\W{0,3}(?:\(?inclusive\)?,?\s)?(?:and\s|or\s)?(?:of\s+age|olds?\b|-old|years?\s+old|of\s+life"
    r"|y?\.?/?o\b|at the time of (?:consent|screening|enrol)"
    r"|(?:or|and) (?:older|younger|over|above)|adults?|inclusive|male|female|men\b|women|patients)",
)
_PEOPLE = Pattern(
    r"\b(?:patients?|subjects?|participants?|adults?|minors?|men|women|males?|females?|children|volunteers?"
    r"|people|persons?"
    r"|individuals?|adolescents?|infants?|boys|girls|sex|sexes|genders?|mothers?|parents?|caregivers?"
    r"|neonates?|newborns?"
    r"|residents|members|older|must be|being|he|she|who are|(?:is|are) (?:between|at least|over)"
    r"|(?:patient|subject|participant|volunteer|member|who|s?he)s? (?:is|are))(?:\s+of)?\W*$",
)
_GROUP = Pattern(
    r"\b(?:adults?|children|adolescents?|infants?|boys|girls|(?:fe)?males?|(?:wo)?m[ae]n)\W{1,3}$"
)
_LINE_START = Pattern(
    r"(?:^|\n)\W*(?:[0-9a-z]{1,2}[.)]\W*)?(?:(?:both|male|female|and|or|gender"
    r"|inclusion|criteria|be|must)\W+){0,4}$",
)
_NOT_AGE_AFTER = Pattern(
    r"\W{0,3}(?:(?:prior|before|after|ago|from|post|since|following|earlier|duration|history|preceding"
    r"|with|experience|course|in|for|the|on|apart|drive|travel|until)\b"
    r"|of (?!age|old))",
)
_BREAK = re.compile(r"\n|\. |;")
_WINDOW = re.compile(r"(?:with\s?in|in|during|(?:(?:over|for) )?(?:the )?(?:past|last|previous|preceding))\b")
_OF_LIFE = re.compile(r"\W{0,3}(?:of (?:age|life)\b|olds?\b)")
_NAMED = Pattern(r"\b(?:ages?|aged)\b(?P<gap>(?:(?!\b(?:age|with\b|who\b))[^.;\n\d])*)$")
_AGE_INSIDE = re.compile(r"\bages?d?\b")
_OF_AGE = re.compile(r"\W{0,2}(?:years?\s+)?(?:of\s+age|old\b)")
_AGE_NEXT = Pattern(r"\s?ages?\b")
_OTHER_AGE = Pattern(r"(?:gestation\w*|bone|biological|mental)\s+$|adjusted to\s+$")
_YOUNG = Pattern(r"\b(?:children|infants?|babies|neonates?|newborns?|toddlers?)\W{1,3}$")
_YEARS_OLD = re.compile(r"y\.?/?o\.?a?", re.IGNORECASE)
_AND_UP = re.compile(r"years?,? (?:and|or) (?:above|over|up|upwards?)\b")
_OLDER = re.compile(r"\b(?:older|younger|old)\b")
_IF_UNDER = re.compile(r"\bif\s+$")
_GROWN = frozenset({14, 15, 16, 17, 18, 19, 20, 21, 60, 65, 70, 75, 80})
_ENDS = re.compile(r"\s*(?:$|[).,;\]])")
_YEARS = Pattern(r"\W{0,3}(?:years?|y\.?o\.?)\b")
_THING = re.compile(r"([A-Za-z-]+)[^\w\n]*\Z")
_LASTS = re.compile(r"\b(?:for|lasting|since|duration of)\s*$")
_LONGER = re.compile(r"\W{0,3}(?:or|and) (?:longer|more)")


def is_age(text: str, c: Comparison, unit: str | None) -> bool:
    """``unit`` is a time in normal spelling, or None."""
    left = text[max(0, c.start - 60) : c.start]
    right = _BREAK.split(text[c.end : c.end + 40], maxsplit=1)[0]
    inside = text[c.start : c.end].lower()
    if _WINDOW.match(inside) and not (_AGE_INSIDE.search(inside) or _OF_LIFE.match(right)):
        return False
    if _AGE_INSIDE.search(inside) or (_OF_AGE.match(right) and ("age" in right or not _is_of_a_thing(left))):
        return unit is not None or "age" in inside
    if _AGE_NEXT.match(right) and inside.rstrip()[-1:] in ("<", ">", "≤", "≥", "="):
        return True
    before = _NAMED.search(left)
    if before is not None and len(before["gap"]) <= 22 and not _OTHER_AGE.search(left[: before.start()]):
        return True
    if (_AND_UP.search(inside) and not _LASTS.search(left)) or _YEARS_OLD.fullmatch(c.unit or ""):
        return True
    if _OLDER.search(inside):
        return (not _is_of_a_thing(left) or "age" in right) and (unit in {None, "year"} or _starts(left))
    if unit is None:
        grown = c.value in _GROWN and _IF_UNDER.search(left) and _ENDS.match(right)
        return bool(_YEARS.match(right) or grown) or _bare_people(c, left)
    if _AGE_AFTER.match(right) and not _LONGER.match(right):
        return not _OF_AGE.match(right) and (unit != "hour" or "of age" in right[:12])
    return _beside_people(c, unit, left, right)


def _beside_people(c: Comparison, unit: str, left: str, right: str) -> bool:
    """Years beside people: "Adults (18-60 years) with …", "Patients ≥ 18 years"."""
    group = _GROUP if unit == "year" else _YOUNG
    if c.op is Op.RANGE and unit in {"year", "month", "week", "day"} and group.search(left):
        return True
    return unit == "year" and not _NOT_AGE_AFTER.match(right) and _starts(left)


def _is_of_a_thing(left: str) -> bool:
    """Whether a condition or a treatment stands right before: "ulcers older than 1 year"."""
    thing = _THING.search(left)
    return thing is not None and kind_of_name(thing[1]) is not None


def _starts(left: str) -> bool:
    return bool(_LINE_START.search(left) or _PEOPLE.search(left))


def _bare_people(c: Comparison, left: str) -> bool:
    """ "Any patient ≥ 18 who …"."""
    low = c.value[0] if isinstance(c.value, tuple) else c.value
    return c.op is not Op.EQ and 10 <= low <= 99 and c.unit is None and _PEOPLE.search(left) is not None
