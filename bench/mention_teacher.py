"""A teacher of mentions: an encoder that others made (``bench.encoder``), taught further on marked passages.

It is too large to ship and reads too slowly, but marks more rightly than what ships; what it says of
unmarked passages is what the network that ships learns from (``bench.silver_mentions``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from random import Random
from typing import Any

import numpy as np

from bench.encoder import BEGIN, END, FIRST_WORD, HIDDEN, LAYERS, WIDE, Weights, encoded, load
from bench.network_training import Array
from bench.train_network import SCHEMES, Tagged

_SIGN, _HABIT, _HIDDEN = 8, 32, 256
_PIECES, _MOST, _CHUNK, _READ = 800, 256, 400, 16
_DROPPED, _MASKED, _SMOOTH, _RARE = 0.1, 0.03, 0.03, 5
#: A layer learns at this share of the pace of the layer above it.
_LOWER, _LOWEST = 0.85, 0.2
#: What is taught of what stands below the layers; the vectors of pieces stay as they came.
_BELOW = ("embeddings.LayerNorm", "embeddings.token_type")


@dataclass(frozen=True, slots=True)
class Stage:
    """A stretch of learning: ``planned`` epochs at a falling pace, of which ``done`` are gone through.

    ``head`` and ``layer`` are the paces of what is new and of the top layer, ``warm`` the share of the
    steps in which the pace rises; the ``fixed`` lowest layers do not learn.
    """

    planned: float
    done: float
    head: float
    layer: float
    warm: float
    fixed: int


STAGES = (Stage(5, 3, 1e-3, 2.5e-4, 0.1, 0), Stage(0.8, 0.8, 4e-4, 1.1e-4, 0.11, 2))
Words = Sequence[str]
Signs = Sequence[Sequence[str]]


class Teacher:
    """The encoder with an output for each habit of drawing spans."""

    def __init__(self, tagged: Sequence[Tagged], labels: Sequence[str]) -> None:
        """Knows the signs of ``tagged``; ``learn`` teaches it."""
        self._torch: Any = import_module("torch")
        self._torch.manual_seed(0)
        self._torch.set_num_threads(1)
        self._pieces, self._encoder = load()
        seen = Counter(sign for one in tagged for own in one.signs for sign in own)
        self._signs = {sign: at + 1 for at, sign in enumerate(sorted(s for s in seen if seen[s] >= _RARE))}
        self._labels = {label: at for at, label in enumerate(labels)}
        inside = 2 * WIDE + _SIGN * len(tagged[0].signs[0]) + _HABIT
        new: Any = import_module("torch.nn")
        hidden, outs = new.Linear(inside, _HIDDEN), [new.Linear(_HIDDEN, len(labels)) for _ in range(SCHEMES)]
        self._head: Weights = {
            "sign": self._torch.randn(len(self._signs) + 1, _SIGN),
            "habit": self._torch.randn(SCHEMES, _HABIT),
            "hidden": hidden.weight.data,
            "hidden_bias": hidden.bias.data,
            "out": self._torch.stack([out.weight.data for out in outs]),
            "out_bias": self._torch.stack([out.bias.data for out in outs]),
        }

    def learn(self, tagged: Sequence[Tagged]) -> None:
        """Go through all stages."""
        for stage in STAGES:
            self._go(stage, tagged, Random(0))

    def chances(self, passages: Sequence[tuple[Words, Signs]]) -> list[Array]:
        """For each passage the likelihood of each label by habit, token and label."""
        found: list[Array] = [np.zeros(0, dtype=np.float32)] * len(passages)
        order = sorted(range(len(passages)), key=lambda at: len(passages[at][0]))
        for start in range(0, len(order), _READ):
            chosen = order[start : start + _READ]
            with self._torch.no_grad():
                ids, ends, signs = self._numbers([passages[at] for at in chosen])
                drawn = self._drawn(ids, ends, signs, 0.0)
                said = [self._said(drawn, [habit] * len(chosen), 0.0).softmax(-1) for habit in range(SCHEMES)]
            for place, at in enumerate(chosen):
                size = len(passages[at][0])
                found[at] = np.stack([one[place, :size].numpy() for one in said])
        return found

    def _go(self, stage: Stage, tagged: Sequence[Tagged], shuffle: Random) -> None:
        f: Any = import_module("torch.nn.functional")
        groups = self._groups(stage)
        optimizer = self._torch.optim.AdamW(groups, weight_decay=0.01)
        paces = [group["lr"] for group in groups]
        each = len(list(self._batches(tagged, Random(0))))
        planned = max(1, int(each * stage.planned))
        for step, batch in enumerate(islice(self._forever(tagged, shuffle), int(each * stage.done))):
            share = min(1.0, (step + 1) / (stage.warm * planned)) * (1 - step / planned) + 0.01
            for group, pace in zip(optimizer.param_groups, paces, strict=True):
                group["lr"] = pace * share
            ids, ends, signs = self._numbers([(one.tokens, one.signs) for one in batch])
            hidden = (self._torch.rand(ids.shape) < _MASKED) & (ids >= FIRST_WORD)
            ids = ids.masked_fill(hidden, self._pieces.numbers[HIDDEN])
            said = self._said(
                self._drawn(ids, ends, signs, _DROPPED), [int(one.short) for one in batch], _DROPPED
            )
            loss = f.cross_entropy(said.flatten(0, 1), self._wanted(batch).flatten(), label_smoothing=_SMOOTH)
            optimizer.zero_grad()
            loss.backward()
            self._torch.nn.utils.clip_grad_norm_([p for group in groups for p in group["params"]], 1.0)
            optimizer.step()

    def _groups(self, stage: Stage) -> list[dict[str, Any]]:
        """What learns, by pace: the new parts, each layer, and what stands below them."""
        below = [w for name, w in self._encoder.items() if name.startswith(_BELOW)]
        layers = [
            [w for name, w in self._encoder.items() if name.startswith(f"layer.{at}.")]
            for at in range(LAYERS)
        ]
        for weight in [*self._head.values(), *below, *(w for layer in layers for w in layer)]:
            weight.requires_grad_(False)
        groups: list[dict[str, Any]] = [{"params": list(self._head.values()), "lr": stage.head}]
        for at in range(stage.fixed, LAYERS):
            groups.append({"params": layers[at], "lr": stage.layer * _LOWER ** (LAYERS - 1 - at)})
        if not stage.fixed:
            groups.append({"params": below, "lr": stage.layer * _LOWEST})
        for group in groups:
            for weight in group["params"]:
                weight.requires_grad_(True)
        return groups

    def _drawn(self, ids: Any, ends: Any, signs: Any, dropped: float) -> Any:
        """What is known of each token where it stands: its first and its last piece, and its signs."""
        rows = encoded(self._encoder, ids, dropped)
        parts = [rows.gather(1, at[:, :, None].expand(-1, -1, WIDE)) for at in ends]
        return self._torch.cat([*parts, self._head["sign"][signs].flatten(2)], -1)

    def _said(self, drawn: Any, habits: list[int], dropped: float) -> Any:
        """The scores of the labels of each token, by the habit of each passage."""
        f: Any = import_module("torch.nn.functional")
        chosen = self._torch.tensor(habits)
        habit = self._head["habit"][chosen][:, None, :].expand(-1, drawn.shape[1], -1)
        rows = f.dropout(self._torch.cat([drawn, habit], -1), dropped)
        rows = f.gelu(f.linear(rows, self._head["hidden"], self._head["hidden_bias"]))
        outs = self._head["out"][chosen].transpose(1, 2)
        return rows @ outs + self._head["out_bias"][chosen][:, None, :]

    def _numbers(self, passages: Sequence[tuple[Words, Signs]]) -> tuple[Any, tuple[Any, Any], Any]:
        """The pieces of passages, where the tokens begin and end among them, and their signs."""
        ids, first, last = [], [], []
        for words, _ in passages:
            row = [self._pieces.numbers[BEGIN]]
            starts, ends = [], []
            for word in words:
                # Beyond the encoder's reach the last piece stands for the rest.
                pieces = self._pieces.of(word) if len(row) < _MOST else []
                starts.append(len(row) - (not pieces))
                row += pieces
                ends.append(len(row) - 1)
            ids.append([*row, self._pieces.numbers[END]])
            first.append(starts)
            last.append(ends)
        signs = [[[self._signs.get(sign, 0) for sign in own] for own in seen] for _, seen in passages]
        return self._filled(ids), (self._filled(first), self._filled(last)), self._filled(signs)

    def _filled(self, rows: list[list[Any]]) -> Any:
        """Rows of unlike length as one table, filled with zeros."""
        filled: Any = import_module("torch.nn.utils.rnn").pad_sequence
        return filled([self._torch.tensor(row) for row in rows], batch_first=True)

    def _wanted(self, batch: Sequence[Tagged]) -> Any:
        """The labels that persons gave; places that are filled up are left out of the loss."""
        filled: Any = import_module("torch.nn.utils.rnn").pad_sequence
        rows = [self._torch.tensor([self._labels[label] for label in one.labels]) for one in batch]
        return filled(rows, batch_first=True, padding_value=-100)

    def _forever(self, tagged: Sequence[Tagged], shuffle: Random) -> Iterator[list[Tagged]]:
        while True:
            yield from self._batches(tagged, shuffle)

    def _batches(self, tagged: Sequence[Tagged], shuffle: Random) -> Iterator[list[Tagged]]:
        """The passages in batches of like length, about as large one as the other."""
        order, batches = list(tagged), []
        shuffle.shuffle(order)
        for start in range(0, len(order), _CHUNK):
            batch: list[Tagged] = []
            for one in sorted(order[start : start + _CHUNK], key=self._size):
                if batch and self._size(one) * (len(batch) + 1) > _PIECES:
                    batches.append(batch)
                    batch = []
                batch.append(one)
            batches.append(batch)
        shuffle.shuffle(batches)
        yield from batches

    def _size(self, one: Tagged) -> int:
        return min(_MOST, sum(len(self._pieces.of(word)) for word in one.tokens))
