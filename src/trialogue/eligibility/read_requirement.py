"""One criterion's words → what it demands. In doubt ``Free``: the person is asked in the record's words."""

from __future__ import annotations

import re

from trialogue.eligibility.all_named import all_named
from trialogue.eligibility.alternatives import trusted
from trialogue.eligibility.and_lists import lists_conditions, parted
from trialogue.eligibility.bare_heads import named_in_full
from trialogue.eligibility.demand_times import timed
from trialogue.eligibility.doubts import doubtful
from trialogue.eligibility.kinds import NameKind
from trialogue.eligibility.last_looks import last_look
from trialogue.eligibility.left_out import is_denied, is_left_out
from trialogue.eligibility.more_demanded import of_an_age
from trialogue.eligibility.no_demand import demands_nothing
from trialogue.eligibility.other_demands import joins_facts
from trialogue.eligibility.others_named import with_others
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_by_head import by_its_head
from trialogue.eligibility.read_clause import read_clause
from trialogue.eligibility.read_fits import read_fits
from trialogue.eligibility.read_full import says_more
from trialogue.eligibility.read_kept import kept_reading
from trialogue.eligibility.read_kinds import read_kinds
from trialogue.eligibility.read_parent import read_parent
from trialogue.eligibility.read_text import all_sentences, mentions, narrowed, sentences, words_of
from trialogue.eligibility.senses import denies_a_thing, is_of_other_sense
from trialogue.eligibility.stable_doses import with_stable_dose
from trialogue.eligibility.told_asides import ELIGIBLE_FOR
from trialogue.model.requirement import AllOf, AnyOf, Free, Not, Requirement

MAX_LENGTH = 1000
_UNCLEAR = Pattern(r"\b(?:see (?:protocol|above|below)|n/?a|not applicable|not specified|none)\b")
#: Words that let people in under an exclusion, or the reverse: never turned into a demand.
_LETS_IN = Pattern(
    r"^may (?:also )?(?:have|be|contain|include|show)\b|\b(?:eligible|allowed|permitted|acceptable"
    r"|accepted|permissible|(?:may"
    r"|can|could|will|should) "
    r"(?:also |still )?(?:be )?(?:includ|enrol|particip|admit|consider|contemplat)\w*|not (?:be )?(?:exclu"
    r"|an exclusion|a reason|considered)\w*|exclude[ds]?|ex(?:l|cl|lc|c)ud?e?d|does not need|not required"
    r"|no "
    r"requirement|need not|not mandatory"
    r"|(?:is|are) (?:\w+ )?encouraged|(?:may|can|could) (?:continue|remain)|waive[dr]?|exempt\w*"
    r"|(?:is|are|be) authori[sz]ed)\b",
)
#: Of a kind that is good enough: lets nobody in.
_ACCEPTED = Pattern(
    r"(?:(?:medically|clinically|locally|legally|mutually)[ -]+)?accept(?:able|ed)\s+(?=methods?\b"
    r"|forms?\b|contracept|birth"
    r"|means|barrier|effective|representative|tumou?r|archiv|samples?\b|organ|individual|highly|risk)"
    r"|(?:voluntarily|willingly|freely) accepted?\b"
    rf"|{ELIGIBLE_FOR}"
)
_LETS_IN_STEMS = (
    *(
        "eligib",
        "allow",
        "permi",
        "accept",
        "includ",
        "enrol",
        "particip",
        "admit",
        "consider",
        "exclu",
        "exlu",
        "excu",
        "exlc",
    ),
    *(
        "contempl",
        "authori",
        "may have",
        "may contain",
        "may include",
        "may show",
        "may be",
        "may also",
        "a reason",
        "does not need",
        "not required",
        "no requirement",
        "need not",
        "mandatory",
        "encouraged",
    ),
    *("continue", "remain", "waive", "exempt"),
)
_MAX_SENTENCES = 6
#: What only some of those who join must meet.
_FOR_SOME = Pattern(
    r"\((?:for |in |only )?(?:[\w-]+ ){0,4}(?:subjects?|patients?|participants?|cohorts?|parts?|arms?"
    r"|groups?)"
    r"(?: [\w-]+){0,3} only\)"
)
#: A sentence about the one before it.
_REFERS = Pattern(
    r"(?:they|it|he|she|this|these|those|such|the (?:above|same|latter|following|term|decision|initial)"
    r"|note|however"
    r"|in (?:this|these|such|high|children)|for (?:this|these|the purpose)|if|unless|except|otherwise"
    r"|once|also"
    r"|suspected|(?:patients|participants|subjects) on)\b|[\w ]{2,30}:"
)
#: Among exclusions, what demands or lets in; among inclusions, what lets in.
_DEMANDS = Pattern(
    r"\b(?:must|should|may|can|could|will|need|requir(?:es?|ed)|at least|minimum"
    r"|(?:is|are|was|were|has|have) not)\b"
)
_MAY = Pattern(r"\b(?:may|can|cannot|could|will)\b")
#: A heading that was run on: "Prior Therapy".
_HEADING = re.compile(r"(?:[A-Z][\w/-]*(?:\s+(?:and|of|or|the))?\s+){1,5}[A-Z][\w/-]*")
#: The number of the next point at the end of a sentence.
_POINT = re.compile(
    r"\b(?!grade|stage|class|least|cycle|type|day|week"
    r"|phase)[a-z]{4,} \d{1,2}$",
    re.IGNORECASE,
)
#: What the study does, and no one can meet.
_IS_DONE = Pattern(
    r"\b(?:will be|is to be|are to be|to be|may be|can be|should be|must be"
    r"|need to be) (?:\w+ )?(?:evaluated|performed"
    r"|assessed|repeated|tested|done|collected|determined|investigated|discussed|documented|considered"
    r"|required|conducted)"
)
#: How a result is worked out, which demands nothing.
_RECKONED = Pattern(
    r"\b(?:is|are|will be|should be|must be|to be) (?:\w+ )?(?:calculated|estimated) (?:\w+ )?(?:by|using"
    r"|with|according)\b"
)
_OF_STUDY = r"(?:this|the|our|be|participa\w+|enrol\w+|inclu\w+|in|study|trial)"
_STUDY = rf"(?:\s+(?:from|for|to|in|into)\s+(?:{_OF_STUDY}\s*)+)?"
_SHUT_OUT = Pattern(
    r"(?P<who>.{4,300}?)\s+(?:is|are|was|were|will be|must be|should be|to be"
    r"|will)\s+(?:also\s+)?(?:excluded"
    r"|ineligible"
    rf"|not (?:be )?(?:eligible|included|enrolled)){_STUDY}(?:\s+(?:because|due to|since)\b.*)?\W*"
)
_TAKEN_IN = Pattern(
    r"(?:only\s+)?(?P<who>.{4,300}?)\s+(?:will be|are|is|were)\s+(?:included|enrolled|recruited|eligible)"
    rf"{_STUDY}\W*"
)
#: Among exclusions, what must not be: who has it is kept out.
_MUST_NOT = Pattern(
    r"^(?P<who>(?:(?:the|any|all) )?(?:patients?|subjects?|participants?|individuals?|volunteers?|persons?"
    r"|women|men)?\s*)(?:must|should|shall|may)\s+not\s+(?:have ever (?=been|had|received))?"
    r"(?=(?:been|had|received|be|have|currently|previously|take|use|receive)\b)"
)
_COHORT = Pattern(
    r"(?:for\s+)?(?:cohorts?|parts?|arms?|groups?|phase|populations?|aims?|stratum|strata)\s+[\w/.-]{1,4}"
    r"(?:\s*(?:,|and|&|or)\s*(?:cohort |part |arm )?[\w/.-]{1,4}){0,4}"
    r"(?:\s*\([^()]{1,40}\))?(?:\s+only)?\s*[:-]\s*",
)
#: Before words on those who are let in after all.
_BUT_SOME = Pattern(
    r"\s*;\s*|\s*,\s*(?=(?:but|however|although|except|unless|with the (?:use|exception)|which)\b)"
)
_GROUP = Pattern(r"(?:[\w-]+ ){0,4}patients (?:\([^()]*\) )?(?:with|on|who have|who are)\b(?!.*\bmust\b)")
_BRACKETED = re.compile(r"\([^()]*\)")


