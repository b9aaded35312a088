"""Conditions and treatments: "History of stroke within 6 months", "Prior treatment with rituximab".

A demand is read as: words that lead in and set time and kind, a noun phrase that names the thing, a
window, and whatever else is said, which is kept word for word as a qualifier.
"""

from __future__ import annotations

import re
from functools import lru_cache

from trialogue.eligibility.broken_names import is_broken, is_not_given
from trialogue.eligibility.clauses import BEGINS, goes_on, shares_degree, shares_misuse
from trialogue.eligibility.kinds import NameKind, is_function, kind_of_name
from trialogue.eligibility.lead import Lead
from trialogue.eligibility.list_names import DELIMITER, are_names
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_allergy import allergic_in
from trialogue.eligibility.read_leads import lead_of
from trialogue.eligibility.unknown_names import BARE_ADJECTIVE, COMPARED, may_be_named
from trialogue.eligibility.windows import FoundWindow, find_window
from trialogue.eligibility.word_lists import words
from trialogue.model.requirement import (
    AnyOf,
    Concept,
    HasCondition,
    HasTreatment,
    Requirement,
    Time,
)

_JOINT = re.compile(r"\s*,\s*(?:and/or|or|and)\s+|\s*,\s*|\s+(?:or|and/or)\s+|\s*;\s*")
_GOT = re.compile(r"^(?:undergone|received)\s+(?=\w)")
_ABBREVIATION = re.compile(r"\s*\((?=[A-Za-z0-9-]{2,10}\))([A-Z][a-z-]*[A-Z0-9][A-Za-z0-9-]*)\)")
_ALTERNATIVE = Pattern(
    r"(?:[,;]\s*|^)(?:or|and/or)\b|\band/or\b\s+(?:a |any )?(?:history|patients|prior)|;|\b(?:or"
    r"|and)\s+(?:history|prior|previous|receipt|receiving|treatment with|use of|patients?"
    r"|subjects?|participants?|any other|other|known|current|currently|planned|planning|who"
    r"|those|have|has|had|is|are|with a)\b|[,]\s*and\s+(?:patients|subjects|participants)",
)
_BARE_NAMES = words("bare_names")
#: A state, and no illness.
_PREGNANCY = Pattern(
    r"(?:lactation|breast-?feeding)$"
    r"|(?:risk of )?pregnancy\b(?! (?:loss|compl|induc|relat|assoc|disord|outcome))"
)
_INSIDE = Pattern(
    r"(?:that|which|who|requiring|due|including|such|defined|except|unless|other than"
    r"|as|because|caused|\(?(?:e\.g|i\.e)|like|excluding|for|where|when|if|with|without|in"
    r"|associated|related)\b",
)
_STRONG = Pattern(
    r";|\b(?:or|and)\s+(?:a\s+|any\s+)?(?:history of|prior|previous|receipt of|received|treatment with"
    r"|use of|patients?|subjects?|participants?|those|planned|planning)\b|,\s*or\s+(?!other|any other)",
)
_RUN_ON = Pattern(r"[.:]\s|\b(?:patients?|receiv\w+|taking|taken|underwent)\b")
_SPAN_OF_TIME = Pattern(r"\b(?:in|within|during|over) the (?:last|past|previous|preceding)\b")
_NO_END = words("no_name_ends_so")
_NO_START = Pattern(
    r"(?:planned (?:or|and)|to|or|and|been|not|do|did|does|exhibiting|following|denied|expected|anticipated"
    r"|imminent"
    r"|tested|pregnant|giving|refus\w*|withdr\w*|meet\w*)\b",
)
#: A verb of its own: the text is a sentence, and what stands before it is not all that is demanded.
_PREDICATE = Pattern(
    r"\b(?:will|must|should|do|does|did|can|could|may|might|would)(?:\s+not|\s+be|n't)?\s+(?:be|have"
    r"|not|receive|undergo)\b|\b(?:is|are|was|were) (?:not )?(?:being )?(?:required|necessary"
    r"|needed|recommended|considered|felt|defined)\b",
)
_MAX_NAME_WORDS = 18
#: What people are allergic to may be a long list.
_MAX_LIST_WORDS = 40
_NO_EVENT = Pattern(
    r"(?:not|no|without|never|able|unable|willing|either|both|unless|if"
    r"|absence|lack|free|negative|normal|at least|more than|less than|all|each|women|wom[ae]n"
    r"|males?|females?|family|first-degree)\b"
)
_BRACKETED_FIRST = re.compile(r"\(([^()]{2,80})\)\s+")
#: A time before the trial, with a sign for "within".
_AT_MOST = re.compile(
    r"(?<![(\[])(?:≤|<=)\s?(?=\d+\s(?:days|weeks|months|years)\s(?:prior|before|to|preceding|of)\s"
    r"(?:to\s|the\s)*(?:screening|enrol|inclusion|randomi|baseline|study|first|consent))"
)
_TWO_LETTERS = re.compile(r"[A-Za-z]{2}")
_COMPARED_FIRST = re.compile(r"\W*[:<>≤≥=]")
_BRACKETED = re.compile(r"\([^()]*\)")
_OR = re.compile(r"\bor\b")
#: How far it is over counts as much as that it was.
SIDE_EFFECT = Pattern(
    r"^(?:\w+[ -]){0,3}(?:(?:adverse|side) (?:events?|reactions?|effects?)\b"
    r"|toxic\w*\b(?=.*\b(?:recover|resol|return|reliev|decreas|subsid)\w*))"
)
#: Said of a tumor, in many words: a fact of its own.
_SCANNED = Pattern(r"(?:(?:at )?least (?:one|1) )?(?:[\w-]+ )?measurable (?:disease|lesions?)\b")
_CUT_LETTERS = re.compile(r"[/-]$|\b(?:or|and) exposure$|\b[A-Z] or [A-Z]\b")
_WITH = re.compile(r"\swith\s")
_TO_WHAT = re.compile(r"\s+(?:to|against|with|of|for)\s")
#: What it is given for.
_FOR_WHAT = Pattern(
    r"(?:to (?:treat|prevent)|for(?: the)? (?:treatment|prevention|prophylaxis|management) of)"
    r" (?:(?!or\b|and\b)[\w-]+ ?){1,5}"
)
_GOES_ON = re.compile(r"\W*(?:or|and|and/or|to|until|through)\b")
_TO_WHAT_FULL = re.compile(r"\s+(?:to|against|with|of|for)\s+")
#: What happens to a person, and then is over.
HAPPENED = Pattern(r"\b(?:deliver(?:y|ies)|(?:still)?births?|miscarriages?|abortions?)$")
#: What is no end of a name: "carcinoma in situ", "mild to severe reaction".
_GOES_OVER = Pattern(
    r"\s+in\s+situ\b|(?<=\bmild)\s+to\s|(?<=\blow)\s+to\s|(?<=\bsevere)\s+to\s|(?<=\bmoderate)\s+to\s|(?<=\d)\s+to\s+(?=\d)"
)
_AND_OR = re.compile(r"\bor\b|\band\b")
_OR_BETWEEN = re.compile(r"\s(?:or|and/or)\s")
_AND_BETWEEN = re.compile(r"\sand\s")
_LETTERS_OR = re.compile(r"\b[A-Z] or [A-Z]\b|\s/\s")


