"""Other demands that stand in the words of one: a fact of another sort, another thing that bars."""

from __future__ import annotations

from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_text import outside_brackets
from trialogue.model.requirement import HasCondition, HasTreatment, Holds, Not, Requirement

_AGE = r"years? (?:old|of age)|\baged\b|\d years"
#: Consent as a point in time.
_SINCE = Pattern(
    r"\b(?:from|at|since|until|before|after|of|to)\s+(?:(?:the|main|signing|obtaining|obtainment|giving"
    r"|time|date|of)\s+)*"
    r"(?:written\s+)?(?:informed\s+)?consent(?: form)?(?: (?:signing|signature|is signed))?\b"
    r"|\binformed consent signing\b"
)
_NOT_EITHER = Pattern(r",\s+(?:and\s+)?(?:not|never|no)\b")
_OR_MORE = Pattern(
    r",\s+or\s+(?:any (?:duration|emergency|use|prior|previous|history|visit)"
    r"|us(?:e|ing)\b|ha(?:s|ve|ving|d)\b|a?\s*history of|receiv\w+|presence of)"
)
#: Facts of a kind of things, whichever of them: another way is one of them.
_ANY_OF_A_KIND = frozenset(
    {"illness_named", "treatment_named", "doctor_objects", "results_named", "other_trial"}
    | {"earlier_trial", "planned_trial"}
)
#: Beside a trial, a treatment outside one.
_TREATED = (
    r"\bor (?:who )?(?:(?:have|has|had|having) )?(?:previously |prior )?(?:received|treat\w+|use|took"
    r"|taken"
    r"|underwent|undergone|using)\b(?! (?:\w+ ){0,3}(?:study|trial|investigational|experimental"
    r"|research))"
)
#: Words of another sort of fact beside these facts.
_OTHER_SORT = {
    "consents": Pattern(
        rf"\bmust\b.*\bmust\b|^free (?:of|from)\b|{_AGE}"
        r"|\b(?:contracept\w*|pregnan\w*|birth control|hospitali[sz]ed)\b"
        r"|;\s*(?!(?:willing|able|and|subjects?|patients?|participants?|the)\b)\w"
        r"|\bwithdr[ae]w|\b(?:hours|days|weeks) of consent\b"
        r"|\bconsent to (?:receiv\w+|get|be\b|have)"
        r"|\b(?:parent|previous|earlier|original|prior|main|other|another) (?:clinical )?"
        r"(?:stud(?:y|ies)|trials?)\b"
    ),
    "contraception": Pattern(rf"\b(?:consents?|compl(?:y|iance))\b|{_AGE}"),
    "speaks_language": Pattern(_AGE),
    "sample_there": Pattern(
        r"^lack|\b(?:express\w*|positiv\w+|negativ\w+|mutat\w+|blood|serum|plasma|urine|saliva|stool|feel\w*)\b"
    ),
    "hospital": Pattern(
        rf"\b(?:consents?|staff|died|scale|score)\b|{_AGE}"
        r"|\band (?:their |the )?(?:caregivers|famil\w+|relatives)\b"
    ),
    "test_result": Pattern(
        r"\bor (?:have|has|anaphyla\w+|active|uncontrolled|symptomatic|untreated|(?:a |known )?history"
        r"|clinical(?:ly)?|suspicion)\b"
        r"|\b(?:and/or|or|and) (?:the )?(?:presence|signs?|symptoms?|diagnos[ie]s) of\b"
    ),
    "insured": Pattern(rf"\bconsents?\b|{_AGE}"),
    "other_trial": Pattern(_TREATED),
    "earlier_trial": Pattern(
        rf"{_TREATED}|\b(?:in|into|of) (?:the|this)(?: current| present)? (?:trial|study)\W*$"
    ),
    "has_phone": Pattern(r"\b(?:computer|tablet|laptop)s?\b"),
    "prisoner": Pattern(r"\b(?:legal(?:ly)? protect\w*|guardianship|curatorship|institutionali[sz]ed)\b"),
    "staff": Pattern(r"\b(?:injur\w+|diagnos\w+|infect\w+)\b"),
    "doctor_objects": Pattern(r"\bor that\b|,? or (?:which|who)\b"),
    "organs_work": Pattern(r"\b(?:no|without) (?:\w+ )?(?:history|evidence|signs?) of\b"),
    "smoked": Pattern(r"\b(?:drugs?|alcohol|drink\w*|cannabis|opioids?)\b"),
    "results_named": Pattern(
        r"\bor (?:those who have|(?:clinical )?(?:evidence|signs?|symptoms?|suspicion))\b"
        r"|\b(?:moribund|survival|resuscitat\w+|life[- ]expectancy|students|schools?)\b"
        r"|\b(?:or|and)(?: has| with| known| an?)* (?:history|disorders?|cancers?) of\b"
    ),
    "treatment_named": Pattern(
        r"\bexpos(?:ed|ure) to (?:\w+ )?(?:sars|cov\w*|virus\w*|persons?|people|someone|cases?|infect\w*"
        r"|tubercul\w*)\b"
        r"|\bdiagnos[ie]s of,? or\b"
    ),
    "work_fits": Pattern(
        r"\b(?:refus\w+|consent\w*|withdr[ae]w|history|diagnos\w+|psychiatric|diseases?|disorders?|pregnan\w*"
        r"|vaccinat\w+|participat\w+|allerg\w+|hypersensitiv\w+)\b"
    ),
    "breastfeeding": Pattern(r"\b(?:plan\w*|intend\w*|intention|wish\w*) (?:to|on) (?:breast|nurs|lactat)"),
    "legal_guardian": Pattern(r"\bparticipat\w+\b"),
    "willing": Pattern(
        r"\bwith (?:confirmed|documented|known)\b|\bwithdr[ae]w"
        r"|\brefus\w+ (?:of|by|from) (?:(?:the|a|one|of|both|any|his|her|their)\s+)*"
        r"(?:patients?|subjects?|participants?|person|parents?|legal|legally|family|famil\w+|relatives?|guardians?)\b"
    ),
}


_SORT_OF = {
    "willing_all": "willing",
    "agrees": "consents",
    "agreed_for": "consents",
    "planned_trial": "other_trial",
} | dict.fromkeys(
    ("in_hospital", "was_in_hospital", "needs_hospital", "intensive_care", "needs_intensive_care", "in_care"),
    "hospital",
)


def joins_facts(requirement: Requirement, words: str) -> bool:
    """Whether a fact is read from words that demand a fact of another sort, too."""
    single = requirement.part if isinstance(requirement, Not) else requirement
    if not isinstance(single, Holds) or not (single.qualifiers or single.fact == "earlier_trial"):
        return False
    others = _OTHER_SORT.get(_SORT_OF.get(single.fact, single.fact))
    return others is not None and others.search(_SINCE.sub(" ", words)) is not None


def bars_more(requirement: Requirement, words: str) -> bool:
    """Whether one thing stands for another that is told behind a comma: "…, or any duration of ECMO"."""
    if isinstance(requirement, Not):
        return _NOT_EITHER.search(words) is not None
    single = isinstance(requirement, HasCondition | HasTreatment | Holds) and requirement.wide
    if not single or (isinstance(requirement, Holds) and requirement.fact in _ANY_OF_A_KIND):
        return False
    return _OR_MORE.search(outside_brackets(words)) is not None
