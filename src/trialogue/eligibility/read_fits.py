"""Inclusions that tell at length of the person's illness, treatment so far, or test results.

"Unresectable biliary cancer, not treated before in the advanced setting": the illness is named, and all words
are kept (``wide``). Where no illness is named by itself, the fact says what the words are about. A text that
also speaks of other matters, or that holds for some only, is not read.
"""

from __future__ import annotations

import re
from dataclasses import replace

from trialogue.eligibility import read_fits_words as told_by
from trialogue.eligibility.another_thing import holds_another
from trialogue.eligibility.doubts import doubtful
from trialogue.eligibility.kinds import NameKind, kind_of_name
from trialogue.eligibility.read_aged import read_aged
from trialogue.eligibility.read_results import RESULTS, is_beyond_belief
from trialogue.eligibility.time_marks import time_of_condition
from trialogue.eligibility.told_asides import OF_A_GROUP, without_asides
from trialogue.eligibility.word_lists import words
from trialogue.model.requirement import AllOf, Concept, HasCondition, Holds, Requirement

ILLNESS = "illness_fits"
TREATMENT = "treatment_fits"
_MAX_LENGTH = 900
_MAX_BEFORE = 26
_MAX_NAME_WORDS = 7
_MAX_WORDS_BEFORE = 8
_FEWEST_WORDS = 4
_CLOSE = 6
_NEAR = 10
_SOON = 14
_STOPS = words("phrase_stops")
_GENERAL = words("illnesses_in_general")
_DENIES = words("denies")
_BEGINS = words("before_an_illness")
_TOKEN = re.compile(r"[\w'’/+-]+|[,;:]")
_JOINTS = frozenset({",", "or", "and/or", "and"})
_GOES_ON = _JOINTS | {"who", "that", "not", "progressed", "confirmed", "patients", "–", "-"}
#: Of these general words a person has what they name.
_SEEN = words("seen_in_a_person")
#: Words before a test that name no illness or treatment of their own.
_TESTED = _GENERAL | {"nasal"}


def read_fits(text: str, whole: str, known: dict[str, NameKind]) -> Requirement | None:
    """What an inclusion tells of; ``text`` is the first sentence of ``whole``."""
    bare = without_asides(text)
    run_on = told_by.RUN_ON.search(text) or told_by.NEXT_WAY.search(whole)
    if len(whole) > _MAX_LENGTH or OF_A_GROUP.match(text) or run_on:
        return None
    if told_by.OF_SOME.search(bare):
        return None
    if (practical := _practical(bare, whole)) is not None:
        return practical
    if told_by.OF_LIFE.search(bare):
        return None
    aged = read_aged(bare, whole, lambda more: _matter(more, more, whole, known)) if text == whole else None
    if aged is not None:
        return aged
    return _matter(text, bare, whole, known)


def _matter(text: str, bare: str, whole: str, known: dict[str, NameKind]) -> Requirement | None:
    """The illness, treatment or results that words tell of, if they tell of nothing else."""
    if told_by.OTHER.search(bare) or (len(bare.split()) < _FEWEST_WORDS and not told_by.RESULT.search(text)):
        return None
    treated = told_by.TREATED.match(bare)
    if treated is not None and told_by.OF_TREATMENT.search(bare):
        if told_by.OR_NOT.search(bare):
            return None
        return _treated(bare, whole, treated.end())
    return _ill(text, bare, whole, known)


def _practical(bare: str, whole: str) -> Requirement | None:
    """Tissue that is there, veins that can be used, where a person is cared for."""
    if told_by.VEINS.match(bare):
        return _fact("veins_fit", whole)
    if told_by.CARED_FOR.match(bare) and not told_by.AND_OTHERS.search(bare):
        return _fact("cared_for_there", whole)
    if not told_by.SAMPLE.match(bare) or not told_by.THERE.search(bare):
        return None
    sample = _fact("sample_there", whole)
    tested = told_by.MARKER.search(bare) or told_by.SHARE.search(bare)
    return AllOf(parts=(sample, _fact(RESULTS, whole))) if tested else sample


def _ill(text: str, bare: str, whole: str, known: dict[str, NameKind]) -> Requirement | None:
    """The illness, with the results or the treatment that a text tells of beside it."""
    if told_by.NOT_FOUND.at_start(bare) is not None:
        return _fact(RESULTS, whole)
    marked = told_by.MARKER.search(bare) is not None and _is_result(text, bare)
    if marked:
        ill = _names_illness(bare, known)
        facts = [ILLNESS] if ill and told_by.OR.search(bare) else [RESULTS] + [ILLNESS] * ill
    elif (named := _illness(bare, whole, known)) is not None:
        return _with_treatment((named,), bare, whole)
    elif told_by.SITUATION.match(bare) and told_by.OF_ILLNESS.search(bare):
        facts = [ILLNESS]
    elif _is_result(text, bare):
        if _names_illness(bare, known):
            return None
        facts = [RESULTS]
    elif _speaks_of_illness(bare, known) and not told_by.AT_MOST.search(bare):
        facts = [ILLNESS]
    else:
        return None
    return _with_treatment(tuple(_fact(fact, whole) for fact in facts), bare, whole)


