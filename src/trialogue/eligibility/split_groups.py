"""Which headings name a group of people that has a list of its own ("Cohort 2:", "Healthy controls")."""

from __future__ import annotations

import re

_NAMED_GROUP = re.compile(
    r"(?:for |in )?(?:the )?(?:study |(?:sub-?study|cohort|phase|part) [a-z\d]{1,3} )?(?:sub-?)?"
    r"(?:cohort|group|arm|part|stratum|strata|phase|population|study|tier|panel|module|step)s?"
    r" ?(?:[a-z]|[ivx]{1,4}|\d{1,2}[a-z]?)"
    r"(?:(?: ?/ ?|, | and | & | or |-)(?:[a-z]|[ivx]{1,4}|\d{1,2}[a-z]?)){0,4}"
    r"(?:\)|(?: ?[-–(:,.]| only| patients?| subjects?| participants?)[^:]{0,70})?"
)
_GROUP_STARTS = (
    *("for ", "in ", "the ", "study", "sub", "cohort", "group", "arm", "part", "strat"),
    *("phase", "population", "tier", "panel", "module", "step"),
)
_NO_GROUP = re.compile(
    r"\b(?:allowed|permitted|excluded?|required?|must|selection|inclusion of|should|may|eligible|will|with"
    r"|have|are|is)\b"
)
_PEOPLE = re.compile(
    r"(?:for |of |in )?(?:the |all )?(?:\w[\w/-]{1,24} ){0,3}?(?:patients?|controls?|volunteers?|subjects?"
    r"|participants?|donors?|recipients?|caregivers?|carers?|siblings?|parents?|mothers?|infants?|children"
    r"|adults?|adolescents?|providers?|clinicians?|physicians?|nurses?|relatives?|cases|family members?"
    r"|individuals|dyads?|partners?|spouses?|staff|women|men|females?|males?|pediatrics?|control group"
    r"|patient group|cases group|healthy)(?: group| cohort| arm| only)?s?"
    r"(?: (?:with|without|on|of|who) [^:]{1,60})?(?: \(.{1,60}\))?(?: only)?"
)
# People named by what they have, each with a list of their own.
_WITH_TUMORS = re.compile(
    r"(?:[\w-]+ ){0,3}(?:tumou?rs?|cancers?|malignanc(?:y|ies)|lymphomas?|leuk[a]?emias?|myelomas?|sarcomas?"
    r"|carcinomas?)"
)
_EVERYONE = re.compile(
    r"(?:for |of |in )?(?:all|the|both|every|each|any|study|eligible)?[ ]?(?:of )?(?:the )?(?:study )?"
    r"(?:patients?|subjects?|participants?|volunteers?|individuals|people|groups|cohorts|arms)"
    r"(?: only)?"
)
# "Patients" are everybody, unless the record also has a list for others (controls, donors).
PATIENTS = "patients"
_PATIENTS = re.compile(r"(?:for |of |in )?(?:the )?(?:patients?|(?:study|patient) groups?)")
_AFTER_FOR = re.compile(r"(?:\b(?:for|of|in)\s+|\()(?:the )?(.{2,80}?)\)?$")
#: "renal transplant (RTx) patients".
_ASIDE = re.compile(r" \([^()]*\)(?= )")


def cohort_in(head: str) -> str | None:
    """The group that a section heading names ("… for healthy controls"), None for everybody."""
    found = _AFTER_FOR.search(head)
    rest = found[1] if found else None
    if rest is None:
        first = re.match(r"(.{2,60}?)[ ,:–-]+(?:key |main )?(?:non-?inclusion|inclusion|exclusion)", head)
        rest = first[1] if first else None
    if rest is None:
        return None
    rest = _ASIDE.sub("", rest).strip(" ()-–,:")
    if _PATIENTS.fullmatch(rest):
        return PATIENTS
    if _EVERYONE.fullmatch(rest) or rest.startswith(("this ", "the study", "study", "all ", "both ")):
        return None
    if _NAMED_GROUP.fullmatch(rest) or _PEOPLE.fullmatch(rest) or _WITH_TUMORS.fullmatch(rest):
        return rest
    return None


def may_name_group(start: str) -> bool:
    """Whether a line with this start (12 characters) may be the name of a group."""
    return not start[:1].isalpha() or start.lower().startswith(_GROUP_STARTS)


def group_of(head: str, *, colon: bool) -> tuple[bool, str | None]:
    """Whether a heading names a group of people, and its name (None: everybody)."""
    if not head or head.count(" ") > 12:
        return False, None
    named = _NAMED_GROUP.fullmatch(head)
    if named is None and (not colon or head.count(" ") > 5 or not _PEOPLE.fullmatch(head)):
        return False, None
    if _NO_GROUP.search(head):
        return False, None
    if _PATIENTS.fullmatch(head):
        return True, PATIENTS
    return True, None if _EVERYONE.fullmatch(head) else re.sub(r"^(?:for|in|of) (?:the )?", "", head)
