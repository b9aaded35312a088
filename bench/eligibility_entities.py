"""How well mentions are found: rows of the table of the reader's bench."""

from __future__ import annotations

from collections.abc import Callable

from bench.shared import evaluator, shared_data
from trialogue.eligibility.entities import Finder
from trialogue.eligibility.entity import Spans

_DRAWN = (("leaf", Spans.SHORT), ("chia", Spans.WHOLE), ("chia", Spans.SHORT))
ARCHIVES = {"leaf": "leaf.zip", "chia": "chia_without_scope.zip"}


def entity_rows(
    finder: Callable[[Spans], Finder], only: Callable[[str], bool] | None = None
) -> list[tuple[str, str, str]]:
    """(what, figures, n) for each corpus, with spans as it draws them, and for Chia as we do.

    ``only`` keeps the documents to measure.
    """
    rows = []
    brat, score = evaluator("brat"), evaluator("eval_entities")
    for corpus, spans in _DRAWN:
        archive = ARCHIVES[corpus]
        reader = finder(spans)
        docs = [d for d in brat.read(shared_data() / "annotations" / archive) if d.spans]
        docs = [d for d in docs if only is None or only(d.name)]
        found = [
            {"doc": d.name, "start": e.start, "end": e.end, "type": e.type.value}
            for d in docs
            for e in reader.find(d.text)
        ]
        result = score.evaluate(docs, found, corpus)[0]["all"]
        for level in ("strict", "relaxed"):
            one = result[level]
            low, high = one["F1_ci"]
            figures = f"P {one['P']:.3f}  R {one['R']:.3f}  F1 {one['F1']:.3f} [{low:.3f}, {high:.3f}]"
            rows.append((f"mentions, {corpus}, {spans.value} spans, {level}", figures, str(result["n_gold"])))
    return rows


def entity_table(finder: Callable[[Spans], Finder], only: Callable[[str], bool] | None = None) -> str:
    """The rows as lines."""
    return "\n".join(f"{what:<42} {figures}  n {n}" for what, figures, n in entity_rows(finder, only))
