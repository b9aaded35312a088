"""When a demand holds that does not say it: as the record puts it, now while care lasts, or not only now.

A treatment of which the record says no time is asked as the record puts it (``wide``): nothing then says
that it was "ever" or is "now". Care that a person is under while it lasts ("mechanical ventilation") is
about now, an operation about a whole life.
"""

from __future__ import annotations

import re
from dataclasses import replace

from trialogue.eligibility.kinds import kind_of_name
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.time_marks import without_finding
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

_JOINED = re.compile(r"\s*(?:[,;]|\b(?:and/or|or|and)\b)\s*")
#: Care that lasts: who is under it is so now.
_LASTS = Pattern(
    r"\b(?:ventilation|ecmo|membrane oxygenation|dialysis|h[a]?emodialysis|vasopressors?|oxygen"
    r"|oxygen therapy|replacement therapy|pacemakers?|implants?|devices?|catheters?|defibrillators?"
    r"|sedation"
    r"|intubation|icd|tracheostomy|anticoagulation|catheter|cannula|prosthes[ie]s|supplementation)"
    r"(?: (?:treatment|therapy|support))?$"
)
#: An operation or a dose is done once: it is about a whole life.
_DONE = Pattern(
    r"(?:surger(?:y|ies)|operations?|\w*ectom(?:y|ies)|\w*plast(?:y|ies)|\w*otom(?:y|ies)|\w*ostomy"
    r"|transplant\w*|bypass|resections?|vaccin\w+|transfusions?|grafts?|procedures?|amputations?"
    r"|ablations?|implantation|revasculari[sz]ations?|stents?|biopsy|radiotherapy|radiation|irradiation"
    r"|donation|embolization|steriliz\w+|vasectomy|cabg|pci|tka|tha|hsct|asct|sct|injections?|repair)$"
)
_NOW = Pattern(
    r"(?:chronic|current|ongoing|regular|daily|continu(?:ous|ed|ing|e)|simultaneous|concomitant|long-term"
    r"|maintenance|active|functioning|(?:high[- ]risk )?background)\b"
)
#: The kind of an admission, and no event of a life.
_URGENT = Pattern(
    r"(?:urgent|emergen(?:cy|t)|non-elective)\b(?:\W|or|and|urgent|emergen(?:cy|t))*surger(?:y|ies)$"
)
#: Of a time gone by, and not of one that a thing has lasted.
_GONE = Pattern(
    r"\bin (?:(?:the|his|her|their|past|medical) )*history\b|\bin the past\b(?! \d+ ?h)|\bat any time since\b"
    r"|\b(?:experienced|occurr\w+|presented|had) since\b"
    r"|\bbefore the (?:[\w-]+ )?(?:epidemic|pandemic|outbreak)\b"
    r"|\bbetween (?:the )?\d{1,2}[./-]\d{1,2}\b|"
    r"(?:in|during|over) (?:the )?\d+ (?:last|past|previous) (?:years?|months?|weeks?|days?)\b|\banamnesis\b|"
    r"(?:within|(?:in|during|over) (?:the )?(?:last|past|previous|preceding))\b.{0,40}\b(?:years?|months?"
    r"|weeks?|days?)\b|(?<!least )(?<!\d)\d+ (?:days|weeks|months|years) (?:before|prior)\b"
)
_RECEIVED = Pattern(
    r"\b(?:received|had|undergone|been (?:given|treated))\b.{0,200}\b(?:within|in the (?:last|past)|before"
    r"|prior to)\b|^\W*(?:an? |any )?(?:history|prior|previous\w*|past)\b"
)
#: Of one who is treated now, or was.
_TREATED = Pattern(
    r"\W*(?:(?:patients?|subjects?|participants?|individuals?|persons?|people|who|that|those|is|are|any|all|the)\s+)*"
    r"treated (?:with|by)\b"
)
#: A time that is no window of its own, or two of which one counts.
_BOUNDED = Pattern(
    r"\bsince\b|(?:\d|\b(?:one|two|three|four|six|twelve)) ?(?:h|hours?|days?|weeks?|months?"
    r"|years?)\b"
)
_WHICHEVER = Pattern(r"\b(?:whichever|half-?\s?li(?:fe|ves))\b")
_REACHES = Pattern(r"^\W*(?:includ\w+|i\.?e\b|(?:as )?defined)")
_SAYS_WHEN = Pattern(
    r"\b(?:histor\w+|prior|previous\w*|past|ever|ago|within|in the last|had|were|was|been|since|before"
    r"|received|receipt|underwent|undergone|experienced|recent\w*|completed|exposure|exposed|taken|used"
    r"|given|failed|(?<!respiratory )(?<!heart )(?<!renal )(?<!kidney )(?<!liver )(?<!hepatic )(?<!organ )"
    r"failure"
    r"|na[iï]ve|during|after|treated|current\w*|use|using|taking|chronic\w*)\b"
)


