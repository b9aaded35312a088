"""Plain words and insight, measured: reading grade, extraction, lint, room left, time.

``python -m bench.plain`` needs the real records (setting ``shared_data``).
"""

from __future__ import annotations

import csv
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from bench import fitted, plain_extraction
from trialogue.config import load_settings
from trialogue.eligibility.readability import grade
from trialogue.insight.contradictions import contradictions
from trialogue.insight.digest import digest
from trialogue.insight.statistics import statistics as count_all
from trialogue.model.ids import NctId
from trialogue.model.study import Study
from trialogue.plain.answers import answers
from trialogue.plain.basis import read
from trialogue.plain.summary import in_short
from trialogue.registry.decode import decode_study
from trialogue.registry.files import read_records
from trialogue.registry.records import RawRecord

TODAY = date(2026, 4, 1)
_HERE = Path(__file__).parent
_CURRENT = ("legacy_xml.tar.gz", "v2_converted_msc_2022.jsonl.gz", "v2_native.jsonl.gz")


def main() -> None:
    """Print every table."""
    folder = Path(load_settings(os.environ)[0].shared_data) / "registry"
    if not folder.is_dir():
        sys.exit(f"no real records at {folder}")
    current = {s.nct_id: s for s in _studies(folder, *_CURRENT)}
    print(f"{len(current):,} real studies\n")
    grades(current)
    plain_extraction.main()
    lint(current)
    fitted.main()
    times(current)


def _studies(folder: Path, *names: str) -> Iterator[Study]:
    for record in read_records([folder / name for name in names]):
        if isinstance(record, RawRecord):
            yield decode_study(record.content, record.form)


def grades(current: dict[NctId, Study]) -> None:
    """Flesch–Kincaid grade of the plain summary against the record's own summary."""
    ours, theirs = [], []
    for study in list(current.values())[::40]:
        basis = read(study)
        short = in_short(study, basis.plans, basis.timeline, basis.burden)
        said = (*short.who, *short.asks, *short.risks)
        ours.append(grade(" ".join(s.words for s in said if "“" not in s.words)))
        if study.brief_summary.strip():
            theirs.append(grade(study.brief_summary))
    print("reading grade (median)   in short", f"{statistics.median(ours):.1f}", end="")
    print(f"   record's own summary {statistics.median(theirs):.1f}   n {len(ours)}\n")


def lint(current: dict[NctId, Study]) -> None:
    """Precision of the linter on findings judged by hand; how many of them it still makes."""
    with (_HERE / "judgements" / "lint.tsv").open(encoding="utf-8") as lines:
        judged = list(csv.DictReader(lines, delimiter="\t"))
    made = {(n, c.rule) for n, s in current.items() for c in contradictions(s, TODAY)}
    still = [row for row in judged if (row["nct_id"], row["rule"]) in made]
    right = sum(row["judgement"] == "right" for row in still)
    print(
        f"linter: {len(made):,} findings; judged by hand and still made {len(still)}, right {right}", end=""
    )
    print(f" ({right / len(still):.1%})\n" if still else "\n")


def times(current: dict[NctId, Study]) -> None:
    """Milliseconds a study for each pure step, and the count over all of them."""
    some = list(current.values())[::12]
    steps: tuple[tuple[str, Callable[[Study], object]], ...] = (
        ("read (doses, timeline, burden, highlights)", read),
        ("answers", lambda s: answers(read(s))),
        ("contradictions", lambda s: contradictions(s, TODAY)),
        ("digest", digest),
    )
    for name, function in steps:
        taken = []
        for study in some:
            start = time.process_time()
            function(study)
            taken.append((time.process_time() - start) * 1000)
        taken.sort()
        print(f"{name:<44} p50 {taken[len(taken) // 2]:6.2f}  p95 {taken[int(len(taken) * 0.95)]:6.2f} ms")
    digests = [digest(s) for s in current.values()]
    start = time.process_time()
    tallies = sum(1 for _ in count_all(digests, TODAY))
    seconds = time.process_time() - start
    print(f"count {len(digests):,} studies: {tallies:,} tallies in {seconds:.1f} s of processor")


if __name__ == "__main__":
    main()