def read_requirement(
    text: str, known: dict[str, NameKind], *, exclusion: bool = False, strict: bool = False
) -> Requirement:
    """The requirement of one criterion, in its own polarity. ``strict``: nothing by its head alone."""
    if text.rstrip(" *_\\").endswith(":"):
        return Free() if strict else read_parent(words_of(text), known, exclusion=exclusion)
    words = words_of(text)
    if not words or len(words) > MAX_LENGTH or _UNCLEAR.fullmatch(words) or demands_nothing(words):
        return Free()
    if not exclusion and _FOR_SOME.within(words):
        return Free()
    aged = None if exclusion or strict else of_an_age(words, lambda more: read_requirement(more, known))
    return aged or kept_reading(_of_words, words, known, exclusion=exclusion, strict=strict)


def _of_words(words: str, known: dict[str, NameKind], *, exclusion: bool, strict: bool) -> Requirement:
    found = _by_rules(words, known, exclusion=exclusion, strict=strict)
    if strict or not isinstance(found, Free):
        return with_stable_dose(found, words)
    return last_look(words, lambda told: read_requirement(told, known, exclusion=True), exclusion=exclusion)


def _by_rules(words: str, known: dict[str, NameKind], *, exclusion: bool, strict: bool) -> Requirement:
    first, rest = sentences(words)
    first = _said_again(first, exclusion=exclusion)
    outside = _ACCEPTED.sub(" ", _BRACKETED.sub("", first) if "(" in first else first)
    if mentions(outside, _LETS_IN_STEMS) and _LETS_IN.search(outside):
        return _but_some(first, words, known) if exclusion and not strict else Free()
    cohort = _COHORT.match(first)
    body = first[cohort.end() :] if cohort else first
    found = read_clause(body, known, exclusion=exclusion, depth=0)
    if found is not None and cohort is not None:
        # What one part of a study demands is not demanded of the people of another.
        found = narrowed(found, cohort[0]) if exclusion else None
    if found is not None and rest:
        found = narrowed(found, rest) if says_more(rest) else None
    if found is not None:
        found = trusted(parted(found, known, words) if exclusion else found, words)
    if found is None and not strict and not cohort:
        found = by_its_head(body, rest, known, exclusion=exclusion)
    if found is not None and is_denied(found, first, known):
        return Free()
    if (
        found is None
        or doubtful(found, words, rest)
        or is_of_other_sense(found, rest, exclusion=exclusion)
        or (exclusion and denies_a_thing(found, first))
        or (exclusion and (is_left_out(found, first, known) or lists_conditions(found, known)))
    ):
        return Free() if strict or cohort else _at_length(body, rest, words, known, exclusion=exclusion)
    return all_named(named_in_full(timed(found, words)), first, words, known, exclusion=exclusion)


