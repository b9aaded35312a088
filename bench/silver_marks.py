"""What teachers say of passages of public records: ``bench/judgements/silver_mentions.npz``.

The file holds places in a record's criteria, sums by which another version is known, and how likely each
label is for each token, by habit of drawing spans: no words. ``bench.silver_mentions`` makes it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.network_training import Array
from bench.train_network import Silver
from trialogue.eligibility.entities_features import (
    Token,
    comparison_marks,
    described,
    signs_of,
    tokens_of,
)
from trialogue.model.study import Study

PLACE = Path(__file__).parent / "judgements" / "silver_mentions.npz"
_SURE = 255
Span = tuple[int, int]
Marks = list[tuple[int, int, str]]


@dataclass(frozen=True, slots=True)
class Unmarked:
    """A passage of a record: its place, its tokens, the comparisons in it and the signs of its tokens."""

    name: str
    span: Span
    tokens: list[Token]
    marks: Marks
    signs: list[tuple[str, ...]]


def first_criteria(records: Iterable[Study]) -> dict[str, str]:
    """The criteria of each record, of several versions of the first; those without are left out."""
    texts: dict[str, str] = {}
    for study in records:
        texts.setdefault(str(study.nct_id), study.eligibility.criteria or "")
    return {name: text for name, text in texts.items() if text}


def unmarked(name: str, text: str, spans: Iterable[Span]) -> Iterator[Unmarked]:
    """The passages of a record between these places."""
    marks = comparison_marks(text)
    for start, end in spans:
        tokens = tokens_of(text, start, end)
        if tokens:
            near = [mark for mark in marks if mark[0] < end and start < mark[1]]
            yield Unmarked(name, (start, end), tokens, near, signs_of(described(tokens, near)))


def write_silver(place: Path, passages: Sequence[Unmarked], chances: Sequence[Array]) -> None:
    """Write places, and chances as whole numbers of one byte."""
    np.savez_compressed(
        place,
        allow_pickle=False,
        names=np.frombuffer("\n".join(one.name for one in passages).encode(), dtype=np.uint8),
        spans=np.array([one.span for one in passages], dtype=np.int32),
        sums=np.array([_sum(one) for one in passages], dtype=np.uint32),
        chances=np.concatenate([np.round(one * _SURE).astype(np.uint8) for one in chances], axis=1),
    )


def read_silver(place: Path, records: Iterable[Study]) -> list[Silver]:
    """The passages, in the order in which they were written.

    Raises ValueError where a record does not hold what was marked: another version of it was.
    """
    texts = first_criteria(records)
    with np.load(place, allow_pickle=False) as stored:
        names = bytes(stored["names"]).decode().split("\n")
        spans = [(int(start), int(end)) for start, end in stored["spans"]]
        sums = stored["sums"].tolist()
        chances = stored["chances"].astype(np.float32)
    chances /= chances.sum(axis=2, keepdims=True)
    by_name: dict[str, list[Span]] = {}
    for name, span in zip(names, spans, strict=True):
        by_name.setdefault(name, []).append(span)
    found = [one for name, own in by_name.items() for one in unmarked(name, texts.get(name, ""), own)]
    if [_sum(one) for one in found] != sums:
        raise ValueError(f"{place.name}: the records are not those that were marked")
    ends = np.cumsum([len(one.tokens) for one in found])[:-1]
    return [
        Silver(tokens=[token.text for token in one.tokens], signs=one.signs, chances=part)
        for one, part in zip(found, np.split(chances, ends, axis=1), strict=True)
    ]


def _sum(one: Unmarked) -> int:
    return zlib.crc32("\t".join(token.text for token in one.tokens).encode())
