"""Words that only say when something is looked at, or who judges it: they do not tell what it is about."""

from __future__ import annotations

from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_text import outside_brackets

_POINT = (
    r"(?:enrol?lment|inclusion|(?:informed )?consent(?: form)?|icf|screening|baseline|randomi[sz]ation"
    r"|registration|study entry|leukapheresis|apheresis|participating in (?:the|this) (?:trial|study)"
    r"|(?:study )?participation|eligibility|entry"
    r"|(?:screening|baseline|index|study|enrol?lment) visits?)"
)
_JUDGES = r"(?:investigators?|physicians?|doctors?|researchers?|clinicians?|provider)"
_JUDGEMENT = r"(?:opinion|judge?ment|discretion|view|assessment|determination)"
#: Fit for some care, and not for the study.
ELIGIBLE_FOR = (
    r"(?:not |non-?\s?)?\beligible\s+(?:for|to)\s+(?=(?:[\w/-]+\s+){0,4}?(?:surger\w+|resections?|excision"
    r"|therap(?:y|ies)|treatments?|radiotherapy|chemo\w*|transplant\w*|ablat\w+|ablation|immunotherapy|lrt"
    r"|platinum\S*|cystectomy|\w+ectomy|receive|undergo)\b)"
)
_ASIDES = Pattern(
    r"\b(?:prior to|before|preceding|after|since|from|until|at|during|on|of|for)\s+"
    r"(?:(?:the|a|this|time|date|day|of|signing|signed|study|written|providing|giving|obtaining|obtainment"
    r"|main|first|initial)\s+)*"
    rf"{_POINT}(?:\s+(?:(?:and|or|/)\s+)?(?:period|phase|{_POINT}))*\b"
    r"|,?\s*\b(?:(?:that|which),? )?(?:in|at|per|by|according to|based on|upon)\s+(?:the |an? |their )?"
    rf"(?:\w+ )?{_JUDGEMENT} of (?:the |an? |their )?(?:\w+ )?{_JUDGES}\b,?"
    r"|,?\s*\b(?:in|at|per|by|according to|based on)\s+(?:the )?(?:\w+ )?(?:investigators?|physicians?)"
    rf"['’]?s?['’]?\s+{_JUDGEMENT}\b,?"
    r"|,?\s*\b(?:as |is |are |was |were )*(?:judged|determined|assessed|deemed|considered|evaluated"
    rf"|confirmed|diagnosed|documented)\s+(?:\w+ )?by\s+(?:the |an? |their )?(?:\w+ ){{0,2}}{_JUDGES}\b,?"
    r"|\binclud(?:ing|es?)(?:,? but (?:is |are )?not limited to)?\b|\beastern cooperative oncology group\b"
    rf"|{ELIGIBLE_FOR}"
    r"|\bchild-pugh\b|\bchild-turcotte\b|\bage-(?:related|adjusted)\b|\bdonor[- ]specific\b"
)
#: Who takes part where they are children, and answer by others.
_CHILD = Pattern(r"^(?:the |an? )?(?:infants?|newborns?|child(?:ren)?|bab(?:y|ies))(?:['’]s)?\b\s*")
#: A text that says first whom it is for.
OF_A_GROUP = Pattern(
    r"\W*\(?(?:(?:at|for|in) )?(?:selected|parts?|cohorts?|arms?|phase|groups?|sites?|substudy"
    r"|child-?\s?bearing)\b[^():]{0,40}(?:\)|:|\bonly\b)"
)


#: Each aside holds one of these: the costly pattern is not tried where none stands.
_STEMS = (
    *("enrol", "inclusion", "consent", "icf", "screening", "baseline", "randomi", "registration", "entry"),
    *("apheresis", "participati", "eligib", "visit", "investigator", "physician", "doctor", "researcher"),
    *("clinician", "provider", "includ", "eastern coop", "child-", "age-", "donor"),
)


def without_asides(text: str) -> str:
    """The text without brackets, points in time, who judges, and that the person is a child."""
    bare = _CHILD.sub("", " ".join(outside_brackets(text).split()))
    low = bare.lower()
    return " ".join(_ASIDES.sub(" ", bare).split()) if any(stem in low for stem in _STEMS) else bare
