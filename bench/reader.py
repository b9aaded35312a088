"""How fast criteria are read: ``python -m bench.reader`` prints studies a second a core, and how time grows.

CPU time of one process over all real records, by part and whole; then texts of 1,000 to 64,000
characters, shaped to be hard: time for twice the text should be twice the time.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from bench.eligibility_records import studies
from trialogue.eligibility.comparisons import find_comparisons
from trialogue.eligibility.read import context_of, read_criteria
from trialogue.eligibility.read_kept import forget_readings
from trialogue.eligibility.split import split
from trialogue.model.study import Study

FILES = (
    "v2_native.jsonl.gz",
    "v2_converted_msc_2022.jsonl.gz",
    "legacy_xml.tar.gz",
    "legacy_xml_older.tar.gz",
)
SIZES = (1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000)
#: Texts of about n characters that a careless expression would read in n² steps.
SHAPES: dict[str, Callable[[int], str]] = {
    "ordinary criteria": lambda n: (
        "* Age ≥ 18 years\n* HbA1c between 7 and 10.5 %\n* No stroke\n" * (n // 60)
    ),
    "nested brackets": lambda n: "(" * (n // 2) + ")" * (n // 2),
    "a run of digits": lambda n: "Age " + "1" * n,
    "digits and dots": lambda n: "1." * (n // 2),
    "or or or": lambda n: "or " * (n // 3),
    "signs": lambda n: "≥" * n,
    "white space": lambda n: "Age" + " " * n + "18",
    "not not not": lambda n: "not " * (n // 4),
    "history of": lambda n: "history of " * (n // 11),
    "within 4 weeks": lambda n: "within 4 weeks of " * (n // 18),
    "one criterion, commas": lambda n: "stroke, " * (n // 8),
    "one criterion, comparisons": lambda n: "ALT > 3 x ULN or " * (n // 17),
    "willing and able": lambda n: "willing and able to " * (n // 20),
    "short criteria": lambda n: "* a (b)\n" * (n // 8),
}
_ROUNDS = 3


def main() -> None:
    """Print the two tables."""
    every = [study for name in FILES for study in studies(name)]
    mean = sum(len(study.eligibility.criteria) for study in every) / len(every)
    print(
        f"{len(every):,} studies, {mean:,.0f} characters each\n{'part':28} {'studies/s a core':>17} {'ms':>7}"
    )
    for what, work in PARTS.items():
        spent = _spent(work, every)
        print(f"{what:28} {len(every) / spent:17,.0f} {spent / len(every) * 1000:7.2f}", flush=True)
    print(f"\n{'ms for characters':28} " + " ".join(f"{size:>8,}" for size in SIZES))
    for shape, make in SHAPES.items():
        cells = [f"{read_seconds(make(size)) * 1000:8.1f}" for size in SIZES]
        print(f"{shape:28} {' '.join(cells)}", flush=True)


def _read_anew(study: Study) -> object:
    """The reading of a study as if no other had been read before it."""
    forget_readings()
    return read_criteria(study.eligibility.criteria, context_of(study))


PARTS: dict[str, Callable[[Study], object]] = {
    "split": lambda study: split(study.eligibility.criteria),
    "comparisons": lambda study: find_comparisons(study.eligibility.criteria),
    "split and requirements": lambda study: read_criteria(study.eligibility.criteria, context_of(study)),
    "the same, nothing kept": _read_anew,
}


def _spent(work: Callable[[Study], object], every: list[Study]) -> float:
    """CPU seconds over all studies, after a few that make the patterns ready."""
    for study in every[:100]:
        work(study)
    find_comparisons.cache_clear()
    forget_readings()
    began = time.process_time()
    for study in every:
        work(study)
    return time.process_time() - began


def read_seconds(text: str) -> float:
    """CPU seconds for reading a text and finding its comparisons: the least of a few rounds."""
    least = float("inf")
    for _ in range(_ROUNDS):
        find_comparisons.cache_clear()
        forget_readings()
        began = time.process_time()
        read_criteria(text)
        find_comparisons(text)
        least = min(least, time.process_time() - began)
    return least


if __name__ == "__main__":
    main()
