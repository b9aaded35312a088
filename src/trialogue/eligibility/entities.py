"""Mentions in criteria: conditions, drugs, procedures, measurements, values and times.

A model finds them (trained on Chia, see ``docs/eligibility.md``); values come from the grammar of
comparisons. Without the model's file, names of the table of facts and words by their
endings are found: fewer, and with rougher edges.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from trialogue.eligibility.comparisons import find_comparisons
from trialogue.eligibility.entities_features import Token, comparison_marks, tokens_of
from trialogue.eligibility.entities_model import MODEL_FILE, OUT, Model
from trialogue.eligibility.entities_passages import passages_of
from trialogue.eligibility.entities_words import named_entities
from trialogue.eligibility.entity import Entity, EntityType, Spans

_QUANTITY = {EntityType.VALUE, EntityType.TEMPORAL}
#: Words that are a mention wherever the model sees none.
_PLAIN = {
    EntityType.TEMPORAL: r"past (?:medical )?history|history|currently|current|previously|previous|ongoing"
    r"|pre-?existing|scheduled|planned|undergoing|prior(?!\s+to)|h/o|recent|active",
    EntityType.CONDITION: r"(?:pregnant|pregnancy|breast[- ]?feeding|lactating|lactation"
    r"|infections?)(?!\s+tests?)",
    EntityType.PROCEDURE: r"birth control|contraception|pacemakers?",
}
_PLAIN_WORDS = {
    kind: re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE) for kind, words in _PLAIN.items()
}
#: What no name begins or ends with, though the model now and then takes it in.
_SMALL = r"and|or|of|the|an?|to|for|with|in|by|has|have|is|are|as|[,.;:/]"
_BEFORE, _BEHIND = re.compile(rf"{_SMALL}|\)"), re.compile(rf"{_SMALL}|[(-]")


class Finder:
    """Finds mentions with one model, or with words alone where there is none."""

    def __init__(self, model: bytes | None, spans: Spans = Spans.SHORT) -> None:
        self._model = None if model is None else Model(model, spans)

    def find(self, text: str) -> tuple[Entity, ...]:
        """All mentions, in order of place."""
        places = [(0, len(text))] if self._model is None else passages_of(text)
        found = list(named_entities(text)) if self._model is None else _tagged(self._model, text, places)
        values = [
            Entity(type=EntityType.VALUE, start=c.start, end=c.end)
            for c in find_comparisons(text)
            if not c.is_time
        ]
        valued = _covered(text, [(v.start, v.end) for v in values])
        found = [e for e in found if e.type not in _QUANTITY or not any(valued[e.start : e.end])]
        found += values
        taken, inside = _covered(text, [(e.start, e.end) for e in found]), _covered(text, places)
        found += [e for e in _plain(text) if not any(taken[e.start : e.end])]
        whole = {e for e in found if inside[e.start]}
        return tuple(sorted(whole, key=lambda e: (e.start, e.end, e.type)))


@cache
def default_finder(spans: Spans = Spans.SHORT) -> Finder:
    """The finder with the model that is installed, if one is."""
    model = files("trialogue.eligibility").joinpath(MODEL_FILE)
    return Finder(model.read_bytes() if model.is_file() else None, spans)


def _tagged(model: Model, text: str, passages: Iterable[tuple[int, int]]) -> list[Entity]:
    marks = comparison_marks(text)
    found: list[Entity] = []
    for start, end in passages:
        tokens = tokens_of(text, start, end)
        if tokens:
            near = [mark for mark in marks if mark[0] < end and start < mark[1]]
            found += mentions_of(tokens, model.labels(tokens, near))
    return found


def mentions_of(tokens: list[Token], labels: Iterable[str]) -> list[Entity]:
    """The mentions of a passage by the label of each token."""
    runs: list[tuple[EntityType, int, int]] = []
    for at, label in enumerate(labels):
        if label.startswith("B-"):
            runs.append((EntityType(label[2:]), at, at + 1))
        elif label != OUT:
            runs[-1] = (*runs[-1][:2], at + 1)
    words = [token.text.lower() for token in tokens]
    named = [run if run[0] in _QUANTITY else (run[0], *_name(words, *run[1:])) for run in runs]
    return [
        Entity(type=kind, start=tokens[low].start, end=tokens[high - 1].end)
        for kind, low, high in named
        if low < high
    ]


def _name(words: list[str], low: int, high: int) -> tuple[int, int]:
    """The range without small words at its ends, and with both brackets of a pair or none."""
    while low < high and _BEFORE.fullmatch(words[low]):
        low += 1
    while low < high and _BEHIND.fullmatch(words[high - 1]):
        high -= 1
    inside = words[low:high]
    missing = inside.count("(") - inside.count(")")
    if missing == 1 and words[high : high + 1] == [")"]:
        high += 1
    elif missing == -1 and words[high - 1] == ")":
        high -= 1
    return low, high


def _plain(text: str) -> Iterator[Entity]:
    for kind, words in _PLAIN_WORDS.items():
        for found in words.finditer(text):
            yield Entity(type=kind, start=found.start(), end=found.end())


def _covered(text: str, ranges: Iterable[tuple[int, int]]) -> bytearray:
    """For each character of the text 1 where a range holds it, else 0."""
    covered = bytearray(len(text))
    for start, end in ranges:
        covered[start:end] = b"\x01" * (end - start)
    return covered
