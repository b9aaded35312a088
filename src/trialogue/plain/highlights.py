"""What stands out about a study: a table of rules, each with the record's words that fired it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from trialogue.eligibility.patterns import Pattern
from trialogue.model.provenance import Provenance
from trialogue.model.study import Study
from trialogue.plain.highlight_rules import FIELD_RULES
from trialogue.plain.passages import Passage, Quote, passages, sentences, source, unescaped
from trialogue.plain.sentence import from_piece
from trialogue.plain.triggers import Seeker, Texts, Trigger, trigger

_NEAR_ENOUGH = Pattern(r"geographic(?:al)? accessib|live within|reside within")
_DESCRIPTIONS = frozenset({"BriefSummary", "DetailedDescription"})
# What a description says of this study names who gets something, or that it is given.
_HERE = Pattern(
    r"\b(?:will|receiv\w+|inject\w*|infus\w+|transplant\w*|administ\w+|given|treated|harvest\w*|collect\w*"
    r"|isolat\w+|implant\w*|hospitali[sz]ed|admitted|patients?|participants?|subjects?|stay\w*)\b"
)
_OTHERS = Pattern(
    r"\b(?:evidence|literature|previous\w*|hypothes\w+"
    r"|(?:studies|trials|reports|data|authors) (?:have|has|had|show|suggest|investigat|demonstrat|evaluat)\w*"
    r"|(?:has|have) (?:been|shown|demonstrated|reported|become))\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """A fact of the design or the burden, never an award. ``means`` is what follows for the reader."""

    id: str
    words: str
    means: str
    source: Provenance
    order: int = 50


@dataclass(frozen=True, slots=True)
class _TextRule:
    id: str
    named: Trigger
    unless: Pattern | None
    words: str
    means: str
    order: int
    given: bool
    origin: bool


@cache
def _text_rules() -> tuple[_TextRule, ...]:
    raw = tomllib.loads(files(__package__).joinpath("highlights.toml").read_text(encoding="utf-8"))
    return tuple(
        _TextRule(
            key,
            trigger(row["pattern"], *row["near"]),
            Pattern(row["unless"]) if "unless" in row else None,
            row["words"],
            row["means"],
            row["order"],
            row.get("given", False),
            row.get("origin", False),
        )
        for key, row in raw.items()
    )


@cache
def _seeker() -> Seeker:
    return Seeker(rule.named for rule in _text_rules())


def highlights(study: Study) -> tuple[Highlight, ...]:
    """Every rule that fires, in order of weight for a decision, each with its source.

    Rules on fields (placebo groups, masking, healthy volunteers …) are functions; rules on text
    are patterns over single sentences, so the sentence shown is the one that fired.
    """
    found = [*_from_fields(study), *_from_text(study)]
    return tuple(sorted(found, key=lambda h: (h.order, h.id)))


def _from_fields(study: Study) -> Iterator[Highlight]:
    for rule in FIELD_RULES:
        fired = rule.fires(study)
        if fired is not None:
            yield Highlight(
                id=rule.id,
                words=fired.words,
                means=fired.means,
                source=from_piece(study, fired.piece, fired.quote, rule.id),
                order=rule.order,
            )


def _from_text(study: Study) -> Iterator[Highlight]:
    texts = _seeker().texts((*passages(study), *_titles(study)))
    found = [(rule, q) for rule in _text_rules() if (q := _fired(rule, texts)) is not None]
    settled = any(rule.origin and not _described(q) for rule, q in found)
    for rule, quote in found:
        if not (rule.origin and settled and _described(quote)):
            yield Highlight(
                id=rule.id,
                words=rule.words,
                means=rule.means,
                source=source(study, quote, rule.id),
                order=rule.order,
            )


def _fired(rule: _TextRule, texts: Texts) -> Quote | None:
    """The sentence that makes a rule fire; of what is given, one of a title, group or treatment first."""
    quotes = (q for q in texts.quotes(rule.named) if not _barred(rule, q))
    return min(quotes, key=_described, default=None) if rule.given else next(quotes, None)


def _described(quote: Quote) -> bool:
    return quote.passage.piece in _DESCRIPTIONS


def _barred(rule: _TextRule, quote: Quote) -> bool:
    if rule.unless is not None and rule.unless.within(quote.words):
        return True
    if not rule.given:
        return False
    if quote.passage.piece.startswith(("Primary", "Secondary")):
        return True
    return _described(quote) and (_OTHERS.within(quote.words) or not _HERE.within(quote.words))


def _titles(study: Study) -> Iterator[Passage]:
    yield Passage(piece="BriefTitle", text=study.brief_title)
    if study.official_title:
        yield Passage(piece="OfficialTitle", text=study.official_title)
    if study.design.model_description:
        yield Passage(
            piece="DesignInterventionModelDescription", text=unescaped(study.design.model_description)
        )
    if study.eligibility.criteria:
        yield from _bearing(study)


def _bearing(study: Study) -> Iterator[Passage]:
    """Criteria on reaching the site say that one has to travel; other criteria say nothing here."""
    text = unescaped(study.eligibility.criteria)
    if not _NEAR_ENOUGH.within(" ".join(text.split())):
        return
    for quote in sentences(Passage(piece="EligibilityCriteria", text=text)):
        if _NEAR_ENOUGH.within(quote.words):
            yield Passage(piece="EligibilityCriteria", text=quote.words)
