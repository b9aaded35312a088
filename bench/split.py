"""Splitting criteria texts: every character accounted for, studies a second, linear in the length."""

from __future__ import annotations

import time
from collections.abc import Callable

from bench.eligibility_records import studies
from trialogue.eligibility.split import split
from trialogue.model.criterion import CriteriaText

FILES = (
    "v2_native.jsonl.gz",
    "v2_converted_msc_2022.jsonl.gz",
    "legacy_xml.tar.gz",
    "legacy_xml_older.tar.gz",
)
SHAPES: dict[str, Callable[[int], str]] = {
    "one line of prose": lambda n: "Adults with asthma, able to walk. " * (n // 34),
    "headings in a line": lambda n: "Exclusion Criteria: a. " * (n // 23),
    "nested lists": lambda n: "\n".join(" " * (i % 40) + "* any of the following:" for i in range(n // 43)),
    "brackets": lambda n: "(" * (n // 2) + ")" * (n // 2),
    "semicolons": lambda n: "; a" * (n // 3),
    "broken numbering": lambda n: "".join(f"{i}. a\n\nwords\n\n" for i in range(1, n // 15)),
    "HTML": lambda n: "<li>a" * (n // 5),
    "backslashes": lambda n: "\\" * n,
    "white space": lambda n: "a." + " " * n + "b",
}


def unaccounted(criteria: CriteriaText) -> int:
    """Characters that are not white space and lie in no part, or in two."""
    held = bytearray(len(criteria.text))
    twice = 0
    spans = [h.span for h in criteria.headings] + [c.span for c in criteria.criteria]
    for span in spans:
        for place in range(span.start, span.end):
            twice += held[place]
            held[place] = 1
    return twice + sum(not held[n] and not char.isspace() for n, char in enumerate(criteria.text))


def main() -> None:
    """Print the two tables."""
    print(f"{'file':32} {'studies':>8} {'characters':>11} {'lost':>5} {'criteria':>9} {'studies/s':>10}")
    for name in FILES:
        texts = [study.eligibility.criteria for study in studies(name)]
        start = time.process_time()
        count = sum(len(split(text).criteria) for text in texts)
        rate = len(texts) / (time.process_time() - start)
        lost = sum(unaccounted(split(text)) for text in texts)
        size = sum(map(len, texts))
        print(f"{name:32} {len(texts):8,} {size:11,} {lost:5} {count:9,} {rate:10,.0f}")
    print(f"\n{'milliseconds for characters':32} {'15,000':>8} {'30,000':>8} {'60,000':>8} {'120,000':>8}")
    for shape, make in SHAPES.items():
        cells = []
        for size in (15_000, 30_000, 60_000, 120_000):
            text = make(size)
            start = time.process_time()
            split(text)
            cells.append(f"{(time.process_time() - start) * 1000:8.0f}")
        print(f"{shape:32} {' '.join(cells)}")


if __name__ == "__main__":
    main()
