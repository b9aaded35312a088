"""Readings that their own words put in doubt: a sentence taken for a name, or several demands in one.

What is doubtful is not guessed at: the whole is ``Free``, and the person is asked in the record's words.
A treatment of which the record says no time is asked as the record puts it (``wide``): nothing then says
that it was "ever" or is "now". Care that a person is under while it lasts ("mechanical ventilation") is
about now, an operation about a whole life.
"""

from __future__ import annotations

import re
from dataclasses import replace

from trialogue.eligibility.alternatives import is_cut_short
from trialogue.eligibility.another_thing import ANOTHER, holds_another
from trialogue.eligibility.clauses import BEGINS
from trialogue.eligibility.comparisons_names import fact_named
from trialogue.eligibility.kinds import kind_of_name
from trialogue.eligibility.patterns import Pattern
from trialogue.model.requirement import (
    AllOf,
    AnyOf,
    Concept,
    HasCondition,
    HasTreatment,
    Holds,
    Measured,
    Not,
    Requirement,
    Time,
)

#: A name that holds the beginning of another demand, or that is none.
_NO_NAME = Pattern(
    r"\b(?:or|and|and/or)\s+(?:current\w*|requir\w+|need\w*|those|with|without|on|use|using|receiv\w+"
    r"|history|who|having|had|has|have|are|taking|treated|prior|previous\w*|planned|at|in|under|if|by|be"
    r"|been)\b"
    r"|^(?:experiencing|presenting|performing|withdrawal of|effects? of|expected|recent occurrence of"
    r"|(?:(?:confirmed|known|definit\w+|new|clinical|established|initial|primary)\s+)*diagnos[ei]s)\b"
    r"(?!\s+(?:of|with)\b.*\w)|^(?:effects? of|withdrawal of|recent occurrence of)\b"
    r"|^(?:available|fear of|seeking|consuming|patent|suitable|took|(?:regular )?access"
    r"|suspicion of|appropriate|ability"
    r"|prescribed (?:treatment|therapy|medication)$|enrolled|considered|consulting"
    r"|attending|adverse medical)\b"
    r"|^(?:ownership|read|signed|signing|working|living|residing"
    r"|travel\w*|contact|site \d|group \d)\b|\bcriteri(?:a|on)\b"
    r"|\b(?:individuals|participants|subjects)\b|\b(?:of|to|with) (?:or|and)\b|\b(?:them|him|her|it)$"
    r"|\b(?:performance|functional|clinical) status\b"
    r"|^(?:adverse|side) (?:events?|effects?|reactions?) from\b"
    r"|^(?:they|it|she|he|may|might|will|would|can|could|change[sd]?|underlying disease|history)\b"
    r"|[\"“”]|^(?:referred|undergo|where|when|whose)\b|\b(?:washout|waiting list|proceedings|scores?|from"
    r"|life expectancy)\b"
    r"|\b(?:children|adults?|adolescents) aged\b"
    r"|\b(?:no|not|unwilling|samples?|specimens?) \b|\b(?:times|below|above|beyond|within"
    r"|outside) the (?:\w+ )*(?:limit"
    r"|range|normal|uln|lln)\b|\bprotocol$"
    r"|\bindex$|^(?:\w+ )?(?:death|mortality)$|-(?:assessed|related|associated|based|defined)$"
)
_FIRST_WORDS = 15
#: Behind the first words a new sentence begins, though no stop stands before it.
_NEW_SENTENCE = re.compile(
    r"(?:[a-z0-9)%])\s+(?:(?:Patients?|Subjects?|Participants?|Women|Men) (?:with|who|of|must|are|is|that"
    r"|in"
    r"|on)\b|(?:Age|Any|History|Known|Pregnan\w+|Minor|Previous|Prior|Presence|Current|Unable|Inability"
    r"|Written|Signed|Diagnosis|Evidence|Active|No|Concomitant|Severe"
    r"|Receipt|Able|Ability|Willing|Older|Uncontrolled|Positive) [A-Za-z])"
    r"|[a-z]{3}(?:Prior|Patients|Subjects|History|Any|Known) [a-z]"
)
_NO_TREATMENT = Pattern(
    r"\b(?:adverse|side|harmful) (?:events?|effects?|reactions?)\b|\btoxicit(?:y|ies)\b|\bhistory\b"
    r"|^positive\b"
    r"|\bantigens?$|\bintolera(?:ble|nt)\b"
)
_AMOUNT = Pattern(
    r"\b(?:doses?|courses?|lines?|cycles?|types?|forms?|class(?:es)?|combinations?|uses?|days?|months?"
    r"|weeks?"
    r"|years?|kinds?|administration|amounts?|bags?|units?|transfusions?|history|infusions?|more"
    r"|transplant\w*"
    r"|modalit(?:y|ies)|phases?|recipients?|implant\w*|removal|replacement|repair|reconstruction|donation)$"
)
_JOINED = re.compile(r"\s*(?:[,;]|\b(?:and/or|or|and)\b)\s*")
#: The next point of a list that was run together.
_NUMBERED = re.compile(r"(?<!\d)[.;,]\s*\d{1,2}[.)]\s?[A-Z][a-z]|\s/\s(?:patients|subjects)\b")
#: A second sentence that is a demand of its own.
_NEXT = re.compile(
    r"(?:Or |And )?(?:History|Prior|Previous|Any|Known|Active|Unable|Inability|Has|Have|Is|Received) "
)
_LETS = Pattern(r"\b(?:allow\w*|permi\w+|accept\w*|may|eligib\w*)\b")
_SHUT_OUT = Pattern(r"\b(?:is|are|be) (?:not eligible|ineligible|excluded)\b")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_OPERATOR = re.compile(r"[<>≤≥]=?")
_BETWEEN = re.compile(r"\d[\d.,]*\s*(?:%|[a-zA-Z/]{1,8})?\s*[<≤>≥]=?\s*[A-Za-z]")
_AGE = r"years? (?:old|of age)|\baged\b|\d years"
#: Consent as a point in time.
_SINCE = Pattern(
    r"\b(?:from|at|since|until|before|after|of|to)\s+(?:(?:the|main|signing|obtaining|obtainment|giving"
    r"|time|date|of)\s+)*"
    r"(?:written\s+)?(?:informed\s+)?consent(?: form)?(?: (?:signing|signature|is signed))?\b"
    r"|\binformed consent signing\b"
)
#: Words of another sort of fact beside these facts.
_OTHER_SORT = {
    "consents": Pattern(
        rf"\bmust\b.*\bmust\b|\b(?:contracept\w*|pregnan\w*|birth control|hospitali[sz]ed)\b|{_AGE}"
    ),
    "contraception": Pattern(rf"\b(?:consents?|compl(?:y|iance))\b|{_AGE}"),
    "hospital": Pattern(rf"\bconsents?\b|{_AGE}"),
    "insured": Pattern(rf"\bconsents?\b|{_AGE}"),
}
#: Care that lasts: who is under it is so now.
_LASTS = Pattern(
    r"\b(?:ventilation|ecmo|membrane oxygenation|dialysis|h[a]?emodialysis|vasopressors?|oxygen"
    r"|oxygen therapy|replacement therapy|pacemakers?|implants?|devices?|catheters?|defibrillators?"
    r"|sedation"
    r"|intubation|icd|tracheostomy|anticoagulation|catheter|cannula|prosthes[ie]s|supplementation)$"
)
#: An operation or a dose is done once: it is about a whole life.
_DONE = Pattern(
    r"(?:surger(?:y|ies)|operations?|\w*ectom(?:y|ies)|\w*plast(?:y|ies)|\w*otom(?:y|ies)|\w*ostomy"
    r"|transplant\w*|bypass|resections?|vaccin\w+|transfusions?|grafts?|procedures?|amputations?"
    r"|ablations?|implantation|revasculari[sz]ations?|stents?|biopsy|radiotherapy|radiation|irradiation"
    r"|donation|embolization|steriliz\w+|vasectomy|cabg|pci|tka|tha|hsct|asct|sct|injections?|repair)$"
)
_NOW = Pattern(r"(?:chronic|current|ongoing|regular|daily|continuous|long-term|maintenance|active)\b")
#: Of a time gone by, and not of one that a thing has lasted.
_GONE = Pattern(
    r"(?:within|(?:in|during|over) (?:the )?(?:last|past|previous|preceding))\b.{0,40}\b(?:years?|months?"
    r"|weeks?|days?)\b|(?<!least )(?<!\d)\d+ (?:days|weeks|months|years) (?:before|prior)\b"
)
_REACHES = Pattern(r"^\W*(?:includ\w+|i\.?e\b|(?:as )?defined)")
_SAYS_WHEN = Pattern(
    r"\b(?:histor\w+|prior|previous\w*|past|ever|ago|within|in the last|had|were|was|been|since|before"
    r"|received|receipt|underwent|undergone|experienced|recent\w*|completed|exposure|exposed|taken|used"
    r"|given|failed|failure|na[iï]ve|during|after|treated|current\w*|use|using|taking|chronic\w*)\b"
)


