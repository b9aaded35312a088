"""Train the model of mentions: ``python -m bench.train_entities [--hold-out] [--corpus leaf --out FILE]``.

Reads ``annotations`` of the shared data folder and, for vectors of words, the texts of its ``registry``
files. On Chia (Kury et al., Scientific Data 2020, CC BY 4.0) and on the records marked for this project
(``bench.own_mentions``), and for the network on what teachers said of others (``bench.silver_mentions``),
it writes the model that ships, ``src/trialogue/eligibility/entities.npz``. Leaf came without a licence: a
model trained on it is for the data folder of one installation, as ``entities.npz``, and does not go into
the package. With ``--hold-out`` a quarter of the studies is kept
out and nothing is written but a table of how well those are read. It takes some minutes of one core.
"""

from __future__ import annotations

import argparse
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pycrfsuite

from bench.eligibility_entities import ARCHIVES, entity_table
from bench.eligibility_records import studies
from bench.own_mentions import Gold, own_documents
from bench.shared import evaluator, shared_data
from bench.silver_marks import PLACE, read_silver
from bench.train_network import Silver, Tagged, Vectors, train_network
from bench.word_vectors import word_vectors
from trialogue.eligibility.entities import Finder
from trialogue.eligibility.entities_features import (
    Token,
    comparison_marks,
    described,
    features,
    signs_of,
    tokens_of,
)
from trialogue.eligibility.entities_model import MODEL_FILE, OUT, model_file
from trialogue.eligibility.entities_passages import passages_of
from trialogue.eligibility.entity import EntityType
from trialogue.model.study import Study

_PARAMETERS = {"c1": 0.1, "c2": 0.01, "max_iterations": 70, "feature.possible_transitions": True}
LABELS = [OUT, *(f"{place}-{kind.value}" for kind in EntityType for place in "BI")]
_RECORDS = ("v2_native.jsonl.gz", "v2_converted_msc_2022.jsonl.gz", "legacy_xml.tar.gz")
_PLACE = Path(__file__).parent.parent / "src" / "trialogue" / "eligibility" / MODEL_FILE


def documents(corpus: str) -> Iterator[tuple[str, str, Gold]]:
    """Name, text and annotated spans of each document; of overlapping spans the longest stays."""
    score = evaluator("eval_entities")
    for doc in evaluator("brat").read(shared_data() / "annotations" / ARCHIVES[corpus]):
        gold: Gold = score.gold_of(doc, corpus, score.MAIN, True)
        if gold:
            yield doc.name, doc.text, gold


def train(corpus: str, records: list[Study], *, hold_out: bool) -> bytes:
    """The trained model.

    To Chia the documents marked for this project are added: the model tells the two habits of drawing
    spans apart, and speaks by that which it is asked for. The network learns from what teachers say of
    other records, too.
    """
    kept = [doc for doc in documents(corpus) if not (hold_out and held_out(doc[0]))]
    vectors = word_vectors(records)
    if corpus != "chia":
        return trained(list(tagged_passages(kept, short=True)), vectors)
    tagged = [*tagged_passages(kept, short=False), *tagged_passages(own_documents(records), short=True)]
    return trained(tagged, vectors, read_silver(PLACE, records))


def trained(tagged: list[Tagged], vectors: Vectors, silver: Sequence[Silver] = ()) -> bytes:
    """A model that learnt from the passages."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(_PARAMETERS)
    for one in tagged:
        trainer.append(one.features, one.labels)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "linear"
        trainer.train(str(path))
        return model_file(path.read_bytes(), train_network(tagged, vectors, LABELS, silver))


def tagged_passages(docs: Iterable[tuple[str, str, Gold]], *, short: bool) -> Iterator[Tagged]:
    """The passages of documents, as read and with the labels that were given."""
    for _, text, gold in docs:
        marks = comparison_marks(text)
        for start, end in passages_of(text):
            tokens = tokens_of(text, start, end)
            if tokens:
                own = described(tokens, [mark for mark in marks if mark[0] < end and start < mark[1]])
                yield Tagged(
                    tokens=[t.text for t in tokens],
                    signs=signs_of(own),
                    features=features(tokens, own, short=short),
                    labels=_labels(tokens, gold),
                    short=short,
                )


def _labels(tokens: list[Token], gold: Gold) -> list[str]:
    labels = [OUT] * len(tokens)
    for low, high, kind in gold:
        inside = [i for i, token in enumerate(tokens) if token.start < high and low < token.end]
        for rank, i in enumerate(inside):
            labels[i] = ("I-" if rank else "B-") + kind
    return labels


def public_records() -> list[Study]:
    """The public records of the shared data folder."""
    return [study for name in _RECORDS for study in studies(name)]


def quarter(name: str) -> int:
    """To which of four parts, 0 to 3, a document's study belongs."""
    return zlib.crc32(name.split("_")[0].encode()) % 4


def held_out(name: str) -> bool:
    """Whether a document's study belongs to the quarter that is kept out."""
    return quarter(name) == 0


def main() -> None:
    """Train, and write the model or say how well it reads."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--corpus", choices=sorted(ARCHIVES), default="chia")
    ask.add_argument("--hold-out", action="store_true")
    ask.add_argument("--out", type=Path)
    asked = ask.parse_args()
    if asked.corpus != "chia" and not asked.hold_out and asked.out is None:
        ask.error("only a model trained on Chia may be in the package: say --out FILE")
    model = train(asked.corpus, public_records(), hold_out=asked.hold_out)
    if asked.hold_out:
        print(entity_table(partial(Finder, model), only=held_out))
        return
    place: Path = asked.out or _PLACE
    place.write_bytes(model)
    print(f"{place.name}: {len(model):,} bytes")


if __name__ == "__main__":
    main()
