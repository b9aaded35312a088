"""Limits of several tests, or of a scale that the table of facts does not know, as one demand.

"AST and ALT ≤ 2.5 × ULN, or ≤ 5 × ULN with liver metastases", "SLEDAI-2K score ≥ 6": what is demanded is
a set of results, with every word of it kept. Whatever says something else than a limit is not read.
"""

from __future__ import annotations

import re

from trialogue.eligibility.comparison import Comparison
from trialogue.eligibility.comparisons import find_comparisons
from trialogue.eligibility.comparisons_names import fact_named
from trialogue.eligibility.facts import FactKind, load_facts
from trialogue.eligibility.kinds import NameKind, kind_of_name
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_event import name_and_rest
from trialogue.eligibility.read_leads import lead_of
from trialogue.eligibility.read_measure import measured_of
from trialogue.eligibility.units import normal
from trialogue.model.requirement import Holds

RESULTS = "results_named"
_MAX_LENGTH = 600
_DIGIT = re.compile(r"\d")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_CUT = Pattern(r"\s*(?:[;,；，]|(?<=[a-z0-9)%])\.\s+(?=[a-z])|\b(?:and/or|and|or|plus|as well as)\b)\s*")
#: Who a limit is for, how it is measured, or what it is without: says more of the limit before it.
_ASIDE = Pattern(
    r"(?:for|if|unless|in|with|without|except\w*|when|where|as|according|by|using|based|calculated"
    r"|measured|assessed|evaluation|assessments?|determined|estimated|within|prior|before|at|on|during|over|under|after|then|per"
    r"|from|defined|regardless|excluding|independent|documented|confirmed|not (?:requiring|receiving)"
    r"|no (?:\w+[ -]){0,3}(?:transfusions?|support\w*|growth|blood|factors?)|patients?|subjects?"
    r"|participants?|those|whichever|of|to|related|is|are|was|were|may|can|will|should|must|inclusive)\b"
    r"|[<>≤≥=:/%-]|$"
)
_MEASURES = Pattern(
    r"\b(?:scores?|scoring|scales?|index|inventory|questionnaire|points?|tit(?:er|re)s?|counts?|levels?"
    r"|ratio"
    r"|[ul]ln|upper limit|lower limit|predicted|concentrations?|saturation|percentile|pressure|interval"
    r"|qtc\w*|ige|clearance|expression|thickness|fraction|bilirubin|creatinine|h[a]?emoglobin|platelets?"
    r"|neutrophils?|wheal|ps|status|tps|cps|fev1|fvc|lvef|bcva|pasi|easi|iga|viral load|dna|rna"
    r"|classification|bsa|body surface area|weight|height|protein|transaminases?|aminotransferases?|alt|ast"
    r"|alp|ldh|inr|aptt|ptt|prothrombin time|thromboplastin time|urea|albumin|functions?|ecog|karnofsky"
    r"|lansky)\b"
)
_OTHER = Pattern(
    r"\b(?:pregnan\w*|contracept\w*|consent\w*|history|diagnos\w+|receiv\w+|willing\w*|unwilling|able"
    r"|unable|agree\w*|allerg\w*|smok\w*|participat\w+|infections?|episodes?|exacerbations?|attacks?"
    r"|events?"
    r"|times|courses?|lines|cycles|doses?|daily|days?|weeks?|months?|years?|lesions?|age|aged|surgery"
    r"|therapy"
    r"|treatments?|treated|medications?|drugs?|taking|use|using|prednis\w+|steroids?|corticosteroids?|no"
    r"|not"
    r"|never|without|collected|donat\w*|toxicit\w+|aes?|adverse|graded?|neuropath\w+|toxic|exclud\w*|eligible|enrol\w*"
    r"|include\w*|migraines?|seizures?|relapses?|births?|siblings?|nights?|hours?)\b"
)
#: What no clause that only goes on with an aside says: the beginning of another demand.
_DEMANDS = Pattern(
    r"\b(?:pregnan\w*|contracept\w*|consent\w*|history|diagnos\w+|willing\w*|unwilling|agree\w*|allerg\w*"
    r"|smok\w*|participat\w+|must|have|has|had|no|not|never|exclud\w*|eligible|enrol\w*|age|aged)\b"
)
_PEOPLE = Pattern(r"(?:patients?|subjects?|participants?|those)\b")
_SYSTEM = Pattern(
    r"\b(?:functions?|expression|positivity|grade|class|systems?|status|tests?|panel|marrow|results?"
    r"|parameters?)\W*$"
)
_NAMES_ONLY = re.compile(
    r"(?:[A-Z][\w/.:+-]*|of|the|total|serum|both|either)(?:\s+(?:[A-Z][\w/.:+-]*|of|the))*$"
)
_LAB_UNITS = frozenset(
    {"uln", "lln", "mg/dl", "g/dl", "g/l", "mmol/l", "u/l", "iu/l", "iu/ml", "ml/min", "ng/ml"}
)
#: So much of a drug in so much time.
_RATE = re.compile(r"(?:[mµμn]?c?g|units?|m?i?u)\s?/\s?(?:kg\s?/\s?)?(?:min\w*|h\w*)", re.IGNORECASE)
_MAX_NAME_WORDS = 16
_MAX_AFTER = 3


