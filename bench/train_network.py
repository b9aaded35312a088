"""Train the network of mentions on annotated passages; ``bench.train_entities`` calls it."""

from __future__ import annotations

import io
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
from numpy.typing import NDArray

from bench.network_training import Array, Passage, Row, Trainer, row_of
from trialogue.eligibility.entities_network import STEPS, letters, word_form

_UNKNOWN, _SEED = 1, 0
#: Habits of marking that are told apart: Chia's, and that of short spans.
SCHEMES = 2
_LETTER, _SPELLING, _SIGN = 16, 48, 8
_PACE, _TOKENS = 3e-3, 1000
#: So many passages that teachers marked are drawn in each epoch for each that a person marked.
_SILVER = 1.3
_HIDDEN_WORDS = 0.04
_KEPT = 0.995
#: A sign or a letter that is rarer in the training is not told apart.
_RARE = 5


@dataclass(frozen=True, slots=True)
class _Way:
    """Columns of a layer, epochs, and the share of parts that are left out at random.

    ``weighing``: how much the network then counts beside the linear chain, and the likelihood that a token
    belongs to nothing.
    """

    wide: int
    epochs: int
    dropped: float
    weighing: tuple[float, float]


_FROM_PERSONS = _Way(160, 16, 0.25, (2.0, 0.8))
_FROM_TEACHERS_TOO = _Way(256, 8, 0.15, (3.0, 0.7))


@dataclass(frozen=True, slots=True)
class Tagged:
    """A passage as read: its tokens, signs, features and label of each, and by which habit it was marked."""

    tokens: list[str]
    signs: Sequence[Sequence[str]]
    features: list[list[str]]
    labels: list[str]
    short: bool


@dataclass(frozen=True, slots=True)
class Silver:
    """A passage as read, and what a teacher says: how likely each label is by habit, token and label."""

    tokens: list[str]
    signs: Sequence[Sequence[str]]
    chances: Array


