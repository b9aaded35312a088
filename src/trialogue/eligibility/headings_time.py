"""The time that an old heading gives to what stands below it: "Concurrent Medication: Excluded: · Rifampin".

The records of the (United States) AIDS trials list drugs and treatments by their bare names, under headings
that say of when they are: of the time of the study, or of before.
"""

from __future__ import annotations

import re
from dataclasses import replace

from trialogue.eligibility.kinds import NameKind
from trialogue.eligibility.parents_time import at_parents_time, says_when
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_child import read_child
from trialogue.eligibility.read_kinds import TREATMENTS
from trialogue.eligibility.read_text import words_of
from trialogue.eligibility.split_timed import goes_on
from trialogue.model.requirement import (
    AllOf,
    AnyOf,
    Concept,
    Free,
    HasTreatment,
    Holds,
    Requirement,
    Time,
)

_NOW = Pattern(r"(?:concurrent|concomitant|current)\b")
#: Facts of treatments that ask of one time only, and what each is called.
_OF_ONE_TIME = {
    "chemotherapy": "chemotherapy",
    "radiotherapy": "radiotherapy",
    "surgery": "surgery",
    "steroids": "corticosteroids",
    "aspirin": "aspirin",
    "anticoagulants": "anticoagulants",
    "opioids": "opioids",
}
#: Nothing but a name.
_NAME = re.compile(
    r"(?P<first>[A-Za-z][\w'’-]*(?: (?!(?:for|of|in|with|by|on|to|at|from|is|are|or|and)\b)[\w'’-]+){0,3})"
    r"(?: \([\w -]{2,20}\))?"
)
_ABBREVIATED = re.compile(r" \([A-Z][\w-]{1,9}\)$")
_AND = re.compile(r"\band\b|^all\b")


def read_under(heading: str, read: Requirement, words: str, parent: str, *, exclusion: bool) -> Requirement:
    """What was read, in the time of its heading; a bare name that said nothing as that of a treatment."""
    if isinstance(read, Free) and not says_when(words) and (name := _NAME.fullmatch(words_of(words))):
        known = {one.casefold(): NameKind.TREATMENT for one in (name[0], name["first"])}
        read = read_child(words, parent, known, exclusion=exclusion)
        if isinstance(read, Free) and parent:
            read = _under_parent(read_child(words, "", known, exclusion=exclusion), words, parent)
    return _in_time(read, heading, words)


def _under_parent(alone: Requirement, words: str, parent: str) -> Requirement:
    """A treatment of one time only, in that of its parent: "Excluded within 2 weeks: · Corticosteroids"."""
    lead = words_of(parent)
    if not isinstance(alone, Holds) or alone.fact not in _OF_ONE_TIME or not goes_on(lead):
        return Free()
    full = (f"{lead.rstrip(' :')}: {words_of(words)}",)
    treatment = HasTreatment(
        concept=Concept(name=words_of(words)), time=Time.EVER, qualifiers=full, wide=True
    )
    return at_parents_time(treatment, lead, words)


def _in_time(read: Requirement, heading: str, words: str) -> Requirement:
    """What was read, with each treatment in the time of its heading where its words say no time."""
    match read:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return replace(read, parts=tuple(_in_time(part, heading, words) for part in parts))
        case HasTreatment(window=None, time=Time.EVER) if not says_when(words):
            return _bare(replace(read, time=_time_of(heading)), words)
        case Holds(fact=fact) if fact in _OF_ONE_TIME and not says_when(words):
            name = _OF_ONE_TIME[fact] if read.qualifiers else words_of(words)
            time = _time_of(heading)
            concept = Concept(name=name)
            return HasTreatment(concept=concept, time=time, qualifiers=read.qualifiers, wide=read.wide)
        case Holds(fact=fact) if fact == TREATMENTS:
            return replace(read, qualifiers=(f"{heading}: {'; '.join(read.qualifiers)}",))
    return read


def _time_of(heading: str) -> Time:
    return Time.CURRENT if _NOW.match(heading) else Time.EVER


def _bare(treatment: HasTreatment, words: str) -> HasTreatment:
    """Without the words that only stood for a time, where they are no more than one name."""
    own = words_of(words)
    name = treatment.concept.name.casefold()
    plain = _ABBREVIATED.sub("", own).casefold()
    if not treatment.wide or treatment.qualifiers != (own,) or plain != name or _AND.search(name):
        return treatment
    return replace(treatment, qualifiers=(), wide=False)
