"""Lists of things that each keep a person out: "Renal failure, severe asthma or a stroke that needed care".

Each thing is named, and the words of the whole list are kept with each (``wide``): what stands behind the
last ("within 6 months") may hold for all. What cannot be told into things that each have a kind is not read.
"""

from __future__ import annotations

import re
from functools import lru_cache

from trialogue.eligibility.broken_names import is_not_given
from trialogue.eligibility.clauses import shares_misuse
from trialogue.eligibility.kinds import NameKind, kind_of_name
from trialogue.eligibility.lead import Lead
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.planned_names import named_at
from trialogue.eligibility.read_allergy import allergic_in
from trialogue.eligibility.read_event import broken, name_and_rest
from trialogue.eligibility.read_leads import lead_of
from trialogue.eligibility.read_state import read_state
from trialogue.eligibility.read_text import outside_brackets
from trialogue.eligibility.time_marks import is_there, time_of_condition, times_of_treatment
from trialogue.eligibility.windows import find_window
from trialogue.eligibility.word_lists import words
from trialogue.model.requirement import AnyOf, Concept, HasCondition, HasTreatment, Holds, Requirement, Time

_MAX_LENGTH = 600
_MAX_ITEMS = 12
_MAX_NAME_WORDS = 9
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NUMBERED = re.compile(r"[;,.]\s*\(?\d{1,2}[.)]\s")
_CUT = Pattern(
    r"\s*,\s*(?:or|and/or)\s+with\s+(?=(?:prior|previous|known|an?|any|(?:a )?history)\s)"
    r"|\s*[;；]\s*(?:or\s+|and/or\s+)?|\s*,\s*(?:or|and/or)\s+|\s+(?:or|and/or)\s+|\s*,\s+"
)
#: Says more of the thing before it, or ends the list.
_GOES_ON = Pattern(
    r"(?:[a-e](?: virus)?(?: infections?)?|[ivx]{1,4}|\d.*|equivalent\b.*|an equivalent\b.*|\d+|type \w+"
    r"|other\w*|others|etc\.?|(?:that|which|who|whose|requiring|requires?|required|with"
    r"|without|within|except\w*|unless|other than|excluding|including|such as|as|defined|due|caused"
    r"|associated"
    r"|related|for|in|if|when|at|on|by|during|prior to|before|after|since|from|not|based|according"
    r"|confirmed"
    r"|documented|treated|resulting|leading|likely|judged|considered|whether|regardless|even|but|and|is"
    r"|are|was|were|has|have|had|been|to)\b.*)$"
)
#: What a thing is said to need, come from or not be: what follows may still belong to it.
_GOVERNS = Pattern(
    r"\b(?:that|which|who|whose|requir\w+|need\w*|with|of|to|for|from|by|in|on|associated|related|due"
    r"|caused|treated"
    r"|under|against|involving|affecting|will|would|may|might|can|could|is|are|not|than|defined|during"
    r"|after|before)\b"
)
_NEEDS = Pattern(r"\b(?:(?:that|which) )?(?:requir\w+|need\w*|involving|limiting)\b")
_EXCEPTS = Pattern(r"\b(?:other than|except\w*|excluding|exclusive of|apart from|without|unless)\b")
#: Begins a thing of its own, whatever the one before it is said to need.
_STARTS = Pattern(
    r"(?:an?\s+|any\s+|has\s+|have\s+|had\s+|having\s+)*(?:history|current\w*|prior (?!to)|previous\w*"
    r"|suspected|known|active"
    r"|uncontrolled|severe|unstable|clinically|significant|evidence|presence|use of|receipt|received"
    r"|diagnosis|any|an?|acute"
    r"|chronic|serious|symptomatic|major|minor|recent|past|subjects|patients|participants|those"
    r"|individuals|taking|receiving|using|unable|unwilling|pregnan\w+)\b"
)
#: "For either episodic or chronic migraine": one thing goes on.
_EITHER = Pattern(r"\b(?:for|of|with|by|from|to|in) either\b(?!.*\bor\b)")
_CASES = Pattern(r"\b(?:such as|including|includes?|like|e\.?g\.?|for example)\b")
_TURNS = Pattern(r"\b(?:no|not|without|never|absence|lack|free of|unless|na[iï]ve|neither|nor)\b")
_PEOPLE = Pattern(
    r"\b(?:relatives?|partners?|spouses?|mothers?|fathers?|parents?|siblings?|infants?|newborns?"
    r"|caregivers?|household"
    r"|guardians?|donors?|family|maternal|paternal)\b"
)
#: "Hepatitis B or C": one name.
_LETTERS = re.compile(r"\b[A-E] or (?=[A-E]\b)")
#: The limit behind a name: how long ago, or how bad.
_LIMIT = re.compile(r"(?<=\w)\s*(?:[>≥]|[<≤]\s?=?\s?\d+\s?(?:h|hours?|days?|weeks?|months?|years?)\b).*$")
_AGO = re.compile(r"[<>≤≥]=?\s*\d+\s+\w+\s+(?:prior to|before)\s+\w+")
_ADJECTIVE = re.compile(r"(?:al|ic|ous|ar|ary|ive|ed|ing|ble|severe|live|other|new)$")
#: A heading of the list in one line: "Antibiotics: erythromycin, …".
_LABEL = re.compile(r"[A-Z][\w /-]{2,40}:\s+(?=[\w-]+,)")
_OF = Pattern(r"\bof (?:the|an?)\b")
_SUSPECTED = Pattern(r"\b(?:risk|signs?|symptoms?|suspicion|evidence|causes?|history|forms?|types?|degree)\b")
_CARE = Pattern(r"\b(?:hospitali[sz]ations?|admissions?|ana?esthesia|visits?)$")
#: The drug that a dose is of is no thing of the list.
_DOSE_OF = Pattern(r"\b(?:first|last|1st) (?:\w+ )?(?:dose|administration|infusion)(?: of (?:the )?[\w-]+)?")
_NORMAL = Pattern(r"\b(?:upper|lower) limits? of (?:the )?normal(?: range)?\b")
_AS_WELL = Pattern(r"\bas well as\b")
_IS_SO = re.compile(r"\b(?:is|are|was|were) \w+$")
_BARE = words("bare_names") | {"administration", "transfusion", "receipt", "equivalent"}


