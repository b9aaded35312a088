"""The record's running text, piece by piece, and the sentences in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from trialogue.model.provenance import Origin, Provenance, Span
from trialogue.model.study import Study

# API v2 text is markdown: a backslash stands before a mark that is meant literally ("\>", "\*").
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>~|^=&])")
_BULLET = re.compile(r"^[ \t]*(?:[*•-]|\d{1,2}[.)])[ \t]+", re.MULTILINE)
_SPACE = re.compile(r"\s+")
# A full stop ends a sentence unless it stands after a common abbreviation or an initial.
# The stop itself comes first: looking back at each letter of a text would take most of the time.
_END = re.compile(
    r"[.!?。](?=\s|$)(?<![\s.(][A-Za-z].)(?<!\be\.g.)(?<!\bi\.e.)(?<!\bvs.)(?<!\bapprox.)(?<!\bDr.)(?<!\bNo.)"
    r"(?<!\bca.)(?<!\bincl.)(?<!\betc.)"
    r"|\n\s*\n|\n(?=[ \t]*(?:[*•-]|\d{1,2}[.)])[ \t])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One text of the record. ``of`` names the arm, intervention or outcome that it belongs to."""

    piece: str
    text: str
    of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of the record and their place: ``span`` is a range of ``passage.text``."""

    passage: Passage
    span: Span

    @property
    def words(self) -> str:
        """The words, without markdown marks or line breaks."""
        return readable(self.span.of(self.passage.text))


@lru_cache(maxsize=8192)
def readable(text: str) -> str:
    """Record text as running words: no markdown escapes, no bullets, single spaces."""
    if "\\" not in text and not (_BULLET.search(text) if "\n" in text else _BULLET.match(text)):
        return " ".join(text.split())
    return _SPACE.sub(" ", _ESCAPE.sub(r"\1", _BULLET.sub(" ", text))).strip()


def unescaped(text: str) -> str:
    """The text with markdown escapes taken out; line breaks and bullets stay."""
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with its words, and with them in lower case."""

    quote: Quote
    words: str
    lowered: str


@lru_cache(maxsize=2048)
def said(passage: Passage) -> tuple[Said, ...]:
    """The sentences of a passage with their words, which many patterns are tried on."""
    pairs = ((quote, quote.words) for quote in sentences(passage))
    return tuple(Said(quote, words, words.lower()) for quote, words in pairs)


@lru_cache(maxsize=4096)
def sentences(passage: Passage) -> tuple[Quote, ...]:
    """The sentences of a passage, in order; no character that is not white space is left out."""
    return tuple(_sentences(passage))


def _sentences(passage: Passage) -> Iterator[Quote]:
    start = 0
    for match in _END.finditer(passage.text):
        if passage.text[start : match.end()].strip():
            yield Quote(passage=passage, span=Span(start=start, end=match.end()))
        start = match.end()
    if passage.text[start:].strip():
        yield Quote(passage=passage, span=Span(start=start, end=len(passage.text)))


def source(study: Study, quote: Quote, rule: str) -> Provenance:
    """Where a quoted statement comes from."""
    words = quote.words
    return Provenance(
        origin=Origin.DERIVED,
        piece=quote.passage.piece,
        record_date=study.dates.last_update,
        quote=words if len(words) <= 400 else words[:399] + "…",
        rule=rule,
    )


def passages(study: Study) -> tuple[Passage, ...]:
    """Every running text about what is done: arms, interventions, outcomes, then descriptions."""
    return tuple(
        Passage(piece=piece, text=unescaped(text), of=of)
        for piece, text, of in _all(study)
        if text and not text.isspace()
    )


def titles(study: Study) -> tuple[Passage, ...]:
    """The titles, where they say anything."""
    pairs = (("BriefTitle", study.brief_title), ("OfficialTitle", study.official_title or ""))
    return tuple(Passage(piece=piece, text=unescaped(text)) for piece, text in pairs if text.strip())


def _all(study: Study) -> Iterator[tuple[str, str | None, str | None]]:
    for arm in study.arms:
        yield "ArmGroupDescription", arm.description, arm.label
        yield "ArmGroupLabel", arm.label, arm.label
    for thing in study.interventions:
        yield "InterventionDescription", thing.description, thing.name
        yield "InterventionName", thing.name, thing.name
    for kind, outcomes in (("Primary", study.primary_outcomes), ("Secondary", study.secondary_outcomes)):
        for outcome in outcomes:
            yield f"{kind}OutcomeTimeFrame", outcome.time_frame, outcome.measure
            yield f"{kind}OutcomeDescription", outcome.description, outcome.measure
    yield "BriefSummary", study.brief_summary, None
    yield "DetailedDescription", study.detailed_description, None
