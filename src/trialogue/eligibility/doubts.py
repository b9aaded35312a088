"""Readings that their own words put in doubt: a sentence taken for a name, or several demands in one.

What is doubtful is not guessed at: the whole is ``Free``, and the person is asked in the record's words.
"""

from __future__ import annotations

import re

from trialogue.eligibility.alternatives import is_cut_short
from trialogue.eligibility.another_thing import holds_another
from trialogue.eligibility.clauses import BEGINS
from trialogue.eligibility.comparisons_names import fact_named
from trialogue.eligibility.doubtful_measures import is_of_another_measure
from trialogue.eligibility.kinds import kind_of_name
from trialogue.eligibility.no_demand import lasts_by_not_being
from trialogue.eligibility.no_names import is_no_name
from trialogue.eligibility.no_treatment import is_no_treatment
from trialogue.eligibility.other_demands import bars_more, joins_facts
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_allergy import allergic_in
from trialogue.eligibility.read_results import RESULTS
from trialogue.eligibility.read_text import outside_brackets
from trialogue.model.requirement import (
    AllOf,
    AnyOf,
    HasCondition,
    HasTreatment,
    Holds,
    Measured,
    Not,
    Requirement,
)

#: A name that holds the beginning of another demand, or that is none.
_NO_NAME = Pattern(
    r"\b(?:or|and|and/or)\s+(?:current\w*|requir\w+|need\w*|those|with|without|on|use|using|receiv\w+"
    r"|history|who|having|had|has|have|suffer\w*|are|taking|treated|prior|previous\w*|planned|at|in|under"
    r"|if|by|be"
    r"|been|participat\w+)\b|\bor, if$"
    r"|^(?:experiencing|presenting|performing|withdrawal of|effects? of|expected|recent occurrence of"
    r"|(?:(?:confirmed|known|definit\w+|new|clinical|established|initial|primary)\s+)*diagnos[ei]s)\b"
    r"(?!\s+(?:of|with)\b.*\w)|^(?:effects? of|withdrawal of|recent occurrence of)\b"
    r"|\bdefinitions?\b|^(?:discontinu\w*|stopped|allowing|lacking|making)\b"
    r"|^(?:available|fear of|seeking|consuming|patent|suitable|took|(?:regular )?access"
    r"|suspicion of|appropriate|ability"
    r"|prescribed (?:treatment|therapy|medication)$|enrolled|considered|consulting"
    r"|attending|adverse medical)\b"
    r"|^(?:ownership|read|signed|signing|working|living|residing"
    r"|travel\w*|contact|site \d|group \d)\b|\bcriteri(?:a|on)\b"
    r"|\b(?:individuals|participants|subjects)\b|\b(?:of|to|with) (?:or|and)\b|\b(?:them|him|her|it)$"
    r"|\b(?:performance|functional|clinical) status\b"
    r"|^at any time\b|^(?:adverse|side) (?:events?|effects?|reactions?) from\b"
    r"|^(?:they|it|she|he|may|might|will|would|can|could|change[sd]?|underlying disease|history)\b"
    r"|[\"“”]|-\s\d|^(?:failed|aged|at|on|by"
    r"|child(?![- ](?:pugh|[abc]\b))|referral|recommended|fulfil\w*|meets?|satisf\w+"
    r"|considering|treated|better|experience|referred|undergo|where"
    r"|when|whose)\b|\b(?:washout|waiting list|proceedings|scores?|from"
    r"|life expectancy)\b|\b(?:status|positive|negative)$"
    r"|\b(?:alcoholics|addicts|smokers|drinkers|consents?|accounted)\b"
    r"|\b(?:children|adults?|adolescents) aged\b"
    r"|\b(?:no|not|unwilling|samples?|specimens?) \b|\b(?:times|below|above|beyond|within"
    r"|outside) the (?:\w+ )*(?:limit"
    r"|range|normal|uln|lln)\b|\bprotocol$"
    r"|\bindex$|^(?:\w+ )?(?:death|mortality)$|-(?:assessed|related|associated|based|defined)$"
    r"|\b(?:deemed|determined|refer|informed|demonstrating|showing|reports)\b|\bassessed$"
    r"|\b(?:electro|echo)cardiogram$|^serology$|^(?:belongs?|duration|minimum|developing|ineffective"
    r"|suffer|absence|lack|as)\b|\binterfer(?!ons?$)\w*$|^(?:(?!of\b)\w+ ){0,2}systems?$|^(?:medical"
    r"|surgical) histor(?:y|ies)$"
    r"|\b(?:i\.e|e\.g|even|fails?|goes?|go into .*)$|^(?:after|each|all (?:wo)?men)\b"
    r"|\b(?:society|academy|federation|committee|guidelines?)\b|^(?:grade|stage|class|type) \w{1,4}$"
    r"|\bstud(?:y|ies)$|^co-?enrol"
    r"|^(?:diagnosed any|suspect|either|witn)\b|\band (?:scheduled|planned)$|\bdonations?$|^intentions?\b"
    r"|^been\b|\btest diagnos\w+$|^(?:bad|poor) adhe|^unsuitab|^\d+th level$|^(?:exceeds?"
    r"|demonstrates?|shows?|develops?|requires?|needs?|receives?|uses|takes|plans|wants?|wish(?:es)?"
    r"|agrees?|lives|works|speaks|reads|weighs?|smokes|drinks|refuses?|denies|declines?|admits?|banked"
    r"|attended"
    r"|gave|made|completed)\b|\b(?:his|my|your|our)\b|^(?:the )?(?:potential|possibility"
    r"|chance|opportunity|need|(?:low|high|increased) risk)$|\b(?:or|and|,) (?:the |a )?need$"
    r"|^(?:screened|least|regain\w*|resumption|(?:un)?treated for)\b|\bor (?:any )?(?:others?|diagnosis)$"
    r"|(?:\bwith(?: an?)?|\bor|,)(?: any)?(?: prior| previous)? (?:diagnosis|history) of\b"
    r"|\benrol\w*ment$|^(?:clinical |medical )?indications?$|[;；]|\bshow(?:s|ed)\b|\band satisf"
)
#: A heading that ran into a demand: "Sleep Issues Any sleep disturbances".
_ANOTHER_ANY = re.compile(r"[a-z] Any [a-z]")
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
_CAPITALIZED = re.compile(r"[A-Z][a-z]")
_SAYS = Pattern(
    r"(?:must|should|can|could|will|would|may|had|(?:is|are|was|were|has|have)(?! (?:been )?(?:present"
    r"|given|used"
    r"|taken|received|administered|diagnosed|confirmed|documented|suspected|known|planned|ongoing|active"
    r"|uncontrolled|unstable|not)\b))\b"
)
#: Of an illness, and not only of its treatment.
_OR_TREATED = Pattern(
    r"(?:(?:an?|any|current|known|prior|previous|active|recent) )*"
    r"(?:history|presence|evidence|diagnosis) of,? (?:or|and/or) (?:\w+ )?"
    r"(?:treatment|therapy|medication) (?:for|of)\b"
)
#: Two lines that were glued together: "participateSevere".
_GLUED = re.compile(r"(?<![A-Z])\b[a-z]{5,}[A-Z][a-z]{3,}\b")
_MAY_BE_GLUED = re.compile(r"[A-Z](?<=[a-z].)")
_OWN_ANTIBODIES = Pattern(
    r"\b(?:develop\w*|formed|presence of|positive for|detectable|circulating)"
    r" (?:[\w-]+\s){0,4}antibod"
)
_IMPOSSIBLE = Pattern(
    r"(?:(?:is|was|are|were) )?not (?:part|possible|feasible|tolerated|effective|indicated|available"
    r"|allowed|recommended|advis)"
)
#: The heading of the next part of a list.
_RUN_ON = re.compile(r"(?:Fem|M)ale (?:participants|patients|subjects|volunteers)|(?:Wom|M)en")
_JOINED = re.compile(r"\s*(?:[,;]|\b(?:and/or|or|and)\b)\s*")
#: The next point of a list that was run together.
_NUMBERED = re.compile(r"(?:(?<!\d)[.;,]|\d\.\s)\s*\d{1,2}[.)]\s?[A-Z][a-z]|\s/\s(?:patients|subjects)\b")
#: Who does not have it at all meets the demand.
_IF_THERE = Pattern(r"\bif (?:it is |they are )?(?:present|any|applicable)\b")
_POINTS = re.compile(r"[①-⑳]|;\s*[b-h][.)]\s?[A-Z][a-z]")
#: What each match of it holds: looked for first, as it takes a tenth of the time.
_MAY_BE_NUMBERED = re.compile(r"[.)/](?:(?<=\d[.)])|(?<=\s/)\s)")
_HEALTH = Pattern(r"(?:medical|health|physical) conditions?")
_LET_BY = Pattern(r"(?:that|which) (?:allow|permit|enable)s?\b(?! (?:no|not))")
#: A second sentence that is a demand of its own.
_NEXT = re.compile(
    r"It is important |(?:Or |And )?(?:Use of|History|Prior|Previous|Any|Known|Active|Unable|Inability|Has"
    r"|Have|Is|Received) "
)
_LETS = Pattern(r"\b(?:allow\w*|permi\w+|accept\w*|may|eligib\w*)\b")
_SHUT_OUT = Pattern(r"\b(?:is|are|be) (?:not eligible|ineligible|excluded)\b")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_OPERATOR = re.compile(r"[<>≤≥]=?")


