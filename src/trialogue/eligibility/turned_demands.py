"""What an exclusion demands: "Women of childbearing potential must have a negative test" among exclusions.

Who reads it knows that it says who may join. It is read as an inclusion would be, and turned round.
"""

from __future__ import annotations

from trialogue.eligibility.patterns import Pattern

_PEOPLE = (
    r"(?:(?:the|all|any|both|each|every|study|adult|eligible|fertile|sexually active|female|male|and|or"
    r"|of (?:child-?\s?bearing|reproductive) (?:potential|age|capacity)"
    r"|(?:with|having) (?:child-?\s?bearing|reproductive) potential|(?:who are )?capable of becoming pregnant"
    r"|(?:who are )?enrolled in (?:this|the) (?:trial|study)|patients?|subjects?|participants?|individuals?"
    r"|volunteers?|persons?|people|candidates?|wom[ae]n|females?|m[ae]n|males?|wo?cbp|\(wocbp\)|they)[\s,]+)+"
)
_DEMANDS = Pattern(
    rf"(?:{_PEOPLE}|creatinine clearance |(?:total )?bilirubin |platelets? (?:counts? )?|h[a]?emoglobin )?"
    r"(?:must|should|shall|(?:is|are) required to|(?:have|has) to)\s+"
    r"(?:have|be|agree|use|practi[cs]e|provide|sign|demonstrate|understand|weigh|undergo)\b"
    r"(?! (?:\w+ )?(?:excluded|ineligible|disqualified|withdrawn|removed|avoided|discontinued|stopped"
    r"|discussed|evaluated|postponed|deferred|rescheduled|considered|screened|treated|kept|operated|monitored|informed|ruled"
    r"|judged|taken|given|on)\b)"
)
_NOT = Pattern(r"\b(?:must|should|shall)\s+(?:also |have )?(?:not|never)\b|\bnot be\b")


def says_demand(words: str) -> bool:
    """Whether an exclusion's words, without their mark, begin with what people must be, have or do."""
    return _DEMANDS.at_start(words) is not None and _NOT.search(words) is None
