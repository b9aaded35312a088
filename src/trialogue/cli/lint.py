"""``trialogue registry lint``: what the records held here contradict."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from trialogue.cli.context import print_json, services
from trialogue.cli.progress import Progress

if TYPE_CHECKING:
    from trialogue.insight.contradictions import Contradiction
    from trialogue.wiring import Services


def lint(*, rule: str = "", findings: bool = False, json: bool = False) -> None:
    """Look for contradictions in every record held here.

    Parameters
    ----------
    rule
        Only this rule.
    findings
        List each finding; without it, only the counts by rule.
    json
        Print one JSON document.
    """
    counts: Counter[str] = Counter()
    listed: list[dict[str, object]] = []
    studies = with_any = 0
    with services() as opened, Progress("reading records") as progress:
        for nct_id, found in _all(opened):
            studies += 1
            progress(studies)
            kept = [f for f in found if not rule or f.rule == rule]
            with_any += bool(kept)
            counts.update(f.rule for f in kept)
            if findings:
                listed += [_document(nct_id, f) for f in kept]
    if json:
        document = {"studies": studies, "studiesWithFindings": with_any, "byRule": dict(counts.most_common())}
        print_json({**document, "findings": listed} if findings else document)
        return
    _print(listed, counts)
    sys.stdout.write(f"{with_any:,} of {studies:,} studies have a finding.\n")


def _print(listed: list[dict[str, object]], counts: Counter[str]) -> None:
    for one in listed:
        sys.stdout.write(f"{one['nctId']}  {one['rule']}: {one['words']}\n")
    for name, count in counts.most_common():
        sys.stdout.write(f"{count:>8,}  {name}\n")


def _all(opened: Services) -> Iterator[tuple[str, tuple[Contradiction, ...]]]:
    from trialogue.errors import BadDataError
    from trialogue.insight.contradictions import contradictions
    from trialogue.registry.decode import decode_study
    from trialogue.registry.form import Form
    from trialogue.store.studies import iter_current

    today = opened.clock().date()
    with opened.database.read() as conn:
        for record in iter_current(conn):
            try:
                study = decode_study(record.content, Form(record.form))
            except BadDataError:
                continue
            yield study.nct_id, contradictions(study, today)


def _document(nct_id: str, found: Contradiction) -> dict[str, object]:
    sides = [{"piece": s.piece, "value": s.quote} for s in found.sources]
    return {"nctId": nct_id, "rule": found.rule, "words": found.words, "sides": sides}
