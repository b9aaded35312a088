"""A criterion that stands under another: "History of any of the following within 6 months:" + "stroke"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from trialogue.eligibility.alternatives import in_full
from trialogue.eligibility.comparisons import find_comparisons
from trialogue.eligibility.for_some import holds_for_some, of_some
from trialogue.eligibility.kinds import NameKind
from trialogue.eligibility.parents_time import at_parents_time
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_kinds import ILLNESSES, TREATMENTS
from trialogue.eligibility.read_leads import lead_of
from trialogue.eligibility.read_requirement import read_requirement
from trialogue.eligibility.read_results import RESULTS
from trialogue.eligibility.read_text import mentions, words_of
from trialogue.eligibility.read_under_measure import read_bare_age, read_under_measure
from trialogue.eligibility.split_joins import join_of
from trialogue.eligibility.states import WASHED_OUT
from trialogue.eligibility.time_marks import planned_in
from trialogue.model.criterion import CriterionKind
from trialogue.model.requirement import (
    Aged,
    AllOf,
    AnyOf,
    Free,
    HasCondition,
    HasTreatment,
    Holds,
    IsSex,
    Measured,
    Not,
    Requirement,
    Time,
)

_FOLLOWING = Pattern(
    r"(?:(?:any|one|either|both|all|each|at least one|at least \w+|\w+)\s+(?:\(?\d\)?\s+)?(?:or "
    r"more\s+)?(?:of\s+)?)?(?:the\s+)?following(?:\s+(?:medical|clinical)?\s?(?:conditions?|criteria"
    r"|diseases?|disorders?|treatments?|medications?|therap\w+|events?|drugs?|symptoms?"
    r"|infections?|procedures?))?|any of these(?:\s+\w+){0,2}"
)
#: A parent that only names or counts its children.
_LABEL = Pattern(
    r"(?:(?:patients?|subjects?|participants?|individuals?|people|those|who|with|must|should|have|has"
    r"|had|meet|meets|meeting|satisfy|fulfil\w*|of|any|all|one|or|more|at|least|either|each|both"
    r"|the|following|criteria|criterion|conditions?|are|is|be|presence|include[ds]?|including"
    r"|inclusion|exclusion|key|other|additional|general|also|and|not|none|will|in|to|for"
    r"|participate|study|trial|eligible|these|this|adequate\w*|organ|function|functions|bone"
    r"|disqualified|excluded|entering|entry|enrolment|enrollment|enroll|enrolled|met|qualify"
    r"|qualifies|meets|they|can"
    r"|be|been|participation|considered|would|may|screening|visit|time|first|prior to|treatment arm"
    r"|phase|part|cohort|arm"
    r"|group|volunteers?|persons?|who do|so|such|then|that|there|from|selection|apply|applies"
    r"|applied|satisfied|fulfilled|required|ineligible|not eligible|this|presenting|presents?|having"
    r"|suffering|male|female"
    r"|adults?|women|men|major|minor|main|specific|which|it|has the following|exclude[ds]?|include"
    r"|listed|described"
    r"|randomi[sz]ation|randomi[sz]ed|into|unless otherwise (?:noted|specified|stated)|applicable to all"
    r"|all"
    r"|marrow|renal|hepatic|liver|kidney|cardiac|coagulation|hematolog\w*|haematolog\w*"
    r"|laboratory|values?|as|defined|by|below|two|three|currently|current|known|a|an|medical"
    r"|history|reasons?|parameters|based|on|results?|requirements?|blood|test\w*|defined)\W*)+"
)
#: An exclusion's parent that only says again that it shuts out: "are not eligible if they meet any of these".
_SHUT_OUT = Pattern(
    r"\b(?:will |are |is |be |must |should )*(?:not (?:be )?(?:eligible|enrolled|included|admitted|entered)"
    r"|excluded|ineligible|disqualified)\b(?:(?:\s+(?:from|for|to) [\w ]{2,40}?)?\s+(?:if|when)\b"
    r"(?= any\b| they\b| one\b))?"
)
_TO_ALL = Pattern(r"\((?:applied|applicable|applies) to all [^()]*\)")
#: A parent that names the matter of its children and demands nothing.
_TOPIC = Pattern(
    r"(?:(?:medical|other|general|key|laboratory|diagnostic|concomitant|safety|clinical|related|specific"
    r"|disease"
    r"|cardiac|cardiovascular|infectious|history|diseases?|conditions?|comorbidit\w+|assessments?"
    r"|criteria|exclusions?"
    r"|additional|and|or|&|risks?|high-risk|factors?|meet|must|the|following|of|\d+|two|three|at"
    r"|least)\W*)+"
)
#: A parent that says how long its children must be over, or what is taken now.
_WASH = Pattern(r"\bwash(?:ed)?-?\s?out|\b(?:discontinu\w+|stopp?\w*|elapsed|passed)\b|\btime since\b")
_LENGTH = Pattern(r"\d+\s?(?:\(\w+\)\s?)?(?:days?|weeks?|months?|half)")
_TAKING = Pattern(
    r"(?:(?:patients?|subjects?|participants?|who|are|is|must|be|have|current\w*|ongoing)\s+)*(?:taking"
    r"|receiving|using|use of"
    r"|on|treatment with)\b"
)
_BESIDE = Pattern(r"\b(?:concurrent|concomitant|current)(?:ly)?\b(?! (?:study|trial))")
#: A treatment that need not be over.
_GOES_ON = Pattern(r"\b(?:stable|decreasing|constant|unchanged)\b")
_ASKED_OF_FERTILE = frozenset({"negative_pregnancy_test", "contraception"})
_OF_FERTILE = Pattern(
    r"(?:for |all |any |if |the )*"
    r"(?:(?:wom[ae]n|females?|patients?|subjects?|participants?|who are|with|of|a|is)\s+)+"
    r"child-?\s?bearing (?:potential|age|capacity)(?: \(wocbp\))?(?: (?:must|should|only))?"
)
_NOT_ONLY = Pattern(r",?\s*(?:but\s+)?(?:is |are )?not limited to")
_OF_KIND = {NameKind.CONDITION: ILLNESSES, NameKind.TREATMENT: TREATMENTS}
_OF_KINDS = frozenset(_OF_KIND.values())
_ALONE = frozenset({RESULTS, WASHED_OUT})
_EXCEPTS = Pattern(r"\b(?:except\w*|unless|if|not|no|allowed|permitted)\b")
#: What may not have brought a value about.
_UNAIDED = Pattern(r"\b(?:transfus\w+|growth factors?|colony[- ]stimulating|g-?csf|erythropoietin\w*)\b")
_MAX_LEAD = 200
_SHORT = 2
_WORDS = re.compile(r"\w[\w-]*")
#: Parents that let in, turn round or hold only for some: their children are not read by them.
_TURNS = Pattern(
    r"\b(?:except\w*|unless|allow\w*|permit\w*|accept\w*|wash\w*|not|no|without|free|eligible|if|for"
    r"|other than|absence|lack"
    r"|never|cannot|unable|unwilling|stable|willing|agree\w*|must|only|women|men|females?|males?|may"
    r"|optional|note|applicable)\b"
)
#: A parent that names others than the patients: what stands below it is not asked of these.
_OF_OTHERS = Pattern(
    r"(?:(?:the|for|eligible|all|healthy|living|adult|plasma|blood)\s+)*(?:relatives?|caregivers?|carers?|donators?"
    r"|donors?|(?:sexual )?partners?|spouses?|parents?|mothers?|fathers?|siblings?|family members?"
    r"|support persons?|contact persons?|household (?:members?|contacts?)|probands?"
    r"|index (?:participants?|cases?|patients?|subjects?|child\w*))\b"
    r"|.*\bcontacts?\b.* with\b|.*\b(?:living|lives?) with\b|.*\bhousehold contacts?\b"
)
_PAST = Pattern(
    r"\b(?:history|prior|previous\w*|past|within|received|had|ever|undergone|last|before|since|experienced)\b"
)
_BEFORE = Pattern(r"\b(?:prior to|before)\b")
_NOW = Pattern(r"\b(?:currently|ongoing|concurrent|concomitant|taking|use|using|receiving|planned)\b")
#: A child that is of now, whatever its parent's words tell of.
_SAYS_NOW = Pattern(r"\b(?:current(?:ly)?|ongoing)\b")
_HISTORY = Pattern(
    r"history|prior|previous|within|wash|during|stable|received|treated|treatment"
    r"|therapy|use of|taking|allerg|hypersens|except|unless|not |no "
)


def read_child(text: str, parent: str, known: dict[str, NameKind], *, exclusion: bool) -> Requirement:
    """Read a criterion with what its parent's words say of it.

    Where the parent's words demand something that cannot be put before the child's, only limits of
    age, sex and measures are read: they stand by themselves.
    """
    if not parent:
        return read_bare_age(text, read_requirement(text, known, exclusion=exclusion))
    lead = words_of(parent)
    asked = None if exclusion else _of_fertile(text, lead, known)
    if (asked := asked or read_under_measure(text, lead, known, exclusion=exclusion)) is not None:
        return asked
    joined = _following(lead)
    led = parent.rstrip(" *_\\").endswith(":") or joined
    if not led or adds_nothing(lead, exclusion=exclusion):
        return read_requirement(text, known, exclusion=exclusion)
    washed = not exclusion and _WASH.search(lead) and _LENGTH.search(text)
    if washed and not _EXCEPTS.search(lead) and not _GOES_ON.search(text):
        return Holds(fact=WASHED_OUT, qualifiers=(f"{lead.rstrip(' :')}: {words_of(text)}",), wide=True)
    if joined is not None and _HISTORY.search(lead):
        rest = lead[joined.end() :].strip(" ,:")
        whole = f"{lead[: joined.start()].strip(' ,:')} {words_of(text)} {rest}".strip()
        if not rest or re.match(r"within|in the|during|prior|before", rest, re.IGNORECASE):
            joint = read_requirement(whole, known, exclusion=exclusion, strict=True)
            if not isinstance(joint, Free) and is_named_in(joint, text):
                return _unturned(joint, lead, exclusion=exclusion)
    alone = read_requirement(text, known, exclusion=exclusion)
    if isinstance(alone, Measured) and _UNAIDED.search(lead):
        return replace(alone, qualifiers=(f"{lead.rstrip(' :')}: {words_of(text)}",), wide=True)
    if _stands_alone(alone) and not _OF_OTHERS.match(lead):
        some = not exclusion and holds_for_some(lead)
        return of_some(alone, lead, words_of(text)) if some else alone
    return _under(alone, lead, words_of(text))


def _of_fertile(text: str, lead: str, known: dict[str, NameKind]) -> Requirement | None:
    """What is asked of those who could have a child: the others meet it as they are."""
    if not _OF_FERTILE.whole(lead.strip(" :*")):
        return None
    found = read_requirement(text, known, exclusion=False)
    parts = found.parts if isinstance(found, AnyOf) else (found,)
    asked = [p for p in parts if isinstance(p, Holds) and p.fact in _ASKED_OF_FERTILE]
    if len(asked) != 1 or not all(p in asked or isinstance(p, IsSex | Not) for p in parts):
        return None
    held = replace(asked[0], qualifiers=(f"{lead.rstrip(' :*')}: {words_of(text)}",), wide=True)
    return AnyOf(parts=(Not(part=Holds(fact="can_become_pregnant")), held))


def _stands_alone(read: Requirement) -> bool:
    """Whether it is a limit: of age, sex, a measure, test results, or the time since a treatment."""
    match read:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return all(_stands_alone(part) for part in parts)
        case Holds(fact=fact):
            return fact in _ALONE
    return isinstance(read, Aged | IsSex | Measured)


def is_named_in(read: Requirement, text: str) -> bool:
    """Whether what was read is named by a child's own words, and not by its parent's alone."""
    match read:
        case Not(part=part):
            return is_named_in(part, text)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return all(is_named_in(part, text) for part in parts)
        case HasCondition(concept=concept) | HasTreatment(concept=concept):
            own = set(_WORDS.findall(text.casefold()))
            return any(word in own for word in _WORDS.findall(concept.name.casefold()) if len(word) > _SHORT)
    return True


def _unturned(joint: Requirement, lead: str, *, exclusion: bool) -> Requirement:
    """What a child demands in its own sense: a parent's "not" turns round all its children by itself."""
    kind = CriterionKind.EXCLUSION if exclusion else CriterionKind.INCLUSION
    return joint.part if isinstance(joint, Not) and join_of(f"{lead}:", kind).negated else joint


