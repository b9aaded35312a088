"""Gradients and steps for the network of mentions (``trialogue.eligibility.entities_network``).

Passages lie one behind another in one long row of tokens; between two there are empty rows, so that no
layer looks from one passage into the next. ``Trainer.chances`` without a draw of dropped parts equals the
network that ships, but for the rounding of its weights.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trialogue.eligibility.entities_network import MOST_LETTERS, STEPS

Array = NDArray[np.float32]
Places = NDArray[np.int64]
_GAP = max(STEPS)
_SLOW, _FAST, _TINY = 0.98, 0.9, 1e-8
#: Words learn at a tenth of the pace of the rest: they come with what they learnt without annotations.
_WORD_PACE = 0.1


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage in numbers: word of each token, spelling of each, signs of each.

    ``wanted``: how likely each label (column) is to be right for each token (row), 1 for one where a
    person marked it. ``scheme``: by which habit of marking; each has an output of its own.
    """

    words: list[int]
    spelt: list[tuple[int, ...]]
    signs: list[list[int]]
    wanted: Array
    scheme: int = 0


@dataclass(slots=True)
class Row:
    """Many passages in one row."""

    words: Places
    spelling: Places
    letters: Places
    signs: Places
    wanted: Array
    schemes: Places
    real: Array


def row_of(passages: list[Passage]) -> Row:
    """The passages in one row, an empty gap behind each; each spelling once."""
    spellings: dict[tuple[int, ...], int] = {(): 0}
    words, spelt, signs, wanted, schemes, real = [], [], [], [], [], []
    for one in passages:
        words += one.words + [0] * _GAP
        spelt += [spellings.setdefault(s, len(spellings)) for s in one.spelt] + [0] * _GAP
        signs += one.signs + [[0] * len(one.signs[0])] * _GAP
        wanted += [one.wanted, np.zeros((_GAP, one.wanted.shape[1]), dtype=np.float32)]
        schemes += [one.scheme] * (len(one.words) + _GAP)
        real += [1.0] * len(one.words) + [0.0] * _GAP
    letters = np.zeros((len(spellings), MOST_LETTERS + 2), dtype=np.int64)
    for spelling, at in spellings.items():
        letters[at, 1 : 1 + len(spelling)] = spelling
    return Row(
        words=np.array(words),
        spelling=np.array(spelt),
        letters=letters,
        signs=np.array(signs),
        wanted=np.concatenate(wanted),
        schemes=np.array(schemes),
        real=np.array(real, dtype=np.float32)[:, None],
    )


