"""How well condition mentions are named: ``python -m bench.concepts``.

``--draw SEED`` prints a fresh draw of 300 annotated mentions (75 from Chia, 75 from Leaf, 150 from the
criteria of Facebook's Clinical-Trial-Parser) with what each is named, to be judged by hand.
``bench/judgements/concepts.tsv`` holds such judgements as (document, span, concept, judgement):

- *right*: the same meaning, or a right broader one that is marked so;
- *wrong*: another meaning, or a broader one that is not marked;
- *ambiguous*: several meanings, one of them right;
- *none*: nothing is named, although a vocabulary has it;
- *nothing*: no vocabulary has what is marked ("contraindication"), and nothing is named.

Names are those of the installed packages and our own; of the record only the document's text is known.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.shared import evaluator, shared_data
from trialogue.eligibility.concepts import names_of
from trialogue.eligibility.read import ReadingContext
from trialogue.eligibility.readout import concept_value
from trialogue.index.concept_lexicon import installed_lexicon

JUDGEMENTS = Path(__file__).parent / "judgements" / "concepts.tsv"
_ARCHIVES = {"chia": ("chia_without_scope.zip", "Condition"), "leaf": ("leaf.zip", "Condition-Name")}
_DRAWN = {"chia": 75, "leaf": 75, "fb": 150}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A mention that an annotator marked, and the text it is in."""

    document: str
    start: int
    end: int
    words: str
    text: str


def mentions(corpus: str) -> Iterator[Mention]:
    """Every condition that a corpus marks."""
    if corpus == "fb":
        yield from _lines()
        return
    archive, label = _ARCHIVES[corpus]
    for doc in evaluator("brat").read(shared_data() / "annotations" / archive):
        for span in doc.spans.values():
            if span.type == label:
                yield Mention(
                    document=doc.name, start=span.start, end=span.end, words=span.text, text=doc.text
                )


def _lines() -> Iterator[Mention]:
    """Criteria of the Clinical-Trial-Parser, each a document; its offsets count from one."""
    path = shared_data() / "annotations" / "fb_clinical_trial_parser" / "test_processed_medical_ner.tsv"
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        marks, _, text = line.partition("\t")
        for mark in marks.split(","):
            start, end, label = [*mark.split(":"), "", "", ""][:3]
            if label in {"chronic_disease", "cancer"}:
                first, last = int(start) - 1, int(end) - 1
                words = text[first:last].strip()
                yield Mention(document=f"fb{number}", start=first, end=last, words=words, text=text)


def drawn(seed: int) -> list[Mention]:
    """300 mentions, in the order of their documents."""
    chosen: list[Mention] = []
    for corpus, count in _DRAWN.items():
        everything = sorted(mentions(corpus), key=lambda m: (m.document, m.start, m.end))
        chosen += random.Random(seed).sample(everything, count)
    return sorted(chosen, key=lambda m: (m.document, m.start, m.end))


def named(mention: Mention) -> str:
    """What it is named: ``MESH:D003924``, ``< HP:0001945`` where broader, ``A | B`` where ambiguous."""
    names = names_of(mention.text, ReadingContext(lexicon=installed_lexicon(Path("build"))))
    concept = concept_value(mention.words, names)
    if concept is None:
        return "-"
    return ("< " if concept["broader"] else "") + " | ".join(concept["ids"])


def judged() -> tuple[Counter[str], int]:
    """How often each judgement was given, and of how many rows the concept is still the judged one."""
    by_place = {(m.document, f"{m.start}:{m.end}"): m for corpus in _DRAWN for m in mentions(corpus)}
    counts: Counter[str] = Counter()
    same = 0
    for line in JUDGEMENTS.read_text(encoding="utf-8").splitlines()[1:]:
        document, span, concept, judgement, *_ = line.split("\t")
        counts[judgement] += 1
        same += named(by_place[document, span]) == concept
    return counts, same


def main() -> None:
    """Print the shares, or a draw to judge."""
    from bench.shares import share

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draw", type=int)
    seed = parser.parse_args().draw
    if seed is not None:
        labels = installed_lexicon(Path("build")).labels
        for m in drawn(seed):
            concept = named(m)
            said = "; ".join(labels.get(i.strip("< "), "") for i in concept.split("|"))
            print(f"{m.document}\t{m.start}:{m.end}\t{concept}\t{m.words}\t{said}")
        return
    counts, same = judged()
    total = sum(counts.values())
    right, nothing = counts["right"], counts["nothing"]
    for what, part, whole in (
        ("named right, where a name exists", right, total - nothing),
        ("named right, of all", right, total),
        ("named right or rightly not named, of all", right + nothing, total),
    ):
        print(f"{what:<42} {share(part, whole)}  n {whole}")
    for word, count in counts.most_common():
        print(f"  {word:<12} {count}")
    print(f"still named as it was judged           {same} of {total}")


if __name__ == "__main__":
    main()
