"""Other trials: "Participation in another clinical study within 30 days"."""

from __future__ import annotations

import re

from trialogue.eligibility.facts_meant import trials_meant
from trialogue.eligibility.patterns import Pattern
from trialogue.eligibility.read_text import mentions
from trialogue.eligibility.windows import find_window
from trialogue.model.requirement import AnyOf, Holds, Requirement

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
#: Of some trials only.
_NARROWS = Pattern(
    r"\b(?:intervention(?:al)?|therapeutic|drugs?|devices?|pharmaceutical|vaccines?|treatment|medicinal"
    r"|products?|competing|similar|parallel|agent|biologic|randomi[sz]ed|controlled|involving|biomedical)\b"
)
#: A second window, of which the longer counts.
_OTHER_TIME = Pattern(r"\bhalf-?\s?li(?:fe|ves)\b|\bwhichever\b|\b(?:within|during) \d")
#: Beside it, what a doctor thinks.
_OR_JUDGED = Pattern(
    r"\bor\b(?: by)?(?: if)?(?: the| an?)? (?:investigators?|researchers?|physicians?|doctors?)\b.{0,40}"
    r"\b(?:think|consider|judge|believe|deem|find)s?\b"
)
_TO_COME = Pattern(r"\b(?:plan\w*|scheduled|intend\w*|will be)\b")
_GOES_ON = re.compile(r"\W*(?:or|and|to)\b")


def read_other_trial(text: str) -> Requirement | None:
    """Taking part in another trial, with its window; words beside it are a qualifier."""
    if not (mentions(text, _TAKING_PART) and mentions(text, _TRIALS)):
        return None
    match = _PARTICIPATION.match(text) if not _BY_WHOM.match(text) else None
    if match is None or not _OTHER.search(match[0]) or _THIS.search(match[0]):
        return None
    rest = text[match.end() :]
    if _OR_JUDGED.search(rest):
        return _held((*trials_meant(text[: match.end()]), "doctor_objects"), text, more=True)
    window = find_window(rest)
    if window is None or _GOES_ON.match(rest[window.end :]):
        more = find_window(match[0]) is not None or rest.strip(" ,.;") or _NARROWS.within(match[0])
        return _held(trials_meant(text), text, more=bool(more))
    beside = (rest[: window.start] + " " + rest[window.end :]).strip(" ,.;()")
    if _OTHER_TIME.within(beside) or _TO_COME.within(text):
        return _held(trials_meant(text), text, more=True)
    narrowed = beside or _NARROWS.within(match[0])
    return Holds(fact="other_trial", window=window.window, qualifiers=(text,) if narrowed else ())


def _held(facts: tuple[str, ...], text: str, *, more: bool) -> Requirement:
    """The facts; with all words where there are more than one, or where words say more."""
    qualifiers, wide = ((text,) if more or len(facts) > 1 else ()), len(facts) > 1
    parts = tuple(Holds(fact=fact, qualifiers=qualifiers, wide=wide) for fact in facts)
    return parts[0] if len(parts) == 1 else AnyOf(parts=parts)
