"""``trialogue eligibility``: read criteria, judge a profile, explain a study's criteria."""

from __future__ import annotations

import json as jsonlib
import sys
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any
from zipfile import BadZipFile

from cyclopts import App

from trialogue.cli.context import print_json, services, settings_and_origins
from trialogue.eligibility.entity import Spans
from trialogue.errors import BadDataError, UsageError
from trialogue.model.appeal import Appeals, AppealState

app = App(name="eligibility", help="Read criteria, judge a profile, explain a study's criteria.")


@app.command
def read(*, ndjson: bool = False, spans: Spans = Spans.SHORT) -> int:
    """Read criteria from standard input: a JSON object a line in, a JSON object a line out.

    In: {"id", "text"} and, if known, "minimum_age", "maximum_age" ("18 Years"), "sex" (FEMALE, MALE,
    ALL), "conditions" and "interventions" (lists of names). A line that cannot be read gives an
    object with "error" and "line"; the rest is still read, and the exit code is 4.

    Parameters
    ----------
    ndjson
        Lines of JSON, the only form.
    spans
        How long mentions are drawn: a thing by its name, or with all that narrows it.
    """
    return _stream(partial(_read_one, spans=spans), ndjson=ndjson)


@app.command
def judge(*, ndjson: bool = False) -> int:
    """Judge profiles against criteria: {"text", "profile"} a line in, verdicts a line out.

    A profile is an object of answers: {"age": 54, "sex": "FEMALE", "pregnant": false,
    "hba1c": {"value": 7.1, "unit": "%"}}. What is not answered stays UNKNOWN.

    Parameters
    ----------
    ndjson
        Lines of JSON, the only form.
    """
    return _stream(_judge_one, ndjson=ndjson)


@app.command
def explain(nct_id: str, *, criterion: str | None = None, json: bool = False) -> None:
    """Show how a study's criteria were read: tree, places, requirements, statements, questions.

    Parameters
    ----------
    nct_id
        The study, as in NCT03268603.
    criterion
        One criterion only, by its id (i1, e2.1) or its number in the list.
    json
        One JSON document.
    """
    from trialogue.actions.studies import read_study
    from trialogue.eligibility.ask import questions
    from trialogue.eligibility.concepts import names_of
    from trialogue.eligibility.read import READER_VERSION, context_of
    from trialogue.eligibility.readout import explained, readout

    with services() as opened, opened.database.read() as conn:
        found = read_study(conn, nct_id)
    study, criteria = found.study, found.criteria
    context = context_of(study, _lexicon())
    only = _chosen([c.id for c in criteria.criteria], criterion)
    if json:
        rows = readout(study, context, _finder(Spans.SHORT))
        chosen = [row for row in rows if only in {None, row["id"]}]
        print_json({"nct_id": study.nct_id, "reader": READER_VERSION, "criteria": chosen})
        return
    first_asked = reversed(questions(study, criteria))
    asked = {criterion_id: question.words for question in first_asked for criterion_id in question.criteria}
    print(f"{study.nct_id}  {study.brief_title}\nreader {READER_VERSION}\n")
    names = names_of(criteria.text, context)
    print("\n".join(explained(criteria, asked, names, _finder(Spans.SHORT), only)))


@app.command
def appeals(*, state: AppealState | None = None, json: bool = False) -> None:
    """List what people said is read wrongly, a reading at a time, with how often it was said.

    Parameters
    ----------
    state
        Only those that are open, mended or read-rightly.
    json
        One JSON document, with what people wrote.
    """
    from trialogue.actions.appeal import list_appeals
    from trialogue.model.person import Actor

    with services() as opened:
        # Whoever can run commands on this machine can read its key file: the machine vouches for them.
        found = list_appeals(opened.office, Actor(id="command line", steward=True), state)
    if json:
        print_json([_appeals_value(one) for one in found])
        return
    for one in found:
        said = one.reading
        place = f"{said.nct_id}  {said.criterion}  [{said.span.start}:{said.span.end}]"
        print(f"{place}  {one.count}×  {one.state.value}")
        print(f"  text         {' '.join(said.words.split())}\n  statement    {said.statement}")
        print(f"  question     {said.question or '(none)'}\n  reader       {said.reader}")
    if not found:
        print("Nothing was said to be read wrongly.")


def _appeals_value(one: Appeals) -> dict[str, Any]:
    said = one.reading
    return {
        "nct_id": said.nct_id,
        "criterion": said.criterion,
        "start": said.span.start,
        "end": said.span.end,
        "text": said.words,
        "reader": said.reader,
        "statement": said.statement,
        "question": said.question or None,
        "state": one.state.value,
        "count": one.count,
        "first_at": one.first_at.isoformat(),
        "last_at": one.last_at.isoformat(),
        "comments": list(one.comments),
    }


