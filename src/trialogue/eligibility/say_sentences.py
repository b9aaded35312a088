"""A requirement as sentences in the first person, by fixed patterns that can be read back.

``say_parse`` holds the other direction; each pattern stands in both. Qualifiers are numbers of notes
here ("I do not have asthma (see 1)."): the notes are the record's own words. Lists: "A. And B." needs both,
"A. Or B." either; a list inside a list stands in brackets.
"""

from __future__ import annotations

from trialogue.eligibility.done_things import is_done
from trialogue.eligibility.facts import FactKind, load_facts
from trialogue.eligibility.say_measures import amount_of, name_of, verb_of
from trialogue.eligibility.say_names import lead_of
from trialogue.eligibility.say_windows import lasts, window_suffix, with_window
from trialogue.model.age import Age
from trialogue.model.codes import Sex
from trialogue.model.requirement import (
    Aged,
    AllOf,
    AnyOf,
    AtLeast,
    Free,
    HasCondition,
    HasTreatment,
    Holds,
    IsSex,
    Measured,
    Not,
    Requirement,
    Time,
)

AND, OR = ". And ", ". Or "
NOTE = " (see "
IN_FULL = ". The record says what counts"
OWN_WORDS = "The words of the record hold for me"
SEXES = {Sex.FEMALE: "female", Sex.MALE: "male", Sex.ALL: "of any sex"}
# What stands in the place of a window where there is none.
ALWAYS = {Time.CURRENT: " now"}


def sentences(requirement: Requirement) -> str:
    """The sentences for a requirement in normal form, each ended by a full stop."""
    match requirement:
        case AllOf(parts=parts):
            return _joined(AND, parts) + "."
        case AnyOf(parts=parts):
            return _joined(OR, parts) + "."
        case AtLeast(count=count, parts=parts):
            return f"{count} or more of these hold for me: {_joined(OR, parts)}."
    return f"{_clause(requirement)}."


def _joined(joint: str, parts: tuple[Requirement, ...]) -> str:
    first, *others = (_part(part) for part in parts)
    return joint.join((first, *(other if other.startswith("I ") else uncapital(other) for other in others)))


def _part(requirement: Requirement) -> str:
    """A part of a list: a clause, or a list in brackets."""
    if isinstance(requirement, AllOf | AnyOf | AtLeast):
        return f"[{sentences(requirement)[:-1]}]"
    return _clause(requirement)


def _clause(requirement: Requirement) -> str:
    negated = isinstance(requirement, Not)
    single = requirement.part if isinstance(requirement, Not) else requirement
    match single:
        case Aged():
            return f"I am {'not ' if negated else ''}{_ages(single)}"
        case IsSex(sex=sex):
            return f"I am {'not ' if negated else ''}{SEXES[sex]}"
        case Measured():
            return _measured(single, negated=negated)
        case Holds():
            return _holds(single, negated=negated)
        case HasCondition():
            return _condition(single, negated=negated)
        case HasTreatment():
            return _treatment(single, negated=negated)
        case Free():
            return f"{OWN_WORDS.replace('hold', 'do not hold') if negated else OWN_WORDS}"
    raise ValueError(f"{type(single).__name__} is not in normal form")


def _ages(aged: Aged) -> str:
    low, high = aged.minimum, aged.maximum
    both = low is not None and high is not None and low.unit is high.unit
    if low is not None and high is not None and both and aged.minimum_inclusive and aged.maximum_inclusive:
        return f"{low.value} to {age_words(high)} old"
    parts = []
    if low is not None:
        words = age_words(low)
        parts.append(f"{words} old or older" if aged.minimum_inclusive else f"older than {words}")
    if high is not None:
        words = age_words(high)
        parts.append(f"{words} old or younger" if aged.maximum_inclusive else f"younger than {words}")
    return " and ".join(parts) or "of any age"


def age_words(age: Age) -> str:
    """``18 years``; ``1 month``."""
    unit = age.unit.value.lower()
    return f"{age.value} {unit[:-1] if age.value == 1 else unit}"


