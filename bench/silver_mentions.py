"""Let teachers mark public records: ``python -m bench.silver_mentions``.

What they say is written to ``bench/judgements/silver_mentions.npz``, and the network of mentions that
ships learns from it beside what persons marked (``bench.train_entities``). Teachers are a model of
mentions that learnt from persons alone, and a larger encoder (``bench.mention_teacher``, with
``requirements/teacher.txt`` installed). Both learn from half of Chia and from three quarters of the
records marked for this project, so that neither the quarter that is held out nor that on which choices
are made comes into the file by way of them. No study of Chia or Leaf, and none marked by hand, is among
the marked. The file at hand comes from an earlier form of this script: a whole run of this one was not timed.
"""

from __future__ import annotations

from random import Random

import numpy as np

from bench.eligibility_entities import ARCHIVES
from bench.mention_teacher import Teacher
from bench.network_training import Array
from bench.own_mentions import marked_spans, own_documents
from bench.silver_marks import PLACE, Unmarked, first_criteria, unmarked, write_silver
from bench.train_entities import LABELS, documents, public_records, quarter, tagged_passages, trained
from bench.word_vectors import word_vectors
from trialogue.eligibility.entities_model import Model
from trialogue.eligibility.entities_passages import passages_of
from trialogue.eligibility.entity import Spans
from trialogue.model.study import Study

_TEACH = {"chia": {1, 2}, "own": {0, 1, 2}}
_PASSAGES, _SHORTEST, _LONGEST, _SEED = 12_000, 3, 60, 5
#: How much the encoder counts; the rest is the model without such marks.
_ENCODER = 4 / 9


def drawn(records: list[Study]) -> list[Unmarked]:
    """Passages of records that nobody marked, none twice."""
    taken = {name.split("_")[0] for corpus in ARCHIVES for name, _, _ in documents(corpus)} | set(
        marked_spans()
    )
    texts = first_criteria(records)
    names = [name for name in texts if name not in taken]
    Random(_SEED).shuffle(names)
    seen: set[str] = set()
    found: list[Unmarked] = []
    for one in (one for name in names for one in unmarked(name, texts[name], passages_of(texts[name]))):
        key = " ".join(token.text.lower() for token in one.tokens)
        if key not in seen and _SHORTEST <= len(one.tokens) <= _LONGEST:
            found.append(one)
        if len(found) == _PASSAGES:
            break
        seen.add(key)
    return found


def teachers_say(records: list[Study], passages: list[Unmarked]) -> list[Array]:
    """How likely the teachers hold each label to be, by habit, token and label."""
    chia = [doc for doc in documents("chia") if quarter(doc[0]) in _TEACH["chia"]]
    own = [doc for doc in own_documents(records) if quarter(doc[0]) in _TEACH["own"]]
    tagged = [*tagged_passages(chia, short=False), *tagged_passages(own, short=True)]
    small = trained(tagged, word_vectors(records))
    models = [Model(small, spans) for spans in (Spans.WHOLE, Spans.SHORT)]
    teacher = Teacher(tagged, LABELS)
    teacher.learn(tagged)
    large = teacher.chances([([token.text for token in one.tokens], one.signs) for one in passages])
    return [
        _ENCODER * said
        + (1 - _ENCODER) * np.stack([model.chances(one.tokens, one.marks) for model in models])
        for one, said in zip(passages, large, strict=True)
    ]


def main() -> None:
    """Mark, and write the file."""
    records = public_records()
    passages = drawn(records)
    write_silver(PLACE, passages, teachers_say(records, passages))
    print(f"{PLACE.name}: {len(passages):,} passages, {PLACE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
