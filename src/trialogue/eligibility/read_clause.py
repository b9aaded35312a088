"""What one clause demands: a limit, a fact, a condition or treatment, or clauses that are each whole."""

from __future__ import annotations

import re
from dataclasses import replace

from trialogue.eligibility.alternatives import has_another_thing
from trialogue.eligibility.another_thing import WHEN
from trialogue.eligibility.clauses import runs_on
from trialogue.eligibility.for_whom import not_pregnant
from trialogue.eligibility.kinds import NameKind
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_age import age_alone, outside_ages, read_age, sex_named
from trialogue.eligibility.read_by_sex import read_by_sex
from trialogue.eligibility.read_event import read_event
from trialogue.eligibility.read_facts import read_facts, sex_alone
from trialogue.eligibility.read_full import NARROWED, read_full
from trialogue.eligibility.read_leads import lead_of
from trialogue.eligibility.read_measure import read_measured
from trialogue.eligibility.read_pressure import read_pressure
from trialogue.eligibility.read_text import mentions
from trialogue.eligibility.read_trials import read_other_trial
from trialogue.eligibility.senses import facts_of
from trialogue.eligibility.time_marks import OF_STUDY
from trialogue.eligibility.use_behind import use_first
from trialogue.model.age import AgeUnit
from trialogue.model.requirement import (
    Aged,
    AllOf,
    AnyOf,
    HasCondition,
    HasTreatment,
    Holds,
    IsSex,
    Measured,
    Not,
    Requirement,
    Time,
)

#: Holds for some only.
CONDITIONAL = Pattern(r"(?:for|if|in|when|where|cohorts?|part|arm|group|phase|only)\b")
_NEGATION = Pattern(
    r"(?:(?:the|any|all)?\s*(?:patients?|subjects?|participants?|individuals?|volunteers?"
    r"|persons?)\s+)?(?:(?:must|should|who|that|are|is|do|does|did|has|have|had|be|with"
    r"|will)\s+)*(?:the\s+(?=absence|lack))?"
    r"(?:(?:not|never)\s+(?:(?:be|been|have|has|had|currently|previously)\s+)*|(?:no|without|absence "
    r"of|free (?:of|from)|lack of)\s+(?:(?:known|any|prior|previous|a|evidence of|history of"
    r"|signs of|presence of)\s+(?=\w))*)",
)
#: Where one clause ends and another that stands alone begins.
_CLAUSE = Pattern(
    r"\s*;\s*(?:or\s+|and/or\s+)?|[,]?\s+(?:or|and/or)\s+(?=(?:(?:a|any|have|has|had|who|those|is|are"
    r"|with)\s+)*(?:history of|status[- ]post|prior|previous|previously|receipt of|received|receiving"
    r"|undergoing|use of|treatment with|patients?|subjects?|participants?|those|planned|planning"
    r"|currently|known|evidence of|presence of"
    r"|has|have|had|undergone|combined with|complicated (?:with|by))\b)",
)
_EXCEPTING = Pattern(r"(?:except\w*|unless|excluding|other than|with the exception)\b")
_NOR = re.compile(r"\s+(?:and|nor)\s+(?:are\s+|is\s+)?(?:not\s+)?")
_BOTH_NOT = re.compile(r"\b(?:and|nor) (?:are |is )?not\b|\bnor\b")
_NOT_TURNED = Pattern(
    r"(?:more|less|later|longer|greater|fewer|older|younger|limit|restriction|able|willing"
    r"|suitable|eligible|appropriate|controlled|limited|yet|only|to|candidates?|amenable"
    r"|adequately|well)\b"
)
_PASSES = Pattern(
    r"^(?!.*\b(?:active|current|ongoing|uncontrolled|unstable|chronic|risk|suspected)\b).*"
    r"\b(?:strokes?|infarctions?|\w*trauma|injur(?:y|ies)|fractures?|bleeding|h[a]?emorrhages?|embolism|attacks?"
    r"|fever|infections?)$"
)
#: Of a whole life, whatever time another has.
_EVER_HAD = Pattern(
    r"(?:(?:any|known|personal|medical|a|who|have|has|had|with|patients?|subjects?|participants?)\s+)*(?:history|prior|previous\w*|past)\b"
)
_BUT = Pattern(
    r"\b(?:and no|or no|and not|but|unless|except|(?:and|or) (?:unable|inability|unwilling\w*|refus\w+))\b"
    r"|, (?:without|not|never|no)\b"
    r"|(?<!and )\bfor (?:at least |a minimum of )?[\w-]+ (?:day|week|month|year)s? (?:after|following) "
    rf"(?!{OF_STUDY})"
)
_UNDER_NOW = Pattern(r":\s*(?:on|under|current\w*|taking|receiving|ongoing|chronic) ")
_EVER = re.compile(r"\bpreviously\b|\bnever\b")
_BEFORE = re.compile(r"\bprevious\b|\bprior\b|never")
_PEOPLE = Pattern(
    r"\b(?:(?:fe)?males? (?:or|and|and/or|&) (?:fe)?males?|males?|females?|men|women|man|woman|adults?"
    r"|both|sexes|genders?|ages?|aged"
    r"|boys|girls|between|inclusive)\b"
)
_ABBREVIATION = re.compile(r"\s*\([A-Z][A-Za-z0-9-]{1,7}\)")
_PERSON = Pattern(r"\b(?:adult|male|female|men|women|aged?)")
_OTHERS = Pattern(r"\b(?:mothers?|parents?|caregivers?|if|unless|except|healthy|children of|or)\b")
#: Beside adults of an age: it is no limit of theirs.
_AND_CHILDREN = Pattern(r"\b(?:and|or|as well as)\s+(?:children|minors|infants)\b")
_ADULT = 16
_SEX_FIRST = Pattern(
    r"(females?|wom[ae]n|males?|m[ae]n)\s+(?:patients?\s+|subjects?\s+"
    r"|participants?\s+)?(?:with|who (?:have|are)|suffering from|undergoing|scheduled for)\s+"
)


