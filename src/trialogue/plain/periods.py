"""What a stretch of time in running text is about: screening, treatment, follow-up, a wash-out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from trialogue.eligibility.patterns import Pattern
from trialogue.model.provenance import Span
from trialogue.plain.durations import Length, lengths
from trialogue.plain.passages import Quote


class Period(StrEnum):
    """A part of taking part."""

    SCREENING = "screening"
    RUN_IN = "run-in"
    TREATMENT = "treatment"
    WASHOUT = "wash-out"
    FOLLOW_UP = "follow-up"
    WHOLE = "whole study"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One stated length and what it is the length of. ``at`` is its place in the passage."""

    period: Period
    length: Length
    quote: Quote
    at: Span


_FILL = (
    r"(?:\s+(?:a|an|the|of|for|up|to|approximately|about|around|at|least|total|maximum|period|phase|duration"
    r"|minimum|planned|continuous|consecutive|lasting|lasts?|over|is|was|will|be|further|additional|another"
    r"|next|course|no|more|than|median|time|with|until|through|during|one|extended|long-term|subsequent|full|in|and|by))*"
)
_BEFORE: tuple[tuple[Period, str], ...] = (
    (Period.WASHOUT, rf"wash-?\s?out{_FILL}\s*(?:\(|:|,|-)?\s*$"),
    (Period.RUN_IN, rf"(?:run-?\s?in|lead-?in){_FILL}\s*(?:\(|:|-)?\s*$"),
    (Period.SCREENING, rf"(?:screening|pre-?screening)\s+(?:period|phase){_FILL}\s*(?:\(|:|-)?\s*$"),
    (
        Period.FOLLOW_UP,
        rf"(?:follow(?:ed|ing)?[\s-]?up|followed(?!\s+by\b)|monitored|observed|observation|surveillance)"
        rf"(?:\s+(?:patients?|participants?|subjects?|children|visits?|clinically|prospectively))?"
        rf"{_FILL}\s*(?:\(|:|-|=)?\s*$",
    ),
    (
        Period.WHOLE,
        rf"(?:(?:total|study|trial) (?:duration|length|participation)|duration of (?:the )?(?:study"
        rf"|trial|participation)"
        rf"|(?:study|trial|participation) (?:will )?(?:lasts?|takes?)|participation (?:in (?:the"
        rf"|this) study )?"
        rf"(?:will )?(?:last|be)|(?:in|on) (?:the|this) study){_FILL}\s*(?:\(|:|-)?\s*$",
    ),
    (
        Period.TREATMENT,
        rf"(?:treatment|therapy|intervention|dosing|administration|training|program(?:me)?|maintenance)s?\s+"
        rf"(?:period|phase|duration|course|time|will\s+last|lasts?|lasting|(?:is|was|are"
        rf"|will\s+be)\s+(?:given\s+|continued\s+)?for)"
        rf"{_FILL}\s*(?:\(|:|-)?\s*$",
    ),
)
_AFTER: tuple[tuple[Period, str], ...] = (
    (Period.WASHOUT, r"[\s-]*(?:[\w-]+\s+){0,2}wash-?\s?out"),
    (Period.RUN_IN, r"[\s-]*(?:[\w-]+\s+){0,3}(?:run-?\s?in|lead-?in)"),
    (Period.SCREENING, r"[\s-]*(?:[\w-]+\s+){0,1}(?:screening)\s*(?:period|phase|\)|,|$)"),
    (
        Period.FOLLOW_UP,
        r"[\s-]*(?:of\s+)?(?:[\w-]+\s+){0,2}(?:follow(?:ing)?[\s-]?up|observation(?:al)? period"
        r"|surveillance)",
    ),
    (
        Period.TREATMENT,
        r"[\s-]*(?:of\s+)?(?:(?:double|single|triple)[\s-]blind\w*,?\s*|open[\s-]label\s+|(?!follow"
        r"|screen|wash|after|before|prior|from|since|without|off|of\s+no)"
        r"[\w-]+,?\s+){0,3}(?:treatment|therapy|intervention|dosing|training|program(?:me)?)s?"
        r"(?:\s+(?:period|phase|course))?\b(?!\s+cycles?\b)",
    ),
    (Period.WHOLE, r"[\s-]*(?:[\w-]+[\s,]+){0,3}(?:study|trial)\s+(?:duration|participation|period)"),
)
_BEFORE_RE = [(period, Pattern(text)) for period, text in _BEFORE]
_AFTER_RE = [(period, Pattern(text)) for period, text in _AFTER]
_FOR = Pattern(
    r"(?:\bfor|\bx|\bover|\bduring|\bacross|\bthrough|\bthroughout|\buntil)\s+(?:(?:up to|no more than|a|an"
    r"|the"
    r"|approximately|about|at least|"
    r"total|maximum|period|duration|of|course|minimum|another|further|additional|planned|first|next|one|"
    r"continuous|consecutive|around|entire)\s+)*\(?\s*$"
)
# "followed weekly for 3 months": what the patients are is said at the start of the clause.
_FOLLOWED = Pattern(r"\bfollow(?:ed|[\s-]?up)\b(?! by\b)[^.;]*$")
_GIVEN = Pattern(
    r"\b(?:receiv\w+|tak(?:e|es|ing|en)\b|treat\w*|administ\w+|given|dos(?:e|es|ed|ing)|daily|weekly|monthly|"
    r"inject\w*|infus\w*|sessions?|therap\w+|exercis\w+|tablets?|capsules?|mg|once|twice|every|continue\w*|"
    r"supplement\w*|appl(?:y|ied)|use[sd]?|train\w*|consume\w*|maintain\w*)\b"
)
# Lengths that belong to something else: before joining, since an event, how long one session takes.
_FOREIGN_BEFORE = Pattern(
    r"(?:within|in the (?:past|last|previous|prior|preceding)|(?:past|last|previous|prior|preceding)"
    r"|stable for|"
    r"history of|every|each|older than|younger than|aged?|survival of|first|half-life\D{0,20})"
    r"(?:\s+(?:at least|approximately|about|the|a))*\s*$"
)
_FOREIGN_AFTER = Pattern(
    r"[\s-]*(?:\w+\s+)?(?:before|prior|preceding|earlier|ago|apart|intervals?|cycles?|per\b|a day|off\b"
    r"|old\b|between (?:(?:two|each|the|every) )?(?:treat|dos|inject|infus|session)|"
    r"survival|overall survival|progression|half-life|after (?:birth|diagnosis)|(?:with)?out\b"
    r"|off (?:treat|drug|therap)|treatment-free|drug-free"
    r"|(?:from|since|after) (?:the )?(?:start|initiation|treatment|first|last|randomi|enrol))"
)
# Cells are cultured for weeks before anybody is treated.
_IN_THE_LABORATORY = Pattern(r"\b(?:cultur|incubat|stored|expand|cryopreserv|frozen|grown|ferment)\w*[^.;]*$")
# How long people were sought, and how long something is measured.
_NO_TREATMENT = Pattern(
    r"\b(?:recruit\w*|enrol\w*|accru\w*|questionnaires?|surveys?|diar(?:y|ies)|washings|swabs?|cultures?|samples?"
    r"|assess\w*|measur\w*|monitor\w*|record\w*)\b"
    r"(?![^.;]*\b(?:receiv|tak(?:e|ing)|treat|administ|given|inject|infus|train|exercis|therap))[^.;]*$"
    r"|\bnot\s+(?:be\s+)?(?:receiv\w+|given|treated|contacted)\b[^.;]*$|\bdelay\s+of\b[^.;]*$"
)
# "A 16-week treatment course and 24-week follow-up": what comes next decides, not what came before.
_FOLLOW_UP_NEXT = Pattern(r"[\s-]*follow[\s-]?up\b")
# "For 5 days every 4 weeks", "for 5 days of each cycle": the days of one round.
_AGAIN = Pattern(
    r"[\s,]*(?:\(?(?:repeated\s+)?every|(?:of|after|in)\s+(?:each|every)\b|of\s+(?:a|the)\s+[\w-]*\s*(?:cycle|course)"
    r"|(?:and\s+|then\s+)?(?:followed\s+by\s+)?(?:an?\s+)?\d{1,2}[\s-](?:days?|weeks?)\s+(?:of\s+)?(?:rest|off|break)"
    r"|for\s+\w+\s+(?:successive|consecutive)\s+months)\b"
)
_THROUGH = Pattern(r"\bdays?\s+1\s*(?:-|–|to|through|until)\s*(?:day\s+)?([7-9]|[1-9]\d{1,2})\b")
_ROUNDS = Pattern(
    r"\b(?:cycles?|courses?|every|each|repeat\w*|rounds?|blocks?|phase|induction|consolidation)\b"
)
_NEAR = 110  # letters before a length in which its meaning is looked for
_ABOUT_TREATMENT = {"ArmGroupDescription", "InterventionDescription", "ArmGroupLabel", "InterventionName"}