def timed(requirement: Requirement, words: str) -> Requirement:
    """The requirement, as the record puts it where it says no time, or narrows one of several names."""
    match requirement:
        case HasTreatment(wide=False) | Holds() if requirement.window is not None and _WHICHEVER.search(
            words
        ):
            return replace(requirement, window=None, qualifiers=(words,), wide=True)
        case HasCondition(wide=False) | HasTreatment(wide=False) if requirement.qualifiers and holds_a_list(
            requirement.concept
        ):
            return in_its_time(replace(requirement, qualifiers=(words,), wide=True))
        case HasCondition(wide=False) if requirement.qualifiers:
            return _reaching(requirement, words)
        case Not(part=HasCondition(time=Time.CURRENT, window=None) as part) if part.qualifiers:
            told = _GONE.search(" ".join(part.qualifiers))
            return Not(part=replace(part, time=Time.EVER)) if told else requirement
        case Not(part=HasTreatment(time=Time.EVER, window=None, wide=False) as part):
            return Not(part=_dated(part, words))
        case Not():
            return requirement
        case AnyOf(parts=parts):
            return AnyOf(parts=tuple(timed(part, words) for part in parts))
        case HasTreatment(time=Time.EVER | Time.PAST, window=None, wide=False):
            return _timed(requirement, words)
    return requirement


def _reaching(condition: HasCondition, words: str) -> Requirement:
    """A condition whose words tell of a time gone by, or of more than its name says, in full."""
    if not _GONE.search(without_finding(words, " ".join(condition.qualifiers))) and not _REACHES.search(
        condition.qualifiers[0]
    ):
        return condition
    return in_its_time(replace(condition, qualifiers=(words,), wide=True))


def in_its_time(demand: HasCondition | HasTreatment) -> Requirement:
    """A condition told in full: not of now, where its words tell of a time gone by."""
    if not isinstance(demand, HasCondition) or demand.time is not Time.CURRENT or demand.window is not None:
        return demand
    told = demand.qualifiers[0]
    return replace(demand, time=Time.EVER) if _GONE.search(without_finding(told, told)) else demand


def _dated(denied: HasTreatment, words: str) -> HasTreatment:
    """A treatment behind a "no" with all that is said behind it, where that says when."""
    beside = " ".join(denied.qualifiers)
    place = words.find(denied.concept.name)
    if place < 0 or not (_BOUNDED.search(beside) or _GONE.search(beside)):
        return denied
    return replace(denied, qualifiers=(words[place:],), wide=True)


def _timed(treatment: HasTreatment, words: str) -> HasTreatment:
    name = treatment.concept.name
    if _URGENT.match(name) and not _SAYS_WHEN.search(words):
        return replace(treatment, time=Time.CURRENT)
    if _NOW.match(name) and not _RECEIVED.search(words) and not _GONE.search(words):
        return replace(treatment, time=Time.CURRENT)
    if _LASTS.search(name) and not _SAYS_WHEN.search(words):
        return replace(treatment, time=Time.CURRENT)
    beside = " ".join(treatment.qualifiers)
    if _TREATED.match(words) or _BOUNDED.search(beside) or _GONE.search(beside):
        return replace(treatment, qualifiers=(words,), wide=True)
    if _SAYS_WHEN.search(words) or _DONE.search(name):
        return treatment
    return replace(treatment, qualifiers=(words,), wide=True)


def holds_a_list(concept: Concept) -> bool:
    """Whether a name is of several things ("stroke or angina", "diabetes and asthma")."""
    items = _JOINED.split(concept.name)
    if len(items) < 2:
        return False
    if re.search(r";|\bor\b", concept.name):
        return True
    return sum(kind_of_name(item) is not None for item in items) > 1
