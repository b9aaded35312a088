"""Where the heading of another list stands in the middle of a block."""

from __future__ import annotations

import re

from trialogue.eligibility.split_foreign import foreign_heading, foreign_names
from trialogue.eligibility.split_groups import cohort_in

_INSIDE = re.compile(
    r"(?<=[\s.;)])(?:(?:Key|Main|Major) )?"
    r"(?:(?:Non-)?Inclusion|(?:Non-i|I)nclusion|Exclusion|INCLUSION|EXCLUSION)"
    r"(?: [Cc]riteri(?:a|on)| CRITERIA)? ?:|(?<=[\s.;)])(?:INCLUSION|EXCLUSION) CRITERIA\b"
)
#: Without a colon, behind words that do not name it: "4 weeks since other treatment. Exclusion Criteria".
_AT_END = re.compile(
    r"(?:(?<![\w-])(?!(?:of|the|any|all|no|see|other|and|or|with|per)\s)[a-z][\w-]*\.?|\d|[.;])\s"
    r"(?P<name>Exclusion Criteria)\s*$"
)
#: A label before the name of a section: "PHASE 2: Inclusion Criteria for Recipients:".
_LABEL = re.compile(
    r"(?:phase|part|cohort|arm|group|stage|study|sub-?study)\s+\w{1,4}\s?:\s*"
    r"(?=(?:key |main |major )?(?:inclusion|exclusion|eligibility) criteri)",
    re.IGNORECASE,
)
_MAX_NAME = 70


def inside(text: str, start: int, end: int) -> list[int]:
    """Where "Exclusion Criteria:" stands in the middle of a block: places to cut it."""
    if text.find("clusion", start, end) < 0 and text.find("CLUSION", start, end) < 0:
        names = (start + at for at in foreign_names(text[start:end]))
        return [at for at in names if text[start:at].strip("*_") and foreign_heading(text, at, end)]
    at_end = _AT_END.search(text, max(start, end - _MAX_NAME), end)
    label = _LABEL.match(text, start, end)
    return [
        *([label.end()] if label else []),
        *(
            found.start()
            for found in _INSIDE.finditer(text, start, end)
            if found.start() > (label.end() if label else start)
            and not (found.end() == end and _says_whose(text[start:end]))
        ),
        *([at_end.start("name")] if at_end else []),
    ]


def _says_whose(block: str) -> bool:
    """Whether all of a block is a heading that names a group: "Solid tumor Inclusion Criteria:"."""
    return len(block) < _MAX_NAME and cohort_in(" ".join(block.lower().split()).rstrip(" :")) is not None
