"""Limits whose measure stands in the words above ("Life expectancy:" + "At least 3 months"), or nowhere.

"18 and over" that stands alone among the demands of a study is an age.
"""

from __future__ import annotations

from trialogue.eligibility.comparisons_names import fact_named
from trialogue.eligibility.kinds import NameKind
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_requirement import read_requirement
from trialogue.eligibility.read_text import words_of
from trialogue.model.requirement import Aged, AllOf, Free, IsSex, Measured, Requirement

_LONGEST_NAME = 40
_LONGEST_LIMIT = 160
_NUMBER = Pattern(r"(?:\D{0,60})\d.*")
_OF_SOME = Pattern(r"\b(?:if|for|cohort|part|arm|group|phase|stratum|except|unless)\b|:|\d\.\s")
_GROWN_UP = r"(?:1[6-9]|2[01])"
_BARE_AGE = Pattern(
    r"(?:over|above|older than|under|below|younger than)\s(?:the age of )?(?:1[68]|21|65|70|75|80|85|90)"
    rf"|[1-9]\d?\s?(?:and|or|&)\s(?:over|older|above)|{_GROWN_UP}\s?\+"
    rf"|{_GROWN_UP}\s?(?:to|-|–|through|until)\s?[4-9]\d"
)


def read_under_measure(
    text: str, lead: str, known: dict[str, NameKind], *, exclusion: bool
) -> Requirement | None:
    """The limit that a text sets to the measure named above it; None where it names one itself, or none."""
    name = lead.strip(" :*_-")
    if len(name) > _LONGEST_NAME or len(text) > _LONGEST_LIMIT or fact_named(name.lower()) is None:
        return None
    words = words_of(text)
    if _NUMBER.match(words) is None or _OF_SOME.search(words):
        return None
    if _is_limit(read_requirement(text, known, exclusion=exclusion)):
        return None
    joined = read_requirement(f"{name}: {words}", known, exclusion=exclusion)
    return joined if _is_limit(joined) else None


def read_bare_age(text: str, read: Requirement) -> Requirement:
    """The same reading; of a text that was not read and is nothing but an age, that age."""
    if not isinstance(read, Free) or _BARE_AGE.fullmatch(words_of(text)) is None:
        return read
    aged = read_requirement(f"Age: {words_of(text)}", {})
    return aged if isinstance(aged, Aged) else read


def _is_limit(read: Requirement) -> bool:
    match read:
        case AllOf(parts=parts):
            return all(_is_limit(part) for part in parts)
    return isinstance(read, Aged | IsSex | Measured)