def doubtful(requirement: Requirement, words: str, rest: str) -> bool:
    """Whether a reading cannot be relied on; ``rest`` are the sentences behind the first."""
    if _MAY_BE_GLUED.search(words) is not None and _GLUED.search(words) is not None:
        return True
    if (_MAY_BE_NUMBERED.search(words) and _NUMBERED.search(words)) or (rest and _SHUT_OUT.search(rest)):
        return True
    if _NEXT.match(rest) and not _LETS.search(rest):
        return True
    if _is_run_on(requirement, words, rest) or (_IF_THERE.search(words) and bool(_names(requirement))):
        return True
    if isinstance(requirement, Measured):
        return is_of_another_measure(requirement, words)
    if _OR_TREATED.match(words) or joins_facts(requirement, words) or bars_more(requirement, words):
        return True
    if any(not _is_name(name) for name in _names(requirement)) or _is_of_own_antibodies(requirement, words):
        return True
    if (
        _denies_a_limit(requirement)
        or lasts_by_not_being(requirement)
        or is_no_treatment(requirement)
        or _is_list(requirement, words)
        or _is_sentence(requirement)
    ):
        return True
    if is_cut_short(requirement) and not isinstance(requirement, Holds):
        return True
    return _is_told(requirement) and (_begins_anew(words) or holds_another(requirement))