def _under(alone: Requirement, lead: str, words: str) -> Requirement:
    """A child with its parent's words before its own: they may narrow it, or say when."""
    says = _NOT_ONLY.sub("", lead)
    if isinstance(alone, AnyOf | AllOf):
        parts = tuple(_under(part, lead, words) for part in alone.parts)
        return Free() if any(isinstance(part, Free) for part in parts) else replace(alone, parts=parts)
    if len(lead) > _MAX_LEAD or _TURNS.search(says):
        return Free()
    if isinstance(alone, Holds) and (not _HISTORY.search(says) or _is_of_kind(alone, lead)):
        return in_full(alone, f"{lead.rstrip(' :')}: {words}") or Free()
    if not isinstance(alone, HasCondition | HasTreatment) or _OF_OTHERS.match(lead):
        return Free()
    if any(limit.unit and limit.variable != "age" and not limit.is_time for limit in find_comparisons(lead)):
        return Free()
    led = lead_of(lead)
    if led.kind is not None and isinstance(alone, HasCondition) != (led.kind is NameKind.CONDITION):
        return Free()
    full = in_full(alone, f"{lead.rstrip(' :')}: {words}")
    if full is None or not isinstance(full, HasCondition | HasTreatment):
        return Free()
    if full.window is None and isinstance(full, HasTreatment) and _is_taken(lead, words):
        return replace(full, time=Time.CURRENT)
    if full.window is None and (planned_in(lead) or _NOW.search(lead)):
        return Free()
    return at_parents_time(_as_of_parent(full, lead, words), lead, words)


