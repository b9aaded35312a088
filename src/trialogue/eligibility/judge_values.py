"""Judge what is counted or chosen: age, sex, a measure in its range, one of several choices."""

from __future__ import annotations

from datetime import date

from trialogue.eligibility.facts import Fact, load_facts
from trialogue.eligibility.judged import Judged, Person
from trialogue.model.age import Age, AgeUnit
from trialogue.model.codes import Sex
from trialogue.model.profile import Answer
from trialogue.model.requirement import Aged, Bound, Measured
from trialogue.model.truth import Truth, all_of

# Days: less than this is rounding.
_SAME_AGE = 1e-6


def judge_sex(sex: Sex, person: Person) -> Judged:
    rule = {Sex.FEMALE: "female", Sex.MALE: "male", Sex.ALL: "any sex"}[sex]
    if sex is Sex.ALL:
        return Judged(truth=Truth.MET, rule=rule)
    answer = person.profile.get("sex")
    if answer is None or not isinstance(answer.value, str):
        return Judged(truth=Truth.UNKNOWN, rule=rule)
    truth = Truth.of(answer.value.upper() == sex.value)
    return Judged(truth=truth, rule=rule, answers=(("sex", answer),))


def judge_aged(requirement: Aged, person: Person) -> Judged:
    """Ages compare as people count them, in the unit of the answer: whole years, or a baby's weeks.

    Someone who says 1 year is 12 to 24 months old, so a limit of 18 months stays unknown.
    """
    rule = f"age {_age_range(requirement)}"
    answer = person.profile.get("age")
    if answer is None or not isinstance(answer.value, int | float) or isinstance(answer.value, bool):
        return Judged(truth=Truth.UNKNOWN, rule=rule)
    unit = _age_unit(answer.unit)
    if unit is None:
        return Judged(truth=Truth.UNKNOWN, rule=rule)
    youngest = oldest = float(answer.value)
    if answer.on is not None and person.on is not None and person.on > answer.on:
        passed = (person.on - answer.on).days / Age(value=1, unit=unit).days
        youngest, oldest = youngest + passed // 1, oldest + (passed // 1) + (1 if passed % 1 else 0)
    truths = {_age_truth(requirement, age, unit) for age in (youngest, oldest)}
    truth = truths.pop() if len(truths) == 1 else Truth.UNKNOWN
    return Judged(truth=truth, rule=rule, answers=(("age", answer),))


def _age_unit(unit: str | None) -> AgeUnit | None:
    """The unit of an answer; None where it is none of time."""
    name = "Years" if unit is None else f"{unit.rstrip('s').capitalize()}s"
    return AgeUnit(name) if name in set(AgeUnit) else None


def _age_truth(requirement: Aged, age: float, unit: AgeUnit) -> Truth:
    truths = [Truth.MET]
    one = Age(value=1, unit=unit).days
    for limit, inclusive, sign in (
        (requirement.minimum, requirement.minimum_inclusive, 1),
        (requirement.maximum, requirement.maximum_inclusive, -1),
    ):
        if limit is None:
            continue
        above = sign * (age * one - limit.days)
        if limit.unit is unit or age != int(age):
            truths.append(Truth.of(above > _SAME_AGE or (inclusive and abs(above) < _SAME_AGE)))
        else:
            ends = (above, above + sign * one)
            # At the highest age itself the youngest of them still take part.
            at_top = sign < 0 and inclusive and abs(above) < _SAME_AGE
            against = max(ends) < _SAME_AGE and not at_top
            truths.append(Truth.of(True if min(ends) > -_SAME_AGE else False if against else None))
    return all_of(truths)


def _age_range(requirement: Aged) -> str:
    low, high = requirement.minimum, requirement.maximum
    parts = []
    if low:
        words = "or more" if requirement.minimum_inclusive else "exceeded"
        parts.append(f"{low.value} {low.unit.value.lower()} {words}")
    if high:
        words = "or less" if requirement.maximum_inclusive else "not reached"
        parts.append(f"{high.value} {high.unit.value.lower()} {words}")
    return " and ".join(parts) or "any"


def judge_measured(requirement: Measured, person: Person) -> Judged:
    fact = load_facts().get(requirement.fact)
    name = fact.name if fact else requirement.fact
    key = measured_key(requirement)
    rule = f"{name} {bounds_words(requirement)}"
    answer = person.profile.get(key)
    value = _number(answer, fact, requirement)
    if answer is None or value is None or _stale(requirement, answer, person.on):
        judged = Judged(truth=Truth.UNKNOWN, rule=rule)
    else:
        truth = Truth.of(_within(value, requirement.low, requirement.high))
        judged = Judged(truth=truth, rule=rule, answers=((key, answer),))
    if requirement.sex is None:
        return judged
    sexed = judge_sex(requirement.sex, person)
    return Judged(
        truth=all_of((sexed.truth, judged.truth)),
        rule=f"{sexed.rule} and {rule}",
        answers=sexed.answers + judged.answers,
    )


def measured_key(requirement: Measured) -> str:
    """``alt`` for a value in its unit, ``alt@uln`` for one in multiples of the limit of normal."""
    return requirement.fact + (f"@{requirement.of_normal}" if requirement.of_normal else "")


def _number(answer: Answer | None, fact: Fact | None, requirement: Measured) -> float | None:
    if answer is None or isinstance(answer.value, bool) or not isinstance(answer.value, int | float):
        return None
    if requirement.of_normal or fact is None or answer.unit is None:
        return float(answer.value)
    return fact.in_own_unit(float(answer.value), answer.unit)


def _stale(requirement: Measured, answer: Answer, on: date | None) -> bool:
    """Whether the value is known to be older than the window asks for."""
    window = requirement.window
    if window is None or window.high_days is None or answer.on is None or on is None:
        return False
    return (on - answer.on).days > window.high_days


def _within(value: float, low: Bound | None, high: Bound | None) -> bool:
    above = low is None or value > low.value or (low.inclusive and value == low.value)
    below = high is None or value < high.value or (high.inclusive and value == high.value)
    return above and below


def bounds_words(requirement: Measured) -> str:
    """``at least 30 and under 50 kg``; ``at most 3 times the upper limit of normal``."""
    parts = []
    if requirement.low:
        parts.append(f"{'at least' if requirement.low.inclusive else 'over'} {requirement.low.value:g}")
    if requirement.high:
        parts.append(f"{'at most' if requirement.high.inclusive else 'under'} {requirement.high.value:g}")
    words = " and ".join(parts) or "known"
    if requirement.of_normal:
        limit = "upper" if requirement.of_normal == "uln" else "lower"
        return f"{words} times the {limit} limit of normal"
    return f"{words} {requirement.unit}" if requirement.unit else words


def judge_chosen(fact: str, value: str, person: Person) -> Judged:
    row = load_facts().get(fact)
    words = next((c.words for c in row.choices if c.id == value), value) if row else value
    rule = f"{row.name if row else fact}: {words}"
    answer = person.profile.get(fact)
    if answer is None or not isinstance(answer.value, str):
        return Judged(truth=Truth.UNKNOWN, rule=rule)
    return Judged(truth=Truth.of(answer.value == value), rule=rule, answers=((fact, answer),))