def read_event(text: str, known: dict[str, NameKind], *, exclusion: bool) -> Requirement | None:
    """A condition, treatment or procedure that the text demands; None where it is not clear."""
    lead = lead_of(_AT_MOST.sub("within ", text) if "≤" in text or "<=" in text else text)
    if not lead.rest or _NO_EVENT.match(lead.rest):
        return None
    return _listed(lead, known, exclusion=exclusion) or _single(lead, known)


def _single(lead: Lead, known: dict[str, NameKind]) -> Requirement | None:
    if SIDE_EFFECT.search(lead.rest) or _SCANNED.match(lead.rest) or _PREGNANCY.match(lead.rest):
        return None
    plain = _ABBREVIATION.sub("", lead.rest) if "(" in lead.rest else lead.rest
    name, rest = name_and_rest(plain)
    kind = kind_in(name, lead, known)
    aside = _BRACKETED_FIRST.match(rest)
    if aside is not None and (kind is None or goes_on(rest[aside.end() :])):
        more, rest = name_and_rest(rest[aside.end() :])
        name, rest = f"{name} {more}".strip(), f"({aside[1]}) {rest}".strip()
        kind = kind_in(name, lead, known)
    if kind is None and lead.has and may_be_named(name, rest):
        kind = NameKind.CONDITION
    # Nobody plans to fall ill.
    planned = kind is NameKind.CONDITION and lead.time is Time.PLANNED
    if kind is None or planned or not _has_length(name):
        return None
    if (
        broken(name, rest)
        or name.casefold() in _BARE_NAMES
        or COMPARED.search(name)
        or _COMPARED_FIRST.match(rest)
        or (rest and BEGINS.match(rest) is None)
        or _offers_another(rest)
    ):
        return None
    # A window of what is to come is none before the trial.
    window, rest = (None, rest.strip(" ,.;:")) if lead.time is Time.PLANNED else _window(rest)
    return _made(kind, lead.named(name), lead, window, lead.kept + ((rest,) if rest else ()))