def _is_of_kind(alone: Holds, lead: str) -> bool:
    """Whether it is of any time, and of the kind that its parent speaks of."""
    kind = lead_of(lead).kind
    return alone.fact in _OF_KINDS and (kind is None or alone.fact == _OF_KIND[kind])


def _as_of_parent(full: HasCondition | HasTreatment, lead: str, words: str) -> Requirement:
    """The demand in its parent's time, where that is past."""
    if full.time is Time.PLANNED or (full.time is Time.CURRENT and _SAYS_NOW.within(words)):
        return full
    if isinstance(full, HasTreatment) and full.time is Time.CURRENT and _TAKING.match(words):
        return full
    # "Confirmed before screening" does not put a condition into the past.
    past = _PAST.search(_BEFORE.sub(" ", lead) if isinstance(full, HasCondition) else lead)
    return replace(full, time=Time.EVER) if past else full


def _is_taken(lead: str, words: str) -> bool:
    """Whether a parent says that its children are taken now, and nothing speaks of the past."""
    taken = _TAKING.match(lead) or (_BESIDE.search(lead) and not planned_in(lead))
    return bool(taken) and not _PAST.search(lead) and not _PAST.search(words)


@lru_cache(maxsize=1024)
def _following(lead: str) -> re.Match[str] | None:
    return _FOLLOWING.search(lead) if mentions(lead, ("following", "any of these")) else None


def adds_nothing(lead: str, *, exclusion: bool) -> bool:
    """Whether a parent only names or counts its children."""
    plain = _TO_ALL.sub(" ", lead).strip(" :")
    return _is_label(plain) or _TOPIC.fullmatch(plain) is not None or (exclusion and _only_shuts_out(plain))


def _only_shuts_out(lead: str) -> bool:
    """Whether a parent of exclusions says nothing but that whoever is in the list is shut out."""
    if not _SHUT_OUT.within(lead):
        return False
    return _is_label(" ".join(_SHUT_OUT.sub(" ", lead).split()))


@lru_cache(maxsize=1024)
def _is_label(lead: str) -> bool:
    return _LABEL.fullmatch(lead) is not None and not _HISTORY.search(lead)