def _through(sentence: Quote, text: str) -> Iterator[Stretch]:
    """ "Given on days 1 through 14": fourteen days, unless the days are those of a round."""
    for match in _THROUGH.finditer(text):
        if _ROUNDS.within(sentence.passage.text) or not _GIVEN.within(text[: match.start()]):
            continue
        days, start = float(match[1]), sentence.span.start
        at = Span(start=start + match.start(), end=start + match.end())
        length = Length(low=days, high=days, unit="day")
        yield Stretch(period=Period.TREATMENT, length=length, quote=sentence, at=at)


def stretches(sentence: Quote) -> Iterator[Stretch]:
    """Each length of a day or more in a sentence whose meaning its neighbours give away."""
    text = sentence.span.of(sentence.passage.text)
    yield from _through(sentence, text)
    for span, length in lengths(text):
        if length.unit in {"minute", "hour"} or (
            length.unit in {"day", "week"} and _AGAIN.at_start(text[span.end :])
        ):
            continue
        period = _period(text, span, sentence.passage.piece)
        if period is not None:
            start = sentence.span.start
            at = Span(start=start + span.start, end=start + span.end)
            yield Stretch(period=period, length=length, quote=sentence, at=at)


def _period(text: str, span: Span, piece: str) -> Period | None:
    before, after = text[max(0, span.start - _NEAR) : span.start], text[span.end : span.end + 60]
    if _FOREIGN_BEFORE.within(before) or (_FOR.within(before) and _IN_THE_LABORATORY.within(before)):
        return None
    if _FOLLOW_UP_NEXT.at_start(after):
        return Period.FOLLOW_UP
    for period, pattern in _BEFORE_RE:
        if pattern.within(before):
            return period
    if _FOREIGN_AFTER.at_start(after):
        return None
    for period, pattern in _AFTER_RE:
        if pattern.at_start(after):
            return period
    return _by_its_clause(text[: span.start], piece) if _FOR.within(before) else None


def _by_its_clause(before: str, piece: str) -> Period | None:
    """What "for 3 months" is the length of: by the words at the start of its clause."""
    if _FOLLOWED.within(before):
        return Period.FOLLOW_UP
    if _NO_TREATMENT.within(before):
        return None
    given = _GIVEN.within(before[-_NEAR:]) or piece in _ABOUT_TREATMENT
    return Period.TREATMENT if given else None