def doubtful(requirement: Requirement, words: str, rest: str) -> bool:
    """Whether a reading cannot be relied on; ``rest`` are the sentences behind the first."""
    if _NUMBERED.search(words) or (rest and _SHUT_OUT.search(rest)):
        return True
    if _NEXT.match(rest) and not _LETS.search(rest):
        return True
    if isinstance(requirement, Measured):
        told = _BRACKETED.sub(" ", " ".join(requirement.qualifiers))
        return ANOTHER.search(told) is not None or _is_between(requirement, told)
    if _joins_facts(requirement, words):
        return True
    if any(not _is_name(name) for name in _names(requirement)):
        return True
    if _is_no_treatment(requirement) or _is_list(requirement, words):
        return True
    if is_cut_short(requirement) and not isinstance(requirement, Holds):
        return True
    return _is_told(requirement) and (
        _NEW_SENTENCE.search(words, _FIRST_WORDS) is not None or holds_another(requirement)
    )


def _is_between(measured: Measured, told: str) -> bool:
    """Whether a measure that stands between two limits was read with one of them."""
    one = measured.low is None or measured.high is None
    return one and len(_OPERATOR.findall(told)) == 2 and _BETWEEN.search(told) is not None


def _joins_facts(requirement: Requirement, words: str) -> bool:
    """Whether a fact is read from words that demand a fact of another sort, too."""
    single = requirement.part if isinstance(requirement, Not) else requirement
    if not isinstance(single, Holds) or not single.qualifiers:
        return False
    others = _OTHER_SORT.get(single.fact)
    return others is not None and others.search(_SINCE.sub(" ", words)) is not None


