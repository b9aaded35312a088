"""Which dose an amount is, what may change it, and what ends the treatment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trialogue.eligibility.patterns import Pattern
from trialogue.model.provenance import Span
from trialogue.plain.doses import ChangeRule, Level
from trialogue.plain.passages import readable

_BEFORE: tuple[tuple[Level, Pattern], ...] = (
    (
        Level.LOWER,
        Pattern(
            r"(?:reduc\w+|decreas\w+|lower\w*"
            r"|de-?escalat\w+)(?:\s+(?:the\s+)?dose)?\s*(?:down\s+)?(?:from\s+\S+\s+\S+\s+)?to"
            r"\s*(?:a\s+dose\s+of\s+)?$"
        ),
    ),
    (
        Level.HIGHER,
        Pattern(
            r"(?:increas\w+|escalat\w+|rais\w+|titrat\w+|up-?titrat\w+)(?:\s+(?:the\s+)?dose)?\s*(?:up\s+)?to"
            r"\s*(?:a\s+(?:maximum\s+)?(?:dose\s+)?(?:of\s+)?)?$"
        ),
    ),
    (
        Level.MOST,
        Pattern(r"(?:maximum|maximal|max\.?|not (?:to )?exceed\w*|up to)[^.;,]{0,25}$"),
    ),
    (
        Level.FIRST,
        Pattern(
            r"(?:initial|first|starting|loading|beginning)\s+(?:\w+\s+)?(?:dos\w+|injections?|infusions?"
            r"|amount)[^.;]{0,25}$"
            r"|(?:start\w*|begin\w*|initiat\w+)\s+(?:\w+\s+)?(?:at|with"
            r"|on)(?:\s+a)?(?:\s+dose)?(?:\s+of)?\s*$"
        ),
    ),
    (
        Level.LATER,
        Pattern(r"(?:thereafter|subsequent\w*|followed by|maintenance|then)[^.;]{0,30}$"),
    ),
)
_AFTER_FIRST = Pattern(
    r"[^.;,]{0,40}?\b(?:at|for|as|on)\s+(?:the\s+|an\s+)?(?:first|initial|starting)\s+(?:injection|dose"
    r"|infusion|visit|treatment)"
)
# "may be modified based on Dose Modification Rules": the record names a rule and does not give it.
_NAMED_RULE = Pattern(
    r"\b(?:dose|doses|dosage|injections?)\b[^.;]*\b(?:based on|according to|as per|per|following"
    r"|defined in|guided by)\s+"
    r"(?:the\s+)?[^.;]*\b(?:rules?|protocol|guidelines?|algorithm|criteria|schedule"
    r"|specific adverse events?|toxicit\w+|tolerability|response)\b"
)
_CHANGES = Pattern(r"\b(?:reduc\w+|increas\w+|modif\w+|adjust\w+|titrat\w+|escalat\w+|lower\w+)\b")
# A cause spelled out well enough to act on: a number, a grade, a named lab value.
_SPELLED = Pattern(r"\b(?:if|when|in case of|for patients with)\b[^.;]*(?:\d|grade|intoleran|toxicit)")
_UNTIL = Pattern(
    r"\buntil\s+(?:[^.;\n]{0,120}?)(?:progress\w+|toxicit\w+|relapse|death|withdrawal|intoleran\w+"
    r"|remission)"
)


def level_at(text: str, span: Span) -> Level:
    """Which dose the amount at this place is, by the words before and after it."""
    before = text[max(0, span.start - 70) : span.start]
    if _AFTER_FIRST.at_start(text[span.end :]):
        return Level.FIRST
    return next((level for level, pattern in _BEFORE if pattern.within(before)), Level.GIVEN)


def change_rules(text: str) -> Iterator[tuple[Span, ChangeRule]]:
    """What the sentence says may change the dose; ``given`` only where it spells out a cause."""
    if not _CHANGES.within(text):
        return
    match = _NAMED_RULE.search(text)
    if match is not None:
        at = Span(start=match.start(), end=match.end())
        yield at, ChangeRule(words=readable(text), given=_SPELLED.within(text))
        return
    spelled = _SPELLED.search(text)
    if spelled is not None and re.search(r"\bdos(?:e|es|age|ing)\b", text, re.IGNORECASE):
        at = Span(start=spelled.start(), end=spelled.end())
        yield at, ChangeRule(words=readable(text), given=True)


def until(text: str) -> Iterator[tuple[Span, str]]:
    """What ends the treatment, where the text says so, in the record's words."""
    match = _UNTIL.search(text) if "until" in text.lower() else None
    if match is not None:
        end = re.search(r"[.;\n]|$", text[match.end() :])
        stop = min(match.end() + (end.start() if end else 0), match.start() + 220)
        yield Span(start=match.start(), end=stop), readable(text[match.start() : stop])