def _has_length(name: str) -> bool:
    """Whether a name has letters at all, and no more words than one has."""
    most = _MAX_LIST_WORDS if allergic_in(name) else _MAX_NAME_WORDS
    return bool(name) and len(name.split()) <= most and _TWO_LETTERS.search(name) is not None


def _offers_another(rest: str) -> bool:
    """Whether the words behind a name bring in another thing: "…, or renal transplant"."""
    outside = _BRACKETED.sub(" ", rest)
    if not _INSIDE.match(rest.lstrip(" (")) and _OR.search(outside):
        return True
    return (_STRONG if _INSIDE.match(rest.lstrip(" (")) else _ALTERNATIVE).search(rest) is not None


@lru_cache(maxsize=512)
def broken(name: str, rest: str) -> bool:
    """Whether the name was cut wrongly, or a sentence was taken for a phrase."""
    last = name.rsplit(" ", 1)[-1].lower()
    inside = _INSIDE.match(rest.lstrip(" (")) is not None
    return (
        last in _NO_END
        or last.endswith("ly")
        or is_broken(name)
        or _NO_START.match(name) is not None
        or _RUN_ON.search(name) is not None
        or is_function(name)
        or _CUT_LETTERS.search(name) is not None
        or (not inside and _PREDICATE.search(rest) is not None)
    )


def kind_in(name: str, lead: Lead, known: dict[str, NameKind]) -> NameKind | None:
    """By its lead ("treatment with"), else by the name itself."""
    found = kind_of_name(name, known) if name else None
    allergic = allergic_in(name)
    if allergic is not None and _TO_WHAT.match(name[allergic.end() :]):
        before = _WITH.split(name[: allergic.start()])[0]
        return NameKind.CONDITION if kind_of_name(before) is not NameKind.TREATMENT else None
    if lead.kind is NameKind.TREATMENT:
        return None if found is NameKind.CONDITION or is_not_given(name) else NameKind.TREATMENT
    if found is None and BARE_ADJECTIVE.fullmatch(name):
        return None
    return found or lead.kind


def _window(rest: str) -> tuple[FoundWindow | None, str]:
    """The window that stands right behind a name, and the words left. One inside a clause is no window
    of the name."""
    window = find_window(rest)
    if window is not None and _GOES_ON.match(rest[window.end :]):
        window = None
    if window is not None and window.lasting and "stable" not in rest.lower():
        window = None
    if window is None or not _is_its(_BRACKETED.sub("", rest[: window.start]).strip(" ,("), window, rest):
        return None, rest.strip(" ,.;:")
    left = (rest[: window.start].strip(" ,.;:") + " " + rest[window.end :].strip(" ,.;:")).strip()
    return window, left.strip(") ") if left.count(")") > left.count("(") else left


