"""Set phrases of records that demand nothing: "Life expectancy not specified", "Both sexes", "Not meeting the
inclusion criteria", "Prior surgery allowed", what is done with a test."""

from __future__ import annotations

from trialogue.eligibility.patterns import Pattern
from trialogue.model.criterion import CriterionKind

_SEXES = r"(?:males?|m[ae]n|boys?|females?|wom[ae]n|girls?)"
_GROUPS = r"(?:sex(?:es)?|genders?|races?|ethnicit(?:y|ies)|ethnic groups?|racial(?: and ethnic)? groups?)"
_JOINT = r"(?:,| and| or|/)? ?(?:and |or )?(?:all |any )?"
_INCLUDED = r"(?:,? (?:are |is |will be |can be )?(?:eligible|included|accepted|allowed|enrolled))?"
_LABEL = r"(?:(?:gender|sex)(?:es)?\s*[:;,]?\s*)?"
_SOMEBODY = r"(?:patients?|subjects?|participants?|volunteers?|individuals?|people|adults|children)"
_PEOPLE = rf"(?: {_SOMEBODY})?"
_MATTERS = (
    r"(?:life expectancy|performance status|menopausal status|hormone receptor status|sex|gender|age|race"
    r"|h[a]?ematopoietic|hepatic|renal|cardiovascular|pulmonary|biologic therapy|chemotherapy|surgery"
    r"|endocrine therapy|radiotherapy|other)"
)
_IN_BOTH_LISTS = Pattern(
    rf"(?:{_MATTERS}\s*:?\s*(?:is )?not specified[\s.;,]*)+"
    rf"|(?:{_MATTERS}\s*:?\s*)?see (?:disease|patient) characteristics"
    r"|(?:not|non|none)[ -]?applicable|n ?/ ?a|none|nil"
    r"|(?:however,? )?this protocol uses the former terminology"
    r"|a new classification scheme for adult non-hodgkin'?s lymphoma has been adopted by pdq.{0,300}"
    r"|the above information is not intended to contain all considerations relevant to .{0,100}"
    r"|(?:serum|urine) pregnancy tests (?:will|may) be (?:performed|done)\b.{0,40}\b(?:laborator\w+|personnel"
    r"|site|hospital|kits?)\b.{0,200}"
    r"|if (?:the |a )?(?:urine )?(?:pregnancy )?(?:test|result)\b.{0,80}\b(?:positive|negative|indeterminate"
    r"|ambiguous|borderline)\b.{0,160}\bserum\b.{0,80}"
)
_AMONG_INCLUSIONS = Pattern(
    rf"{_LABEL}(?:{_SOMEBODY} )?(?:of |from )?(?:both|all|any|either|every)(?: the)? {_GROUPS}"
    rf"(?:{_JOINT}{_GROUPS})*{_PEOPLE}{_INCLUDED}|(?:gender|sex)(?:es)?\s*[:;,]?\s*(?:both|all|any|either)"
    rf"|{_LABEL}(?:both |either |all |any )?{_SEXES}\s*(?:and/or|and|or|/|&)\s*(?:both )?{_SEXES}{_PEOPLE}"
    rf"{_INCLUDED}"
)
_AMONG_EXCLUSIONS = Pattern(
    r"(?:(?:any|all|the|patients?|subjects?|participants?|persons?|individuals?|people|women|men|children"
    r"|those|one|anyone|who|that|which|do|does|did|is|are|otherwise|condition|other)\s+)*"
    r"(?:not (?:meet|fulfil|satisfy|compl)\w*"
    r"|(?:failure|failing|fails?|unable|inability) to (?:meet|fulfil\w*"
    r"|satisfy))(?: with)?(?:,? (?:all|any|one|of|the|above|above-mentioned|aforementioned|these"
    r"|this|listed"
    r"|mentioned|stated|study|study's|trial|or|more|and|every|each|our|required|general))*"
    r" (?:inclusion|eligibility|enrol\w+|entry|inclusion/exclusion|inclusion and exclusion)"
    r"(?: criteria| criterion)(?: (?:above|listed above|mentioned above|as above"
    r"|for (?:the|this) (?:study|trial)|of (?:the|this) (?:study|trial)))?"
)
#: What may be had beside the trial, without a verb, a number or a condition.
_ALLOWED = Pattern(
    r"(?:any )?(?:prior|previous|concurrent|concomitant)\b[^.;:\d]{3,120}\b(?:allowed|permitted|acceptable)\b"
    r"(?: for [^.;:\d]{3,60})?"
)
_CONDITIONED = Pattern(
    r"\b(?:no|not|if|only|provided|providing|unless|but|must|should|as long as|after|until|except\w*|less"
    r"|more|than|one|two|three|at least|without|within|before|since|who|stable)\b"
)
_LONGEST = 420
_SHORT = 90


def is_idle(words: str, kind: CriterionKind) -> bool:
    """Whether a criterion's words, without its mark, are such a phrase and nothing else."""
    if len(words) > _LONGEST:
        return False
    plain = " ".join(words.split()).strip(" *_.;,")
    if _IN_BOTH_LISTS.whole(plain):
        return True
    if kind is CriterionKind.EXCLUSION:
        return _AMONG_EXCLUSIONS.whole(plain) is not None or _is_allowed(plain)
    return (len(plain) <= _SHORT and _AMONG_INCLUSIONS.fullmatch(plain) is not None) or _is_allowed(plain)


def _is_allowed(plain: str) -> bool:
    return _ALLOWED.whole(plain) is not None and not _CONDITIONED.within(plain)
