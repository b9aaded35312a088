"""Routes, rhythms, numbers of doses and lengths that were read, against labels read by hand.

``python -m bench.plain_extraction`` needs the real records (setting ``shared_data``). The labels
(``judgements/timeline.tsv``) were written from the records' text before the reader's own output was
seen. ``fit``: studies that the reader was mended on; ``held``: studies drawn later and kept aside.
An expected ``a|b`` names values of several arms, any of which is right; ``-`` is none, and ``a|-``
a value that follows from the text but is not said in it, so that nothing is no miss.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from bench.shared import shared_data
from trialogue.insight.intervals import share
from trialogue.model.ids import NctId
from trialogue.model.study import Study
from trialogue.plain.basis import Basis, read
from trialogue.plain.timeline import StepKind
from trialogue.registry.decode import decode_study
from trialogue.registry.files import read_records
from trialogue.registry.malformed import find_nct_id
from trialogue.registry.records import RawRecord

LABELS = Path(__file__).parent / "judgements" / "timeline.tsv"
_CURRENT = ("legacy_xml.tar.gz", "v2_converted_msc_2022.jsonl.gz", "v2_native.jsonl.gz")
_NEAR = 0.1  # lengths within a tenth of each other are the same length in another unit
_NONE = "-"
Row = Mapping[str, str]


def main() -> None:
    """Print precision and recall of each field, on the studies mended on and on those held out."""
    labels = read_labels()
    bases = {n: read(study) for n, study in labelled_studies({row["nct_id"] for row in labels}).items()}
    for split in ("fit", "held"):
        rows = [r for r in labels if r["split"] == split and NctId(r["nct_id"]) in bases]
        print(f"{split}: {len({r['nct_id'] for r in rows})} studies labelled")
        _table(rows, bases)


def read_labels() -> list[dict[str, str]]:
    """Every label, in the order of the file."""
    with LABELS.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def labelled_studies(wanted: set[str]) -> dict[NctId, Study]:
    """The newest records of these studies."""
    paths = [shared_data() / "registry" / name for name in _CURRENT]
    found: dict[NctId, Study] = {}
    for record in read_records(paths):
        if isinstance(record, RawRecord) and find_nct_id(record.content) in wanted:
            study = decode_study(record.content, record.form)
            found[study.nct_id] = study
    return found


def _table(rows: Iterable[Row], bases: Mapping[NctId, Basis]) -> None:
    print(f"{'field':<24} {'precision':>9}  95 % interval    n   {'recall':>6}  95 % interval    n")
    for field, take in FIELDS.items():
        these = [row for row in rows if row["field"] == field]
        given, known = outcomes(these, take, bases)
        print(f"{field:<24} {_said(given)}   {_said(known)}")
    print()


def outcomes(
    rows: Iterable[Row], take: Callable[[Basis], list[str]], bases: Mapping[NctId, Basis]
) -> tuple[list[bool], list[bool]]:
    """Whether each answer given is right, and whether each value that the record gives was found."""
    given, known = [], []
    for row in rows:
        found, expected = take(bases[NctId(row["nct_id"])]), row["expected"].split("|")
        hit = any(_same(one, other) for one in found for other in expected if other != _NONE)
        given += [hit] if found else []
        known += [hit] if _NONE not in expected else []
    return given, known


def _said(right: list[bool]) -> str:
    if not right:
        return f"{'-':>9}  {'':15} {0:4}"
    exact = share(sum(right), len(right))
    return f"{exact.value:9.2f}  [{exact.low:.2f}, {exact.high:.2f}]    {len(right):4}"


def _same(found: str, expected: str) -> bool:
    try:
        one, other = float(found), float(expected)
    except ValueError:
        return found == expected
    return abs(one - other) <= _NEAR * max(abs(other), 1e-9)


def _routes(basis: Basis) -> list[str]:
    return [r.value for p in basis.plans for r in p.routes]


def _intervals(basis: Basis) -> list[str]:
    """How often it is given, and how often a course is repeated."""
    every = [p.interval.value.days for p in basis.plans if p.interval]
    return [str(days) for days in (*every, *(p.cycle.value.days for p in basis.plans if p.cycle))]


def _numbers(basis: Basis) -> list[str]:
    return [str(p.number.value.number) for p in basis.plans if p.number]


def _step(kind: StepKind) -> Callable[[Basis], list[str]]:
    def take(basis: Basis) -> list[str]:
        step = basis.timeline.step(kind)
        return [str(step.length.days)] if step and step.length else []

    return take


FIELDS: dict[str, Callable[[Basis], list[str]]] = {
    "route": _routes,
    "interval_days": _intervals,
    "number": _numbers,
    "treatment_days": _step(StepKind.TREATMENT),
    "last_measurement_days": _step(StepKind.LAST_MEASUREMENT),
}


if __name__ == "__main__":
    main()
