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
from trialogue.plain.triggers import Seeker, Trigger, trigger

_NEAR_ENOUGH = Pattern(r"geographic(?:al)? accessib|live within|reside within")


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
    for rule in _text_rules():
        quote = next((q for q in texts.quotes(rule.named) if not _barred(rule, q)), None)
        if quote is not None:
            yield Highlight(
                id=rule.id,
                words=rule.words,
                means=rule.means,
                source=source(study, quote, rule.id),
                order=rule.order,
            )


def _barred(rule: _TextRule, quote: Quote) -> bool:
    return rule.unless is not None and rule.unless.within(quote.words)


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
