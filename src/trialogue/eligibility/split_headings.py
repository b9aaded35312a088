"""Which runs of text are headings: they name the list below and demand nothing themselves.

A heading is known by its words, never by its look alone: "Key Inclusion Criteria", "Patients must
have:", "You will not be eligible if you:", "Excluded:", "Cohort 2:", "Concurrent Medication:".
What also demands something ("Excluded within 30 days of study entry:") is a criterion with
children. All patterns are anchored or run over at most 160 characters.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum

from trialogue.eligibility.patterns import Pattern, lowered
from trialogue.eligibility.split_barred import bars_below, says_for_whom
from trialogue.eligibility.split_foreign import foreign_heading, foreign_names
from trialogue.eligibility.split_groups import cohort_in, group_of, may_name_group
from trialogue.eligibility.split_timed import timed_heading
from trialogue.model.criterion import CriterionKind
from trialogue.model.quickly_made import quickly_made

INCLUSION, EXCLUSION = CriterionKind.INCLUSION, CriterionKind.EXCLUSION
LONGEST = 160
_MISSPELT = re.compile(r"(?:(?:in|ex)clu\w{2,6}|exl(?:c?u|cu)sions?) cri?t\w{2,7}")
_FROM_CRITERIA = re.compile(r"criteri.*")
_NON_INCLUSION = re.compile(r"non-? ?inclu")
_INCLUSION_NAMED = re.compile(r"(?<!non-)(?<!non )(?<!non)(?:inclu|einschluss)")


class Scope(StrEnum):
    """How far a heading reaches: a whole section, up to the next heading, or a cohort."""

    SECTION = "section"
    LOCAL = "local"
    TOPIC = "topic"
    COHORT = "cohort"


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingFound:
    """A heading that ends at ``end``. ``bars`` is False for "Allowed:" and the like."""

    end: int
    scope: Scope
    kind: CriterionKind | None = None
    cohort: str | None = None
    bars: bool = True


_EXCLUDES = re.compile(
    r"\b(?:non[- ]?inclusions?|exclusions?|exclusionary|excluding|exclu(?:t?ion|sin|sions?)|ineligibility"
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
    r"(?:inclusions?|exclusions?|included|excluded|exclude|include|inclusion/exclusion|(?:in)?eligibility)"
    r"(?: (?:list|requirements|factors))?"
    r"|(?:conditions|requirements|reasons) for (?:(?:patient|subject|participant)s? )?(?:in)?eligibility"
)
_START = Pattern(
    r"(?:(?:main|key|major|general|study|subject|patient|participant|additional|other|specific|the|case"
    r"|control|cohort|donor|recipient)s? ){0,2}"
    r"(?:non-?inclusion|inclusion|exclusion|eligibility) criteri(?:a|on)s?"
    r"(?: (?:are|is|were|was|will be|includes?|included|including|consist(?:s|ed)? of|compris\w+"
    r"|require[sd]?(?: that)?)(?: the following)?(?=[\s:,])|(?=[ \n]*[-–—.,;]|\s+[A-Z0-9≥<>•*(]))",
)
_BARRED = re.compile(
    r"\b(?:not (?:be )?(?:eligible|included|enrol?led|able|permitted|allowed|participate)|ineligible"
    r"|(?:be |are |is )?excluded|exclude|may not|must not|cannot|can not|should not|not have|prohibited"
    r"|disqualif\w+|disallowed|forbidden)\b"
)
_LET_IN = re.compile(r"\b(?:must|required|eligible|included|should|need to|have to|qualify|participate)\b")
_PERMITS = re.compile(
    r"(?:also )?(?:allowed|permitted|recommended|encouraged|optional|acceptable)\b[^:;]{0,60}"
    r"|notes?|please note|nb|the following (?:is|are|medications are) (?:also )?(?:allowed|permitted)"
    r"|(?:[a-z]+ ){0,3}(?:medications?|treatments?|therapy|drugs) (?:allowed|permitted)"
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
    the/these cannot enter/participate medical disorders illnesses s/he presence lead leads prohibit preclude
    prevent fulfilling considered also outlined here"""
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
_NAME_STEMS = ("clu", "riteri", "ligib", "schluss")
_NAME = re.compile(r"clu[a-z]{0,4}i|riteri|ligib|schluss|clu\w{3,6} cr")
_POINTS_ON = Pattern(
    r"\bfollowing (?:inclusion(?: and |/| or |/ )exclusion|in-? (?:and|or) exclusion) criteria[:.]$",
)


class SectionNames:
    """Where in a text the words stand of which the names of the sections are made, found once."""

    def __init__(self, text: str) -> None:
        low = lowered(text)
        self._places: list[int] = []
        for stem in _NAME_STEMS:
            place = low.find(stem)
            while place >= 0:
                self._places.append(place)
                place = low.find(stem, place + 1)
        self._places = sorted(self._places + foreign_names(text))

    def within(self, start: int, end: int) -> bool:
        """Whether one begins between two places."""
        at = bisect_left(self._places, start)
        return at < len(self._places) and self._places[at] < end


def find_heading(text: str, body: int, end: int, *, named: bool, marked: bool) -> HeadingFound | None:
    """The heading that the block ``text[body:end]`` starts with, or None.

    ``named``: words stand in it of which the names of sections are made.
    """
    if named and (foreign := foreign_heading(text, body, end)):
        return HeadingFound(end=foreign[0], scope=Scope.SECTION, kind=foreign[1])
    # Without a colon at its end or the name of a section, at most a line that names a group is one.
    if text[end - 1] in "*_:：" or named:
        return _find(text, body, end, marked=marked)
    if marked or end - body > LONGEST or not may_name_group(text[body : body + 12]):
        return None
    return _find(text, body, end, marked=marked)


