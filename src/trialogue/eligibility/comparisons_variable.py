"""The variable of each comparison: age, a fact of the table by one of its names, or a noun phrase."""

from __future__ import annotations

import re
from itertools import zip_longest

from trialogue.eligibility.comparison import Comparison, Op
from trialogue.eligibility.comparisons_after import (
    counted_inside,
    gestation_after,
    phrase_after,
    phrase_behind_bracket,
    phrase_behind_window,
    phrase_of_later,
    scale_after,
    told_behind,
)
from trialogue.eligibility.comparisons_age import is_age
from trialogue.eligibility.comparisons_asides import without_asides
from trialogue.eligibility.comparisons_between import (
    TIMES,
    begins_age,
    continues,
    in_another_case,
    spans_time,
    within_that,
)
from trialogue.eligibility.comparisons_left import outside, reach_of, words_around
from trialogue.eligibility.comparisons_names import alias_before
from trialogue.eligibility.comparisons_phrases import phrase_before, state_before, widened
from trialogue.eligibility.comparisons_words import ADJECTIVES, Place
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.units import normal

_REACH = 120
#: So many letters before a comparison are looked at for a word that ends there.
_TAIL = 40
_LASTED = Pattern(
    r"\sof\s(?:[\w-]+\s){0,3}(?:therapy|treatment|education|schooling|experience|training|practice"
    r"|exercise|(?:physical )?activity|use)\b"
)
_WINDOW = Pattern(r"(?:with\s?in|in|during|over|for the|(?:the\s)?(?:past|last|previous|preceding))\b")
#: Units of what is given or taken: the words right behind name it.
_GIVEN = Pattern(r"(?:m?c?g|mg|[µμ]g|ug|grams?|iu|units?|m?l)(?:/.*)?$")
_OF_OR_WORD = re.compile(r"\s(?:of\s)?(?!\w+ly\b|twice|once|equivalent)[a-z]{4}")
_SIGNS = frozenset("<>≤≥＜＞=")
_THINGS = re.compile(
    r"\s(?:[a-z-]+\s)?(?!this|less|plus|versus|unless|always|does|across|perhaps)[a-z]{3,}s\b"
)
_END_OF_PART = re.compile(r"[;:]|\. |\n\n")
_KIND_BEFORE = Pattern(
    r"(?:history|use|usage|intake|onset|stable)\s?\(\s?$|(?:^|[\s(])(?:recent|new|prior|previous|acute|chronic|severe|mild|moderate|high|low|with|cohorts?\W"
    r"+\w+(?:\W+only)?|groups?\W+(?!for\b|of\b|in\b|with\b|and\b|or\b)\w+)\W*$"
)
_UP_TO_WHAT = Pattern(
    r"(?:^|[\s(])(?:an?|with|have|has|high|low|severe|recent|moderate|patients?"
    r"|subjects?|requir\w+|perform\w*|tak\w+|drinks?|us(?:e|es|ing)|in|and)\W*$"
)
_GRADE = Pattern(r"\b(?:of|any|with|or|has|have|had|no)\s+grade\s*$")
_GRADED = re.compile(r"\bgrades?\b", re.IGNORECASE)
_BY_SCALE = re.compile(
    r"\s(?:\(?(?:NCI|CTC|WHO|RECIST|ECOG|v\d|of|or|on|in|at|according|as|per|by)\b|adverse events? (?:of|v))"
)
_SHARE_OF = Pattern(r"\b(?:of|with|have|has|having|had|or|showing|involving)\s*$")
#: Words that may stand between a measure and its limit before a scale named behind has more weight.
_NEAR = 3
_BEFALLEN = Pattern(r"\b(?:diagnosed|treated|vaccinated|infected|hospitali[sz]ed)\s*$")
_SINCE = Pattern(
    r"\s(?:since|(?:have|has|must have|should have)\s(?:elapsed|passed)\s(?:since|from|after|between))\s"
)
_ONCE = re.compile(r"(?:once|twice)$")
_LETTER = re.compile(r"[A-Za-z]")
_DESCRIBED = re.compile(r"([A-Za-z-]+)\s?\(\s?$")
_FIRST_BRACKET = re.compile(r"[()]")
_NOTHING_BEFORE = Pattern(
    r"(?:^|\b(?:or|and|is|are|be|if|who|wom[ae]n|m[ae]n|patients?|subjects?|participants?|being)|[,;:(])\W*$"
)
_LED_TO = Pattern(
    r"\b(?:after|of|on|had|having|received|receiving|than|from|by|undergone|to|during|lost)\s*$"
)
_COUNT_WORD = re.compile(r"\b(?:one|two|three|four|five|single|minimum)\b")
_COUNT_BOUND = re.compile(r"least|more|fewer")