def _measured(measured: Measured, *, negated: bool) -> str:
    fact = load_facts()[measured.fact]
    prefix = f"I am {SEXES[measured.sex]} and " if measured.sex is not None else ""
    name = name_of(fact) if prefix else capital(name_of(fact))
    clause = f"{prefix}{name} {verb_of(fact.name)} {'not ' if negated else ''}{amount_of(measured, fact)}"
    when = window_suffix(measured.window, lasting=True)
    return clause + when + _narrowed(measured)


def _holds(holds: Holds, *, negated: bool) -> str:
    fact = load_facts()[holds.fact]
    if fact.kind is FactKind.YESNO:
        clause = with_window(fact.no if negated else fact.yes, holds.window, negated=negated)
        return clause + _narrowed(holds)
    words = next((c.words for c in fact.choices if c.id == holds.value), holds.value)
    clause = f"{capital(name_of(fact))} is {'not ' if negated else ''}this: {words}"
    return clause + window_suffix(holds.window, lasting=True) + _narrowed(holds)


def _condition(condition: HasCondition, *, negated: bool) -> str:
    name, items = lead_of(condition.concept.name, negated=negated)
    lasting = condition.time is Time.CURRENT
    match condition.time, negated:
        case Time.CURRENT, False if lasts(condition.window):
            clause = f"I have had {name}"
        case Time.CURRENT, False:
            clause = f"I have {name}"
        case Time.CURRENT, True:
            clause = f"I do not have {name}"
        case Time.PAST, False:
            clause = f"In the past I had {name}"
        case Time.PAST, True:
            clause = f"In the past I did not have {name}"
        case Time.PLANNED, False:
            clause = f"I may get {name}"
        case Time.PLANNED, True:
            clause = f"I will not get {name}"
        case _, False:
            clause = f"I have had {name}"
        case _, True if condition.wide:
            clause = f"I have not had {name}"
        case _:
            clause = f"I have never had {name}"
    when = window_suffix(condition.window, lasting=lasting) or _always(condition)
    return clause + when + items + _narrowed(condition)


def _treatment(treatment: HasTreatment, *, negated: bool) -> str:
    name, items = lead_of(treatment.concept.name, negated=negated)
    if treatment.stable:
        kind = {Time.CURRENT: "My dose", Time.PAST: "My past dose", Time.PLANNED: "My next dose"}
        start = kind.get(treatment.time, "Each dose")
        clause = f"{start} of {name} {'did not stay' if negated else 'stayed'} the same"
    else:
        clause = f"{_got(treatment, no=negated)} {name}"
    lasting = treatment.stable or treatment.time is Time.CURRENT
    when = window_suffix(treatment.window, lasting=lasting)
    when = when or ("" if treatment.stable else _always(treatment))
    return clause + when + items + _narrowed(treatment)


def _got(treatment: HasTreatment, *, no: bool) -> str:
    """ "I did not get or take", "I plan to have": what is done to a person is not taken."""
    done = is_done(treatment.concept.name)
    get, got = ("have", "had") if done else ("get or take", "got or took")
    match treatment.time:
        case Time.CURRENT:
            return f"I {'do not ' if no else ''}{'get' if done else get}"
        case Time.PLANNED:
            return f"I {'do not ' if no else ''}plan to {get}"
        case Time.PAST:
            return f"{'Before now' if done else 'In the past'} I {f'did not {get}' if no else got}"
        case _ if no:
            return f"I did not {get}" if treatment.wide else f"I never {got}"
        case _:
            return f"I {got}"


def _always(single: HasCondition | HasTreatment) -> str:
    """ "now", where nothing else says when."""
    return ALWAYS.get(single.time, "")


def _narrowed(single: Holds | HasCondition | HasTreatment | Measured) -> str:
    """Where the record's own words stand: the numbers of the notes beside the statement."""
    if not single.qualifiers:
        return ""
    return f"{IN_FULL if single.wide else ''}{NOTE}{', '.join(single.qualifiers)})"


def uncapital(words: str) -> str:
    """The words with a small first letter."""
    return words[:1].lower() + words[1:]


def capital(words: str) -> str:
    """The words with a capital first letter."""
    return words[:1].upper() + words[1:]
