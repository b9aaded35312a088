"""Vectors of words from texts without annotations: words that stand among the same words lie near.

Counts of neighbours in criteria and descriptions of public records, as positive pointwise mutual
information, brought down to a hundred columns by a randomised singular value decomposition.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np

from bench.network_training import Array
from bench.train_network import Vectors
from trialogue.eligibility.entities_features import tokens_of
from trialogue.eligibility.entities_network import word_form
from trialogue.model.study import Study

_WORDS, _NEIGHBOURS, _COLUMNS = 18_000, 4_000, 100
_REACH = 4
#: Mutual information is damped so that rare neighbours do not outweigh all others.
_DAMPED, _SHIFT = 0.75, 0.7
_LINE = re.compile(r"[^\n]+")


def word_vectors(studies: Iterable[Study]) -> Vectors:
    """The vectors of the most frequent words of the studies' texts."""
    lines = [line for study in studies for line in _lines(study)]
    counted = Counter(word for line in lines for word in line)
    words = [word for word, _ in counted.most_common(_WORDS)]
    place = {word: at for at, word in enumerate(words)}
    gap = [-1] * _REACH
    row = np.array([at for line in lines for at in (*(place.get(w, -1) for w in line), *gap)])
    return Vectors(words=words, rows=_reduced(_information(_neighbours(row, len(words)))))


def _lines(study: Study) -> Iterator[list[str]]:
    texts = [study.eligibility.criteria, study.brief_summary, study.detailed_description]
    for text in texts:
        for line in _LINE.findall(text or ""):
            yield [word_form(token.text) for token in tokens_of(line, 0, len(line))]


def _neighbours(row: np.ndarray[tuple[int], np.dtype[np.int64]], words: int) -> Array:
    width = min(_NEIGHBOURS, words)
    counts = np.zeros(words * width, dtype=np.float32)
    for step in range(1, _REACH + 1):
        for one, other in ((row[:-step], row[step:]), (row[step:], row[:-step])):
            known = (one >= 0) & (other >= 0) & (other < width)
            np.add.at(counts, one[known] * width + other[known], np.float32(1 / step))
    return counts.reshape(words, width)


def _information(counts: Array) -> Array:
    by_word = counts.sum(axis=1, keepdims=True)
    by_neighbour = counts.sum(axis=0, keepdims=True) ** _DAMPED
    by_neighbour /= by_neighbour.sum()
    expected = by_word @ by_neighbour
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.log(counts / expected) - np.float32(_SHIFT)
    return np.asarray(np.maximum(np.nan_to_num(found, neginf=0.0), 0.0), dtype=np.float32)


def _reduced(table: Array) -> Array:
    columns = min(_COLUMNS, *table.shape)
    draw = np.random.default_rng(0).standard_normal((table.shape[1], columns + 20)).astype(np.float32)
    for _ in range(4):
        draw = np.linalg.qr(table.T @ (table @ draw))[0].astype(np.float32)
    left, sizes, _ = np.linalg.svd(table @ draw, full_matrices=False)
    reduced = left[:, :columns] * np.sqrt(sizes[:columns])
    lengths = np.linalg.norm(reduced, axis=1, keepdims=True)
    return np.asarray(reduced / np.maximum(lengths, 1e-6), dtype=np.float32)
