"""The trained model of mentions: a linear chain and a small network in one file."""

from __future__ import annotations

import io

import numpy as np
import pycrfsuite

from trialogue.eligibility.entities_features import Token, described, features, signs_of
from trialogue.eligibility.entities_network import Array, Network
from trialogue.eligibility.entity import Spans

MODEL_FILE = "entities.npz"
OUT = "O"
#: How much what the network says counts beside what the linear chain says; and how much less likely than
#: they say a token is to belong to nothing, for they leave out too much. Of files that tell neither.
_WEIGHING = 2.0, 0.8
#: What is held for unlikelier than this is taken for this unlikely: neither part alone can bar a label.
_LEAST = 1e-4
_NEVER = 1e9


class Model:
    """Says of each token of a passage what it belongs to."""

    def __init__(self, file: bytes, spans: Spans = Spans.SHORT) -> None:
        """``file``: what ``model_file`` made."""
        self._spans = spans
        with np.load(io.BytesIO(file), allow_pickle=False) as stored:
            self._weight, nothing = (float(one) for one in stored.get("weighing", _WEIGHING))
            self._linear = stored["linear"].tobytes()  # The tagger reads from them as long as it lives.
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(self._linear)
        self._network = Network(file, spans)
        known = set(self._tagger.labels())
        self._barred = barred(self._network.labels)
        self._shift = np.zeros(len(self._network.labels), dtype=np.float32)
        self._shift[self._network.labels.index(OUT)] = np.log(nothing)
        self._known = [(at, label) for at, label in enumerate(self._network.labels) if label in known]

    def labels(self, tokens: list[Token], marks: list[tuple[int, int, str]]) -> list[str]:
        """A label for each token: ``O``, or ``B-`` or ``I-`` with a type."""
        scores = self._scores(tokens, marks) + self._shift
        return [self._network.labels[best] for best in likeliest(scores, self._barred)]

    def chances(self, tokens: list[Token], marks: list[tuple[int, int, str]]) -> Array:
        """For each token (rows) the likelihood of each label (columns), as both parts say it together."""
        said = np.exp(self._scores(tokens, marks))
        return np.asarray(said / said.sum(axis=1, keepdims=True), dtype=np.float32)

    def _scores(self, tokens: list[Token], marks: list[tuple[int, int, str]]) -> Array:
        """The mean of the logarithms of what the two parts say."""
        own = described(tokens, marks)
        drawn = self._network.chances([token.text for token in tokens], signs_of(own))
        chained = np.zeros_like(drawn)
        self._tagger.set(features(tokens, own, short=self._spans is Spans.SHORT))
        self._tagger.tag()
        for at in range(len(tokens)):
            for column, label in self._known:
                chained[at, column] = self._tagger.marginal(label, at)
        weighed = self._weight * np.log(drawn + _LEAST) + np.log(chained + _LEAST)
        return np.asarray(weighed / (1 + self._weight), dtype=np.float32)


def barred(labels: list[str]) -> Array:
    """What it costs to go from one label (row) to another: only ``B-`` begins a mention."""
    cost = np.zeros((len(labels), len(labels)), dtype=np.float32)
    for column, label in enumerate(labels):
        if label.startswith("I-"):
            cost[[row for row, before in enumerate(labels) if before[2:] != label[2:]], column] = _NEVER
    return cost


def likeliest(scores: Array, cost: Array) -> list[int]:
    """The labels of the likeliest way through the tokens (Viterbi), by number."""
    # Before the first token stands OUT, the first of the labels.
    each = np.concatenate([[0], scores.argmax(axis=1)])
    if not cost[each[:-1], each[1:]].any():
        return [int(label) for label in each[1:]]
    best, ways = scores[0] - cost[0], []
    for row in scores[1:]:
        through = best[:, None] - cost
        ways.append(through.argmax(axis=0))
        best = through.max(axis=0) + row
    path = [int(best.argmax())]
    for way in reversed(ways):
        path.append(int(way[path[-1]]))
    return path[::-1]


def model_file(linear: bytes, network: bytes) -> bytes:
    """The file of a model of two parts."""
    with np.load(io.BytesIO(network), allow_pickle=False) as stored:
        parts = {name: stored[name] for name in stored.files}
    out = io.BytesIO()
    np.savez_compressed(out, allow_pickle=False, linear=np.frombuffer(linear, dtype=np.uint8), **parts)
    return out.getvalue()
