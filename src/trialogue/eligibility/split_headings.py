"""Which runs of text are headings: they name the list below and demand nothing themselves.

A heading is known by its words, never by its look alone: "Key Inclusion Criteria", "Patients must
have:", "You will not be eligible if you:", "Excluded:", "Cohort 2:", "Concurrent Medication:".
What also demands something ("Excluded within 30 days of study entry:") is a criterion with
children. All patterns are anchored or run over at most 160 characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from trialogue.model.criterion import CriterionKind

INCLUSION, EXCLUSION = CriterionKind.INCLUSION, CriterionKind.EXCLUSION
LONGEST = 160


class Scope(StrEnum):
    """How far a heading reaches: a whole section, up to the next heading, or a cohort."""

    SECTION = "section"
    LOCAL = "local"
    TOPIC = "topic"
    COHORT = "cohort"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingFound:
    """A heading that ends at ``end``. ``bars`` is False for "Allowed:" and the like."""

    end: int
    scope: Scope
    kind: CriterionKind | None = None
    cohort: str | None = None
    bars: bool = True


_EXCLUDES = re.compile(
    r"\b(?:non[- ]?inclusions?|exclusions?|exclusionary|excluding|exclu(?:t?ion|sin|sions?)"
    r"|exclusi[oóò]n(?:es)?|exclusão|esclusione|ausschlusskriterien|withdrawal|discontinuation)\b"
)
_INCLUDES = re.compile(
    r"\b(?:inclusions?|inclusionary|incl?u(?:t?ion|sin)|inclusi[oóò]n(?:es)?|inclusão|inclusione"
    r"|einschlusskriterien|eligibility|eligible|selection|entry|enrol?lment|entrance|admission)\b"
)
_CRITERIA = re.compile(
    r"\b(?:cr[it]{2,4}e?ri?[aeo]\w{0,3}|kriterien|crit[eéè]res?|criterios|critérios|criteri)\b"
)
_ALONE = re.compile(
    r"(?:(?:main|key|major|general|study|subject|patient|participant|additional|other|specific)s? )?"
    r"(?:inclusions?|exclusions?|included|excluded|exclude|include|inclusion/exclusion|eligibility)"
    r"(?: (?:list|requirements|factors))?"
)
_START = re.compile(
    r"(?:(?:main|key|major|general|study|subject|patient|participant|additional|other|specific|the)s? ){0,2}"
    r"(?:non-?inclusion|inclusion|exclusion|eligibility) criteri(?:a|on)s?"
    r"(?: (?:are|is|were|will be|includes?|included|consisted of))?(?=[ \n]*[-–—.,;]|\s+[A-Z0-9≥<>•*(])",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r"(?<=[\s.;)])(?:(?:Key|Main|Major) )?"
    r"(?:(?:Non-)?Inclusion|(?:Non-i|I)nclusion|Exclusion|INCLUSION|EXCLUSION)"
    r"(?: [Cc]riteri(?:a|on)| CRITERIA)? ?:|(?<=[\s.;)])(?:INCLUSION|EXCLUSION) CRITERIA\b"
)
_BARRED = re.compile(
    r"\b(?:not (?:be )?(?:eligible|included|enrol?led|able|permitted|allowed|participate)|ineligible"
    r"|(?:be |are |is )?excluded|exclude|may not|must not|cannot|can not|should not|not have|prohibited"
    r"|disqualif\w+|disallowed|forbidden)\b"
)
_LET_IN = re.compile(r"\b(?:must|required|eligible|included|should|need to|have to|qualify|participate)\b")
_PERMITS = re.compile(
    r"(?:also )?(?:allowed|permitted|recommended|encouraged|optional|allowed with caution|acceptable"
    r"|recommended but not required|allowed but not required|notes?|the following (?:is|are) "
    r"(?:allowed|permitted))"
)
_QUANTIFIER = re.compile(
    r"\b(?:one|either|two|three|four|[1-9]|at least|any|both|none)\b(?! (?:years?|months?|days?))"
)
_EMPTY = """a able above additional all also an and any applicable apply are as at be been being below by can
    cannot child children cohort concerned condition conditions considered could criteria criterion
    current demonstrate did disease diseases do does during each eligibility eligible enrol enroll
    enrolled enrollment enrolment enter entering entry excluded exclusion factors finding findings
    follow followed following follows for from fulfil fulfill fulfilling fulfills girls boys group had
    has have having he he/she her his if in include included includes inclusion individual individuals
    ineligible infants into is it items listed may meet meeting meets men more must need not of on one
    only or order our participant participants participate participating participation patient
    patient's patients people person persons prior qualify reason reasons required requirement
    requirements requires research satisfy satisfying she should states student students study subject
    subjects such symptom symptoms take taking that the their them these they this those to trial under
    volunteer volunteers were when where which who whom whose will with women you your healthy adults
    the/these cannot enter/participate medical disorders illnesses s/he"""
_EMPTY_WORDS = frozenset(_EMPTY.split())
_TOPIC_LIST = """co-existing condition|coexisting condition|concurrent medication|concurrent treatment
    |prior medication|prior treatment|risk behavior|risk behaviour|patient characteristics
    |disease characteristics|prior concurrent therapy|prior/concurrent therapy|prior therapy
    |current/prior therapy|current therapy|protocol entry criteria|general|general criteria|criteria
    |medical|eligibility criteria|inclusion/exclusion criteria|inclusion and exclusion criteria
    |inclusion / exclusion criteria|eligibility|population|study population|screening|randomization
    |randomisation|laboratory|laboratory criteria|clinical criteria|demographics|other criteria|diagnosis
    |medical conditions|medications|medication|other conditions|other|prior therapies|characteristics
    |hematopoietic|hepatic|renal|cardiovascular|pulmonary|neurologic|immunologic|biologic therapy
    |chemotherapy|endocrine therapy|radiotherapy|surgery"""
_TOPICS = frozenset(" ".join(topic.split()) for topic in _TOPIC_LIST.split("|"))
_NAMED_GROUP = re.compile(
    r"(?:for |in )?(?:the )?(?:study )?(?:sub-?)?"
    r"(?:cohort|group|arm|part|stratum|strata|phase|stage|population|substudy|sub-study|study|tier|panel)s?"
    r" ?(?:[a-z]|[ivx]{1,4}|\d{1,2}[a-z]?)"
    r"(?:(?: ?/ ?|, | and | & | or )(?:[a-z]|[ivx]{1,4}|\d{1,2}[a-z]?)){0,4}"
    r"(?:\W.{0,80})?"
)
_PEOPLE = re.compile(
    r"(?:for |of |in )?(?:the |all )?(?:\w[\w/-]{1,24} ){0,3}?(?:patients?|controls?|volunteers?|subjects?"
    r"|participants?|donors?|recipients?|caregivers?|carers?|siblings?|parents?|mothers?|infants?|children"
    r"|adults?|adolescents?|providers?|clinicians?|physicians?|nurses?|relatives?|cases|family members?"
    r"|individuals|dyads?|partners?|spouses?|staff|women|men|females?|males?|pediatrics?|control group"
    r"|patient group|cases group|healthy)(?: group| cohort| arm| only)?s?(?: \(.{1,60}\))?(?: only)?"
)
_EVERYONE = re.compile(
    r"(?:for |of |in )?(?:all|the|both|every|each|any|study|eligible)?[ ]?(?:of )?(?:the )?(?:study )?"
    r"(?:patients?|subjects?|participants?|volunteers?|individuals|people|groups|cohorts|arms)"
    r"(?: only)?"
)
_AFTER_FOR = re.compile(r"\b(?:for|of|in|\()\s+(?:the )?(.{2,80}?)\)?$")


def find_heading(text: str, body: int, end: int, *, marked: bool) -> HeadingFound | None:
    """The heading that the block ``text[body:end]`` starts with, or None."""
    window = text[body : min(end, body + LONGEST)]
    colon = window.find(":")
    whole = end - body <= LONGEST
    if colon < 0 and not whole:
        return _start_only(text, body, end)
    head_end = body + (colon if colon >= 0 else end - body)
    at_end = colon >= 0 and body + colon + 1 == end
    head = _words_of(window[: head_end - body])
    stop = min(end, head_end + 1)
    while stop < end and text[stop] in "*_:":
        stop += 1
    if stop == end:
        at_end = colon >= 0
    found = _section(head, stop, colon=colon >= 0)
    if found is None and (at_end or (colon < 0 and whole)):
        found = _local(head, stop, colon=at_end, marked=marked)
    return found or _start_only(text, body, end)


def inside(text: str, start: int, end: int) -> list[int]:
    """Where "Exclusion Criteria:" stands in the middle of a block: places to cut it."""
    if text.find("clusion", start, end) < 0 and text.find("CLUSION", start, end) < 0:
        return []
    return [found.start() for found in _INSIDE.finditer(text, start, end) if found.start() > start]


def _words_of(head: str) -> str:
    """Lower case, without marks of emphasis, with single spaces."""
    return " ".join(head.translate(_UNMARK).lower().split()).strip(" .-–—,;#=")


_UNMARK = str.maketrans({"*": " ", "_": " ", "\\": "", "#": " ", "<": " ", ">": " "})


def _section(head: str, stop: int, *, colon: bool) -> HeadingFound | None:
    """ "Key inclusion criteria", "Exclusion", "Inclusion criteria for healthy controls"."""
    if "clusi" not in head and "riteri" not in head and "eligib" not in head and "schluss" not in head:
        return _misspelt(head, stop) if "clu" in head else None
    words = head.count(" ") + 1
    if _ALONE.fullmatch(head):
        return HeadingFound(end=stop, scope=Scope.SECTION, kind=_kind_of(head))
    criteria = _CRITERIA.search(head)
    excludes, includes = _EXCLUDES.search(head), _INCLUDES.search(head)
    named = criteria or "schluss" in head
    if not named or not (excludes or includes) or words > (16 if colon else 9):
        return None
    first = min(found.start() for found in (excludes, includes) if found)
    if first > 50 or re.match(r"(?:meets?|meeting|fulfil|no |not |does|who|any )", head):
        return None
    return HeadingFound(end=stop, scope=Scope.SECTION, kind=_kind_of(head), cohort=_cohort_in(head))


def _misspelt(head: str, stop: int) -> HeadingFound | None:
    if not re.fullmatch(r"(?:in|ex)clu\w{2,6} cri?t\w{2,7}", head):
        return None
    kind = EXCLUSION if head.startswith("ex") else INCLUSION
    return HeadingFound(end=stop, scope=Scope.SECTION, kind=kind)


def _kind_of(head: str) -> CriterionKind | None:
    excludes = "exclu" in head or "esclu" in head or "ausschluss" in head or re.search(r"non-? ?inclu", head)
    includes = re.search(r"(?<!non-)(?<!non )(?<!non)(?:inclu|einschluss)", head)
    if excludes and includes:
        return None
    if excludes:
        return EXCLUSION
    return INCLUSION if includes else None


def _cohort_in(head: str) -> str | None:
    """The group that a section heading names ("… for healthy controls"), None for everybody."""
    found = _AFTER_FOR.search(head)
    rest = found[1] if found else None
    if rest is None:
        first = re.match(r"(.{2,60}?)[ ,:–-]+(?:key |main )?(?:non-?inclusion|inclusion|exclusion)", head)
        rest = first[1] if first else None
    if rest is None:
        return None
    rest = rest.strip(" ()-–,:")
    if _EVERYONE.fullmatch(rest) or rest.startswith(("this ", "the study", "study", "all ", "both ")):
        return None
    if _NAMED_GROUP.fullmatch(rest) or _PEOPLE.fullmatch(rest):
        return rest
    return None


def _local(head: str, stop: int, *, colon: bool, marked: bool) -> HeadingFound | None:
    """ "Patients must have:", "Excluded:", "Allowed:", "Cohort 1:", "Concurrent Medication:"."""
    if colon and _PERMITS.fullmatch(head):
        return HeadingFound(end=stop, scope=Scope.LOCAL, kind=INCLUSION, bars=False)
    if colon and head in _TOPICS and not marked:
        return HeadingFound(end=stop, scope=Scope.TOPIC)
    if colon and _contentless(head):
        if _BARRED.search(head):
            return HeadingFound(end=stop, scope=Scope.LOCAL, kind=EXCLUSION)
        if _LET_IN.search(head) and not _QUANTIFIER.search(head):
            return HeadingFound(end=stop, scope=Scope.LOCAL, kind=INCLUSION)
    if marked and not colon:
        return None
    return _group(head, stop, colon=colon)


def _group(head: str, stop: int, *, colon: bool) -> HeadingFound | None:
    if not head or head.count(" ") > 12:
        return None
    named = _NAMED_GROUP.fullmatch(head)
    if named is None and (not colon or head.count(" ") > 5 or not _PEOPLE.fullmatch(head)):
        return None
    cohort = None if _EVERYONE.fullmatch(head) else re.sub(r"^(?:for|in|of) (?:the )?", "", head)
    return HeadingFound(end=stop, scope=Scope.COHORT, cohort=cohort)


def _contentless(head: str) -> bool:
    words = head.replace(",", " ").replace("(s)", "s").replace("(", " ").replace(")", " ").split()
    return len(words) <= 30 and all(word in _EMPTY_WORDS for word in words)


def _start_only(text: str, body: int, end: int) -> HeadingFound | None:
    """A heading without a colon before its first criterion: "Exclusion Criteria - pregnancy"."""
    if body >= end or text[body] not in "IiEeKkMmGgNnSsPpTtAaOo*_":
        return None
    start = body
    while start < end and text[start] in "*_":
        start += 1
    found = _START.match(text, start, min(end, start + 90))
    if found is None:
        return None
    kind = _kind_of(found[0].lower())
    return HeadingFound(end=found.end(), scope=Scope.SECTION, kind=kind)
