"""Judge one requirement for one person: Kleene's three values, with the rule and answers used.

Nothing is assumed: what was not asked, is not known or was skipped is UNKNOWN.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from trialogue.eligibility.for_whom import holds_for_no_man
from trialogue.eligibility.judge_values import judge_aged, judge_chosen, judge_measured, judge_sex
from trialogue.eligibility.judged import Judged, Person
from trialogue.eligibility.keys import KINDS_OF, Atom, atom_of, parse_key, settled
from trialogue.eligibility.subsumption import identity_of_fact, subjects_of
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
)
from trialogue.model.truth import Truth, all_of, any_of, at_least


def judge(requirement: Requirement, person: Person, *, key: str = "") -> Judged:
    """The truth of a requirement in its own polarity. ``key`` is where a ``Free`` one is answered."""
    match requirement:
        case AllOf(parts=parts):
            return _joined("all of these", parts, person, all_of, key)
        case AnyOf(parts=parts):
            return _joined("any of these", parts, person, any_of, key)
        case AtLeast(count=count, parts=parts):
            words = f"at least {count} of these"
            return _joined(words, parts, person, lambda truths: at_least(count, truths), key)
        case Not(part=part):
            return _turned(judge(part, person, key=key))
        case Free():
            return _free(person, key)
    return _judge_one(requirement, person)


def _judge_one(
    requirement: Aged | IsSex | Measured | Holds | HasCondition | HasTreatment, person: Person
) -> Judged:
    match requirement:
        case Aged():
            return judge_aged(requirement, person)
        case IsSex(sex=sex):
            return judge_sex(sex, person)
        case Measured(wide=False):
            return judge_measured(requirement, person)
        case Holds(fact=fact, value=value) if value not in ("yes", "no"):
            return judge_chosen(fact, value, person)
        case Holds(value="no"):
            return _turned(_held(replace(requirement, value="yes"), person))
        case Holds():
            return _held(requirement, person)
        case HasCondition() | HasTreatment() | Measured():
            return _atom(atom_of(requirement), person)


def _held(requirement: Holds, person: Person) -> Judged:
    """What was answered; of a man, that he is not pregnant and the like."""
    asked = _atom(atom_of(requirement), person)
    if asked.truth is not Truth.UNKNOWN or not holds_for_no_man(requirement):
        return asked
    man = judge_sex(Sex.MALE, person)
    return (
        Judged(truth=Truth.NOT_MET, rule=man.rule, answers=man.answers) if man.truth is Truth.MET else asked
    )


def _turned(judged: Judged) -> Judged:
    return Judged(truth=~judged.truth, rule=f"not: {judged.rule}", answers=judged.answers)


def _joined(
    words: str,
    parts: tuple[Requirement, ...],
    person: Person,
    join: Callable[[Iterable[Truth]], Truth],
    key: str,
) -> Judged:
    judged = [judge(part, person, key=key) for part in parts]
    answers = dict(pair for one in judged for pair in one.answers)
    rule = f"{words}: " + "; ".join(one.rule for one in judged)
    return Judged(truth=join(one.truth for one in judged), rule=rule, answers=tuple(answers.items()))


def _free(person: Person, key: str) -> Judged:
    rule = "asked in the record's own words"
    answer = person.profile.get(key) if key else None
    if answer is None or not isinstance(answer.value, bool):
        return Judged(truth=Truth.UNKNOWN, rule=rule)
    return Judged(truth=Truth.of(answer.value), rule=rule, answers=((key, answer),))


def _atom(asked: Atom, person: Person) -> Judged:
    """Look for the answer itself, then for one that says more: narrower yes, or broader no."""
    rule = f"the answer on {asked.key}"
    exact = person.profile.get(asked.key)
    if exact is not None and isinstance(exact.value, bool):
        return Judged(truth=Truth.of(exact.value), rule=rule, answers=((asked.key, exact),))
    wanted = settled(asked)
    for key in person.profile.answers:
        answer = person.profile.get(key)
        if answer is None or not isinstance(answer.value, bool):
            continue
        known = settled(parse_key(key))
        narrow, broad = (known, wanted) if answer.value else (wanted, known)
        if _kind_of(narrow, broad, person):
            return Judged(truth=Truth.of(answer.value), rule=rule, answers=((key, answer),))
    return Judged(truth=Truth.UNKNOWN, rule=rule)


def _kind_of(narrow: Atom, broad: Atom, person: Person) -> bool:
    """Whether the narrow one is a case of the broad one, by its own words or by identity."""
    if broad.covers(narrow):
        return True
    return any(broad.covers(replace(narrow, subject=wider)) for wider in _wider(narrow.subject, person))


def _wider(subject: str, person: Person) -> Iterator[str]:
    """The subjects of everything that a subject is a kind of."""
    yield from KINDS_OF.get(subject, ())
    kind, _, identity = subject.partition(":")
    if kind == "treatment":
        yield from (f"{kind}:{other}" for other in person.broader(identity))
    elif kind == "condition" or subject in identity_of_fact():
        yield from subjects_of(frozenset(person.broader(identity_of_fact().get(subject, identity))))
