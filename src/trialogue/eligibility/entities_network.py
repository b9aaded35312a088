"""A small convolutional network that says how likely each token bears each label.

It sees of a token its word (a vector learnt from criteria texts without annotations), its letters and
the signs that the linear model sees too, and looks at up to six tokens on each side. The weights are
whole numbers of one byte with a scale for each column; ``bench.train_network`` makes them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from trialogue.eligibility.entity import Spans

Array = NDArray[np.float32]
#: Tokens are looked at this far apart in the layers.
STEPS = (1, 2, 3)
MOST_LETTERS = 14
_UNKNOWN = 1
_DIGITS = re.compile(r"\d")
_LONG_NUMBER = 4
#: So many tokens are looked at at once, so that the memory that is needed has a limit.
_PIECE = 1000
_SPELLINGS = 20_000


def word_form(token: str) -> str:
    """The form under which a token's vector is kept: small letters, and a number by its length."""
    if not token[0].isdigit():
        return token.lower()
    return _DIGITS.sub("0", token) if len(token) < _LONG_NUMBER else "000"


def letters(token: str) -> str:
    """The letters that are seen of a token: of a long one its beginning and its end."""
    half = MOST_LETTERS // 2
    return token if len(token) <= MOST_LETTERS else token[:half] + token[-half:]


class Network:
    """The network with the weights of one file."""

    def __init__(self, file: bytes, spans: Spans = Spans.SHORT) -> None:
        with np.load(io.BytesIO(file), allow_pickle=False) as stored:
            names = [name for name in stored.files if f"{name}_scale" in stored.files]
            self._weights = {n: stored[n].astype(np.float32) * stored[f"{n}_scale"] for n in names}
            words, known, signs, labels = (
                bytes(stored[name]).decode().split("\n") for name in ("words", "letters", "signs", "labels")
            )
        self.labels = labels
        # An output for each habit of drawing spans (whole, short), or one where only one was taught.
        habits = np.atleast_2d(self._weights["out_bias"])
        spoken = min(int(spans is Spans.SHORT), len(habits) - 1)
        self._out = np.split(self._weights["out"], len(habits), axis=1)[spoken], habits[spoken]
        self._words = {word: at + 2 for at, word in enumerate(words)}
        self._letters = {letter: at + 2 for at, letter in enumerate(known)}
        self._signs = {sign: at + 1 for at, sign in enumerate(signs)}
        self._spelt = lru_cache(maxsize=_SPELLINGS)(self._spelling)

    def chances(self, tokens: Sequence[str], signs: Sequence[Sequence[str]]) -> Array:
        """For each token (rows) the likelihood of each of ``labels`` (columns)."""
        parts = []
        for start in range(0, len(tokens), _PIECE):
            low, high = max(0, start - sum(STEPS)), start + _PIECE + sum(STEPS)
            part = self._piece(tokens[low:high], signs[low:high])
            parts.append(part[start - low : start - low + _PIECE])
        return np.concatenate(parts)

    def _piece(self, tokens: Sequence[str], signs: Sequence[Sequence[str]]) -> Array:
        w = self._weights
        words = w["word"][[self._words.get(word_form(token), _UNKNOWN) for token in tokens]]
        spelt = np.stack([self._spelt(token) for token in tokens])
        seen = w["sign"][[[self._signs.get(sign, 0) for sign in own] for own in signs]]
        layers = [np.concatenate([words, spelt, seen.reshape(len(tokens), -1)], axis=1)]
        for number, step in enumerate(STEPS):
            below = layers[-1]
            around = np.concatenate([_shifted(below, step), below, _shifted(below, -step)], axis=1)
            above = np.maximum(around @ w[f"layer{number}"] + w[f"layer{number}_bias"], 0)
            layers.append(above if number == 0 else below + above)
        scores = np.concatenate(layers, axis=1) @ self._out[0] + self._out[1]
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)

    def _spelling(self, token: str) -> Array:
        w = self._weights
        places = [self._letters.get(letter, _UNKNOWN) for letter in letters(token)]
        drawn = w["letter"][[0, *places, *[0] * (MOST_LETTERS + 1 - len(places))]]
        around = np.concatenate([drawn[:-2], drawn[1:-1], drawn[2:]], axis=1)
        return np.asarray(np.tanh((around @ w["spell"] + w["spell_bias"]).max(axis=0)), dtype=np.float32)


def _shifted(rows: Array, by: int) -> Array:
    moved = np.zeros_like(rows)
    if by > 0:
        moved[by:] = rows[:-by]
    else:
        moved[:by] = rows[-by:]
    return moved