def read_list(text: str, known: dict[str, NameKind]) -> Requirement | None:
    """Any of the things of an exclusion's list; None where one has no kind, or a word denies."""
    if (
        len(text) > _MAX_LENGTH
        or _PEOPLE.search(text)
        or allergic_in(text)
        or _AS_WELL.search(text)
        or _NUMBERED.search(text)
    ):
        return None
    label = _LABEL.match(text)
    items = items_of(text[label.end() :] if label else text)
    if not 2 <= len(items) <= _MAX_ITEMS:
        return None
    shared = before = lead_of(items[0])
    parts: list[Requirement] = []
    for place, item in enumerate(items):
        if _TURNS.search(outside_brackets(item)):
            return None
        one = _one(item, text, (shared, before) if place else None, known, last=place == len(items) - 1)
        led = lead_of(item)
        before = led if led.time in {Time.EVER, Time.PAST} else before
        if one is None:
            return None
        parts.append(one)
    flat = [p for one in parts for p in (one.parts if isinstance(one, AnyOf) else (one,))]
    unique = tuple(dict.fromkeys(flat))
    return unique[0] if len(unique) == 1 else AnyOf(parts=unique)


def part_of_list(item: str, whole: str, known: dict[str, NameKind]) -> Requirement | None:
    """One thing that bars beside others, with the words of all; None where it cannot be named."""
    return None if _TURNS.search(outside_brackets(item)) else _one(item, whole, None, known, last=True)