@dataclass(frozen=True, slots=True)
class Vectors:
    """Words with what they learnt from texts without annotations, a row each."""

    words: list[str]
    rows: Array


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The numbers of words, letters, signs and labels, and how many signs a token has."""

    words: dict[str, int]
    letters: dict[str, int]
    signs: dict[str, int]
    labels: dict[str, int]
    seen: int

    def marked(self, one: Tagged) -> Passage:
        """The passage in numbers, with the labels that a person gave."""
        sure = np.eye(len(self.labels), dtype=np.float32)
        return self._passage(one, sure[[self.labels[label] for label in one.labels]], int(one.short))

    def said(self, one: Silver) -> list[Passage]:
        """The passage in numbers for each habit, with what the teacher says."""
        return [self._passage(one, wanted, habit) for habit, wanted in enumerate(one.chances)]

    def _passage(self, one: Tagged | Silver, wanted: Array, scheme: int) -> Passage:
        return Passage(
            words=[self.words.get(word_form(token), _UNKNOWN) for token in one.tokens],
            spelt=[tuple(self.letters.get(c, _UNKNOWN) for c in letters(t)) for t in one.tokens],
            signs=[[self.signs.get(sign, 0) for sign in own] for own in one.signs],
            wanted=wanted,
            scheme=scheme,
        )


@dataclass(frozen=True, slots=True)
class Taught:
    """What is learnt from: passages that persons marked, and by habit those that teachers marked."""

    marked: list[Passage]
    silver: list[list[Passage]]

    @property
    def way(self) -> _Way:
        """How to learn from them."""
        return _FROM_TEACHERS_TOO if self.silver else _FROM_PERSONS

    def passages(self, shuffle: Random) -> list[Passage]:
        """Those of one epoch: all that persons marked, and a draw of the others, each by one habit."""
        many = min(len(self.silver), int(_SILVER * len(self.marked)))
        order = self.marked + [shuffle.choice(habits) for habits in shuffle.sample(self.silver, many)]
        shuffle.shuffle(order)
        return order


def train_network(
    tagged: list[Tagged], vectors: Vectors, labels: list[str], silver: Sequence[Silver] = ()
) -> bytes:
    """The file of a network that learnt from the passages: with an output for each habit that was taught."""
    signs = Counter(sign for one in tagged for own in one.signs for sign in own)
    spelt = Counter(c for one in tagged for token in one.tokens for c in token)
    alphabet = Alphabet(
        words={word: at + 2 for at, word in enumerate(vectors.words)},
        letters={c: at + 2 for at, c in enumerate(sorted(c for c in spelt if spelt[c] >= _RARE))},
        signs={sign: at + 1 for at, sign in enumerate(sorted(s for s in signs if signs[s] >= _RARE))},
        labels={label: at for at, label in enumerate(labels)},
        seen=len(tagged[0].signs[0]),
    )
    draw = np.random.default_rng(_SEED)
    taught = Taught([alphabet.marked(one) for one in tagged], [alphabet.said(one) for one in silver])
    begun = _begin(alphabet, vectors, taught.way.wide, draw)
    schemes = sorted({one.scheme for one in taught.passages(Random(_SEED))})
    return _file(_spoken(_learn(Trainer(begun), taught, draw), schemes), alphabet, taught.way)


def _learn(trainer: Trainer, taught: Taught, draw: np.random.Generator) -> dict[str, Array]:
    """The weights, averaged over the second half of the way."""
    shuffle, mean, done = Random(_SEED), {}, 0
    warm = len(list(_rows(taught.passages(Random(_SEED)))))
    steps = taught.way.epochs * warm
    for _ in range(taught.way.epochs):
        for row in _rows(taught.passages(shuffle)):
            rest = max(0.0, (done - warm) / (steps - warm))
            pace = _PACE * min(1.0, 0.1 + done / warm) * (0.51 + 0.49 * math.cos(math.pi * min(1.0, rest)))
            row.words = np.where(draw.random(len(row.words)) < _HIDDEN_WORDS, _UNKNOWN, row.words)
            trainer.step(row, pace, draw, taught.way.dropped)
            done += 1
            if done == steps // 2:
                mean = {name: w.copy() for name, w in trainer.weights.items()}
            elif done > steps // 2:
                for name, w in trainer.weights.items():
                    mean[name] += (1 - _KEPT) * (w - mean[name])
    return mean


def _spoken(weights: dict[str, Array], schemes: list[int]) -> dict[str, Array]:
    """The weights with the outputs of these habits only."""
    outputs = np.split(weights["out"], SCHEMES, axis=1)
    kept = {
        "out": np.concatenate([outputs[at] for at in schemes], axis=1),
        "out_bias": weights["out_bias"][schemes],
    }
    return weights | kept


def _rows(passages: Iterable[Passage]) -> Iterator[Row]:
    chosen: list[Passage] = []
    size = 0
    for one in passages:
        chosen.append(one)
        size += len(one.words)
        if size >= _TOKENS:
            yield row_of(chosen)
            chosen, size = [], 0
    if chosen:
        yield row_of(chosen)


def _begin(alphabet: Alphabet, vectors: Vectors, wide: int, draw: np.random.Generator) -> dict[str, Array]:
    def drawn(rows: int, columns: int, size: float) -> Array:
        return (draw.standard_normal((rows, columns)) * size).astype(np.float32)

    size = float(np.linalg.norm(vectors.rows, axis=1).mean())
    inside = vectors.rows.shape[1] + _SPELLING + alphabet.seen * _SIGN
    weights = {
        "word": np.vstack([np.zeros((2, vectors.rows.shape[1]), dtype=np.float32), vectors.rows / size]),
        "letter": drawn(len(alphabet.letters) + 2, _LETTER, 0.3),
        "spell": drawn(3 * _LETTER, _SPELLING, (3 * _LETTER) ** -0.5),
        "spell_bias": np.zeros(_SPELLING, dtype=np.float32),
        "sign": drawn(len(alphabet.signs) + 1, _SIGN, 0.3),
        "out": drawn(inside + len(STEPS) * wide, SCHEMES * len(alphabet.labels), 0.03),
        "out_bias": np.zeros((SCHEMES, len(alphabet.labels)), dtype=np.float32),
    }
    below = inside
    for number in range(len(STEPS)):
        weights[f"layer{number}"] = drawn(3 * below, wide, (1.5 / (3 * below)) ** 0.5)
        weights[f"layer{number}_bias"] = np.zeros(wide, dtype=np.float32)
        below = wide
    weights["letter"][0] = 0.0
    return weights


def _text(names: dict[str, int]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(names).encode(), dtype=np.uint8)


def _file(weights: dict[str, Array], alphabet: Alphabet, way: _Way) -> bytes:
    stored: dict[str, NDArray[np.generic]] = {
        "weighing": np.array(way.weighing, dtype=np.float32),
        "words": _text(alphabet.words),
        "letters": _text(alphabet.letters),
        "signs": _text(alphabet.signs),
        "labels": _text(alphabet.labels),
    }
    for name, w in weights.items():
        scale = np.maximum(np.abs(w).max(axis=0), 1e-9) / 127
        stored[name] = np.round(w / scale).astype(np.int8)
        stored[f"{name}_scale"] = scale.astype(np.float32)
    out = io.BytesIO()
    np.savez_compressed(out, allow_pickle=False, **stored)
    return out.getvalue()
