"""The last looks at a criterion that no rule could read: set phrases, denials, and what is planned, too."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from trialogue.eligibility.doubts import doubtful
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_set_phrase import read_set_phrase
from trialogue.eligibility.read_text import sentences
from trialogue.model.requirement import (
    AnyOf,
    Concept,
    Free,
    HasCondition,
    HasTreatment,
    Holds,
    Not,
    Requirement,
    Time,
)

_NO = Pattern(
    r"(?:(?:the|all|any|patients?|subjects?|participants?|individuals?|persons?|must|should|have|has|having|with"
    r"|there is|there are|are|is|be)\s+)*(?:no|without|absence of|free (?:of|from))\s+(?:any )?(?=\w)"
)
#: What is denied is a limit, or something good.
_NOT_TURNED = Pattern(
    r"(?:more|less|later|longer|greater|fewer|older|younger|earlier|sooner|lower|higher|upper|limits?"
    r"|restrictions?|need|requirements?|change[sd]?|difference|response|suitable|standard|effective"
    r"|available|one|plans? to (?:not|stop)|objection|improvement|other (?:options?|standard"
    r"|treatment options?)|sufficient|adequate|curative|satisfactory)\b"
)
_NOT_ALLOWED = Pattern(r"\s+(?:(?:is|are|will be|should be) )?(?:allowed|permitted)\W*$")
_LETS_IN = Pattern(r"\b(?:controlled|that|which|who|if|with)\b.*\b(?:allowed|permitted)\b")
#: The beginning of another demand, or of another way.
_RUN_ON = re.compile(
    r"\bOR\b|[a-z\d)] (?:Progress|Hypertension|Patients?|Prior|Concurrent|At least|Must|No"
    r"|Able|Fertile|Adequate"
    r"|Recovered|History|Other|Negative|Positive|Age|Any)\w*\b"
)
_PLANNED_TOO = Pattern(
    r"(?P<done>[^,;]{5,120}?),?\s+or\s+(?:(?:who )?(?:is |are )|in (?:whom|which) it is )?"
    r"(?:planned|scheduled|anticipated|expected|planning)\b[^,;]{0,80}"
)
#: Facts of what was done, by the name of it.
_DONE = frozenset({"surgery", "chemotherapy", "radiotherapy", "transfusion"})

#: Reads the words of an exclusion.
Reads = Callable[[str], Requirement]


def last_look(words: str, read: Reads, *, exclusion: bool) -> Requirement:
    """What a criterion's words demand by a set phrase, or as an exclusion would name it; else ``Free``."""
    phrase = read_set_phrase(words, exclusion=exclusion)
    if phrase is not None:
        return phrase
    return _planned_too(words, read) if exclusion else _denied(words, read)


def _denied(words: str, read: Reads) -> Requirement:
    """What an inclusion denies: "No other cancer except of the skin"."""
    no = _NO.match(words)
    if no is None or sentences(words)[1] or _NOT_TURNED.match(words, no.end()):
        return Free()
    if _RUN_ON.search(words) or _LETS_IN.within(words):
        return Free()
    inner = read(_NOT_ALLOWED.sub("", words[no.end() :]))
    parts = inner.parts if isinstance(inner, AnyOf) else (inner,)
    named = all(isinstance(part, HasCondition | HasTreatment | Holds) for part in parts)
    turned = Not(part=inner)
    return turned if named and not doubtful(turned, words, "") else Free()


def _planned_too(words: str, read: Reads) -> Requirement:
    """ "Major surgery within 3 months or planned in the next 6": done, or to come."""
    found = _PLANNED_TOO.whole(words)
    done = Free() if found is None else read(found["done"])
    if isinstance(done, Holds) and done.fact in _DONE:
        again = HasTreatment(
            concept=Concept(name=done.fact), time=Time.PLANNED, qualifiers=(words,), wide=True
        )
        return AnyOf(parts=(done, again))
    if not isinstance(done, HasTreatment) or done.time is Time.PLANNED:
        return Free()
    to_come = replace(done, time=Time.PLANNED, window=None, stable=False, qualifiers=(words,), wide=True)
    return AnyOf(parts=(done, to_come))
