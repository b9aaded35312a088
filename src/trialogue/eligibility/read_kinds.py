"""Lists of things of several kinds that each keep a person out: "HIV, a transplant, or platelets < 50".

Where not each thing can be named by itself, the list is read by the kinds of things in it: health problems,
treatments, results of tests. Each kind is one part, and the words of the whole list are kept with it
(``wide``). A list that holds anything of another kind is not read.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from trialogue.eligibility import read_kinds_words as told_by
from trialogue.eligibility.another_thing import names_others
from trialogue.eligibility.doubts import doubtful
from trialogue.eligibility.kinds import NameKind, kind_of_name
from trialogue.eligibility.list_names import OF_MEDICINES
from trialogue.eligibility.read_allergy import allergic_in
from trialogue.eligibility.read_event import SIDE_EFFECT, broken, kind_in, name_and_rest
from trialogue.eligibility.read_leads import lead_of
from trialogue.eligibility.read_lists import items_of
from trialogue.eligibility.read_results import RESULTS, is_beyond_belief
from trialogue.eligibility.read_text import outside_brackets
from trialogue.eligibility.senses import facts_of
from trialogue.eligibility.time_marks import time_of_condition, times_of_treatment
from trialogue.eligibility.told_asides import OF_A_GROUP, without_asides
from trialogue.eligibility.word_lists import words
from trialogue.model.requirement import (
    AnyOf,
    Concept,
    HasCondition,
    HasTreatment,
    Holds,
    Requirement,
    Time,
)

ILLNESSES = "illness_named"
TREATMENTS = "treatment_named"
_FACTS = {NameKind.CONDITION: ILLNESSES, NameKind.TREATMENT: TREATMENTS}
_MAX_LENGTH = 900
_MAX_ITEMS = 30
_MAX_NAME_WORDS = 12
_MAX_SHARING = 6
_BARE_MEDICINE = 2
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_BARE = words("bare_names")
#: What speaks against a thing is not the thing.
_AGAINST = re.compile(r"contra-?indicat", re.IGNORECASE)
_GENERAL = words("illnesses_in_general")


def read_kinds(text: str, whole: str, known: dict[str, NameKind]) -> Requirement | None:
    """The kinds of things that an exclusion's list names; ``text`` is the first sentence of ``whole``."""
    if len(whole) > _MAX_LENGTH or told_by.NUMBERED.search(text) or OF_A_GROUP.match(text):
        return None
    told = told_by.OF_HEALTH.sub(" ", without_asides(text))
    if told_by.OTHER.search(told) or told_by.DENIES.search(told) or told_by.NAMELESS.search(text):
        return None
    if heads_a_list(text, known):
        return None
    items = _items(told_by.AND_GETS.sub(r"\1 ", text))
    if len(items) > _MAX_ITEMS:
        return None
    found = _single(items[0], whole, known) if len(items) == 1 else _of_kinds(items, whole, known)
    given = found is not None and (isinstance(found, HasTreatment) or TREATMENTS in facts_of(found))
    return None if given and _AGAINST.search(text) else found


def kinds_listed(text: str, known: dict[str, NameKind]) -> list[tuple[str, str, str | None]]:
    """The things that a list names: the words of each, its name, and the fact of its kind."""
    return [(item, _name(item), _fact(item, _led(item), known)) for item in _items(text)]


def _items(text: str) -> list[str]:
    """The things of a list; behind a semicolon outside brackets another one begins."""
    held = _BRACKETED.sub(lambda found: "\0" * len(found[0]), text)
    places = [-1, *(at for at, letter in enumerate(held) if letter == ";"), len(text)]
    clauses = (text[start + 1 : end].strip(" ,") for start, end in pairwise(places))
    return [item for clause in clauses if clause for item in items_of(clause)]


def _of_kinds(items: list[str], whole: str, known: dict[str, NameKind]) -> Requirement | None:
    found: list[str | None] = []
    led: NameKind | None = None
    for place, item in enumerate(items):
        led = _led(item) or led
        fact = _fact(item, led, known)
        if fact == TREATMENTS and _shares_harm(items, known):
            fact = ILLNESSES
        shares = told_by.SHARES.search(_name(item)) and len(item.split()) <= _MAX_SHARING
        if fact is not None or place == len(items) - 1 or not shares:
            found.append(fact)
    if _fact(items[0], None, known) is None and any(told_by.CASES.match(item) for item in items[1:]):
        return None
    told = [fact for fact in found if fact is not None]
    if RESULTS in told and is_beyond_belief(whole):
        return None
    if not told or found[0] is None or 3 * (len(found) - len(told)) > len(found):
        return None
    parts = tuple(_held(fact, whole) for fact in (ILLNESSES, TREATMENTS, RESULTS) if fact in told)
    return parts[0] if len(parts) == 1 else AnyOf(parts=parts)


def _shares_harm(items: list[str], known: dict[str, NameKind]) -> bool:
    """Whether bare medicines are those that did harm: "penicillin or cephalosporin allergy"."""
    *others, last = (_name(item) for item in items)
    return OF_MEDICINES.search(last) is not None and all(
        len(name.split()) <= _BARE_MEDICINE and kind_of_name(name, known) is NameKind.TREATMENT
        for name in others
    )


def _held(fact: str, whole: str) -> Holds:
    return Holds(fact=fact, qualifiers=(whole,), wide=True)


def _led(item: str) -> NameKind | None:
    return NameKind.TREATMENT if told_by.GETTING.match(item) else lead_of(item).kind