def read_clause(text: str, known: dict[str, NameKind], *, exclusion: bool, depth: int) -> Requirement | None:
    """What a clause demands, or clauses that are each whole; None where it says anything more."""
    text = not_pregnant(use_first(text.strip(" ,.;:-"), known))
    if not text or depth > 3 or CONDITIONAL.match(text):
        return None
    return read_whole(text, known, exclusion=exclusion, depth=depth) or _clauses(
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
        or (";" in text and _shares_past(parts))
    ):
        return None
    if not exclusion and ";" in text:
        measured = [read_measured(part, exclusion=False) for part in parts]
        return None if None in measured else AllOf(parts=tuple(m for m in measured if m is not None))
    read = [_clause(part, known, exclusion=exclusion, depth=depth + 2) for part in parts]
    if any(one is None or isinstance(one, Not | AllOf) for one in read):
        return None
    found = _at_its_time(tuple(one for one in read if one is not None), parts)
    return AnyOf(parts=with_time(found, parts, text) if exclusion else found)


def _at_its_time(found: tuple[Requirement, ...], parts: list[str]) -> tuple[Requirement, ...]:
    """Treatments listed under a heading whose first case is of now: "weak defence: on steroids; …"."""
    if _UNDER_NOW.search(parts[0]) is None:
        return found
    return tuple(
        replace(one, time=Time.CURRENT)
        if isinstance(one, HasTreatment) and one.window is None and lead_of(part).time is None
        else one
        for one, part in zip(found, parts, strict=True)
    )


def with_time(found: tuple[Requirement, ...], parts: list[str], text: str) -> tuple[Requirement, ...]:
    """Treatments before one with a time, which may be theirs, with all the words that say so."""
    if WHEN.search(parts[-1]) is None:
        return found
    return tuple(
        one if _EVER_HAD.match(part) or WHEN.search(part) is not None else _timed_by(one, text)
        for one, part in zip(found, parts, strict=True)
    )


def _timed_by(one: Requirement, text: str) -> Requirement:
    """Treatments and what passes, without a time of their own, with all the words that may say it."""
    if isinstance(one, AnyOf):
        return AnyOf(parts=tuple(_timed_by(part, text) for part in one.parts))
    if isinstance(one, HasTreatment) and one.window is None and one.time in {Time.EVER, Time.PAST}:
        return replace(one, qualifiers=(text,), wide=True)
    if isinstance(one, HasCondition) and one.window is None and _PASSES.search(one.concept.name):
        return replace(one, time=Time.EVER, qualifiers=(text,), wide=True)
    return one


def _shares_past(parts: list[str]) -> bool:
    """ "History of stroke; angina": whether the past of the first may be that of a part without a lead."""
    first = lead_of(parts[0])
    return first.time in {Time.EVER, Time.PAST} and any(lead_of(part).rest == part for part in parts[1:])


