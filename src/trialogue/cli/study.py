"""``trialogue study``: one study in plain words, and a summary by a language model where one is set."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cyclopts import App

from trialogue.cli.context import print_json, services
from trialogue.errors import UsageError

if TYPE_CHECKING:
    from trialogue.actions.summarise import Summarised
    from trialogue.plain.sentence import Sentence

app = App(name="study", help="One study in plain words.")

Section = tuple[str, "tuple[tuple[str, Sentence], ...]"]


@app.command
def show(nct_id: str, *, section: str = "", json: bool = False) -> None:
    """Show a study in plain words, each sentence with its source.

    Parameters
    ----------
    nct_id
        The number of the study, as in NCT03268603.
    section
        Only this part: short, criteria, plan, doses, highlights, design, seen, before, room, sponsor,
        answers, contradictions or similar.
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


@app.command
def summarise(nct_id: str, *, remove: bool = False, json: bool = False) -> int:
    """Let a language model write a short summary, check it against the record, keep it or refuse it.

    Off unless the settings name a model. Sent is the public record alone. Exit code 4: refused.

    Parameters
    ----------
    nct_id
        The number of the study, as in NCT03268603.
    remove
        Remove the text that is kept, and ask nothing.
    json
        Print one JSON document.
    """
    from trialogue.actions.summarise import forget_summary
    from trialogue.actions.summarise import summarise as write_summary
    from trialogue.language_model.client import LanguageModel, model_address

    with services() as opened:
        if remove:
            removed = forget_summary(opened.database, nct_id)
            _say({"removed": removed}, "Removed." if removed else "There was none.", json)
            return 0
        with LanguageModel(model_address(opened.settings)) as model:
            found = write_summary(opened.database, model, nct_id, opened.clock)
    words = [found.written.text, "", f"[{found.written.mark}]"] if found.written else list(_refused(found))
    _say(_outcome(found), "\n".join(words), json)
    return 0 if found.written else 4


def _say(document: dict[str, object], words: str, json: bool) -> None:
    if json:
        print_json(document)
    else:
        sys.stdout.write(words + "\n")


def _refused(found: Summarised) -> Iterator[str]:
    """Why, in lines. What the model wrote is quoted without signs that steer a terminal."""
    yield f"Refused: {found.model} says what the record of {found.nct_id} does not. Nothing is kept of it."
    for one in found.refused:
        sentence = "".join(c for c in one.sentence if c.isprintable())
        yield f"  {one.words}" + (f"  ({sentence[:200]})" if sentence else "")


def _outcome(found: Summarised) -> dict[str, object]:
    written = found.written
    return {
        "nctId": found.nct_id,
        "model": found.model,
        "accepted": written is not None,
        "text": written.text if written else None,
        "mark": written.mark if written else None,
        "prompt": written.prompt if written else None,
        "at": written.at.isoformat() if written else None,
        "refused": [
            {
                "sentence": one.sentence,
                "reason": one.words,
                "numbers": one.numbers,
                "dates": one.dates,
                "drugs": one.drugs,
                "names": one.names,
            }
            for one in found.refused
        ],
    }


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
