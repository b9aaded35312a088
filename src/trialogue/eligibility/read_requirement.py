"""One criterion's words → what it demands. In doubt ``Free``: the person is asked in the record's words."""

from __future__ import annotations

import re
from dataclasses import replace

from trialogue.eligibility.alternatives import has_another_thing, trusted
from trialogue.eligibility.clauses import runs_on, shares_time
from trialogue.eligibility.demand_times import timed
from trialogue.eligibility.doubts import doubtful
from trialogue.eligibility.kinds import NameKind
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_age import age_alone, outside_ages, read_age, sex_named
from trialogue.eligibility.read_event import read_event
from trialogue.eligibility.read_facts import read_facts, sex_alone
from trialogue.eligibility.read_full import read_full, says_more
from trialogue.eligibility.read_limit import read_limit
from trialogue.eligibility.read_lists import read_list
from trialogue.eligibility.read_measure import read_measured
from trialogue.eligibility.read_parent import read_parent
from trialogue.eligibility.read_pregnancy import read_pregnancy
from trialogue.eligibility.read_results import read_results
from trialogue.eligibility.read_state import read_state
from trialogue.eligibility.read_text import mentions, narrowed, sentences, words_of
from trialogue.eligibility.read_trials import read_other_trial
from trialogue.eligibility.senses import is_of_other_sense
from trialogue.model.requirement import (
    AllOf,
    AnyOf,
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

MAX_LENGTH = 700
_NEGATION = Pattern(
    r"(?:(?:the|any|all)?\s*(?:patients?|subjects?|participants?|individuals?|volunteers?"
    r"|persons?)\s+)?(?:(?:must|should|who|that|are|is|do|does|did|has|have|had|be|with"
    r"|will)\s+)*"
    r"(?:(?:not|never)\s+(?:(?:be|been|have|has|had|currently|previously)\s+)*|(?:no|without|absence "
    r"of|free (?:of|from)|lack of)\s+(?:(?:known|any|prior|previous|a|evidence of|history of"
    r"|signs of|presence of)\s+(?=\w))*)",
)
#: Where one clause ends and another that stands alone begins.
_CLAUSE = Pattern(
    r"\s*;\s*(?:or\s+|and/or\s+)?|[,]?\s+(?:or|and/or)\s+(?=(?:(?:a|any|have|has|had|who|those|is|are"
    r"|with)\s+)*(?:history of|prior|previous|previously|receipt of|received|receiving|use of"
    r"|treatment with|patients?|subjects?|participants?|those|planned|planning|currently|known"
    r"|evidence of|presence of|has|have|had|undergone|combined with|complicated (?:with|by))\b)",
)
_EXCEPTING = Pattern(r"(?:except\w*|unless|excluding|other than|with the exception)\b")
_EITHER = Pattern(
    r"\s*;\s*(?:or\s+|and/or\s+)?|,\s+or\s+(?!other|any other|if|in)|(?<=\0)\s+or\s+"
    r"|\s+(?:or|and/or)\s+(?=(?:an?\s+|any\s+|with\s+)?(?:history|prior|previous|receipt|receiv"
    r"|treatment with|use of"
    r"|using|patients|subjects|participants|current|known|evidence|presence|taking|has |have |had "
    r"|undergo|pregnan))"
)
_UNCLEAR = Pattern(r"\b(?:see (?:protocol|above|below)|n/?a|not applicable|not specified|none)\b")
#: Words that let people in under an exclusion, or the reverse: never turned into a demand.
_LETS_IN = Pattern(
    r"\b(?:eligible|allowed|permitted|acceptable|accepted|permissible|(?:may|can|could|will|should) "
    r"(?:also |still )?(?:be )?(?:includ|enrol|particip|admit|consider)\w*|not (?:be )?(?:exclu"
    r"|an exclusion|a reason|considered)\w*|exclude[ds]?|does not need|not required|no "
    r"requirement|need not|waive[dr]?|exempt\w*)\b",
)
#: Of a kind that is good enough: lets nobody in.
_ACCEPTED = Pattern(
    r"(?:(?:medically|clinically|locally|legally|mutually)[ -]+)?accept(?:able|ed)\s+(?=methods?\b"
    r"|forms?\b|contracept|birth"
    r"|means|barrier|effective|representative|tumou?r|archiv|samples?\b|organ|individual|highly|risk)"
    r"|(?:voluntarily|willingly|freely) accepted?\b"
)
_LETS_IN_STEMS = (
    *("eligib", "allow", "permi", "accept", "includ", "enrol", "particip", "admit", "consider", "exclu"),
    *("a reason", "does not need", "not required", "no requirement", "need not", "waive", "exempt"),
)
_OF_STUDY = r"(?:this|the|our|be|participa\w+|enrol\w+|inclu\w+|in|study|trial)"
_STUDY = rf"(?:\s+(?:from|for|to|in|into)\s+(?:{_OF_STUDY}\s*)+)?"
_SHUT_OUT = Pattern(
    r"(?P<who>.{4,300}?)\s+(?:is|are|was|were|will be|must be|should be|to be|will)\s+(?:also\s+)?(?:excluded"
    r"|ineligible"
    rf"|not (?:be )?(?:eligible|included|enrolled)){_STUDY}(?:\s+(?:because|due to|since)\b.*)?\W*"
)
_TAKEN_IN = Pattern(
    r"(?:only\s+)?(?P<who>.{4,300}?)\s+(?:will be|are|is|were)\s+(?:included|enrolled|recruited|eligible)"
    rf"{_STUDY}\W*"
)
_COHORT = Pattern(
    r"(?:for\s+)?(?:cohorts?|parts?|arms?|groups?|phase)\s+[\w/-]{1,4}"
    r"(?:\s*(?:,|and|&|or)\s*(?:cohort |part |arm )?[\w/-]{1,4}){0,4}"
    r"(?:\s*\([^()]{1,40}\))?(?:\s+only)?\s*[:-]\s*",
)
_CONDITIONAL = Pattern(r"(?:for|if|in|when|where|cohorts?|part|arm|group|phase|only)\b")
_BRACKETED = re.compile(r"\([^()]*\)")
_NOR = re.compile(r"\s+(?:and|nor)\s+(?:are\s+|is\s+)?(?:not\s+)?")
_BOTH_NOT = re.compile(r"\b(?:and|nor) (?:are |is )?not\b|\bnor\b")
_NOT_TURNED = Pattern(
    r"(?:more|less|later|longer|greater|fewer|older|younger|limit|restriction|able|willing"
    r"|suitable|eligible|appropriate|controlled|limited|yet|only|to|candidates?|amenable"
    r"|adequately|well)\b"
)
_BUT = Pattern(r"\b(?:and no|or no|and not|but|unless|except)\b|, without\b")
_BEFORE = re.compile(r"\bprevious\b|\bprior\b|never")
_PEOPLE = Pattern(
    r"\b(?:(?:fe)?males? (?:or|and|and/or|&) (?:fe)?males?|males?|females?|men|women|man|woman|adults?"
    r"|both|sexes|genders?|ages?|aged"
    r"|boys|girls|between|inclusive)\b"
)
_PERSON = Pattern(r"\b(?:adult|male|female|men|women|aged?)")
_OTHERS = Pattern(r"\b(?:mothers?|parents?|caregivers?|if|unless|except|healthy|children of|or)\b")
_SEX_FIRST = Pattern(
    r"(females?|wom[ae]n|males?|m[ae]n)\s+(?:patients?\s+|subjects?\s+"
    r"|participants?\s+)?(?:with|who (?:have|are)|suffering from|undergoing|scheduled for)\s+"
)


def read_requirement(
    text: str, known: dict[str, NameKind], *, exclusion: bool = False, strict: bool = False
) -> Requirement:
    """The requirement of one criterion, in its own polarity. ``strict``: nothing by its head alone."""
    if text.rstrip(" *_\\").endswith(":"):
        return Free() if strict else read_parent(words_of(text), known, exclusion=exclusion)
    words = words_of(text)
    if not words or len(words) > MAX_LENGTH or _UNCLEAR.fullmatch(words):
        return Free()
    first, rest = sentences(words)
    first = _said_again(first, exclusion=exclusion)
    outside = _ACCEPTED.sub(" ", _BRACKETED.sub("", first) if "(" in first else first)
    if mentions(outside, _LETS_IN_STEMS) and _LETS_IN.search(outside):
        return Free()
    cohort = _COHORT.match(first)
    body = first[cohort.end() :] if cohort else first
    found = _read(body, known, exclusion=exclusion, depth=0)
    if found is not None and cohort is not None:
        found = narrowed(found, cohort[0])
    if found is not None and rest:
        found = narrowed(found, rest) if says_more(rest) else None
    if found is not None:
        found = trusted(found, words)
    if found is None and not strict and not cohort:
        found = _by_its_head(body, rest, known, exclusion=exclusion)
    if found is None or doubtful(found, words, rest) or is_of_other_sense(found, rest, exclusion=exclusion):
        return Free()
    return timed(found, words)


def _said_again(text: str, *, exclusion: bool) -> str:
    """A demand without words that only say which list it stands in: "… are excluded"."""
    found = (_SHUT_OUT if exclusion else _TAKEN_IN).fullmatch(text)
    return found["who"].strip(" ,") if found else text


def _by_its_head(body: str, rest: str, known: dict[str, NameKind], *, exclusion: bool) -> Requirement | None:
    """What only the head of a demand is read of: its words are kept in full."""
    whole = f"{body}. {rest}" if rest else body
    if not exclusion and (asked := read_pregnancy(whole)) is not None:
        return asked
    if _CONDITIONAL.match(body):
        return read_state(whole) if body[:3].lower() in {"for", "in "} else None
    return (
        read_state(whole)
        or read_limit(whole)
        or read_results(whole)
        or (read_list(body, known) if exclusion and not rest else None)
        or read_full(body, rest, known)
        or (_either(body, known) if exclusion and not rest else None)
    )


def _either(text: str, known: dict[str, NameKind]) -> Requirement | None:
    """ "Renal failure (stage 4), or history of stroke that needed care": each clause by its head."""
    parts = _parts(text)
    if not 2 <= len(parts) <= 6 or runs_on(parts):
        return None
    read = [
        _whole(part, known, exclusion=True, depth=2) or read_state(part) or read_full(part, "", known)
        for part in parts
    ]
    safe = [one for one in read if one is not None and not isinstance(one, Not | AllOf)]
    if len(safe) != len(parts) or any(
        trusted(one, part) is None for one, part in zip(safe, parts, strict=True)
    ):
        return None
    return _as_one(tuple(safe), text) if shares_time(parts) else AnyOf(parts=tuple(safe))


def _as_one(parts: tuple[Requirement, ...], text: str) -> Requirement | None:
    """Things of one kind, of which the last has a time that may be that of all: the first, with all words."""
    first = parts[0]
    if not isinstance(first, HasCondition | HasTreatment) or len({type(part) for part in parts}) > 1:
        return None
    return replace(first, time=Time.EVER, window=None, qualifiers=(text,), wide=True)


def _parts(text: str) -> list[str]:
    """Clauses parted by "or" or ";" outside brackets."""
    held = re.sub(r"\([^()]*\)", lambda m: "\0" * len(m[0]), text)
    places, start = [], 0
    for cut in _EITHER.finditer(held):
        places.append(text[start : cut.start()].strip(" ,"))
        start = cut.end()
    return [part for part in (*places, text[start:].strip(" ,")) if part]


def _read(text: str, known: dict[str, NameKind], *, exclusion: bool, depth: int) -> Requirement | None:
    text = text.strip(" ,.;:-")
    if not text or depth > 3 or _CONDITIONAL.match(text):
        return None
    return _whole(text, known, exclusion=exclusion, depth=depth) or _clauses(
        text, known, exclusion=exclusion, depth=depth
    )


def _clauses(text: str, known: dict[str, NameKind], *, exclusion: bool, depth: int) -> Requirement | None:
    """ "Active tuberculosis; or history of hepatitis": clauses that are each whole."""
    if ";" not in text and not mentions(text, ("or",)):
        return None
    parts = [part.strip() for part in _CLAUSE.split(text) if part.strip()]
    if (
        not 2 <= len(parts) <= 6
        or depth > 1
        or any(_EXCEPTING.match(part) for part in parts)
        or ("(" in text and any(p.count("(") != p.count(")") for p in parts))
        or runs_on(parts)
    ):
        return None
    if not exclusion and ";" in text:
        measured = [read_measured(part, exclusion=False) for part in parts]
        return None if None in measured else AllOf(parts=tuple(m for m in measured if m is not None))
    read = [_clause(part, known, exclusion=exclusion, depth=depth + 2) for part in parts]
    if any(one is None or isinstance(one, Not | AllOf) for one in read):
        return None
    return AnyOf(parts=tuple(one for one in read if one is not None))


def _clause(text: str, known: dict[str, NameKind], *, exclusion: bool, depth: int) -> Requirement | None:
    """One clause of several: whole, or by its head where another thing stands in its words."""
    found = _whole(text, known, exclusion=exclusion, depth=depth)
    if found is None or not has_another_thing(found):
        return found
    return read_full(text, "", known) if exclusion else None


def _whole(text: str, known: dict[str, NameKind], *, exclusion: bool, depth: int) -> Requirement | None:
    text = text.strip(" ,.;:-")
    return (
        sex_alone(text)
        or age_alone(text)
        or outside_ages(text)
        or read_measured(text, exclusion=exclusion)
        or _negated(text, known, exclusion=exclusion, depth=depth)
        or read_other_trial(text)
        or read_facts(text)
        or _aged_and(text, known, exclusion=exclusion, depth=depth)
        or _event(text, known, exclusion=exclusion)
    )


def _negated(text: str, known: dict[str, NameKind], *, exclusion: bool, depth: int) -> Requirement | None:
    """ "No history of stroke", "not pregnant or breast-feeding"."""
    match = _NEGATION.match(text)
    if match is None or match.end() >= len(text):
        return None
    rest = text[match.end() :]
    if (both := _NOR.split(rest)) and len(both) == 2 and _BOTH_NOT.search(rest):
        inner_parts = [_whole(part, known, exclusion=exclusion, depth=depth + 1) for part in both]
        if all(isinstance(one, Holds) for one in inner_parts):
            return AllOf(parts=tuple(Not(part=one) for one in inner_parts if one is not None))
    if _NOT_TURNED.match(rest):
        return None
    if _BUT.search(rest):
        return None
    lead = match[0].lower()
    if "history of" in lead:
        rest = "history of " + rest
    elif _BEFORE.search(lead):
        rest = "prior " + rest
    inner = _read(rest, known, exclusion=exclusion, depth=depth + 1)
    if inner is None or isinstance(inner, Not | AllOf):
        return None
    return Not(part=inner)


def _aged_and(text: str, known: dict[str, NameKind], *, exclusion: bool, depth: int) -> Requirement | None:
    """ "Women aged 18 to 45 with endometriosis"."""
    read = read_age(text)
    if read is None or exclusion:
        return None
    aged, rest = read
    sex = sex_named(rest)
    bare = _PEOPLE.sub(" ", rest) if sex or _PERSON.search(rest) else rest
    bare = " ".join(bare.replace("(", " ").replace(")", " ").split()).strip(" ,.;:-")
    if _OTHERS.search(bare):
        return None
    inner = _read(bare, known, exclusion=exclusion, depth=depth + 1) if bare else None
    if not isinstance(inner, HasCondition | HasTreatment | Holds | Measured):
        return None
    if isinstance(inner, Holds) and inner.qualifiers:
        inner = replace(inner, qualifiers=(text,), wide=True)
    return AllOf(parts=((IsSex(sex=sex),) if sex else ()) + (aged, inner))


def _event(text: str, known: dict[str, NameKind], *, exclusion: bool) -> Requirement | None:
    female = _SEX_FIRST.match(text)
    inner = read_event(text[female.end() :] if female else text, known, exclusion=exclusion)
    if female is None or inner is None:
        return inner
    sex = sex_named(female[1])
    return None if sex is None or isinstance(inner, AnyOf) else AllOf(parts=(IsSex(sex=sex), inner))
