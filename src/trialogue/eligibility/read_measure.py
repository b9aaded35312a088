"""Limits of a measure: "HbA1c ≥ 7.0 and ≤ 10.5 %", "ALT or AST > 3 × ULN", "ECOG 0 or 1"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

from trialogue.eligibility.comparison import Comparison, Op
from trialogue.eligibility.comparisons import find_comparisons
from trialogue.eligibility.comparisons_names import fact_named
from trialogue.eligibility.facts import Fact, FactKind, load_facts
from trialogue.eligibility.measures_restated import restated
from trialogue.eligibility.numbers import ROMAN_VALUES
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_text import only
from trialogue.eligibility.units import normal
from trialogue.eligibility.windows import find_window
from trialogue.eligibility.word_lists import words
from trialogue.model.requirement import AllOf, AnyOf, Bound, Measured, Requirement, Window

_NEUTRAL = words("measure_neutral")
_VALUE = r"(?:\d{1,3}|VI|IV|V|I{1,3})"
_LISTED = re.compile(
    rf"(?P<first>\b{_VALUE}\b)(?P<more>(?:\s*(?:,|/|or|and|,\s*or"
    rf"|,\s*and)\s*{_VALUE}\b)*)\s*$"
)
_SCALES = frozenset(
    {"ecog", "nyha", "asa", "rankin", "hoehn_yahr", "karnofsky", "lansky", "cdr", "tumor_stage", "ckd_stage"}
)
#: The day on which the study looks: it says nothing of its own.
_LOOKED_AT = re.compile(
    r"\s+at\s+(?:the\s+)?(?:time\s+of\s+)?(?:screening|baseline|randomi[sz]ation|enroll?ment"
    r"|(?:study\s+)?(?:entry|inclusion))(?:\s+visit)?\W*$",
    re.IGNORECASE,
)
_CONDITIONAL = Pattern(r"\bnormal\b|\bif\b|\bfor\b")
_OR_BETWEEN = re.compile(r"\bor\b|\band/or\b")
_AND_BETWEEN = re.compile(r"\band\b|[,;]")
_AND = re.compile(r"\band\b")
_OR = Pattern(r"\bor\b|and/or")
_BOTH = re.compile(r"\band\b|/|&")
_TOKEN = re.compile(r"[A-Za-z][\w-]*")
_VALUES = re.compile(_VALUE)
_MAY_BE_VALUE = re.compile(r"[\dIV]")


def read_measured(text: str, *, exclusion: bool) -> Requirement | None:
    """The limits that a text sets, when it says nothing else."""
    window = find_window(text)
    rest = text if window is None else (text[: window.start] + text[window.end :]).strip(" ,;")
    if window is not None and window.lasting:
        return None
    rest = restated(rest)
    found = find_comparisons(rest)
    if not found:
        return _listed(rest)
    if any(c.is_time or c.variable == "age" for c in found):
        return None
    parts = [measured_of(c, window.window if window else None) for c in found]
    if any(part is None for part in parts) or not _all_read(rest, found):
        return None
    return _joined(rest, found, [p for p in parts if p is not None], exclusion=exclusion)


def measured_of(c: Comparison, window: Window | None = None) -> Measured | None:
    """The limit that a comparison sets; None where its fact, unit or value is not known or believed."""
    fact_id = fact_named(c.variable or "")
    fact = load_facts().get(fact_id or "")
    if fact is None or fact.kind is not FactKind.NUMBER or c.var_start is None:
        return None
    unit = normal(c.unit) if c.unit else None
    ends = c.value if isinstance(c.value, tuple) else (c.value, c.value)
    of_normal = unit if unit in {"uln", "lln"} else None
    values = ends if of_normal else tuple(v for v in (_own(fact, end, unit) for end in ends) if v is not None)
    if len(values) != 2 or (of_normal and not 0 < ends[0] <= 50):
        return None
    low = c.op in {Op.GE, Op.GT, Op.RANGE, Op.EQ}
    high = c.op in {Op.LE, Op.LT, Op.RANGE, Op.EQ}
    return Measured(
        fact=fact.id,
        low=Bound(value=values[0], inclusive=c.op is not Op.GT) if low else None,
        high=Bound(value=values[1], inclusive=c.op is not Op.LT and c.high_inclusive) if high else None,
        unit=None if of_normal else fact.unit,
        of_normal=of_normal,
        window=window,
    )


def _own(fact: Fact, value: float, unit: str | None) -> float | None:
    """The value in the fact's unit; where no unit is written, the one unit that is believable."""
    if unit in {"point", "class", "grade", "stage", "score"} and fact.unit in {"points", "class", "stage"}:
        unit = None
    if unit is not None:
        own = fact.in_own_unit(value, unit)
        return own if own is not None and fact.believable(own) else None
    if fact.unit in {"points", "class", "stage", "ratio", "%", "kg/m²", "a day", "letters"}:
        return value if fact.believable(value) else None
    believed = {round(value * factor, 9) for factor in fact.units.values() if fact.believable(value * factor)}
    common = {value} if fact.believable(value) else set()
    return (
        believed.pop()
        if len(believed) == 1
        else (value if common and fact.unit in {"mmHg", "cm", "kg"} else None)
    )