def _is_its(before: str, window: FoundWindow, rest: str) -> bool:
    """Whether a window is that of the name: right behind it, or last behind what the treatment is for."""
    if not before:
        return True
    return not rest[window.end :].strip(" .,;)") and _FOR_WHAT.whole(before) is not None


@lru_cache(maxsize=512)
def name_and_rest(plain: str) -> tuple[str, str]:
    """The noun phrase, with what it is allergic to or a list of names in it, and all that follows."""
    start = 0
    allergic = allergic_in(plain)
    cut = DELIMITER.search(plain)
    first = allergic is not None and (cut is None or cut.end() > allergic.start())
    if first and allergic is not None and (to := _TO_WHAT_FULL.match(plain[allergic.end() :])) is not None:
        start = allergic.end() + to.end()
    match = DELIMITER.search(plain, start)
    while match is not None and _GOES_OVER.match(plain, match.start()):
        match = DELIMITER.search(plain, match.end() + 1)
    end = len(plain) if match is None else match.start()
    segment = plain[:end]
    if "," in segment[start:] and not _AND_OR.search(segment[segment.find(",", start) :]):
        end = segment.find(",", start)
    name = plain[:end].strip(" ,.;:")
    return name.rstrip(" )") if name.count(")") > name.count("(") else name, plain[end:].strip(" ,;:")


def _listed(lead: Lead, known: dict[str, NameKind], *, exclusion: bool) -> Requirement | None:
    """ "Stroke, myocardial infarction or unstable angina": each is a thing of its own."""
    commas = exclusion and "," in lead.rest
    if "or" not in lead.rest and not commas:
        return None
    plain = (_ABBREVIATION.sub("", lead.rest) if "(" in lead.rest else lead.rest).strip(" ,.;:")
    window = find_window(plain)
    if window is not None:
        if plain[window.end :].strip(" ,.;)") or ";" in plain[: window.start] or lead.time is Time.PLANNED:
            return None
        plain = plain[: window.start].strip(" ,(")
    if not commas and not _OR_BETWEEN.search(plain):
        return None
    if "(" in plain or shares_misuse(plain) or _AND_BETWEEN.search(plain) or allergic_in(plain):
        return None
    items = [_GOT.sub("", item.strip()) for item in _JOINT.split(plain) if item.strip()]
    kinds = [kind for item in items if (kind := kind_in(item, lead, known)) is not None]
    if any(_PREGNANCY.match(item) for item in items):
        return None
    if len(kinds) < len(items) or _LETTERS_OR.search(plain) or not are_names(items, lead, known):
        return None
    if len(set(kinds)) == 1 and shares_degree(items):
        return None
    names = (lead.named(items[0]), *items[1:])
    parts = (_made(kind, name, lead, window, lead.kept) for kind, name in zip(kinds, names, strict=True))
    return AnyOf(parts=tuple(parts))


def _now_or_before(time: Time | None) -> Time:
    """Nobody plans a condition: then it is about now."""
    return Time.CURRENT if time is None or time is Time.PLANNED else time


def _made(
    kind: NameKind, name: str, lead: Lead, window: FoundWindow | None, qualifiers: tuple[str, ...]
) -> HasCondition | HasTreatment:
    found = window.window if window else None
    concept = Concept(name=name)
    if kind is NameKind.CONDITION:
        time = Time.EVER if HAPPENED.search(name) else _now_or_before(lead.time)
        if window is not None and time is Time.CURRENT:
            time = Time.EVER
        return HasCondition(concept=concept, time=time, window=found, qualifiers=qualifiers)
    stable = window is not None and window.lasting
    time = lead.time or (Time.CURRENT if stable else Time.EVER)
    if time is Time.CURRENT and any(_SPAN_OF_TIME.search(words) for words in qualifiers):
        time = Time.EVER
    if window is not None and not stable and time is Time.CURRENT:
        time = Time.EVER
    return HasTreatment(concept=concept, time=time, window=found, stable=stable, qualifiers=qualifiers)