@dataclass(slots=True)
class Trainer:
    """Weights, and what Adam keeps of each."""

    weights: dict[str, Array]
    first: dict[str, Array] = field(default_factory=dict)
    second: dict[str, Array] = field(default_factory=dict)
    steps: int = 0

    def chances(self, row: Row) -> Array:
        """The likelihood of each label for each token of the row, gaps included."""
        return _softmax(self._forward(row, None, 0.0)[0])

    def step(self, row: Row, pace: float, draw: np.random.Generator, dropped: float = 0.25) -> float:
        """One step against the gradient of the mean loss of a row; gives that loss."""
        loss, grads = self.gradients(row, draw, dropped)
        size = float(np.sqrt(sum(float((g * g).sum()) for g in grads.values())))
        self.steps += 1
        for name, grad in grads.items():
            scaled = grad * min(1.0, 3.0 / (size + _TINY))
            at: Any = np.unique(row.words) if name == "word" else slice(None)
            self._adam(name, at, scaled, pace * (_WORD_PACE if name == "word" else 1.0))
        self.weights["letter"][0] = 0.0
        return loss

    def gradients(
        self, row: Row, draw: np.random.Generator | None, dropped: float
    ) -> tuple[float, dict[str, Array]]:
        """The mean loss, and its gradient by each weight; of ``word`` only the rows of words that occur."""
        scores, kept = self._forward(row, draw, dropped)
        chances, many = _softmax(scores), float(row.real.sum())
        at = np.arange(len(row.words))
        loss = float(-(np.log(chances + 1e-12) * row.wanted).sum() / many)
        by_score = np.zeros((len(at), *self.weights["out_bias"].shape), dtype=np.float32)
        by_score[at, row.schemes] = (chances * row.real - row.wanted) / many
        return loss, self._backward(row, by_score.reshape(len(at), -1), kept)

    def _adam(self, name: str, at: Any, grad: Array, pace: float) -> None:
        w = self.weights[name]
        first = self.first.setdefault(name, np.zeros_like(w))
        second = self.second.setdefault(name, np.zeros_like(w))
        first[at] = _FAST * first[at] + (1 - _FAST) * grad
        second[at] = _SLOW * second[at] + (1 - _SLOW) * grad * grad
        up = first[at] / (1 - _FAST**self.steps)
        down = np.sqrt(second[at] / (1 - _SLOW**self.steps)) + _TINY
        w[at] -= pace * (up / down + 1e-3 * w[at])

    def _forward(
        self, row: Row, draw: np.random.Generator | None, dropped: float
    ) -> tuple[Array, dict[str, Any]]:
        w = self.weights
        windows = _windows(w["letter"][row.letters])
        drawn = windows @ w["spell"] + w["spell_bias"]
        best = drawn.argmax(axis=1)
        spelt = np.tanh(np.take_along_axis(drawn, best[:, None], axis=1)[:, 0])
        seen = w["sign"][row.signs].reshape(len(row.words), -1)
        inside = np.concatenate([w["word"][row.words], spelt[row.spelling], seen], axis=1) * row.real
        kept: dict[str, Any] = {"windows": windows, "best": best, "spelt": spelt, "around": [], "lit": []}
        kept["masks"] = [_mask(draw, inside.shape, dropped * 0.75)]
        layers = [inside * kept["masks"][0]]
        for number, step in enumerate(STEPS):
            below = layers[-1]
            around = np.concatenate([_shifted(below, step), below, _shifted(below, -step)], axis=1)
            above = np.maximum(around @ w[f"layer{number}"] + w[f"layer{number}_bias"], 0) * row.real
            kept["around"].append(around)
            kept["lit"].append(above > 0)
            kept["masks"].append(_mask(draw, above.shape, dropped))
            layers.append((above if number == 0 else below + above) * kept["masks"][-1])
        kept["layers"] = np.concatenate(layers, axis=1)
        scores = (kept["layers"] @ w["out"]).reshape(len(row.words), *w["out_bias"].shape) + w["out_bias"]
        return scores[np.arange(len(scores)), row.schemes], kept

    def _backward(self, row: Row, by_score: Array, kept: dict[str, Any]) -> dict[str, Array]:
        w = self.weights
        grads = {"out": kept["layers"].T @ by_score}
        grads["out_bias"] = by_score.sum(axis=0).reshape(w["out_bias"].shape)
        sizes = [w["layer0"].shape[0] // 3] + [w[f"layer{n}"].shape[1] for n in range(len(STEPS))]
        parts = np.split(by_score @ w["out"].T, np.cumsum(sizes)[:-1], axis=1)
        for number in reversed(range(len(STEPS))):
            into = parts[number + 1] * kept["masks"][number + 1]
            lit = into * kept["lit"][number]
            grads[f"layer{number}"] = kept["around"][number].T @ lit
            grads[f"layer{number}_bias"] = lit.sum(axis=0)
            before, same, behind = np.split(lit @ w[f"layer{number}"].T, 3, axis=1)
            step = STEPS[number]
            parts[number] = parts[number] + same + _shifted(before, -step) + _shifted(behind, step)
            if number:
                parts[number] = parts[number] + into
        self._backward_inside(row, parts[0] * kept["masks"][0] * row.real, kept, grads)
        return grads

    def _backward_inside(
        self, row: Row, inside: Array, kept: dict[str, Any], grads: dict[str, Array]
    ) -> None:
        w = self.weights
        wide, drawn = w["word"].shape[1], w["spell"].shape[1]
        words, spelt, signs = np.split(inside, [wide, wide + drawn], axis=1)
        used, at = np.unique(row.words, return_inverse=True)
        grads["word"] = np.zeros((len(used), wide), dtype=np.float32)
        np.add.at(grads["word"], at, words)
        grads["sign"] = np.zeros_like(w["sign"])
        np.add.at(grads["sign"], row.signs.ravel(), signs.reshape(row.signs.size, -1))
        by_spelling = np.zeros((len(row.letters), drawn), dtype=np.float32)
        np.add.at(by_spelling, row.spelling, spelt)
        by_spelling *= 1 - kept["spelt"] ** 2
        chosen = kept["windows"][np.arange(len(row.letters))[:, None], kept["best"]]
        grads["spell"] = np.einsum("uf,ufc->cf", by_spelling, chosen)
        grads["spell_bias"] = by_spelling.sum(axis=0)
        by_letter = (by_spelling[:, :, None] * w["spell"].T[None]).reshape(*by_spelling.shape, 3, -1)
        places = kept["best"][:, :, None] + np.arange(3)
        letters = np.take_along_axis(row.letters[:, None, :], places, axis=2)
        grads["letter"] = np.zeros_like(w["letter"])
        np.add.at(grads["letter"], letters, by_letter)
        grads["letter"][0] = 0.0


def _windows(drawn: Array) -> Array:
    return np.concatenate([drawn[:, :-2], drawn[:, 1:-1], drawn[:, 2:]], axis=2)


def _mask(draw: np.random.Generator | None, shape: tuple[int, ...], dropped: float) -> Any:
    if draw is None or not dropped:
        return np.float32(1.0)
    return ((draw.random(shape, dtype=np.float32) >= dropped) / (1 - dropped)).astype(np.float32)


def _shifted(rows: Array, by: int) -> Array:
    moved = np.zeros_like(rows)
    if by > 0:
        moved[by:] = rows[:-by]
    else:
        moved[:by] = rows[-by:]
    return moved


def _softmax(scores: Array) -> Array:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)