def _denies_a_limit(requirement: Requirement) -> bool:
    """ "No obstruction (FEV1 ≥ 80 %)": the limit is of those who do not have it; so is what health allows."""
    if (
        isinstance(requirement, HasCondition)
        and _HEALTH.fullmatch(requirement.concept.name)
        and _LET_BY.match(" ".join(requirement.qualifiers))
    ):
        return True
    if not isinstance(requirement, Not) or not isinstance(requirement.part, HasCondition | HasTreatment):
        return False
    part = requirement.part
    return not part.wide and any(
        told.startswith("(") and _OPERATOR.search(told) is not None for told in part.qualifiers
    )


def _is_run_on(requirement: Requirement, words: str, rest: str) -> bool:
    """Whether the next point of a list, or another demand behind ";", stands in the words of one thing."""
    if _POINTS.search(words) and not (isinstance(requirement, Holds) and requirement.fact == RESULTS):
        return True
    single = requirement.part if isinstance(requirement, Not) else requirement
    parted = bool(rest) and f"; {rest[:_FIRST_WORDS]}" in words
    return isinstance(single, HasCondition | HasTreatment) and parted and _LETS.search(rest) is None


def _begins_anew(words: str) -> bool:
    # Behind the first words few have a capital letter before a small one, and each match has.
    if _CAPITALIZED.search(words, _FIRST_WORDS) is None:
        return False
    return _NEW_SENTENCE.search(words, _FIRST_WORDS) is not None


def _names(requirement: Requirement) -> tuple[str, ...]:
    match requirement:
        case Not(part=part):
            return _names(part)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return tuple(name for part in parts for name in _names(part))
        case HasCondition(concept=concept) | HasTreatment(concept=concept):
            return (concept.name.strip(),)
    return ()


def _is_of_own_antibodies(requirement: Requirement, words: str) -> bool:
    """Whether antibodies that a body made are read as a drug."""
    if "antibod" not in words or _OWN_ANTIBODIES.search(words) is None:
        return False
    parts = requirement.parts if isinstance(requirement, AnyOf) else (requirement,)
    return any(isinstance(part, HasTreatment) and "antibod" in part.concept.name for part in parts)


def _is_sentence(requirement: Requirement) -> bool:
    """Whether what should narrow a name is what a sentence says of it: "the tumor must grow"."""
    match requirement:
        case Not(part=part):
            return _is_sentence(part)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return any(_is_sentence(part) for part in parts)
        case HasTreatment(wide=False) if _IMPOSSIBLE.match(" ".join(requirement.qualifiers)):
            return True
        case HasCondition(wide=False) | HasTreatment(wide=False) if requirement.qualifiers:
            last = requirement.qualifiers[-1]
            return _SAYS.match(last) is not None or _RUN_ON.fullmatch(last) is not None
    return False


def _is_list(requirement: Requirement, words: str) -> bool:
    """Whether words kept to narrow a name are names of other things: "stroke" + "angina, heart failure"."""
    match requirement:
        case Not(part=part):
            return _is_list(part, words)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return any(_is_list(part, words) for part in parts)
        case HasCondition(wide=False) | HasTreatment(wide=False) if requirement.qualifiers:
            told = outside_brackets(requirement.qualifiers[-1]).strip(" ,")
            name = requirement.concept.name
            return f"{name}, " in _BRACKETED.sub("", words).replace(" ,", ",") and _names_one(told)
    return False


def _names_one(words: str) -> bool:
    first = re.split(r"\s*[,;]\s*", words)[0]
    return bool(first) and BEGINS.match(first) is None and kind_of_name(first) is not None


def _is_name(name: str) -> bool:
    borne = allergic_in(name)
    # What people are allergic to may be of any kind.
    named = name[: borne.end()] if borne else name
    items = [item for item in _JOINED.split(named) if item.rsplit(" ", 1)[-1] not in {"drug", "drugs"}]
    if len(items) > 1 and any(_ends_in_measure(item) for item in items):
        return False
    kinds = {kind_of_name(item) for item in items} - {None}
    if _NO_NAME.search(name) is not None or is_no_name(name):
        return False
    return _ANOTHER_ANY.search(name) is None and len(kinds) < 2


def _ends_in_measure(item: str) -> bool:
    """ "Corrected QTcF" names a measure."""
    tokens = item.split()
    return any(fact_named(" ".join(tokens[first:])) for first in range(len(tokens)))


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
