"""Things that an exclusion lists with "and": "stroke, lung cancer, and asthma" bars who has any."""

from __future__ import annotations

import re
from dataclasses import replace

from trialogue.eligibility.clauses import shares_degree
from trialogue.eligibility.kinds import NameKind, kind_of_name
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_allergy import allergic_in
from trialogue.eligibility.read_fact_names import fact_alone, may_name_fact
from trialogue.model.requirement import (
    AnyOf,
    Concept,
    HasCondition,
    HasTreatment,
    Holds,
    Not,
    Requirement,
    Time,
)

_LAST = re.compile(r"\s+and\s+")
#: "Severe or uncontrolled asthma, …"
_DEGREES = re.compile(r"^\w+ or (?=\w+ )")
#: What joins two names that are one, or is said of both.
_ONE_THING = Pattern(
    r"\b(?:both|between|combined|concomitant|signs?|symptoms?|history|evidence|of|to|with|by)\b|/|\d and \d"
)
_ADJECTIVE = Pattern(r"(?:al|ic|ous|ar|ary|ive|ed|ing)$")
_OR = Pattern(r"\bor\b|\band/or\b")
#: Things that count only where all are there.
_TOGETHER = Pattern(
    r"\b(?:combin\w+|both|between|together|triad|simultaneous\w*|concomitant"
    r"|(?:class|grade|stage|type)s? \w{1,3} and)\b"
)
_DEGREE = Pattern(
    r"(?:severe|serious|significant|uncontrolled|unstable|active|acute|chronic|progressive|symptomatic"
    r"|recurrent"
    r"|advanced|persistent|untreated|documented|known|relevant|ongoing)"
)
_MOST_WORDS = 6
_MOST_ITEMS = 12


def parted(found: Requirement, known: dict[str, NameKind], words: str) -> Requirement:
    """A thing whose name lists several by "and" as any of these; anything else as it is.

    Two short names joined by "and" stay one: "nausea and vomiting" may be one thing. Where how bad the first
    is may be said of all ("serious heart, and blood disease"), each goes with all the criterion's ``words``.
    """
    if isinstance(found, AnyOf):
        return AnyOf(parts=tuple(parted(part, known, words) for part in found.parts))
    if isinstance(found, HasCondition | HasTreatment) and "," not in found.concept.name:
        return _two(found, known, words)
    if not isinstance(found, HasCondition) or found.qualifiers:
        return found
    names = _names(found.concept.name)
    if not 3 <= len(names) <= _MOST_ITEMS or any(not _is_condition(name, known) for name in names):
        return found
    if shares_degree(names):
        return AnyOf(parts=tuple(_in_full(found, name, words) for name in names))
    return AnyOf(parts=tuple(_one(found, name) for name in names))


def _two(
    found: HasCondition | HasTreatment, known: dict[str, NameKind], words: str
) -> HasCondition | HasTreatment | AnyOf:
    """Two things that are each named in full, any of which bars; the words of the record go with each."""
    names = _LAST.split(found.concept.name)
    if len(names) != 2 or _ONE_THING.search(found.concept.name) or allergic_in(found.concept.name):
        return found
    kind = NameKind.CONDITION if isinstance(found, HasCondition) else NameKind.TREATMENT
    whole = all(
        1 < len(name.split()) <= _MOST_WORDS
        and kind_of_name(name, known) is kind
        and not _ADJECTIVE.search(name)
        for name in names
    )
    if not whole:
        return found
    if found.window is not None:
        return AnyOf(parts=tuple(replace(found, concept=Concept(name=name)) for name in names))
    return AnyOf(
        parts=tuple(
            replace(found, concept=Concept(name=name), qualifiers=(words,), wide=True) for name in names
        )
    )


def as_listed(found: Requirement, words: str, *, exclusion: bool) -> Requirement:
    """What lists three things by "and" in one name: any of them bars, and is denied by a "no".

    Which of them lets a person in ("leukemia, lymphoma and myeloma") is asked with all ``words``.
    """
    if exclusion or isinstance(found, Not):
        return _any_listed(found)
    if not isinstance(found, HasCondition) or _by_or(found.concept.name) is None:
        return found
    return Holds(fact="illness_fits", qualifiers=(words,), wide=True)


def _any_listed(found: Requirement) -> Requirement:
    match found:
        case AnyOf(parts=parts):
            return AnyOf(parts=tuple(_any_listed(part) for part in parts))
        case Not(part=part):
            return Not(part=_any_listed(part))
        case HasCondition() | HasTreatment() if (name := _by_or(found.concept.name)) is not None:
            return replace(found, concept=Concept(name=name))
    return found


def _by_or(name: str) -> str | None:
    """ "Heart, lung, and liver disease" with "or"; None for one that lists no three things by "and"."""
    if "," not in name or _OR.search(name) or _TOGETHER.search(name):
        return None
    before, joint, last = name.rpartition(" and ")
    first = before.split(",")[0].split()[-1:]
    if not joint or "," not in before or " and " in before or not first or _DEGREE.fullmatch(first[0]):
        return None
    return f"{before.rstrip(' ,')}{',' if before.endswith(',') else ''} or {last}"


def lists_conditions(found: Requirement, known: dict[str, NameKind]) -> bool:
    """Whether a condition's name still lists several things by "and", any of which may bar."""
    if isinstance(found, AnyOf):
        return any(lists_conditions(part, known) for part in found.parts)
    if not isinstance(found, HasCondition) or "," not in found.concept.name:
        return False
    names = _names(found.concept.name)
    return len(names) > 2 and sum(kind_of_name(name, known) is NameKind.CONDITION for name in names) > 1


def _names(text: str) -> list[str]:
    *before, last = text.split(",")
    joined = _LAST.split(f" {last.strip()}", maxsplit=1)
    if len(joined) != 2 or "(" in text or " or " in _DEGREES.sub("", text):
        return []
    return [name.strip() for name in (*before, *joined) if name.strip()]


def _is_condition(name: str, known: dict[str, NameKind]) -> bool:
    return len(name.split()) <= _MOST_WORDS and kind_of_name(name, known) is NameKind.CONDITION


def _in_full(whole: HasCondition, name: str, words: str) -> HasCondition:
    return replace(whole, concept=Concept(name=name), qualifiers=(words,), wide=True)


def _one(whole: HasCondition, name: str) -> Requirement:
    plain = whole.window is None and whole.time is Time.CURRENT
    fact = fact_alone(name) if plain and may_name_fact(name) else None
    return fact if isinstance(fact, Holds) else replace(whole, concept=Concept(name=name))