def with_variables(text: str, found: tuple[Comparison, ...]) -> tuple[Comparison, ...]:
    """The comparisons with variable and its place."""
    out: list[Comparison] = []
    for comparison, following in zip_longest(found, found[1:]):
        if following is not None and begins_age(text, comparison, following):
            out.append(comparison._replace(variable="age"))
        else:
            out.append(_named(text, comparison, out))
    return tuple(out)


def _named(text: str, c: Comparison, earlier: list[Comparison]) -> Comparison:
    unit = normal(c.unit) if c.unit else None
    low = reach_of(text, c.start)
    before = earlier[-1] if earlier and earlier[-1].end >= low else None
    if before is not None:
        if continues(text, c, before, unit):
            return _like(c, before)._replace(is_time=before.is_time)
        if unit not in TIMES or not (_closed_over(text, c, before) or _counts(before, text)):
            low = before.end
    left = words_around(text, low, c.start, earlier)
    if (told := _of_a_person(text, c, left, low)) is not None:
        return told
    if unit in TIMES:
        within = before is not None and spans_time(text, c, before)
        c = c._replace(is_time=True, op=Op.LE if within else c.op)
    place = (_event if c.is_time else _numeric)(text, c, left, low)
    if before is not None:
        if place is None:
            return _behind_another(text, c, earlier)
        if in_another_case(text, c, before, place) or within_that(text, c, before, place):
            return _like(c, before)
    place = place or _behind(text, c)
    return _placed(c, place or (state_before(left, low) if c.is_time else None))


def _of_a_person(text: str, c: Comparison, left: str, low: int) -> Comparison | None:
    """A length of time that is a measure itself, or an age."""
    unit = normal(c.unit) if c.unit else None
    if unit is not None and unit not in TIMES:
        return None
    if unit is not None and (timed := alias_before(left, low, timed=True)) is not None:
        return _placed(c, timed)
    if unit is not None and (weeks := gestation_after(text, c)) is not None:
        return _placed(c._replace(is_time=True), weeks)
    return c._replace(variable="age") if is_age(text, c, unit) else None


def _behind(text: str, c: Comparison) -> Place | None:
    """The name where nothing before the comparison names it."""
    behind = phrase_behind_window(text, c) if c.is_time else None
    if behind is None and _ONCE.search(text, c.start, c.end):
        return None
    return behind or phrase_after(text, c)


def _closed_over(text: str, c: Comparison, before: Comparison) -> bool:
    """Whether the one before stands in a closed bracket: "steroids (> 10 mg a day) within a week"."""
    low = max(0, before.start - _REACH)
    opened = text.rfind("(", low, before.start) > text.rfind(")", low, before.start)
    closed = _FIRST_BRACKET.search(text, before.end, c.start)
    return opened and closed is not None and closed[0] == ")"