def _fact(item: str, led: NameKind | None, known: dict[str, NameKind]) -> str | None:
    """The kind of one thing of a list; None where its words do not say."""
    name = _name(item)
    if told_by.TO_WHAT.split(name)[0].casefold() in told_by.NOTHING or told_by.PART_OF.match(name):
        return None
    told = told_by.TIME_LIMIT.sub(" ", outside_brackets(item))
    if _is_found(told):
        return RESULTS
    if allergic_in(name) is not None:
        return ILLNESSES
    kind = kind_of_name(name, known) if name else None
    if kind is None and told_by.FOUND_OUT.search(told):
        return RESULTS
    if kind is None and (told_by.RESULT.search(told) or _is_measured(told)):
        if told_by.DOSED.search(told_by.HELD.split(told)[0]):
            return TREATMENTS
        return ILLNESSES if _names_a_problem(name) else RESULTS
    if kind is None and name and not told_by.ADJECTIVE.search(name):
        kind = led
    return _FACTS[kind] if kind is not None else None


def _names_a_problem(name: str) -> bool:
    """ "Renal disease marked": the word that names it does not stand last."""
    return not told_by.FOUND_IN_BLOOD.search(name) and any(
        kind_of_name(word) is NameKind.CONDITION
        and word not in told_by.WORKS
        and not word.startswith("anti-")
        for word in told_by.WORD.findall(name.casefold())
    )


def _is_found(told: str) -> bool:
    return told_by.FOUND.match(told) is not None and told_by.RESULT.search(told) is not None


def _is_measured(told: str) -> bool:
    return told_by.MEASURED.search(told) is not None and told_by.OF_TESTS.search(told) is not None


@lru_cache(maxsize=512)
def _name(item: str) -> str:
    getting = told_by.GETTING.match(item)
    rest = item[getting.end() :] if getting else lead_of(item).rest
    name = told_by.TIME_LIMIT.sub(" ", _name_and_tail(rest)[0]).strip(" ,.;:")
    return told_by.LAST.sub("", told_by.LETTER.sub("", name))


def _name_and_tail(said: str) -> tuple[str, str]:
    """A thing's name without brackets, and what is said of it."""
    name, tail = name_and_rest(" ".join(outside_brackets(said).split()))
    cut = told_by.UNDER.search(name)
    return (name, tail) if cut is None else (name[: cut.start()].strip(" ,"), f"{name[cut.start() :]} {tail}")


def _single(item: str, whole: str, known: dict[str, NameKind]) -> Requirement | None:
    """One thing, told at such length that its words may hold more: by its name, all words kept."""
    lead = lead_of(item)
    name, tail = _name_and_tail(lead.rest)
    kind = kind_in(name, lead, known)
    if kind is None or not name or len(name.split()) > _MAX_NAME_WORDS or broken(name, tail):
        return _by_kind(item, whole, known)
    if name.casefold() in told_by.NOTHING or told_by.NO_THING.match(name) or SIDE_EFFECT.search(lead.rest):
        return None
    if told_by.NO_NAME.search(name) or _is_found(outside_brackets(item)):
        return _by_kind(item, whole, known)
    if (
        told_by.WIDER.search(name)
        or name.casefold() in _BARE
        or told_by.JOINED.search(outside_brackets(tail))
        or told_by.TO_OTHERS.search(outside_brackets(item))
        or names_others(tail)
    ):
        return _held(_FACTS[kind], whole) if tail or " " in name else None
    parts = _things(kind, name, item, whole, lead.time)
    if any(doubtful(replace(part, qualifiers=(name,)), name, "") for part in parts):
        return None
    return parts[0] if len(parts) == 1 else AnyOf(parts=parts)


def heads_a_list(text: str, known: dict[str, NameKind]) -> bool:
    """Whether a treatment only heads what speaks against it: "Dexamethasone: uncontrolled diabetes"."""
    head, colon, behind = outside_brackets(text).partition(":")
    told = told_by.NEXT.split(behind)[0].strip()
    name = head.strip()
    if not colon or kind_of_name(told) is not NameKind.CONDITION or _AGAINST.search(name):
        return False
    given = kind_of_name(name, known) is NameKind.TREATMENT or name.casefold().startswith("anti")
    return given and lead_of(name).rest == name


def _by_kind(item: str, whole: str, known: dict[str, NameKind]) -> Requirement | None:
    """One thing without a name of its own, by its kind."""
    if told_by.NO_THING.search(_name(item)):
        return None
    fact = _fact(item, _led(item), known)
    if fact is None and _is_measured(item) and not _names_a_thing(item, known):
        fact = RESULTS
    return None if fact is None else _held(fact, whole)


def _names_a_thing(item: str, known: dict[str, NameKind]) -> bool:
    """Whether a word outside brackets names a health problem or a treatment."""
    named = told_by.WORD.findall(outside_brackets(item).casefold())
    return any(kind_of_name(word, known) is not None and word not in _GENERAL for word in named)


def _things(
    kind: NameKind, name: str, item: str, whole: str, led: Time | None
) -> tuple[HasCondition, ...] | tuple[HasTreatment, ...]:
    concept = Concept(name=name)
    if kind is NameKind.CONDITION:
        time = time_of_condition(item, led)
        return (HasCondition(concept=concept, time=time, qualifiers=(whole,), wide=True),)
    return tuple(
        HasTreatment(concept=concept, time=time, qualifiers=(whole,), wide=True)
        for time in times_of_treatment(item, led)
    )
