"""A sentence for a reader, with where it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from trialogue.model.provenance import Origin, Provenance
from trialogue.model.study import Study

NOT_SAID = "The record does not say. Ask the study team."


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Plain words and their sources; a sentence without a source cannot be built."""

    words: str
    sources: tuple[Provenance, ...]

    def __post_init__(self) -> None:
        if not self.words.strip():
            raise ValueError("a sentence needs words")
        if not self.sources:
            raise ValueError(f"{self.words[:40]!r} needs a source")


def distinct(sentences: Iterable[Sentence]) -> list[Sentence]:
    """Without those whose words an earlier one says."""
    found: dict[str, Sentence] = {}
    for one in sentences:
        found.setdefault(one.words, one)
    return list(found.values())


def from_piece(study: Study, piece: str, quote: str | None = None, rule: str | None = None) -> Provenance:
    """The source of something that a piece of the record states."""
    return Provenance(
        origin=Origin.REGISTRY if rule is None else Origin.DERIVED,
        piece=piece,
        record_date=study.dates.last_update,
        quote=quote,
        rule=rule,
    )


def from_rule(study: Study, rule: str, *pieces: str) -> Provenance:
    """The source of something that follows from the record by a rule of this room."""
    return Provenance(
        origin=Origin.DERIVED,
        piece=", ".join(pieces) or None,
        record_date=study.dates.last_update,
        rule=rule,
    )


def say(study: Study, words: str, piece: str, quote: str | None = None) -> Sentence:
    """A sentence that one piece of the record bears out."""
    return Sentence(words=words, sources=(from_piece(study, piece, quote),))


def unknown(study: Study, rule: str, *pieces: str) -> Sentence:
    """The record leaves it out: say so, and whom to ask."""
    return Sentence(words=NOT_SAID, sources=(from_rule(study, rule, *pieces),))