def _event(text: str, c: Comparison, left: str, low: int) -> Place | None:
    if _BEFALLEN.search(left[-16:]) and (led := phrase_after(text, c, led=True)) is not None:
        return led
    since = c.op in {Op.GE, Op.GT} and _SINCE.match(text, c.end)
    lasted = _LASTED.match(text, c.end) and not _WINDOW.match(text, c.start)
    points = since or lasted or _describes(left)
    if points and (after := phrase_after(text, c) or phrase_behind_bracket(text, c)) is not None:
        return after
    if _NOTHING_BEFORE.search(left.rstrip()[-24:]) and (later := phrase_of_later(text, c)) is not None:
        return later
    place = phrase_before(outside(left), low, event=True)
    return told_behind(text, c, place) or place


def _behind_another(text: str, c: Comparison, earlier: list[Comparison]) -> Comparison:
    """A second limit with no name of its own: "weight change of more than 3 kg within 3 months"."""
    before = earlier[-1]
    if _END_OF_PART.search(text, before.end, c.start):
        return _placed(c, phrase_after(text, c))
    if before.variable in {None, "age"} or text[before.end : c.start].lstrip().startswith(")"):
        low = reach_of(text, c.start)
        place = phrase_before(words_around(text, low, c.start, earlier), low, event=c.is_time)
        if place is not None:
            return _placed(c, place)
    if before.variable == "age":
        return _placed(c, phrase_after(text, c))
    other = (
        not c.is_time and bool(c.unit and before.unit) and normal(c.unit or "") != normal(before.unit or "")
    )
    own = phrase_after(text, c, direct=True) if other else None
    return _placed(c, own) if own is not None else _like(c, before)


def _like(c: Comparison, other: Comparison) -> Comparison:
    return c._replace(variable=other.variable, var_start=other.var_start, var_end=other.var_end)


def _describes(left: str) -> bool:
    """Whether the words before only describe what follows: "a recent (< 6 months) stroke"."""
    if _KIND_BEFORE.search(left[-_TAIL:]) is not None:
        return True
    described = _DESCRIBED.search(left[-_TAIL:])
    return described is not None and described[1].lower() in ADJECTIVES - {"study"}


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
    graded = _GRADED.search(text, c.start - 10, c.end + 10) is not None
    return _named_behind(text, c, left) or phrase_before(outside(left), low, caused=graded)


def _named_behind(text: str, c: Comparison, left: str) -> Place | None:
    """The name where it stands behind the limit: what is counted, given, or only led up to."""
    if c.unit and c.unit[0] == "/" and (inside := counted_inside(text, c)) is not None:
        return inside
    few = c.unit is None and _is_few(c) and _LED_TO.search(left[-_TAIL:]) and _THINGS.match(text, c.end)
    given = c.unit is not None and _GIVEN.match(c.unit) and _OF_OR_WORD.match(text, c.end)
    counted = _counts(c, text) and not _ONCE.search(text, c.start, c.end)
    if given or counted or few or _points_on(left):
        place = phrase_after(text, c, counted=counted or bool(few))
        if place is not None:
            return place
    return phrase_after(text, c, direct=True) if _leads_to(text, left, c) else None


def _placed(c: Comparison, place: Place | None) -> Comparison:
    return c if place is None else c._replace(variable=place.text, var_start=place.start, var_end=place.end)


def _leads_to(text: str, left: str, c: Comparison) -> bool:
    """Whether the name may stand right behind: "involvement of [≥ 10 %] body surface"."""
    if left.rstrip()[-1:] in {":", "("} or _GRADE.search(left[-_TAIL:]):
        return True
    if _GRADED.search(text, c.start - 7, c.end) and _BY_SCALE.match(text, c.end) is None:
        return True
    return c.unit == "%" and _SHARE_OF.search(left[-_TAIL:]) is not None


def _is_few(c: Comparison) -> bool:
    most = c.value[1] if isinstance(c.value, tuple) else c.value
    return most <= 10 and most == int(most)


def _points_on(left: str) -> bool:
    """Whether the words before only lead up to what follows: "patients with a [≥ 20 mm polyp]"."""
    return _UP_TO_WHAT.search(left[-_TAIL:]) is not None or not _LETTER.search(left)


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
