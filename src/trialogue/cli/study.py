"""``trialogue study``: one study in plain words."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cyclopts import App

from trialogue.cli.context import print_json, services
from trialogue.errors import UsageError

if TYPE_CHECKING:
    from trialogue.plain.sentence import Sentence

app = App(name="study", help="Show one study in plain words.")

Section = tuple[str, "tuple[tuple[str, Sentence], ...]"]


@app.command
def show(nct_id: str, *, section: str = "", json: bool = False) -> None:
    """Show a study in plain words, each sentence with its source.

    Parameters
    ----------
    nct_id
        The number of the study, as in NCT03268603.
    section
        Only this part: short, plan, doses, highlights, design, seen, before, room, sponsor, answers,
        contradictions or similar.
    json
        Print one JSON document.
    """
    from trialogue.actions.show_study import SECTIONS, show_study

    if section and section not in SECTIONS:
        raise UsageError(f"there is no section {section!r}; there are {', '.join(SECTIONS)}")
    with services() as opened:
        parts = show_study(opened.database, nct_id, opened.clock().date())
    chosen = {name: rows for name, rows in parts.items() if not section or name == section}
    if json:
        print_json({name: [_document(key, one) for key, one in rows] for name, rows in chosen.items()})
        return
    sys.stdout.write("\n".join(_lines(chosen)) + "\n")


def _document(key: str, sentence: Sentence) -> dict[str, object]:
    sources = [
        {
            "piece": s.piece,
            "recordDate": s.record_date.iso if s.record_date else None,
            "quote": s.quote,
            "query": s.query,
            "rule": s.rule,
        }
        for s in sentence.sources
    ]
    return {"what": key, "words": sentence.words, "sources": sources}


def _lines(parts: dict[str, tuple[tuple[str, Sentence], ...]]) -> Iterator[str]:
    for name, rows in parts.items():
        yield f"{name.upper()}"
        for key, sentence in rows:
            pieces = "; ".join(dict.fromkeys(s.piece or s.rule or s.query or "" for s in sentence.sources))
            lead = f"{key}: " if key else ""
            yield f"  {lead}{sentence.words}  [{pieces}]"
        yield ""
