"""Blood pressure told as two numbers: "BP ≥ 140/90 mmHg", "blood pressure below 130/80".

High is who reaches one of the two (2017 ACC/AHA guideline, and 2023 ESH guidelines: "systolic ≥ 140 and/or
diastolic ≥ 90 mmHg"), low of whom one is below; a demand to lie below a limit is of both.
"""

from __future__ import annotations

from trialogue.eligibility.facts import load_facts
from trialogue.eligibility.patterns import Pattern
from trialogue.model.requirement import AllOf, AnyOf, Bound, Measured, Requirement

_PRESSURE = Pattern(
    r"(?:(?:an?|has|have|with|any|the|resting|seated|sitting|supine|arterial|systemic|office|screening|baseline"
    r"|mean|average) )*(?:blood pressure|arterial pressure|bp)(?: \(bp\))?"
    r"(?: (?:is|of|level|levels|readings?|values?|measurements?|that is))*\s*[:(]?\s*"
    r"(?:(?P<more>≥|>=|at least|greater than or equal to)|(?P<over>>|greater than|more than|above|over"
    r"|exceeding|higher than)|(?P<most>≤|<=|no more than|not more than|at most|less than or equal to|up to)"
    r"|(?P<under><|less than|below|under|lower than))\s*"
    r"(?P<upper>\d{2,3})\s*/\s*(?P<lower>\d{2,3})\s*(?:mm\s?hg)?\)?"
    r"(?: at (?:the )?(?:screening|baseline|rest|enrol?lment|inclusion|randomi[sz]ation)(?: visit)?)?[\s.;]*"
)


def read_pressure(text: str, *, exclusion: bool) -> Requirement | None:
    """The limits of both numbers; None where the text says anything else, or a number nobody has."""
    found = _PRESSURE.whole(text) if "/" in text else None
    if found is None:
        return None
    high = found["more"] is not None or found["over"] is not None
    inclusive = found["more"] is not None or found["most"] is not None
    parts = []
    for fact, number in (("sbp", float(found["upper"])), ("dbp", float(found["lower"]))):
        row = load_facts()[fact]
        if not row.believable(number):
            return None
        bound = Bound(value=number, inclusive=inclusive)
        low, top = (bound, None) if high else (None, bound)
        parts.append(Measured(fact=fact, low=low, high=top, unit=row.unit))
    return AnyOf(parts=tuple(parts)) if high or exclusion else AllOf(parts=tuple(parts))
