"""The variable of each comparison: age, a fact of the table by one of its names, or a noun phrase."""

from __future__ import annotations

import re
from dataclasses import replace

from trialogue.eligibility.comparison import Comparison
from trialogue.eligibility.comparisons_age import is_age
from trialogue.eligibility.comparisons_names import (
    Place,
    alias_before,
    phrase_after,
    phrase_before,
    scale_after,
)
from trialogue.eligibility.units import normal

_REACH = 120
_TIMES = frozenset({"year", "month", "week", "day", "hour", "minute", "second"})
_SAME = re.compile(
    r"\W*(?:(?:and|or|to|but|and/or|yet|in|for|of|the|both|either|also|than|if)\W+|(?:men|women|males?"
    r"|females?|single|fractionated|orally|iv|boys|girls|adults|children|inclusive|patients"
    r"|not)\W+){0,6}\W*",
    re.IGNORECASE,
)


def with_variables(text: str, found: tuple[Comparison, ...]) -> tuple[Comparison, ...]:
    """The comparisons with variable and its place."""
    out: list[Comparison] = []
    for comparison in found:
        out.append(_named(text, comparison, out[-1] if out else None))
    return tuple(out)


def _named(text: str, c: Comparison, previous: Comparison | None) -> Comparison:
    unit = normal(c.unit) if c.unit else None
    line = text.rfind("\n", 0, c.start) + 1
    if (
        text[line : c.start].strip(" -*•·()") == ""
        and line > 1
        and text[line - 2] not in ".:;\n"
        and not text[line:].lstrip().startswith(("-", "*"))
    ):
        line = text.rfind("\n", 0, line - 1) + 1
    low = max(line, c.start - _REACH)
    if previous is not None and previous.end >= low:
        if _continues(text, c, previous, unit):
            return replace(
                c,
                variable=previous.variable,
                var_start=previous.var_start,
                var_end=previous.var_end,
                is_time=previous.is_time,
            )
        low = previous.end
    left = text[low : c.start]
    if unit is None or unit in _TIMES:
        timed = alias_before(left, low, timed=True) if unit is not None else None
        if timed is not None:
            return _placed(c, timed)
        if is_age(text, c, unit):
            return replace(c, variable="age")
    if unit in _TIMES:
        return _placed(
            replace(c, is_time=True), phrase_before(left, low, event=True) or phrase_after(text, c)
        )
    return _placed(c, _numeric(text, c, left, low))


def _numeric(text: str, c: Comparison, left: str, low: int) -> Place | None:
    return (
        alias_before(left, low)
        or scale_after(text, c)
        or (phrase_after(text, c) if _points_on(left) or _counts(c, text) else None)
        or phrase_before(left, low)
        or phrase_after(text, c)
    )


def _placed(c: Comparison, place: Place | None) -> Comparison:
    return c if place is None else replace(c, variable=place.text, var_start=place.start, var_end=place.end)


def _continues(text: str, c: Comparison, previous: Comparison, unit: str | None) -> bool:
    """Whether this comparison bounds the same variable as the one before ("≥ 20 and < 30")."""
    gap = text[previous.end : c.start]
    if _SAME.fullmatch(gap) is None or (gap.count("\n") and not gap.strip()):
        return False
    other = normal(previous.unit) if previous.unit else None
    return unit is None or other is None or other == unit


def _points_on(left: str) -> bool:
    """Whether the words before only lead up to what follows: "patients with a [≥ 20 mm polyp]"."""
    return re.search(
        r"(?:^|[\s(])(?:an?|with|have|has|high|low|severe|recent|moderate|patients?"
        r"|subjects?|requir\w+|perform\w*|tak\w+|drinks?|us(?:e|es|ing)|in|and)\W*$",
        left,
        re.IGNORECASE,
    ) is not None or not re.search(r"[A-Za-z]", left)


def _counts(c: Comparison, text: str) -> bool:
    """Whether the number counts things: "at least one", "two or more"."""
    written = text[c.start : c.end].lower()
    return (
        c.unit is None
        and not isinstance(c.value, tuple)
        and (
            re.search(r"\b(?:one|two|three|four|five|single|minimum)\b", written) is not None
            or (c.value <= 10 and c.value == int(c.value) and re.search(r"least|more", written) is not None)
        )
    )
