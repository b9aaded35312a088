"""The variable of each comparison: age, a fact of the table by one of its names, or a noun phrase."""

from __future__ import annotations

import re
from itertools import zip_longest

from trialogue.eligibility.comparison import Comparison, Op
from trialogue.eligibility.comparisons_after import (
    counted_inside,
    gestation_after,
    phrase_after,
    phrase_behind_window,
    scale_after,
)
from trialogue.eligibility.comparisons_age import is_age
from trialogue.eligibility.comparisons_left import reach_of, words_around
from trialogue.eligibility.comparisons_names import alias_before
from trialogue.eligibility.comparisons_phrases import Place, outside, phrase_before, widened, without_asides
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.units import normal

_REACH = 120
_LASTED = Pattern(
    r"\sof\s(?:[\w-]+\s){0,3}(?:therapy|treatment|education|schooling|experience|training|practice"
    r"|exercise|(?:physical )?activity|use)\b"
)
_WINDOW = Pattern(r"(?:with\s?in|in|during|over|for the|(?:the\s)?(?:past|last|previous|preceding))\b")
#: Units of what is given or taken: the words right behind name it.
_GIVEN = Pattern(r"(?:m?c?g|mg|[µμ]g|ug|grams?|iu|units?|m?l)(?:/.*)?$")
_OF_OR_WORD = re.compile(r"\s(?:of\s)?(?!\w+ly\b|twice|once|equivalent)[a-z]{4}")
_SIGNS = frozenset("<>≤≥＜＞=")
_THINGS = re.compile(r"\s(?:[a-z-]+\s)?[a-z]{3,}s\b")
_TIMES = frozenset({"year", "month", "week", "day", "hour", "minute", "second"})
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
_END_OF_PART = re.compile(r"[;:]|\. |\n\n")
_KIND_BEFORE = Pattern(
    r"(?:history|use|usage|intake|onset)\s?\(\s?$|(?:^|[\s(])(?:recent|new|prior|previous|acute|chronic|severe|mild|moderate|high|low|with|cohorts?\W"
    r"+\w+(?:\W+only)?|groups?\W+(?!for\b|of\b|in\b|with\b|and\b|or\b)\w+)\W*$"
)
_UP_TO_WHAT = Pattern(
    r"(?:^|[\s(])(?:an?|with|have|has|high|low|severe|recent|moderate|patients?"
    r"|subjects?|requir\w+|perform\w*|tak\w+|drinks?|us(?:e|es|ing)|in|and)\W*$"
)
_GRADE = Pattern(r"\b(?:of|any|with|or|has|have|had|no)\s+grade\s*$")
_SHARE_OF = Pattern(r"\b(?:of|with|have|has|having|had|or|showing|involving)\s*$")
#: Words that may stand between a measure and its limit before a scale named behind has more weight.
_NEAR = 3
_BEFALLEN = Pattern(r"\b(?:diagnosed|treated|vaccinated|infected|hospitali[sz]ed)\s*$")
_SINCE = Pattern(r"\s(?:(?:have|has|must have)\s(?:elapsed|passed)\s)?since\s")
_LETTER = re.compile(r"[A-Za-z]")
_COUNT_WORD = re.compile(r"\b(?:one|two|three|four|five|single|minimum)\b")
_COUNT_BOUND = re.compile(r"least|more|fewer")


def with_variables(text: str, found: tuple[Comparison, ...]) -> tuple[Comparison, ...]:
    """The comparisons with variable and its place."""
    out: list[Comparison] = []
    for comparison, following in zip_longest(found, found[1:]):
        if following is not None and _begins_age(text, comparison, following):
            out.append(comparison._replace(variable="age"))
        else:
            out.append(_named(text, comparison, out))
    return tuple(out)


def _begins_age(text: str, c: Comparison, following: Comparison) -> bool:
    """Whether it is the first of two limits of an age: "≥ 20 and ≤ 80 years of age"."""
    unit = normal(following.unit) if following.unit else None
    if (
        unit not in _TIMES
        or following.start - c.end > 6
        or _SAME.fullmatch(text, c.end, following.start) is None
    ):
        return False
    return (c.unit is None or normal(c.unit) == unit) and is_age(text, c._replace(end=following.end), unit)


def _named(text: str, c: Comparison, earlier: list[Comparison]) -> Comparison:
    unit = normal(c.unit) if c.unit else None
    low = reach_of(text, c.start)
    before = earlier[-1] if earlier and earlier[-1].end >= low else None
    if before is not None:
        if _continues(text, c, before, unit):
            return _like(c, before)._replace(is_time=before.is_time)
        low = before.end
    left = words_around(text, low, c.start, earlier)
    if unit in _TIMES and before is not None and _counts(before, text):
        low = reach_of(text, c.start)
        left = words_around(text, low, c.start, earlier)
    if unit is None or unit in _TIMES:
        timed = alias_before(left, low, timed=True) if unit is not None else None
        if timed is not None:
            return _placed(c, timed)
        if is_age(text, c, unit):
            return c._replace(variable="age")
    if unit in _TIMES:
        c = c._replace(is_time=True)
        place = _event(text, c, left, low)
    else:
        place = _numeric(text, c, left, low)
    if place is None and before is not None:
        return _behind_another(text, c, earlier)
    behind = phrase_behind_window(text, c) if place is None and c.is_time else None
    return _placed(c, place or behind or phrase_after(text, c))


