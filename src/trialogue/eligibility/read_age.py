"""Limits of age and sex: "Male or female, 18 to 75 years", "Women aged 18 or older"."""

from __future__ import annotations

from trialogue.eligibility.comparison import Comparison, Op
from trialogue.eligibility.comparisons import find_comparisons
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_text import only
from trialogue.eligibility.units import normal
from trialogue.eligibility.word_lists import words
from trialogue.model.age import Age, AgeUnit
from trialogue.model.codes import Sex
from trialogue.model.requirement import Aged, AllOf, AnyOf, IsSex, Requirement

_NEUTRAL = words("age_neutral")
_UNITS = {
    "year": AgeUnit.YEARS,
    "month": AgeUnit.MONTHS,
    "week": AgeUnit.WEEKS,
    "day": AgeUnit.DAYS,
    "hour": AgeUnit.HOURS,
}
_FEMALE = Pattern(r"\b(?:females?|wom[ae]n|girls?)\b")
_MALE = Pattern(r"\b(?:males?|m[ae]n|boys?)\b")
#: Says that sex does not count.
_ANY_SEX = Pattern(
    r"\b(?:with(?:out| no)?|no|regardless of|irrespective of|any|there (?:is|are) no)\s+(?:limits?"
    r"|limitations?|restrictions?|differences?|requirements?)?\s*(?:on|of|in|for|as to)?\s*(?:gender|sex)"
    r"(?:es)?\b(?:\s*(?:limits?|limitations?|restrictions?|differences?|requirements?))?"
    r"|\b(?:gender|sex)(?:es)?\s*[:,]?\s*(?:is |are )?(?:(?:not |un)-?\s?(?:limited|restricted|related"
    r"|specified)|no restriction|no limit|any|all|both)s?\b"
)
_LEFT_OVER = Pattern(r"\b(?:years?|yrs?|y\.\s?o)(?:\s+of\s+age|\s+old)?\b|\bof age\b|\b[12]\d?[.)]\s")
#: The row of a table: "2 to 5 years: 0.8".
_OF_A_TABLE = Pattern(
    r"\s*(?:years?|yrs?)?(?: old| of age)?\s*[:=]\s*(?:(?:fe)?males?\s*[:=]?\s*)?[<>≤≥]?=?\s*\d"
)
_UNIT_BEHIND = Pattern(r"^(?:[\s,.;:()-]*(?:years?|yrs?|of age|old|and|inclusive)\b)+|\b[12]\d?[.)]\s")
#: How long a thing has lasted.
_LASTS = Pattern(
    r"\b(?:for|since|duration|lasting|persist\w*|diagnos\w+)\s*"
    r"(?:of|at least|a minimum of|more than|longer than)?\s*"
    r"[≥>]?=?\s*$"
)
_IS_AGE = Pattern(r"\b(?:age|aged|ages|old|older|younger)\b")
_OR = Pattern(r"\bor\b")
#: "Adult patients (< 18 years)": one of the two is a slip.
_ADULT = Pattern(r"\badults?\b")
_GROWN_UP = Age(value=18, unit=AgeUnit.YEARS)
_SAYS_MORE = Pattern(r"\bno\b|healthy|\bhave\b|mother")


def read_age(text: str) -> tuple[Requirement, str] | None:
    """The limits of age in a text, and what else it says; None where it sets none, or not clearly."""
    found = find_comparisons(text)
    ages = [c for c in found if c.variable == "age"]
    if not ages or len(ages) > 2:
        return None
    first, last = ages[0], ages[-1]
    if _LASTS.search(text[: first.start]) and not _IS_AGE.search(text):
        return None
    if not only(
        text[first.end : max(first.end, last.start)],
        frozenset({"and", "to", "age", "aged", "but", "of", "years", "old"}),
    ):
        return None
    aged = _aged(ages)
    if aged is None or _OF_A_TABLE.match(text, last.end):
        return None
    before, behind = _ANY_SEX.sub(" ", text[: first.start]), _ANY_SEX.sub(" ", text[last.end :])
    return aged, f"{_LEFT_OVER.sub(' ', before)} {_UNIT_BEHIND.sub(' ', behind)}"


def outside_ages(text: str) -> Requirement | None:
    """ "Younger than 18 or older than 75 years": either side of a range."""
    ages = find_comparisons(text)
    if len(ages) != 2 or any(c.variable not in {"age", None} for c in ages) or ages[0].variable != "age":
        return None
    first, last = ages
    between = text[first.end : last.start]
    beside = f"{text[: first.start]} {between} {text[last.end :]}"
    sides = [aged for one in ages if isinstance(aged := _aged([one]), Aged)]
    if len(sides) != 2 or not _OR.search(between) or not only(_LEFT_OVER.sub(" ", beside), _NEUTRAL | {"or"}):
        return None
    low, high = sides
    if low.minimum is not None or high.maximum is not None or low.maximum is None or high.minimum is None:
        return None
    return AnyOf(parts=(low, high)) if low.maximum.days < high.minimum.days else None


def age_alone(text: str) -> Requirement | None:
    """Age, and sex where one is named, when the text says nothing else."""
    read = read_age(text)
    if read is None or not only(read[1], _NEUTRAL) or _SAYS_MORE.search(read[1]):
        return None
    if isinstance(read[0], Aged) and _ends_young(read[0]) and _ADULT.search(text):
        return None
    sex = sex_named(text)
    return read[0] if sex is None else AllOf(parts=(IsSex(sex=sex), read[0]))


def _ends_young(aged: Aged) -> bool:
    return aged.maximum is not None and aged.maximum.days <= _GROWN_UP.days


def sex_named(text: str) -> Sex | None:
    """The one sex that a text names; None for both or none."""
    female, male = _FEMALE.search(text) is not None, _MALE.search(text) is not None
    if female == male:
        return None
    return Sex.FEMALE if female else Sex.MALE


def _aged(ages: list[Comparison]) -> Aged | None:
    low: tuple[Age, bool] | None = None
    high: tuple[Age, bool] | None = None
    units = [c.unit for c in ages if c.unit]
    for c in ages:
        unit = _UNITS.get(normal(c.unit or (units[0] if units else "year")))
        low_unit = _UNITS.get(normal(c.low_unit)) if c.low_unit else unit
        ends = c.value if isinstance(c.value, tuple) else (c.value, c.value)
        if unit is None or low_unit is None or any(end != int(end) or not 0 <= end <= 1200 for end in ends):
            return None
        lower, upper = Age(value=int(ends[0]), unit=low_unit), Age(value=int(ends[1]), unit=unit)
        if c.op in {Op.GE, Op.GT} and low is None:
            low = (lower, c.op is Op.GE)
        elif c.op in {Op.LE, Op.LT} and high is None:
            high = (upper, c.op is Op.LE)
        elif c.op is Op.RANGE and low is None and high is None:
            low, high = (lower, True), (upper, c.high_inclusive)
        else:
            return None
    if low and high and low[0].days >= high[0].days:
        return None
    return Aged(
        minimum=low[0] if low else None,
        maximum=high[0] if high else None,
        minimum_inclusive=low[1] if low else True,
        maximum_inclusive=high[1] if high else True,
    )