def _all_read(text: str, found: tuple[Comparison, ...]) -> bool:
    """Whether nothing stands beside the comparisons but names of their facts and neutral words."""
    left = list(text)
    for c in found:
        left[c.start : c.end] = " " * (c.end - c.start)
    rest = "".join(left)
    for c in found:
        fact = load_facts()[fact_named(c.variable or "") or ""]
        rest = _names_pattern(fact.id).sub(" ", rest)
    for other in _facts_in(rest):
        rest = _names_pattern(other).sub(" ", rest)
    return only(rest, _NEUTRAL | {"or", "and/or"}) and not _CONDITIONAL.search(rest)


@cache
def _names_pattern(fact_id: str) -> Pattern:
    names = sorted(load_facts()[fact_id].aliases, key=len, reverse=True)
    return Pattern(r"(?<!\w)(?:" + "|".join(re.escape(n) for n in names) + r")(?!\w)")


def _joined(
    text: str, found: tuple[Comparison, ...], parts: list[Measured], *, exclusion: bool
) -> Requirement | None:
    begins = (0, *(c.end for c in found))
    each = [_shared(text[begin : c.start], one) for begin, c, one in zip(begins, found, parts, strict=False)]
    if len(parts) == 1 or None in each:
        return each[0] if len(parts) == 1 else None
    gaps = [text[a.end : b.start].lower() for a, b in pairwise(found)]
    any_word = [_OR_BETWEEN.search(gap) is not None for gap in gaps]
    if any(any_word) and not all(any_word):
        return None
    if any(any_word):
        return AnyOf(parts=tuple(one for one in each if one is not None))
    if any(isinstance(one, AnyOf) for one in each):
        return None
    parts = [
        m
        for one in each
        for m in (one.parts if isinstance(one, AllOf) else (one,))
        if isinstance(m, Measured)
    ]
    if not all(_AND_BETWEEN.search(gap) for gap in gaps) or (
        exclusion and not all(_AND.search(gap) for gap in gaps)
    ):
        return None
    merged = _merged(parts)
    if exclusion and _cannot_both_be(merged):
        return AnyOf(parts=tuple(merged))
    return merged[0] if len(merged) == 1 else AllOf(parts=tuple(merged))


def _cannot_both_be(parts: list[Measured]) -> bool:
    """ "< 3 and > 12": two limits of one measure that no value meets."""
    if len(parts) != 2 or parts[0].fact != parts[1].fact:
        return False
    high, low = parts[0].high or parts[1].high, parts[0].low or parts[1].low
    return high is not None and low is not None and high.value < low.value


def _merged(parts: list[Measured]) -> list[Measured]:
    """Two ends of one measure become one range."""
    out: list[Measured] = []
    for part in parts:
        before = out[-1] if out else None
        if (
            before
            and before.fact == part.fact
            and before.of_normal == part.of_normal
            and before.high is None
            and part.low is None
        ):
            out[-1] = replace(before, high=part.high)
        else:
            out.append(part)
    return out


def _shared(before: str, part: Measured) -> Requirement | None:
    """ "AST and ALT ≤ 2.5 × ULN": one limit of several measures."""
    others = [f for f in _facts_in(before) if f != part.fact]
    if not others:
        return part
    parts = (*(replace(part, fact=other) for other in others), part)
    if _OR.search(before):
        return AnyOf(parts=parts) if part.high is None else None
    if _BOTH.search(before):
        return AllOf(parts=parts) if part.low is None else None
    return None


def _facts_in(text: str) -> list[str]:
    ids = []
    for token in _TOKEN.findall(text):
        fact = fact_named(token)
        if fact in {"alt", "ast", "ggt", "alp"} and fact not in ids:
            ids.append(fact)
    return ids


def _listed(text: str) -> Requirement | None:
    """ "ECOG performance status of 0 or 1", "ASA I, II or III"."""
    if _MAY_BE_VALUE.search(text) is None:
        return None
    text = _LOOKED_AT.sub("", text)
    tail = text.rstrip()[-1:]
    if not (tail.isdigit() or tail in "IV"):
        return None
    match = _LISTED.search(text)
    if match is None:
        return None
    head = text[: match.start()]
    facts = [f for f in sorted(_SCALES) if _names_pattern(f).search(head)]
    if len(facts) != 1 or not only(_names_pattern(facts[0]).sub(" ", head), _NEUTRAL):
        return None
    written = _VALUES.findall(match[0])
    values = sorted(ROMAN_VALUES[v.lower()] if v.isalpha() else float(v) for v in written)
    fact = load_facts()[facts[0]]
    step = 10 if facts[0] in {"karnofsky", "lansky"} else 1
    if not all(fact.believable(v) for v in values) or any(b - a != step for a, b in pairwise(values)):
        return None
    return Measured(fact=fact.id, low=Bound(value=values[0]), high=Bound(value=values[-1]), unit=fact.unit)
