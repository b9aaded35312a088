"""Other trials: "Participation in another clinical study within 30 days"."""

from __future__ import annotations

import re

from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_text import mentions
from trialogue.eligibility.windows import find_window
from trialogue.model.requirement import Holds, Requirement

_PARTICIPATION = Pattern(
    r"(?:(?:the|any|all|current(?:ly)?|concurrent(?:ly)?|simultaneous(?:ly)?|prior|previous|previously"
    r"|recent|active|actively|is|are|has|have|had|been|being|who|that|or|and|within|other"
    r"|ongoing|already|also"
    r"|patients?|subjects?|participants?|individuals?|volunteers?|persons?|past|planned|scheduled|will be"
    r"|intend\w*|plan\w*|to|in|enrol?led|involved|enrol?lment|participat\w+|involvement"
    r"|inclusion|included|take|taking|taken|part|simultaneous|(?:last|past) \w+ (?:days|months"
    r"|weeks|years)|(?:previous|last|past) \d+ \w+|,)[\s,/]+)*?"
    r"(?:participat\w+|enrol?led|enrol?lment|involve\w+|inclusion|included|tak\w+ "
    r"part)\s+(?:(?:simultaneously|concurrently|currently|or|and|in|into|to|any|at the same time"
    r"|enrol?lment|enrol?led|involvement|participation|planned|within)\s+)*"
    r"(?:(?:any|an|a|the|other|another|one|different|prior|previous|parallel|concurrent"
    r"|investigational|interventional|therapeutic|clinical|drug|device|biomedical|medical"
    r"|research|pharmaceutical|experimental|vaccine|treatment|or|and|of|medicinal|products?"
    r"|competing|additional|similar|agent|new|biologic|intervention|randomi[sz]ed|controlled"
    r"|involving)[\s/]+)*"
    r"(?:trials?|studies|study|research(?: project| protocol)?|protocols?)\b(?:\(s\))?",
)
_TAKING_PART = ("part", "enrol", "involve", "inclu")
_TRIALS = ("trial", "stud", "research", "protocol")
_OTHER = Pattern(
    r"\b(?:another|other|any|investigational|interventional|clinical|different|drug"
    r"|concurrent|experimental|competing|research|previous|additional)\b",
)
_THIS = Pattern(r"\b(?:this|present|the current|our)\s+(?:\w+\s+)?(?:trial|study)")
#: "Participation of staff" is on who takes part.
_BY_WHOM = Pattern(r"participation (?:of|by)\b")
_GOES_ON = re.compile(r"\W*(?:or|and|to)\b")


def read_other_trial(text: str) -> Requirement | None:
    """Taking part in another trial, with its window; words beside it are a qualifier."""
    if not (mentions(text, _TAKING_PART) and mentions(text, _TRIALS)):
        return None
    match = _PARTICIPATION.match(text) if not _BY_WHOM.match(text) else None
    if match is None or not _OTHER.search(match[0]) or _THIS.search(match[0]):
        return None
    rest = text[match.end() :]
    window = find_window(rest)
    if window is None or _GOES_ON.match(rest[window.end :]):
        window_before = find_window(match[0])
        qualifier = (text,) if window_before is not None or rest.strip(" ,.;") else ()
        return Holds(fact="other_trial", qualifiers=qualifier)
    beside = (rest[: window.start] + " " + rest[window.end :]).strip(" ,.;()")
    return Holds(fact="other_trial", window=window.window, qualifiers=(text,) if beside else ())