def read_results(text: str) -> Holds | None:
    """The results that the whole of a text is about; None where it demands anything else."""
    if len(text) > _MAX_LENGTH or _DIGIT.search(text) is None:
        return None
    bare = _BRACKETED.sub(lambda found: " " * len(found[0]), text)
    limits = [c for c in find_comparisons(bare) if not c.is_time and _DIGIT.search(bare, c.start, c.end)]
    if not limits or any(c.variable == "age" for c in limits) or _is_of_an_illness(bare):
        return None
    if not all(_known(c) for c in limits) and not _MEASURES.within(text):
        return None
    if any(_is_not_believed(c) or _is_dose(c) for c in limits):
        return None
    goes_on = False
    for start, end in _clauses(bare, limits):
        clause = bare[start:end]
        inside = [c for c in limits if start <= c.start < end]
        place = (inside[0].start - start, inside[-1].end - start) if inside else (0, 0)
        if inside and not _is_limit(clause, *place, first=start == 0):
            return None
        if not inside and not _says_more(clause.strip(" .:"), goes_on=goes_on, first=start == 0):
            return None
        last = clause[inside[-1].end - start :] if inside else clause
        goes_on = bool(last.strip(" .:")) and (goes_on or _ASIDE.match(last.strip()) is not None)
    return Holds(fact=RESULTS, qualifiers=(text,), wide=True)


def _is_of_an_illness(text: str) -> bool:
    """ "Kidney disease defined as eGFR < 30" is about the illness."""
    name, _ = name_and_rest(lead_of(text).rest)
    return kind_of_name(name) is NameKind.CONDITION and not _SYSTEM.search(name)


def _known(c: Comparison) -> bool:
    fact = load_facts().get(fact_named(c.variable or "") or "")
    if fact is not None and fact.kind is FactKind.NUMBER:
        return True
    return c.unit is not None and normal(c.unit) in _LAB_UNITS


def _is_not_believed(c: Comparison) -> bool:
    """Whether the table knows its fact and unit, and the value cannot be."""
    fact = load_facts().get(fact_named(c.variable or "") or "")
    unit = normal(c.unit) if c.unit else None
    return fact is not None and (unit is None or unit in fact.units) and measured_of(c) is None


def is_beyond_belief(text: str) -> bool:
    """Whether a text sets a limit that its fact cannot have."""
    return any(_is_not_believed(c) for c in find_comparisons(text) if not c.is_time)


def _clauses(text: str, limits: list[Comparison]) -> list[tuple[int, int]]:
    """The places between the joints that stand in no limit ("24 or lower")."""
    places, start = [], 0
    for cut in _CUT.finditer(text):
        if any(c.start < cut.end() and cut.start() < c.end for c in limits):
            continue
        places.append((start, cut.start()))
        start = cut.end()
    return [(a, b) for a, b in (*places, (start, len(text))) if text[a:b].strip(" .:")]


def _is_limit(clause: str, start: int, end: int, *, first: bool) -> bool:
    """Whether a clause says nothing but what its limit is of, and what the limit goes by."""
    before, after = clause[:start].strip(), clause[end:].strip(" .")
    if _of_a_condition(before):
        return False
    if before and _ASIDE.match(before) and not (first and _PEOPLE.match(before)):
        return True
    if _OTHER.search(before) or len(before.split()) > _MAX_NAME_WORDS:
        return False
    return _ASIDE.match(after) is not None or (len(after.split()) <= _MAX_AFTER and not _OTHER.search(after))


def _is_dose(c: Comparison) -> bool:
    """Whether a limit is of how much of a drug is given: "norepinephrine > 12 µg/min"."""
    excreted = "excretion" in (c.variable or "").lower()
    return c.unit is not None and _RATE.fullmatch(c.unit) is not None and not excreted


def _of_a_condition(before: str) -> bool:
    """ "Severe eczema: FEV1 < 70 %" demands the condition, too."""
    head, colon, _ = before.partition(":")
    return bool(colon) and not _SYSTEM.search(head) and kind_of_name(head) is NameKind.CONDITION


def _says_more(clause: str, *, goes_on: bool, first: bool) -> bool:
    """Whether a clause without a limit is about the limits beside it: a name of a test, or an aside."""
    if first and _PEOPLE.match(clause):
        return False
    if _ASIDE.match(clause) or (goes_on and not _DEMANDS.search(clause)):
        return True
    return len(clause.split()) <= _MAX_NAME_WORDS // 2 and (
        fact_named(clause) is not None
        or _NAMES_ONLY.fullmatch(clause) is not None
        or (_MEASURES.within(clause) and _OTHER.search(clause) is None)
    )