def _event(text: str, c: Comparison, left: str, low: int) -> Place | None:
    if (weeks := gestation_after(text, c)) is not None:
        return weeks
    if _BEFALLEN.search(left) and (led := phrase_after(text, c, led=True)) is not None:
        return led
    since = c.op in {Op.GE, Op.GT} and _SINCE.match(text, c.end)
    lasted = _LASTED.match(text, c.end) and not _WINDOW.match(text, c.start)
    points = since or lasted or _describes(left)
    if points and (after := phrase_after(text, c)) is not None:
        return after
    return phrase_before(outside(left), low, event=True)


def _behind_another(text: str, c: Comparison, earlier: list[Comparison]) -> Comparison:
    """A second limit with no name of its own: "weight change of more than 3 kg within 3 months"."""
    before = earlier[-1]
    if _END_OF_PART.search(text, before.end, c.start):
        return _placed(c, phrase_after(text, c))
    if before.variable is None or text[before.end : c.start].lstrip().startswith(")"):
        low = reach_of(text, c.start)
        place = phrase_before(words_around(text, low, c.start, earlier), low, event=c.is_time)
        if place is not None:
            return _placed(c, place)
    return _like(c, before) if before.variable != "age" else _placed(c, phrase_after(text, c))


def _like(c: Comparison, other: Comparison) -> Comparison:
    return c._replace(variable=other.variable, var_start=other.var_start, var_end=other.var_end)


def _describes(left: str) -> bool:
    """Whether the words before only describe what follows: "a recent (< 6 months) stroke"."""
    return _KIND_BEFORE.search(left) is not None


def _numeric(text: str, c: Comparison, left: str, low: int) -> Place | None:
    flipped = text[c.start : c.end].rstrip()[-1:] in _SIGNS
    if flipped and (after := phrase_after(text, c, direct=True)) is not None:
        return after
    alias = alias_before(without_asides(left), low, unit=normal(c.unit) if c.unit else None)
    near = alias is not None and len(text[alias.end : c.start].split()) <= _NEAR
    if not near and (scale := scale_after(text, c)) is not None:
        return scale
    if alias is not None:
        return widened(left, low, alias)
    return _named_behind(text, c, left) or phrase_before(outside(left), low)


def _named_behind(text: str, c: Comparison, left: str) -> Place | None:
    """The name where it stands behind the limit: what is counted, given, or only led up to."""
    if c.unit and c.unit[0] == "/" and (inside := counted_inside(text, c)) is not None:
        return inside
    given = c.unit is not None and _GIVEN.match(c.unit) and _OF_OR_WORD.match(text, c.end)
    counted = _counts(c, text)
    if given or counted or _points_on(left):
        place = phrase_after(text, c, counted=counted)
        if place is not None:
            return place
    return phrase_after(text, c, direct=True) if _leads_to(left, c) else None


def _placed(c: Comparison, place: Place | None) -> Comparison:
    return c if place is None else c._replace(variable=place.text, var_start=place.start, var_end=place.end)


def _continues(text: str, c: Comparison, previous: Comparison, unit: str | None) -> bool:
    """Whether this comparison bounds the same variable as the one before ("≥ 20 and < 30")."""
    gap = _SAID_AGAIN.sub(" ", text[previous.end : c.start])
    if _SAME.fullmatch(gap) is None or (gap.count("\n") and not gap.strip()):
        return False
    other = normal(previous.unit) if previous.unit else None
    if unit in _TIMES and (other is None or previous.variable == "age"):
        return previous.variable == "age"
    return unit is None or other is None or other == unit or _FOR_PERSONS.search(gap) is not None


def _leads_to(left: str, c: Comparison) -> bool:
    """Whether the name may stand right behind: "involvement of [≥ 10 %] body surface"."""
    if left.rstrip()[-1:] in {":", "("} or _GRADE.search(left):
        return True
    return c.unit == "%" and _SHARE_OF.search(left) is not None


def _points_on(left: str) -> bool:
    """Whether the words before only lead up to what follows: "patients with a [≥ 20 mm polyp]"."""
    return _UP_TO_WHAT.search(left) is not None or not _LETTER.search(left)


def _counts(c: Comparison, text: str) -> bool:
    """Whether the number counts things: "at least one", "two or more", "at least 25 follicles"."""
    written = text[c.start : c.end].lower()
    if c.unit is not None or isinstance(c.value, tuple) or c.value != int(c.value):
        return False
    if _COUNT_WORD.search(written) is not None:
        return True
    if _COUNT_BOUND.search(written) is None:
        return False
    return c.value <= 10 or _THINGS.match(text, c.end) is not None
