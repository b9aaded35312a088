"""How well criteria are read: ``python -m bench.eligibility`` prints every figure with its n.

Comparisons and mentions are scored by the evaluation scripts beside the shared data; shares and
grades are counted over real records; hand-checked figures come from ``bench/judgements``. Intervals
are 95 %: bootstrap of documents for the corpora, Wilson's for shares.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from bench.eligibility_entities import entity_rows
from bench.eligibility_links import link_rows
from bench.eligibility_records import recruiting
from bench.eligibility_statements import statement_rows
from bench.shared import evaluator, shared_data
from bench.shares import share
from bench.train_entities import held_out, public_records, train
from trialogue.eligibility.comparisons import find_comparisons
from trialogue.eligibility.entities import Finder, default_finder
from trialogue.eligibility.entities_words import named_entities
from trialogue.eligibility.facts import load_facts
from trialogue.eligibility.read import READER_VERSION, context_of, read_criteria
from trialogue.eligibility.readability import grade
from trialogue.eligibility.readout import comparison_value
from trialogue.model.criterion import Criterion
from trialogue.model.requirement import Free

Row = tuple[str, str, str]
_JUDGEMENTS = Path(__file__).parent / "judgements"
_SPEED_STUDIES = 400


def main() -> None:
    """Print the table."""
    print(f"reader {READER_VERSION}")
    for part in (
        comparison_rows,
        link_rows,
        shipped_rows,
        held_out_rows,
        typed_rows,
        judgement_rows,
        statement_rows,
        question_rows,
        speed_rows,
    ):
        for what, figures, n in part():
            print(f"{what:<52} {figures:<60} n {n}", flush=True)


def comparison_rows() -> list[Row]:
    """Comparisons against Leaf, at each level of the evaluation script.

    No rule was made on the quarter of the documents that is ``held_out``.
    """
    brat = evaluator("brat")
    docs = [d for d in brat.read(shared_data() / "annotations" / "leaf.zip") if d.spans]
    return _comparison_rows("Leaf", docs) + _comparison_rows(
        "Leaf, held out", [d for d in docs if held_out(d.name)]
    )


def _comparison_rows(what: str, docs: list[Any]) -> list[Row]:
    score = evaluator("eval_comparisons")
    found = [{"doc": d.name, **comparison_value(c)} for d in docs for c in find_comparisons(d.text)]
    result = score.evaluate(docs, found)[0]["all"]
    rows = []
    for level in ("op_value", "+unit", "+variable", "exact"):
        one = result[level]
        low, high = one["F1_ci"]
        figures = f"P {one['P']:.3f}  R {one['R']:.3f}  F1 {one['F1']:.3f} [{low:.3f}, {high:.3f}]"
        rows.append((f"comparisons, {what}, {level}", figures, str(one["n_gold"])))
    return rows


def shipped_rows() -> list[Row]:
    """Mentions by the model that ships. It was trained on Chia: only its Leaf figures are of unseen text."""
    rows = entity_rows(default_finder)
    return [(f"{what} (seen in training)" if "chia" in what else what, f, n) for what, f, n in rows]


def held_out_rows() -> list[Row]:
    """Mentions by a model that has not seen the documents it is measured on, and by words alone."""
    rows = entity_rows(partial(Finder, train("chia", public_records(), hold_out=True)), only=held_out)
    rows = [(f"{what}, held out", figures, n) for what, figures, n in rows if "chia" in what]
    words = [(f"{what}, without the model", f, n) for what, f, n in entity_rows(partial(Finder, None))]
    return rows + words


def _read_all() -> Iterator[Criterion]:
    for study in recruiting():
        yield from read_criteria(study.eligibility.criteria, context_of(study)).criteria


def typed_rows() -> list[Row]:
    """How many criteria of open studies get a typed requirement."""
    criteria = [c for c in _read_all() if c.bars]
    parents = {id(c) for c in criteria if c.joined is not None}
    leaves = [c for c in criteria if id(c) not in parents]
    rows = []
    for what, group in (("all", criteria), ("without parents of lists", leaves)):
        typed = sum(not isinstance(c.requirement, Free) for c in group)
        rows.append((f"typed, recruiting studies, {what}", share(typed, len(group)), str(len(group))))
    return rows


def judgement_rows() -> list[Row]:
    """What was checked by hand: the share judged right, and turned round."""
    rows: list[Row] = []
    for name, what in (
        ("typed", "typed and wholly right, by hand"),
        ("concepts", "concept named right, by hand"),
        ("comparisons_real", "comparisons of real records, right, by hand"),
        ("statements", "statements natural and right in their words, by hand"),
        ("comparisons_fresh", "comparisons of fresh records, right, by hand"),
        ("comparisons_again", "comparisons of older records, right, by hand"),
    ):
        path = _JUDGEMENTS / f"{name}.tsv"
        if not path.is_file():
            continue
        lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:] if line]
        # A mention that no vocabulary has is no miss; each file has its judgement in its own column.
        column, draws = 3 if name == "concepts" else 2, 4 if name == "typed" else None
        told = [(line[column], line[draws] if draws else "") for line in lines]
        for draw in dict.fromkeys(draw for _, draw in told):
            said = [word for word, of in told if of == draw and word != "nothing"]
            right = sum(word == "right" for word in said)
            rows.append((f"{what} {draw}".strip(), share(right, len(said)), str(len(said))))
            if name == "typed":
                turned = sum(word == "inverted" for word in said)
                rows.append((f"polarity inverted, by hand {draw}", str(turned), str(len(said))))
    return rows


def question_rows() -> list[Row]:
    """Reading grade of the questions of the table of facts."""
    questions = [fact.question for fact in load_facts().values()]
    easy = sum(grade(question) <= 6 for question in questions)
    return [("questions of the table of grade ≤ 6", share(easy, len(questions)), str(len(questions)))]


def speed_rows() -> list[Row]:
    """Studies a second on one core: grammar and dictionary, the reading whole, the model."""
    chosen = recruiting()[:_SPEED_STUDIES]
    texts = [s.eligibility.criteria for s in chosen]
    finder = default_finder()
    rows = []
    for what, work in (
        ("grammar of comparisons", lambda s: find_comparisons.__wrapped__(s.eligibility.criteria)),
        ("grammar and dictionary of mentions", lambda s: list(named_entities(s.eligibility.criteria))),
        ("split and requirements", lambda s: read_criteria(s.eligibility.criteria, context_of(s))),
        ("mentions by the model", lambda s: finder.find(s.eligibility.criteria)),
    ):
        find_comparisons.cache_clear()
        began = time.process_time()
        for study in chosen:
            work(study)
        spent = time.process_time() - began
        mean = sum(map(len, texts)) / len(texts)
        rows.append(
            (
                f"speed, {what}",
                f"{len(chosen) / spent:,.0f} studies/s a core ({mean:,.0f} characters)",
                str(len(chosen)),
            )
        )
    return rows


if __name__ == "__main__":
    main()