def _names(requirement: Requirement) -> tuple[str, ...]:
    match requirement:
        case Not(part=part):
            return _names(part)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return tuple(name for part in parts for name in _names(part))
        case HasCondition(concept=concept) | HasTreatment(concept=concept):
            return (concept.name.strip(),)
    return ()


def _is_no_treatment(requirement: Requirement) -> bool:
    """ "Fear of immunotherapy", "growth hormone: 1 to 5 µg/L": about a treatment, or a measure."""
    match requirement:
        case Not(part=part):
            return _is_no_treatment(part)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return any(_is_no_treatment(part) for part in parts)
        case HasTreatment(concept=concept, qualifiers=told):
            if _NO_TREATMENT.search(concept.name):
                return True
            head, of, _ = concept.name.partition(" of ")
            measured = bool(told) and told[0][:1].isdigit()
            return measured or (bool(of) and kind_of_name(head) is None and not _AMOUNT.search(head))
    return False


def _is_list(requirement: Requirement, words: str) -> bool:
    """Whether words kept to narrow a name are names of other things: "stroke" + "angina, heart failure"."""
    match requirement:
        case Not(part=part):
            return _is_list(part, words)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return any(_is_list(part, words) for part in parts)
        case HasCondition(wide=False) | HasTreatment(wide=False) if requirement.qualifiers:
            told = _BRACKETED.sub(" ", requirement.qualifiers[-1]).strip(" ,")
            name = requirement.concept.name
            return f"{name}, " in _BRACKETED.sub("", words).replace(" ,", ",") and _names_one(told)
    return False


def _names_one(words: str) -> bool:
    first = re.split(r"\s*[,;]\s*", words)[0]
    return bool(first) and BEGINS.match(first) is None and kind_of_name(first) is not None


def _is_name(name: str) -> bool:
    items = [item for item in _JOINED.split(name) if item not in {"drug", "drugs"}]
    if len(items) > 1 and any(fact_named(item) for item in items):
        return False
    kinds = {kind_of_name(item) for item in items} - {None}
    return _NO_NAME.search(name) is None and len(kinds) < 2


def _is_told(requirement: Requirement) -> bool:
    """Whether words are kept beside a part of the requirement."""
    match requirement:
        case Not(part=part):
            return _is_told(part)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return any(_is_told(part) for part in parts)
        case HasCondition() | HasTreatment() | Holds():
            return bool(requirement.qualifiers)
    return False


def timed(requirement: Requirement, words: str) -> Requirement:
    """The requirement, as the record puts it where it says no time, or narrows one of several names."""
    match requirement:
        case HasCondition(wide=False) | HasTreatment(wide=False) if requirement.qualifiers and holds_a_list(
            requirement.concept
        ):
            return in_its_time(replace(requirement, qualifiers=(words,), wide=True))
        case HasCondition(wide=False) if requirement.qualifiers:
            return _reaching(requirement, words)
        case Not():
            return requirement
        case AnyOf(parts=parts):
            return AnyOf(parts=tuple(timed(part, words) for part in parts))
        case HasTreatment(time=Time.EVER, window=None, wide=False):
            return _timed(requirement, words)
    return requirement


def _reaching(condition: HasCondition, words: str) -> Requirement:
    """A condition whose words tell of a time gone by, or of more than its name says, in full."""
    if not _GONE.search(" ".join(condition.qualifiers)) and not _REACHES.search(condition.qualifiers[0]):
        return condition
    return in_its_time(replace(condition, qualifiers=(words,), wide=True))


def in_its_time(demand: HasCondition | HasTreatment) -> Requirement:
    """A condition told in full: not of now, where its words tell of a time gone by."""
    if not isinstance(demand, HasCondition) or demand.time is not Time.CURRENT or demand.window is not None:
        return demand
    return replace(demand, time=Time.EVER) if _GONE.search(demand.qualifiers[0]) else demand


def _timed(treatment: HasTreatment, words: str) -> HasTreatment:
    name = treatment.concept.name
    if _NOW.match(name):
        return replace(treatment, time=Time.CURRENT)
    if _SAYS_WHEN.search(words) or _DONE.search(name):
        return treatment
    if _LASTS.search(name):
        return replace(treatment, time=Time.CURRENT)
    return replace(treatment, qualifiers=(words,), wide=True)


def holds_a_list(concept: Concept) -> bool:
    """Whether a name is of several things ("stroke or angina", "diabetes and asthma")."""
    items = _JOINED.split(concept.name)
    if len(items) < 2:
        return False
    if re.search(r";|\bor\b", concept.name):
        return True
    return sum(kind_of_name(item) is not None for item in items) > 1
