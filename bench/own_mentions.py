"""Mentions marked by hand for this project in public records: ``bench/judgements/mentions.tsv``.

The rows hold places in a record's criteria, not their words. Spans are short: a condition is its name
without words of degree and time, an abbreviation in brackets is a mention of its own, a time ends before
"prior to", and words that say when ("history", "current", "receiving") are times. None of the records
is in Chia or in Leaf.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from trialogue.model.study import Study

_PLACE = Path(__file__).parent / "judgements" / "mentions.tsv"

Gold = list[tuple[int, int, str]]


def marked_spans() -> dict[str, Gold]:
    """The spans of each record, in order of place."""
    spans: dict[str, Gold] = {}
    with _PLACE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            start, _, end = row["span"].partition(":")
            spans.setdefault(row["nct_id"], []).append((int(start), int(end), row["type"]))
    return spans


def own_documents(studies: Iterable[Study]) -> Iterator[tuple[str, str, Gold]]:
    """Name, criteria and spans of each marked record among the studies, of several versions the first.

    Raises ValueError where a span reaches beyond the criteria: another version of the record was marked.
    """
    left = marked_spans()
    for study in studies:
        name, text = str(study.nct_id), study.eligibility.criteria or ""
        spans = left.pop(name, [])
        if spans and spans[-1][1] > len(text):
            raise ValueError(f"{name}: marked up to {spans[-1][1]}, and its criteria end at {len(text)}")
        if spans:
            yield name, text, spans
