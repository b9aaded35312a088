"""A criterion that stands under another: "History of any of the following within 6 months:" + "stroke"."""

from __future__ import annotations

import re
from functools import lru_cache

from trialogue.eligibility.kinds import NameKind
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_requirement import read_requirement
from trialogue.eligibility.read_text import mentions, words_of
from trialogue.model.requirement import Aged, Free, IsSex, Measured, Requirement

_FOLLOWING = Pattern(
    r"(?:(?:any|one|either|both|all|each|at least one|at least \w+|\w+)\s+(?:\(?\d\)?\s+)?(?:or "
    r"more\s+)?(?:of\s+)?)?(?:the\s+)?following(?:\s+(?:medical|clinical)?\s?(?:conditions?|criteria"
    r"|diseases?|disorders?|treatments?|medications?|therap\w+|events?|drugs?|symptoms?"
    r"|infections?|procedures?))?|any of these(?:\s+\w+){0,2}",
)
#: A parent that only names or counts its children.
_LABEL = Pattern(
    r"(?:(?:patients?|subjects?|participants?|individuals?|people|those|who|with|must|should|have|has"
    r"|had|meet|meets|meeting|satisfy|fulfil\w*|of|any|all|one|or|more|at|least|either|each|both"
    r"|the|following|criteria|criterion|conditions?|are|is|be|presence|include[ds]?|including"
    r"|inclusion|exclusion|key|other|additional|general|also|and|not|none|will|in|to|for"
    r"|participate|study|trial|eligible|these|this|adequate\w*|organ|function|functions|bone"
    r"|marrow|renal|hepatic|liver|kidney|cardiac|coagulation|hematolog\w*|haematolog\w*"
    r"|laboratory|values?|as|defined|by|below|two|three|currently|current|known|a|an|medical"
    r"|history|reasons?|parameters|based|on|results?|requirements?|blood|test\w*|defined)\W*)+",
)
_HISTORY = Pattern(
    r"history|prior|previous|within|wash|during|stable|received|treated|treatment"
    r"|therapy|use of|taking|allerg|hypersens|except|unless|not |no ",
)


def read_child(text: str, parent: str, known: dict[str, NameKind], *, exclusion: bool) -> Requirement:
    """Read a criterion with what its parent's words say of it.

    Where the parent's words demand something that cannot be put before the child's, only limits of
    age, sex and measures are read: they stand by themselves.
    """
    if not parent:
        return read_requirement(text, known, exclusion=exclusion)
    lead = words_of(parent)
    joined = _following(lead)
    if not (parent.rstrip(" *_\\").endswith(":") or joined):
        return read_requirement(text, known, exclusion=exclusion)
    if _is_label(lead):
        return read_requirement(text, known, exclusion=exclusion)
    if joined is not None and _HISTORY.search(lead):
        rest = lead[joined.end() :].strip(" ,:")
        whole = f"{lead[: joined.start()].strip(' ,:')} {words_of(text)} {rest}".strip()
        if not rest or re.match(r"within|in the|during|prior|before", rest, re.IGNORECASE):
            return read_requirement(whole, known, exclusion=exclusion)
    alone = read_requirement(text, known, exclusion=exclusion)
    return alone if isinstance(alone, Aged | IsSex | Measured) else Free()


@lru_cache(maxsize=1024)
def _following(lead: str) -> re.Match[str] | None:
    return _FOLLOWING.search(lead) if mentions(lead, ("following", "any of these")) else None


@lru_cache(maxsize=1024)
def _is_label(lead: str) -> bool:
    return _LABEL.fullmatch(lead) is not None and not _HISTORY.search(lead)