def _with_treatment(parts: tuple[Requirement, ...], bare: str, whole: str) -> Requirement:
    if told_by.AND_TREATED.search(bare):
        parts = (*parts, _fact(TREATMENT, whole))
    return parts[0] if len(parts) == 1 else AllOf(parts=parts)


def _names_illness(bare: str, known: dict[str, NameKind]) -> bool:
    return told_by.TUMOUR.search(bare) is not None or any(
        kind_of_name(token, known) is NameKind.CONDITION and token.casefold() not in _GENERAL
        for token in _TOKEN.findall(bare)
    )


def _treated(bare: str, whole: str, end: int) -> Requirement:
    """The treatment so far, and what else a text is about that begins with it."""
    tokens = _TOKEN.findall(bare[end:])[:_CLOSE]
    ill = bare[:end].casefold().endswith(("naive", "naïve", "untreated")) and any(
        kind_of_name(token) is NameKind.CONDITION for token in tokens
    )
    also = [ILLNESS] * ill + [RESULTS] * (told_by.AND_TESTED.search(bare) is not None)
    parts = tuple(_fact(fact, whole) for fact in (*also, TREATMENT))
    return parts[0] if len(parts) == 1 else AllOf(parts=parts)


def _fact(fact: str, whole: str) -> Holds:
    return Holds(fact=fact, qualifiers=(whole,), wide=True)


def _is_result(text: str, bare: str) -> bool:
    """Whether a text begins with the name of a test, and says what comes of it."""
    named = told_by.OF_RESULTS.search(bare)
    told = (told_by.TIME_LIMIT.sub(" ", one) for one in (text, bare))
    if named is None or not any(told_by.RESULT.search(one) for one in told):
        return False
    before = _TOKEN.findall(bare[: named.start()])
    if len(before) > _MAX_WORDS_BEFORE or is_beyond_belief(text):
        return False
    return not any(kind_of_name(word) is not None and word.casefold() not in _TESTED for word in before)


def _illness(bare: str, whole: str, known: dict[str, NameKind]) -> Requirement | None:
    """The illness that a text names first, before anything else is said."""
    tokens = _TOKEN.findall(bare)
    for place, token in enumerate(tokens[:_MAX_BEFORE]):
        low = token.casefold()
        if low in _DENIES:
            return None
        kind = kind_of_name(low, known)
        if kind is NameKind.TREATMENT:
            return None
        if kind is NameKind.CONDITION and low not in _GENERAL:
            return _named(tokens, place, whole)
    return None


def _speaks_of_illness(bare: str, known: dict[str, NameKind]) -> bool:
    """Whether the first words of a text speak of an illness, and of nothing that is done or denied."""
    tokens = [token.casefold() for token in _TOKEN.findall(bare)]
    for place, token in enumerate(tokens[:_SOON]):
        kind = kind_of_name(token, known)
        general = token in _GENERAL and token not in _SEEN
        if (
            token in _DENIES
            or kind is NameKind.TREATMENT
            or general
            or told_by.NOT_OF_ILLNESS.fullmatch(token)
        ):
            return False
        if kind is NameKind.CONDITION:
            behind = tokens[place + 1 : place + 3]
            return not any(
                told_by.NOT_OF_ILLNESS.fullmatch(one) or kind_of_name(one) is NameKind.TREATMENT
                for one in behind
            )
    return False


def _named(tokens: list[str], place: int, whole: str) -> Requirement | None:
    """The noun phrase that ends at a place, led by nothing but what says that a person has it."""
    behind = [token.casefold() for token in tokens[place + 1 : place + _NEAR]] or [","]
    if behind[0] not in _STOPS and behind[0] not in _GOES_ON and behind[0] not in ",;:":
        return None
    first = place
    while first and tokens[first - 1].casefold() not in _BEGINS:
        first -= 1
    if any(t.casefold() not in _BEGINS | _JOINTS and not t[0].isdigit() for t in tokens[:first]):
        return None
    name = " ".join(tokens[first : place + 1]).replace(" ,", ",")
    another = behind[0] in _JOINTS and any(kind_of_name(t) is NameKind.CONDITION for t in behind)
    if another or told_by.OR_ELSE.search(" ".join(tokens[place + 1 :])):
        return _fact(ILLNESS, whole)
    if place - first >= _MAX_NAME_WORDS or told_by.NOT_IN_NAME.search(name):
        return None
    time = time_of_condition(" ".join(tokens[: place + 1]), None)
    found = HasCondition(concept=Concept(name=name), time=time, qualifiers=(name,), wide=True)
    if doubtful(found, name, ""):
        return None
    full = replace(found, qualifiers=(whole,))
    return _fact(ILLNESS, whole) if holds_another(full) else full