@cache
def _lexicon() -> Any:
    from trialogue.index.concept_lexicon import installed_lexicon

    return installed_lexicon(settings_and_origins()[0].folder)


@cache
def _finder(spans: Spans) -> Any:
    """The finder of mentions: with the model in the data folder, or without one with that which ships."""
    from trialogue.eligibility.entities import Finder, default_finder
    from trialogue.eligibility.entities_model import MODEL_FILE

    own = settings_and_origins()[0].folder / MODEL_FILE
    if not own.is_file():
        return default_finder(spans)
    try:
        return Finder(own.read_bytes(), spans)
    except (ValueError, KeyError, EOFError, BadZipFile):
        raise BadDataError(f"{own} is no model of mentions: make it anew, or take it away") from None


def _chosen(ids: list[str], criterion: str | None) -> str | None:
    if criterion is None or criterion in ids:
        return criterion
    if criterion.isdecimal() and 1 <= int(criterion) <= len(ids):
        return ids[int(criterion) - 1]
    raise UsageError(f"there is no criterion {criterion!r}: there are {', '.join(ids) or 'none'}")


def _stream(work: Callable[[Mapping[str, Any]], dict[str, Any]], *, ndjson: bool) -> int:
    if not ndjson:
        raise UsageError("say --ndjson: criteria are read as lines of JSON from standard input")
    failed = False
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if not line.strip():
            continue
        try:
            found = work(_object(line))
        except (ValueError, KeyError, TypeError, BadDataError) as error:
            failed = True
            found = {"error": f"line {number}: {error}", "line": number}
        sys.stdout.write(jsonlib.dumps(found, ensure_ascii=False) + "\n")
    sys.stdout.flush()
    return BadDataError.exit_code if failed else 0


def _object(line: bytes) -> Mapping[str, Any]:
    try:
        value = jsonlib.loads(line.decode("utf-8"))
    except (UnicodeDecodeError, jsonlib.JSONDecodeError, RecursionError) as error:
        raise BadDataError(f"this is no JSON: {error}") from None
    if not isinstance(value, dict):
        raise BadDataError("a line must be a JSON object")
    if not isinstance(value.get("text"), str):
        raise BadDataError('an object needs "text", the criteria')
    return value


def _read_one(value: Mapping[str, Any], spans: Spans) -> dict[str, Any]:
    from trialogue.eligibility.read import ReadingContext
    from trialogue.eligibility.readout import readout

    study = _study(value)
    context = ReadingContext(
        conditions=_names(value, "conditions"),
        interventions=_names(value, "interventions"),
        lexicon=_lexicon(),
    )
    return {"id": value.get("id"), "criteria": readout(study, context, _finder(spans))}


def _judge_one(value: Mapping[str, Any]) -> dict[str, Any]:
    from trialogue.eligibility.readout import verdicts

    found = verdicts(_study(value), _profile(value.get("profile")))
    return {"id": value.get("id"), **found}


def _names(value: Mapping[str, Any], key: str) -> tuple[str, ...]:
    names = value.get(key, [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise BadDataError(f'"{key}" must be a list of names')
    return tuple(names)


def _study(value: Mapping[str, Any]) -> Any:
    from trialogue.eligibility.readout import study_of
    from trialogue.model.age import parse_age
    from trialogue.model.codes import Sex

    ages = [value.get(key) or "" for key in ("minimum_age", "maximum_age")]
    if not all(isinstance(age, str) for age in ages):
        raise BadDataError('ages are text, as in "18 Years"')
    low, high = (parse_age(age) for age in ages)
    sex = str(value.get("sex") or "ALL").upper()
    if sex not in {one.value for one in Sex}:
        raise BadDataError(f'"sex" is FEMALE, MALE or ALL, not {sex[:20]!r}')
    return study_of(value["text"], low, high, Sex(sex))


def _profile(value: object) -> Any:
    from trialogue.model.profile import Profile

    if not isinstance(value, dict):
        raise BadDataError('an object needs "profile", an object of answers')
    return Profile(answers={str(key): _answer(str(key), one) for key, one in value.items()})


def _answer(key: str, value: object) -> Any:
    from datetime import date

    from trialogue.model.profile import Answer, Unanswered

    unit, on = None, None
    if isinstance(value, dict):
        unit = value.get("unit")
        on = date.fromisoformat(value["on"]) if value.get("on") else None
        value = value.get("value")
    if value is None or value in {one.value for one in Unanswered}:
        return Answer(value=Unanswered.DONT_KNOW if value is None else Unanswered(str(value)))
    if not isinstance(value, bool | int | float | str):
        raise BadDataError(f"the answer to {key!r} must be true, false, a number or a word")
    return Answer(
        value=float(value) if isinstance(value, int) and not isinstance(value, bool) else value,
        unit=unit,
        on=on,
    )
