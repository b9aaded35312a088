"""How well condition mentions are named: ``python -m bench.concepts``.

``--draw SEED`` prints a fresh draw of 300 annotated mentions (half from Chia, half from Leaf) with
what each is named, to be judged by hand; ``bench/judgements/concepts.tsv`` holds such judgements as
(document, span, concept, judgement). *right*: the same meaning, or a right broader one that is marked
so; *wrong*: another meaning; *none*: nothing is named although a vocabulary has it; *nothing*: no
vocabulary has what is marked ("contraindication"), and nothing is named. Names are those of the
installed packages alone; of the record only the text of the document is known.
"""

from __future__ import annotations

import argparse
import hashlib
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
_CORPORA = (("chia_without_scope.zip", "Condition"), ("leaf.zip", "Condition-Name"))
_DRAWN = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A mention that an annotator marked, and the text it is in."""

    document: str
    start: int
    end: int
    words: str
    text: str


def developed_on(document: str) -> bool:
    """Whether names were made on this document: half of the studies, by their id."""
    study = document.partition("_")[0]
    return int(hashlib.sha256(study.encode()).hexdigest(), 16) % 2 == 0


def mentions(archive: str, label: str) -> Iterator[Mention]:
    """Every mention of a corpus in the studies that names were not made on."""
    for doc in evaluator("brat").read(shared_data() / "annotations" / archive):
        if developed_on(doc.name):
            continue
        for span in doc.spans.values():
            if span.type == label:
                yield Mention(
                    document=doc.name, start=span.start, end=span.end, words=span.text, text=doc.text
                )


def drawn(seed: int) -> list[Mention]:
    """300 mentions, in the order of their documents."""
    chosen: list[Mention] = []
    for archive, label in _CORPORA:
        everything = sorted(mentions(archive, label), key=lambda m: (m.document, m.start, m.end))
        chosen += random.Random(seed).sample(everything, _DRAWN)
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
    by_place = {
        (m.document, f"{m.start}:{m.end}"): m for archive, label in _CORPORA for m in mentions(archive, label)
    }
    counts: Counter[str] = Counter()
    same = 0
    for line in JUDGEMENTS.read_text(encoding="utf-8").splitlines()[1:]:
        document, span, concept, judgement, *_ = line.split("\t")
        counts[judgement] += 1
        same += named(by_place[document, span]) == concept
    return counts, same


def main() -> None:
    """Print the shares, or a draw to judge."""
    from bench.eligibility import share

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
    print(
        f"named right, of all                    {share(counts['right'] + counts['nothing'], total)}  n {total}"
    )
    able = total - counts["nothing"]
    print(f"named right, where a name exists       {share(counts['right'], able)}  n {able}")
    for word, count in counts.most_common():
        print(f"  {word:<12} {count}")
    print(f"still named as it was judged           {same} of {total}")


if __name__ == "__main__":
    main()