@lru_cache(maxsize=256)
def items_of(text: str) -> tuple[str, ...]:
    """The things of a list, each with the clauses that stand behind it."""
    held = _BRACKETED.sub(lambda found: "\0" * len(found[0]), text)
    places, start = [], 0
    for cut in _CUT.finditer(held):
        if _CASES.within(held[start : cut.start()]):
            break
        if (
            cut.end() < len(text)
            and not shares_misuse(text, cut.end())
            and _is_cut(held[start : cut.start()], text[cut.end() :])
        ):
            places.append(text[start : cut.start()].strip(" ,"))
            start = cut.end()
    return tuple(item for item in (*places, text[start:].strip(" ,")) if item)


def _is_cut(before: str, behind: str) -> bool:
    """Whether another thing begins behind a joint."""
    if _GOES_ON.match(behind.split(",")[0].strip(" .")):
        return False
    if _EXCEPTS.search(before) or _EITHER.search(before):
        return False
    said = lead_of(before.strip()).rest
    window = find_window(said)
    if window is not None:
        said = f"{said[: window.start]} {said[window.end :]}"
    said = _NORMAL.sub(" ", _DOSE_OF.sub(" ", _AGO.sub(" ", said)))
    if not _GOVERNS.search(said):
        return True
    if _STARTS.match(behind) is not None:
        # "With symptomatic or active progression": two adjectives of one noun.
        return _ADJECTIVE.search(said.strip()) is None or _IS_SO.search(said.strip()) is not None
    # What is needed for a condition is no condition: "infection requiring antibiotics, hives or fits".
    thing = name_and_rest(behind.split(",")[0])[0]
    named = kind_of_name(thing) is NameKind.CONDITION and _CARE.search(thing) is None
    if not named:
        return False
    bare = _NEEDS.sub(" ", said)
    # "Obstruction of the duct, appendicitis": a place, and the next condition.
    return _GOVERNS.search(bare if _SUSPECTED.search(bare) else _OF.sub(" ", bare)) is None


def _one(
    item: str, whole: str, led: tuple[Lead, Lead] | None, known: dict[str, NameKind], *, last: bool
) -> Requirement | None:
    lead = lead_of(item)
    name, tail = name_and_rest(outside_brackets(lead.rest).strip())
    name = _LIMIT.sub("", " ".join(name.split()).strip(" ；;"))
    kind = kind_of_name(_LETTERS.sub("", name), known)
    shared = lead.kind or (led[0].kind if led and not last else None)
    if (
        kind is None
        and shared is NameKind.TREATMENT
        and not _ADJECTIVE.search(name)
        and not is_not_given(name)
    ):
        kind = shared
    if kind is None or not _is_name(name, tail) or name.casefold() == "pregnancy":
        state = read_state(item)
        if not isinstance(state, Holds) or state.fact == "can_have_care":
            return None
        return Holds(fact=state.fact, qualifiers=(whole,), wide=True)
    time = lead.time or (_shared_time(item, *led, kind) if led else None)
    concept = Concept(name=lead.named(name))
    if kind is NameKind.CONDITION:
        when = time_of_condition(_timed_by(item, whole), time)
        return HasCondition(concept=concept, time=when, qualifiers=(whole,), wide=True)
    parts = tuple(
        HasTreatment(concept=named_at(concept, when, whole), time=when, qualifiers=(whole,), wide=True)
        for when in times_of_treatment(whole, time)
    )
    return parts[0] if len(parts) == 1 else AnyOf(parts=parts)


def _shared_time(item: str, first: Lead, before: Lead, kind: NameKind) -> Time | None:
    """The time of the first of a list, or of the last that stood behind "history of"."""
    if kind is NameKind.TREATMENT:
        return first.time
    return None if is_there(item) else before.time


def _timed_by(item: str, whole: str) -> str:
    """The words that say when a thing of a list holds: its own, and a window that may be that of all."""
    window = find_window(whole)
    return item if window is None or is_there(item) else f"{item} {whole[window.start : window.end]}"


def _is_name(name: str, tail: str) -> bool:
    return (
        0 < len(name.split()) <= _MAX_NAME_WORDS
        and not broken(_LETTERS.sub(" ", name), tail)
        and name.casefold() not in _BARE
        and not name.casefold().startswith("combination")
        and re.search(r"[<>≤≥=]", name) is None
        and re.search(r"[A-Za-z]{3}", name) is not None
    )