def _clause(text: str, known: dict[str, NameKind], *, exclusion: bool, depth: int) -> Requirement | None:
    """One clause of several: whole, or by its head where another thing stands in its words."""
    found = read_whole(text, known, exclusion=exclusion, depth=depth)
    if found is None or not has_another_thing(found):
        return found
    return read_full(text, "", known) if exclusion else None


def read_whole(text: str, known: dict[str, NameKind], *, exclusion: bool, depth: int) -> Requirement | None:
    """What a single clause demands; None where it says anything more."""
    text = text.strip(" ,.;:-")
    return (
        sex_alone(text)
        or age_alone(text)
        or outside_ages(text)
        or read_measured(text, exclusion=exclusion)
        or read_pressure(text, exclusion=exclusion)
        or read_by_sex(text, _limit, exclusion=exclusion)
        or _negated(text, known, exclusion=exclusion, depth=depth)
        or read_other_trial(text)
        or read_facts(text)
        or _aged_and(text, known, exclusion=exclusion, depth=depth)
        or _event(text, known, exclusion=exclusion)
    )


def _limit(text: str) -> Requirement | None:
    return age_alone(text) or read_measured(text, exclusion=False)


def _negated(text: str, known: dict[str, NameKind], *, exclusion: bool, depth: int) -> Requirement | None:
    """ "No history of stroke", "not pregnant or breast-feeding"."""
    match = None if NARROWED.match(text) else _NEGATION.match(text)
    if match is None or match.end() >= len(text):
        return None
    rest = text[match.end() :]
    if (both := _NOR.split(rest)) and len(both) == 2 and _BOTH_NOT.search(rest):
        inner_parts = [read_whole(part, known, exclusion=exclusion, depth=depth + 1) for part in both]
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
    inner = read_clause(rest, known, exclusion=exclusion, depth=depth + 1)
    if inner is None or _is_not_denied(inner, lead):
        return None
    if isinstance(inner, HasCondition) and inner.time is Time.CURRENT and _EVER.search(lead):
        # "Previously diagnosed" goes on; "not previously diagnosed" never began.
        inner = replace(inner, time=Time.EVER)
    return Not(part=inner)


def _is_not_denied(inner: Requirement, lead: str) -> bool:
    """Whether what stands behind a "no" is not all of it denied: "lack of help or severe asthma"."""
    if isinstance(inner, Not | AllOf) or "contraception" in facts_of(inner):
        return True
    parts = inner.parts if isinstance(inner, AnyOf) else (inner,)
    return lead.startswith("lack") and any(isinstance(part, HasCondition) for part in parts)


def _aged_and(text: str, known: dict[str, NameKind], *, exclusion: bool, depth: int) -> Requirement | None:
    """ "Women aged 18 to 45 with endometriosis"."""
    read = read_age(text)
    if read is None or exclusion:
        return None
    aged, rest = read
    sex = sex_named(rest)
    rest = _ABBREVIATION.sub("", rest)
    bare = _PEOPLE.sub(" ", rest) if sex or _PERSON.search(rest) else rest
    bare = " ".join(bare.replace("(", " ").replace(")", " ").split()).strip(" ,.;:-")
    if _OTHERS.search(bare) or (_AND_CHILDREN.search(text) and _is_of_adults(aged)):
        return None
    inner = read_clause(bare, known, exclusion=exclusion, depth=depth + 1) if bare else None
    if not isinstance(inner, HasCondition | HasTreatment | Holds | Measured):
        return None
    if isinstance(inner, Holds) and inner.qualifiers:
        inner = replace(inner, qualifiers=(text,), wide=True)
    return AllOf(parts=((IsSex(sex=sex),) if sex else ()) + (aged, inner))


def _is_of_adults(aged: Requirement) -> bool:
    low = aged.minimum if isinstance(aged, Aged) else None
    return low is not None and low.unit is AgeUnit.YEARS and low.value >= _ADULT


def _event(text: str, known: dict[str, NameKind], *, exclusion: bool) -> Requirement | None:
    female = _SEX_FIRST.match(text)
    inner = read_event(text[female.end() :] if female else text, known, exclusion=exclusion)
    if female is None or inner is None:
        return inner
    sex = sex_named(female[1])
    return None if sex is None or isinstance(inner, AnyOf) else AllOf(parts=(IsSex(sex=sex), inner))