def _find(text: str, body: int, end: int, *, marked: bool) -> HeadingFound | None:
    window = text[body : min(end, body + LONGEST)]
    colon = _colon(window)
    whole = end - body <= LONGEST
    if (
        not marked
        and text[end - 9 : end - 1].lower() == "criteria"
        and _POINTS_ON.search(text, max(body, end - 80), end)
    ):
        return _pointer(window[:colon] if colon >= 0 else "", end)
    if colon < 0 and not whole:
        return _start_only(text, body, end)
    stop = body + (colon + 1 if colon >= 0 else len(window))
    while stop < end and text[stop] in "*_:：":
        stop += 1
    at_end = colon >= 0 and stop == end
    if colon >= 0 and not (at_end or marked) and text[end - 1] in ":：" and timed_heading(window[:colon]):
        return HeadingFound(end=stop, scope=Scope.TOPIC)
    named = _NAME.search(window[: colon if colon >= 0 else None].lower()) is not None
    if not named and not at_end and (marked or colon >= 0):
        return None
    head = _words_of(window[:colon] if colon >= 0 else window)
    found = _section(head, stop, colon=colon >= 0) if named else None
    if found is None and (at_end or (colon < 0 and whole)):
        found = _local(head, stop, colon=at_end, marked=marked)
    return found or (_start_only(text, body, end) if named else None)


def _pointer(before: str, end: int) -> HeadingFound:
    """ "Hospital cohort: records must meet the following inclusion and exclusion criteria:"."""
    head = _words_of(before)
    words = head.split()
    if words and len(words) < 7 and words[-1] in {"cohort", "group", "arm", "patients", "controls", "study"}:
        return HeadingFound(end=end, scope=Scope.COHORT, cohort=head)
    return HeadingFound(end=end, scope=Scope.TOPIC)


def _colon(window: str) -> int:
    """Where the first colon stands, also the wide one of Chinese and Japanese texts."""
    plain, wide = window.find(":"), window.find("：")
    return plain if wide < 0 or 0 <= plain < wide else wide


def _words_of(head: str) -> str:
    """Lower case, without marks of emphasis, with single spaces."""
    if _MARKS.search(head):
        head = head.translate(_UNMARK)
    return " ".join(head.lower().split()).strip(" .-–—,;#=")


_UNMARK = str.maketrans({"*": " ", "_": " ", "\\": "", "#": " ", "<": " ", ">": " "})
_MARKS = re.compile(r"[*_\\#<>]")


# Words before or after the name that make it part of a demand ("absence of exclusion criteria").
_IN_PASSING = re.compile(
    r"\b(?:absence|none|no|not|see|except|that|based|provided|presence|within|meets?|meeting|fulfil\w*|does"
    r"|who|any|must|have|has|having|satisfy|are|is|per|under|all|pre|former|compl(?:iance|y|ying)|violat\w+"
    r"|fail\w*)\b"
)
_LET_IN_NAME = re.compile(r"(?:eligib|entry|enrol|selection)\w* \w{0,3} ?cr")
_SAID_OF = re.compile(
    r"criteri\w{1,4} (?:are (?:respected|met|fulfilled)|will prohibit|listed"
    r"|for excluded)"
)


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
    if not named or not (excludes or includes) or words > (16 if colon or says_for_whom(head) else 9):
        return _misspelt(head, stop)
    first = min(found.start() for found in (excludes, includes) if found)
    if first > 50 or _IN_PASSING.search(head[:first]) or _SAID_OF.search(head[first:]):
        return None
    if not (excludes or "inclu" in head or "schluss" in head or _LET_IN_NAME.search(head)):
        return None
    return HeadingFound(end=stop, scope=Scope.SECTION, kind=_kind_of(head), cohort=cohort_in(head))


def _misspelt(head: str, stop: int) -> HeadingFound | None:
    if not _MISSPELT.fullmatch(head):
        return None
    kind = EXCLUSION if head.startswith("ex") else INCLUSION
    return HeadingFound(end=stop, scope=Scope.SECTION, kind=kind)


def _kind_of(head: str) -> CriterionKind | None:
    if "criteri" in head:
        head = _FROM_CRITERIA.sub("", head, count=1) or head
    excludes = "exclu" in head or "esclu" in head or "ausschluss" in head
    excludes = excludes or "ineligib" in head or _NON_INCLUSION.search(head) is not None
    includes = _INCLUSION_NAMED.search(head)
    if excludes and includes:
        return None
    if excludes:
        return EXCLUSION
    return INCLUSION if includes else None


def _local(head: str, stop: int, *, colon: bool, marked: bool) -> HeadingFound | None:
    """ "Patients must have:", "Excluded:", "Allowed:", "Cohort 1:", "Concurrent Medication:"."""
    if colon and not marked and _PERMITS.fullmatch(head):
        return HeadingFound(end=stop, scope=Scope.LOCAL, kind=INCLUSION, bars=False)
    if colon and head in _TOPICS and not marked:
        return HeadingFound(end=stop, scope=Scope.TOPIC)
    if not marked and bars_below(head, colon=colon):
        return HeadingFound(end=stop, scope=Scope.LOCAL, kind=EXCLUSION)
    if colon and not marked and _contentless(head):
        if _BARRED.search(head) or "exclusion" in head:
            return HeadingFound(end=stop, scope=Scope.LOCAL, kind=EXCLUSION)
        if _LET_IN.search(head) and not _QUANTIFIER.search(head):
            return HeadingFound(end=stop, scope=Scope.LOCAL, kind=INCLUSION)
    if marked and not colon:
        return None
    named, cohort = group_of(head, colon=colon)
    return HeadingFound(end=stop, scope=Scope.COHORT, cohort=cohort) if named else None


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
