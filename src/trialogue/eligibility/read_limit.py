"""A limit of one measure with more words beside it: "Haemoglobin ≥ 9 g/dL without transfusion".

The limit is typed, the words are kept in full: a number alone does not decide it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from trialogue.eligibility.comparisons import find_comparisons
from trialogue.eligibility.comparisons_names import fact_named
from trialogue.eligibility.kinds import kind_of_name
from trialogue.eligibility.measures_restated import restated
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_measure import measured_of
from trialogue.eligibility.read_results import RESULTS
from trialogue.model.requirement import Holds, Requirement

_MAX_LENGTH = 400
_BEFORE = Pattern(
    r"(?:[\s,:;(*-]|\b(?:adequate|patients?|subjects?|participants?|with|who|have|has|having|must"
    r"|serum|plasma|blood|total"
    r"|absolute|baseline|screening|an?|the|level|levels|count|of|is|are|at|mean|resting|fasting"
    r"|documented|and|in|be"
    r"|hepatic|renal|liver|kidney|cardiac|function|system|function\w*|whose|value|their|calculated"
    r"|estimated|measured"
    r"|minimum|body|known|abnormal|elevated|low|high|confirmed|hematolog\w+|haematolog\w+"
    r"|coagulation|bone|marrow)\b)*"
)
_BRACKETED = re.compile(r"\([^()]*\)")
#: Another demand behind the limit.
_AND_ELSE = Pattern(
    r"\band\s+(?:be|have|has|must|should|is|are|life|expected|bmi|body|an? (?:life|expected|bmi|body))\b"
)
#: A finding beside it.
_ELSE = Pattern(
    r"\bor\s+(?:any|an?|other|exists?|risks?|clinical\w*|evidence|history|signs?|symptoms?|presence|has"
    r"|have|had|patients?|active"
    r"|severe|uncontrolled|known|on|receiving|taking|requir\w+)\b|[,;]\s*(?:and\s+)?(?:with\s+)?no\s+"
    r"(?!transfus|blood|red|platelet|growth|g-?csf|prior|more|less|use|administ|support|need|h[a]?ematop"
    r"|colony|epo)"
)
_OR_THING = re.compile(
    r"(?:(?!\b(?:if|in|unless|except|with|due|because|for)\b).)*\bor\s+"
    r"(?!greater|less|more|higher|lower|worse|above|below)(?P<thing>[A-Za-z][\w' -]{3,60})[.,;\s]*$"
)
#: Another way to meet it: "… or normal by echocardiogram", "… or reversible ECOG 3".
_OTHER_WAY = Pattern(
    r"\bor\s+(?:(?:with)?in\s+)?(?:normal\b|clear(?:ance|ed) by|reversible\b|[\w-]+-dependent\b|obes\w+"
    r"|overweight)"
)
#: A limit of several measures is not of one.
_SEVERAL = Pattern(r",|/|&|\band\b|\bor\b")
#: The next limit, run on: "… 150,000/mm3 Prothrombin time no greater than the upper limit of normal".
_NEXT_LIMIT = re.compile(
    r"(?:^|(?<=[\w)%]))\s*[A-Z][a-z][\w -]{2,70}? (?:no (?:greater|more|less|higher|lower) than|at least"
    r"|within normal|normal\b)"
)
_TURNS = Pattern(
    r"\b(?:no|not|neither|nor|never|contact|discuss|exclud\w*|ineligible|eligible|cohort|arm|group"
    r"|stratum)\b"
)


def read_limit(words: str) -> Requirement | None:
    """The one limit that a text begins with, with all its words; None where it sets another, too."""
    if len(words) > _MAX_LENGTH:
        return None
    text = restated(words)
    found = [c for c in find_comparisons(text) if not c.is_time]
    first = found[0] if found else None
    if first is None or first.var_start is None:
        return None
    if any(c.variable == "age" for c in found) or _TURNS.search(text[: first.end]):
        return None
    if {fact_named(c.variable or "") for c in found} != {fact_named(first.variable or "")}:
        return None
    if _BEFORE.fullmatch(text[: min(first.var_start, first.start)]) is None:
        return None
    behind = _BRACKETED.sub(" ", text[first.end :])
    if any(one.search(behind) for one in (_AND_ELSE, _ELSE, _NEXT_LIMIT)):
        return None
    other_way = _OTHER_WAY.search(behind) is not None
    other = None if other_way else _OR_THING.match(behind)
    if other is not None and kind_of_name(other["thing"].strip(" .,;")) is not None:
        return None
    limit = measured_of(first)
    if limit is None or _SEVERAL.search(text[first.var_start : first.start]):
        return None
    if other_way:
        return Holds(fact=RESULTS, qualifiers=(words,), wide=True)
    return replace(limit, qualifiers=(words,), wide=True)
