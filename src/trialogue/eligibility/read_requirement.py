"""One criterion's words → what it demands. In doubt ``Free``: the person is asked in the record's words."""

from __future__ import annotations

import re

from trialogue.eligibility.alternatives import trusted
from trialogue.eligibility.demand_times import timed
from trialogue.eligibility.doubts import doubtful
from trialogue.eligibility.kinds import NameKind
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_by_head import by_its_head
from trialogue.eligibility.read_clause import read_clause
from trialogue.eligibility.read_full import says_more
from trialogue.eligibility.read_parent import read_parent
from trialogue.eligibility.read_text import mentions, narrowed, sentences, words_of
from trialogue.eligibility.senses import is_of_other_sense
from trialogue.model.requirement import (
    Free,
    Requirement,
)

MAX_LENGTH = 700
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
_BRACKETED = re.compile(r"\([^()]*\)")


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
    found = read_clause(body, known, exclusion=exclusion, depth=0)
    if found is not None and cohort is not None:
        found = narrowed(found, cohort[0])
    if found is not None and rest:
        found = narrowed(found, rest) if says_more(rest) else None
    if found is not None:
        found = trusted(found, words)
    if found is None and not strict and not cohort:
        found = by_its_head(body, rest, known, exclusion=exclusion)
    if found is None or doubtful(found, words, rest) or is_of_other_sense(found, rest, exclusion=exclusion):
        return Free()
    return timed(found, words)


def _said_again(text: str, *, exclusion: bool) -> str:
    """A demand without words that only say which list it stands in: "… are excluded"."""
    found = (_SHUT_OUT if exclusion else _TAKEN_IN).fullmatch(text)
    return found["who"].strip(" ,") if found else text
