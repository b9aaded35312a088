"""Names that end as a treatment does and are of something else: a test, a finding, a fear of one."""

from __future__ import annotations

from trialogue.eligibility.comparisons_names import fact_named
from trialogue.eligibility.kinds import kind_of_name
from trialogue.eligibility.patterns import Pattern
from trialogue.model.requirement import AllOf, AnyOf, HasTreatment, Not, Requirement

_NO_TREATMENT = Pattern(
    r"\b(?:adverse|side|harmful) (?:events?|effects?|reactions?)\b|\btoxicit(?:y|ies)\b|\bhistory\b"
    r"|\b(?<!gram-)(?<!gram )(?:positive|negative)\b(?! (?:airway|pressure|end|expiratory|inotrop))"
    r"|\b(?:abnormal|detectable|elevated)\b|\bimmunoglobulin e$|(?<!anti)\W(?:serum |specific )?ig[aegm]$"
    r"|^(?:this|these|those|except)\b|\b(?:or|and) agrees?$|\bcontra-?\s?indicat\w+|\b(?:requir(?:es?|ing)"
    r"|needing|necessitating|that|which)\b"
    r"|^(?:owns?|voluntarily|protocol treatment|active or|reports?|get|part$|progress\w*|applied"
    r"|difficult\w*|incapab\w*|inabilit\w*|despite|react|unresectable|inoperable)\b"
    r"|^(?:[\w-]+ )?cleared (?:for|to)\b|^(?:[\w-]+ ){0,2}(?:responses?|reactions?) to\b"
    r"|\b(?:needed|required|(?:in)?eligible|visits?"
    r"|access to)\b"
    r"|\w (?:undergoing|receiving|treated)\b|^[a-z]{4,}ed (?:under|on|as|for|in|by|to)\b"
    r"|\d (?:days?|weeks?|months?|years?)\b"
    r"|^(?:inadequate|insufficient|poor)\b|\bvenous access\b"
    r"|(?:\bdonor[- ]specific |anti-?mouse |\bauto-?)antibod\w+$"
    r"|^(?:reacting|desensiti[sz]ed|compliance|refractory|failure|exhausted|exclusion|results?)\b"
    r"|\b(?:indicating|precluding|preventing|prohibiting)\b|\bantigens?$|\bintolera(?:ble|nt)\b"
)
_AMOUNT = Pattern(
    r"\b(?:doses?|courses?|lines?|cycles?|types?|forms?|class(?:es)?|combinations?|uses?|days?|months?"
    r"|weeks?"
    r"|years?|kinds?|administration|amounts?|bags?|units?|transfusions?|history|infusions?|more"
    r"|transplant\w*"
    r"|modalit(?:y|ies)|phases?|recipients?|implant\w*|removal|replacement|repair|reconstruction|donation)$"
)
#: "No steroids for at least 2 weeks" is of how long ago, and not of how long they were taken.
_LASTED = Pattern(r"for (?:at least|a minimum of|more than|≥|>|the (?:last|past)|\d)")
#: What speaks against a drug is not taking it: "use of aspirin is contraindicated".
_IS_AGAINST = Pattern(r"\s(?:\([^()]*\) )?(?:is|are|be) (?:\w+ )?contra-?\s?indicated\b")
_PLACED = Pattern(r"\s(?:while|during|on|at|after|before|under)\s")


def is_no_treatment(requirement: Requirement) -> bool:
    """ "Fear of immunotherapy", "growth hormone: 1 to 5 µg/L": about a treatment, or a measure."""
    match requirement:
        case Not(part=HasTreatment(qualifiers=told)) if told and _LASTED.match(told[0]):
            return True
        case Not(part=part):
            return is_no_treatment(part)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return any(is_no_treatment(part) for part in parts)
        case HasTreatment(concept=concept, qualifiers=told):
            if _NO_TREATMENT.search(concept.name) or _is_measured(concept.name):
                return True
            if told and _IS_AGAINST.match(told[0].partition(concept.name)[2]) is not None:
                return True
            head, of, _ = concept.name.partition(" of ")
            measured = bool(told) and told[0][:1].isdigit()
            return measured or (bool(of) and kind_of_name(head) is None and not _AMOUNT.search(head))
    return False


def _is_measured(name: str) -> bool:
    """ "FEV1 while off steroids": a measure, and what stands beside it."""
    head = _PLACED.search(name)
    return head is not None and fact_named(name[: head.start()]) is not None
