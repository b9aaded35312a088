"""Train the model of mentions on Chia: ``python -m bench.train_entities [--hold-out]``.

Reads ``annotations/chia_without_scope.zip`` of the shared data folder (Chia: Kury et al., Scientific
Data 2020, CC BY 4.0) and writes ``src/trialogue/eligibility/entities.crf``. With ``--hold-out`` a
quarter of the studies is kept out and nothing is written but a table of how well those are read.
"""

from __future__ import annotations

import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pycrfsuite

from bench.shared import shared_data
from trialogue.eligibility.entities import MODEL_FILE, Finder
from trialogue.eligibility.entities_features import comparison_marks, features, lines_of, tokens_of
from trialogue.eligibility.entity import EntityType

_TYPES = {kind.value.capitalize(): kind.value for kind in EntityType}
_PARAMETERS = {"c1": 0.1, "c2": 0.01, "max_iterations": 70, "feature.possible_transitions": True}
_PLACE = Path(__file__).parent.parent / "src" / "trialogue" / "eligibility" / MODEL_FILE

Gold = list[tuple[int, int, str]]


def documents(archive: Path) -> Iterator[tuple[str, str, Gold]]:
    """Name, text and annotated spans of each document; of overlapping spans the longest stays."""
    with zipfile.ZipFile(archive) as pack:
        for name in sorted(n for n in pack.namelist() if n.endswith(".ann")):
            spans = _spans(pack.read(name).decode("utf-8"))
            if spans:
                yield Path(name).stem, pack.read(name[:-4] + ".txt").decode("utf-8"), _flat(spans)


def _spans(annotation: str) -> Gold:
    found: Gold = []
    for line in annotation.split("\n"):
        cells = line.split("\t")
        if line.startswith("T") and len(cells) > 1:
            kind, places = cells[1].split(" ", 1)
            pieces = [piece.split(" ") for piece in places.split(";")]
            if kind in _TYPES:
                found.append((int(pieces[0][0]), int(pieces[-1][1]), _TYPES[kind]))
    return found


def _flat(spans: Gold) -> Gold:
    kept: Gold = []
    for start, end, kind in sorted(set(spans), key=lambda s: (s[0] - s[1], s[0], s[2])):
        if all(end <= s or e <= start for s, e, _ in kept):
            kept.append((start, end, kind))
    return sorted(kept)


def train(archive: Path, *, hold_out: bool) -> bytes:
    """The trained model."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(_PARAMETERS)
    for name, text, gold in documents(archive):
        if hold_out and held_out(name):
            continue
        marks = comparison_marks(text)
        for start, end in lines_of(text):
            tokens = tokens_of(text, start, end)
            labels = ["O"] * len(tokens)
            for low, high, kind in gold:
                inside = [i for i, token in enumerate(tokens) if token.start < high and low < token.end]
                for rank, i in enumerate(inside):
                    labels[i] = ("I-" if rank else "B-") + kind
            if tokens:
                near = [mark for mark in marks if mark[0] < end and start < mark[1]]
                trainer.append(features(tokens, near), labels)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / MODEL_FILE
        trainer.train(str(path))
        return path.read_bytes()


def held_out(name: str) -> bool:
    """Whether a document's study belongs to the quarter that is kept out."""
    return zlib.crc32(name.split("_")[0].encode()) % 4 == 0


def main() -> None:
    """Train, and write the model or say how well it reads."""
    archive = shared_data() / "annotations" / "chia_without_scope.zip"
    hold_out = "--hold-out" in sys.argv[1:]
    model = train(archive, hold_out=hold_out)
    if not hold_out:
        _PLACE.write_bytes(model)
        print(f"{_PLACE.name}: {len(model):,} bytes")
        return
    from bench.eligibility_entities import entity_table

    print(entity_table(Finder(model), only=held_out))


if __name__ == "__main__":
    main()
