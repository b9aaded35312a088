"""Mentions in criteria: conditions, drugs, procedures, measurements, values and times.

A linear model finds them (trained on Chia, see ``docs/eligibility.md``); values come from the
grammar of comparisons. Without the model's file, names of the table of facts and words by their
endings are found: fewer, and with rougher edges.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import pycrfsuite

from trialogue.eligibility.comparisons import find_comparisons
from trialogue.eligibility.entities_features import Token, comparison_marks, features, lines_of, tokens_of
from trialogue.eligibility.entities_words import named_entities
from trialogue.eligibility.entity import Entity, EntityType

MODEL_FILE = "entities.crf"
#: A token that the model leaves out less surely than this gets its likeliest type.
_SURE = 0.65
_OUT = "O"
_RECENCY = re.compile(
    r"\b(?:past (?:medical )?history|history|currently|current|previously|previous|ongoing"
    r"|pre-?existing|scheduled|undergoing|prior(?!\s+to)|h/o|recent)\b",
    re.IGNORECASE,
)


class Finder:
    """Finds mentions with one model, or with words alone where there is none."""

    def __init__(self, model: bytes | None) -> None:
        self._tagger = None
        self._model = model  # The tagger reads from these bytes as long as it lives.
        if model is not None:
            self._tagger = pycrfsuite.Tagger()
            self._tagger.open_inmemory(model)

    def find(self, text: str) -> tuple[Entity, ...]:
        """All mentions, in order of place."""
        found = list(named_entities(text)) if self._tagger is None else self._tagged(text)
        values = [
            Entity(type=EntityType.VALUE, start=c.start, end=c.end)
            for c in find_comparisons(text)
            if not c.is_time
        ]
        quantity = {EntityType.VALUE, EntityType.TEMPORAL}
        found = [e for e in found if e.type not in quantity or not any(_overlap(e, v) for v in values)]
        found += values
        found += [e for e in _recency(text) if not any(_overlap(e, other) for other in found)]
        return tuple(sorted(set(found), key=lambda e: (e.start, e.end, e.type)))

    def _tagged(self, text: str) -> list[Entity]:
        marks = comparison_marks(text)
        found: list[Entity] = []
        for start, end in lines_of(text):
            tokens = tokens_of(text, start, end)
            if tokens:
                near = [mark for mark in marks if mark[0] < end and start < mark[1]]
                found += _entities(tokens, self._labels(features(tokens, near)))
        return found

    def _labels(self, rows: list[list[str]]) -> list[str]:
        assert self._tagger is not None
        self._tagger.set(rows)
        labels: list[str] = list(self._tagger.tag())
        names = [name for name in self._tagger.labels() if name != _OUT]
        for at, label in enumerate(labels):
            if label == _OUT and self._tagger.marginal(_OUT, at) < _SURE:
                labels[at] = max(names, key=lambda name: self._tagger.marginal(name, at))  # type: ignore[union-attr]
        return labels


@cache
def default_finder() -> Finder:
    """The finder with the model that is installed, if one is."""
    model = files("trialogue.eligibility").joinpath(MODEL_FILE)
    return Finder(model.read_bytes() if model.is_file() else None)


def find_entities(text: str) -> tuple[Entity, ...]:
    """All mentions of a text, by the installed model."""
    return default_finder().find(text)


def _entities(tokens: list[Token], labels: Iterable[str]) -> list[Entity]:
    found: list[Entity] = []
    open_type: str | None = None
    for token, label in zip(tokens, labels, strict=True):
        name = None if label == _OUT else label[2:]
        if name is not None and name == open_type and label[0] == "I":
            found[-1] = Entity(type=found[-1].type, start=found[-1].start, end=token.end)
        elif name is not None:
            found.append(Entity(type=EntityType(name), start=token.start, end=token.end))
        open_type = name
    return found


def _recency(text: str) -> list[Entity]:
    return [Entity(type=EntityType.TEMPORAL, start=m.start(), end=m.end()) for m in _RECENCY.finditer(text)]


def _overlap(one: Entity, other: Entity) -> bool:
    return one.start < other.end and other.start < one.end
