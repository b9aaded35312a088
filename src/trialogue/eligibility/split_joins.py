"""How the children of a criterion join, from the words of their parent."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from trialogue.eligibility.patterns import Pattern
from trialogue.model.criterion import CriterionKind, Joined
from trialogue.model.quickly_made import quickly_made

_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_LISTED = (
    r"following|below|criteri\w{1,3}|factors?|symptoms?|signs?|features?|findings|conditions|predictors"
    r"|these|those|measures|characteristics|tests|options"
)
_COUNT = Pattern(
    r"(?P<all>\b(?:all|both|following)\s+(?:of\s+)?(?:the\s+|these\s+)?)?"
    r"(?P<most>\b(?:no|not)\s+(?:more|greater)\s+than\s+|\bat\s+most\s+|\bup\s+to\s+|≤\s?)?"
    r"(?<![-–.,/\d])\b(?P<count>one|two|three|four|five|six|seven|eight|[1-9])\b(?:\s*\(\d{1,2}\))?"
    r"(?:\s+or\s+more)?(?:\s+\(?out)?"
    r"(?:\s+of(?:\s+[\w/-]+){0,5}?|(?:\s+(?!years?|months?|weeks?|days?|hours?|as\b|with\b)[\w/-]+){0,2}?)"
    r"\s+(?:" + _LISTED + r")\b",
)
_ANY = Pattern(
    r"\b(?:any|either|or\s+more|(?:one|1)\s+of|such\s+as|for\s+example|e\.g\.|alternatively|options|alternatives"
    r"|acceptable\W*$|methods?|forms)\b",
)
#: Of these nobody has more than one.
_ONE_OF_KINDS = Pattern(
    r"\b(?:following|these) (?:[\w/-]+ ){0,2}(?:histolog(?:y|ies)|(?:sub)?types?|histotypes?|cohorts?|arms"
    r"|tumou?rs?|cancers?|malignanc(?:y|ies)|disease settings?|stages?|genotypes?|diagnos[ei]s|indications?"
    r"|populations?)\W*$"
)
#: "For both groups:" and "apply to all participants:" say of whom, "on each day:" when, and none how many.
_ALL = Pattern(
    r"\b(?:all|both|(?:each|every)(?= (?:of|one|must|is|are|condition|criterion)\b|\W*$))\b"
    r"(?!(?: (?:of the|(?!of\b|following\b|these\b|those\b)[\w-]+)){0,4}?"
    r" (?:participants?|subjects?|patients?|volunteers?|people|persons?|individuals|groups?|cohorts?|arms?"
    r"|parts?|phases?|stages?|periods?|sites?|women|men|males|females|sexes|genders|ages|visits?|cases)\b)"
)
_NOT_MORE = r"(?!\s+(?:more|less|later|older|younger|greater|fewer|limited|only)\b)"
_NEGATION = (
    r"(?:none|no|not|never|neither|cannot|without|absence|lack|free|don't|doesn't|isn't)\b" + _NOT_MORE
)
_NEGATED_START = Pattern(_NEGATION)
_NEGATED = Pattern(
    r"(?<!or )(?<!and/or )\b"
    + _NEGATION
    + r"(?:\s+(?!and\b|but\b)[^\s.,;:]+){0,4}?\s+(?:following|below|these|one|any|either)\b",
)
#: An exclusion that is turned round. That something is "not allowed" only says again that it keeps out.
_LACKS = Pattern(r"(?:(?:the )?(?:absence|lack) of|without|(?:does|do) not have|not having)\b")
_RULED_OUT = Pattern(r"(?:the )?(?:exclusion of|(?:ruling|ruled|rule) out|excludes|ineligible(?! for))\b")
_EXCEPT = Pattern(
    r"\b(?:except(?:ions?|ing|ed)?|unless|other than|exempt\w*)"
    r"(?: (?:for|any|one|all|both|of|the|following|are|is|if|include|includes|met|below|true|apply|applies"
    r"|to|this|these|those|criteria|criterion|conditions|reasons?|allowed|permitted|as|follows"
    r"|either|at|least|they|have|patients|subjects|participants|who|with|above|listed|noted|described"
    r"|stated|given)){0,9}[\s:：.]*$",
)
#: Among exclusions: what stands below is demanded of who joins ("To be included, patients must have:").
_TO_BE_IN = Pattern(
    r"(?:in order )?to be (?:included|eligible|enrolled)\b[^.;]{0,60}\b(?:must|should|need)\b"
)
_SENTENCE_END = re.compile(r"[.;]\s+(?=[A-Z(])")
_OPENS = Pattern(
    r"(?:[:：]|\b(?:following|follows|below|either|of|and|or|include|including))[\s*_.\\)]*$",
)
_ANY_WORD = Pattern(r"\bany\b")


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """How children join, how many are needed, whether they are turned round.

    ``said``: a word or a colon says how. ``exceptions``: they say who is let off, or explain, and
    demand nothing themselves.
    """

    joined: Joined
    count: int | None = None
    negated: bool = False
    exceptions: bool = False
    said: bool = True


def join_of(words: str, kind: CriterionKind) -> Join:
    """Read a parent's words ("at least two of the following:"), without its mark.

    Without a word for it the children of an inclusion are all needed, and any child of an
    exclusion bars. "None of the following" in an inclusion joins by any and turns the result
    round, and so does "to be included, patients must have" in an exclusion; "must not have any of
    the following" in an exclusion only says again that it excludes. What stands under a demand that
    is whole in itself ("No brain metastases") explains it.
    """
    inclusion = kind is CriterionKind.INCLUSION
    tail = last_sentence(words[-400:])
    default = Join(joined=Joined.ALL if inclusion else Joined.ANY)
    if _EXCEPT.search(tail[-90:]):
        return Join(joined=Joined.ANY, exceptions=True, said=False)
    if not _OPENS.search(words[-40:]):
        if _NEGATED_START.match(words):
            return Join(joined=Joined.ANY, exceptions=True, said=False)
        return replace(default, said=False)
    negated = _is_turned(tail) if inclusion else _LACKS.match(tail) is not None
    counts = [found for found in _COUNT.finditer(tail) if not found["all"]]
    if any(found["most"] for found in counts):
        return Join(joined=Joined.ANY, exceptions=True)
    if counts:
        count = min(_NUMBERS.get(found["count"].lower()) or int(found["count"]) for found in counts)
        joined = Joined.AT_LEAST if count > 1 else Joined.ANY
        return Join(joined=joined, count=count if count > 1 else None, negated=negated)
    if negated:
        return Join(joined=Joined.ANY, negated=True)
    if not inclusion and _TO_BE_IN.match(tail):
        return Join(joined=Joined.ANY if _ANY.search(tail) else Joined.ALL, negated=True)
    if _ALL.search(tail) and not _ANY_WORD.search(tail):
        return Join(joined=Joined.ALL)
    any_of = _ANY.search(tail) or _ONE_OF_KINDS.search(tail)
    return Join(joined=Joined.ANY) if any_of else default


def _is_turned(words: str) -> bool:
    """Whether an inclusion demands that its children do not hold."""
    if _NEGATED_START.match(words) or _RULED_OUT.match(words):
        return True
    return _NEGATED.search(words) is not None


def last_sentence(words: str) -> str:
    """What stands behind the last full stop inside the words."""
    last = 0
    for found in _SENTENCE_END.finditer(words):
        last = found.end()
    return words[last:]