def _but_some(first: str, words: str, known: dict[str, NameKind]) -> Requirement:
    """What keeps out, before words that let some of them in: "steroids; inhaled ones are allowed"."""
    head = _BUT_SOME.split(_said_again(first, exclusion=True))[0]
    bare = _ACCEPTED.sub(" ", _BRACKETED.sub("", head))
    if head == first or _LETS_IN.search(bare):
        return Free()
    return read_kinds(head, words, known) or Free()


def _at_length(
    body: str, rest: str, words: str, known: dict[str, NameKind], *, exclusion: bool
) -> Requirement:
    """What cannot be read as one thing: several sentences, things of several kinds, or a long account."""
    found = _several(words, known, exclusion=exclusion) if rest else Free()
    if not isinstance(found, Free) or is_of_other_sense(found, rest, exclusion=exclusion):
        return found
    if not rest or says_more(rest):
        told = (read_kinds if exclusion else read_fits)(body, words, known)
    else:
        told = (_kinds_of_all if exclusion else _fits_all)(body, rest, words, known)
    if told is None or joins_facts(told, words) or (exclusion and is_left_out(told, body, known)):
        return found
    return with_others(told, body, known, exclusion=exclusion)


def _kinds_of_all(body: str, rest: str, words: str, known: dict[str, NameKind]) -> Requirement | None:
    """The kinds of things in all sentences of an exclusion; of the first, where the others let in."""
    if _LETS_IN.search(rest):
        return read_kinds(body, words, known)
    told = all_sentences(words)
    if any(_REFERS.match(one) or _HEADING.fullmatch(one) for one in told[1:]):
        return None
    return read_kinds("; ".join(told), words, known)


def _fits_all(_body: str, _rest: str, words: str, known: dict[str, NameKind]) -> Requirement | None:
    """What each sentence of an inclusion tells of, with all words."""
    told = all_sentences(words)
    if any(_REFERS.match(one) or _HEADING.fullmatch(one) for one in told) or _are_groups(told):
        return None
    read = [read_fits(one, words, known) for one in told]
    parts = [p for one in read for p in (one.parts if isinstance(one, AllOf) else (one,)) if p is not None]
    if None in read:
        return None
    unique = tuple(dict.fromkeys(parts))
    return unique[0] if len(unique) == 1 else AllOf(parts=unique)


def _several(words: str, known: dict[str, NameKind], *, exclusion: bool) -> Requirement:
    """Sentences that each demand by themselves: any of an exclusion keeps out, an inclusion needs all."""
    every = all_sentences(words)
    told = [one for one in every if not _RECKONED.search(one)]
    if len(told) == 1 < len(every):
        return read_requirement(told[0], known, exclusion=exclusion)
    if not 2 <= len(told) <= _MAX_SENTENCES:
        return Free()
    if any(_REFERS.match(one) or _HEADING.fullmatch(one) for one in told):
        return Free()
    if not exclusion and _are_groups(told):
        return Free()
    if any(_IS_DONE.search(one) or _POINT.search(one) for one in told):
        return Free()
    if any((_DEMANDS if exclusion else _MAY).search(_BRACKETED.sub(" ", one)) for one in told[1:]):
        return Free()
    parts = [read_requirement(one, known, exclusion=exclusion) for one in told]
    if any(isinstance(part, Free) for part in parts):
        return Free()
    if not exclusion:
        return AllOf(parts=tuple(parts))
    return Free() if any(isinstance(part, Not | AllOf) for part in parts) else AnyOf(parts=tuple(parts))


def _are_groups(told: list[str]) -> bool:
    """Whether several sentences each name people who may join: any of these groups is enough."""
    return sum(_GROUP.match(one) is not None for one in told) > 1


def _said_again(text: str, *, exclusion: bool) -> str:
    """A demand without words that only say which list it stands in: "… are excluded"."""
    found = (_SHUT_OUT if exclusion else _TAKEN_IN).whole(text)
    said = found["who"].strip(" ,") if found else text
    must_not = _MUST_NOT.match(said) if exclusion else None
    return f"{must_not['who']}{said[must_not.end() :]}" if must_not else said
