"""Pre-screening for one study: one question a page, in the browser's session, nothing in the address."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from trialogue.actions.permissions import Action
from trialogue.actions.prescreen import CheckPage, Given, check_page, forget_answer, give_answer
from trialogue.actions.studies import offer_now
from trialogue.eligibility.clean import plain_text
from trialogue.eligibility.say import Statement, quoted, statement
from trialogue.eligibility.say_about import MAY_KEEP_OUT, READ
from trialogue.model.criterion import Criterion
from trialogue.model.offer import Offer
from trialogue.model.truth import Truth
from trialogue.model.verdict import Outcome, Verdict
from trialogue.plain.title import plain_title
from trialogue.web.pages.apply import offer_words
from trialogue.web.request_words import OUTCOME
from trialogue.web.session import Visit, go, page
from trialogue.web.study.others import alike_now
from trialogue.web.templating import render


def _key_of(given: tuple[Given, ...], number: str) -> str | None:
    """Questions already answered are named by their number on the page, not by what they ask."""
    here = [one for one in given if one.here]
    return here[int(number) - 1].key if number.isdecimal() and 0 < int(number) <= len(here) else None


def _load(request: Request, visit: Visit) -> tuple[CheckPage, str | None]:
    nct_id = request.path_params["nct_id"]
    shown = check_page(visit.office, nct_id, visit.actor, visit.token)
    key = _key_of(shown.given, request.query_params.get("question", ""))
    if key is not None:
        shown = check_page(visit.office, nct_id, visit.actor, visit.token, key)
    return shown, key


@page(Action.CHECK)
def ask(request: Request, visit: Visit) -> Response:
    """The next question; the one to change; or, when nothing more can change it, the outcome."""
    shown, key = _load(request, visit)
    if shown.question is None:
        return go(f"/studies/{shown.read.study.nct_id}/check/outcome")
    return _question(request, visit, shown, (key, ""))


def _question(request: Request, visit: Visit, shown: CheckPage, what: tuple[str | None, str]) -> Response:
    key, error = what
    question = shown.question
    assert question is not None
    base = f"/studies/{shown.read.study.nct_id}/check"
    here = [one.key for one in shown.given if one.here]
    place = here.index(key) if key in here else len(here)
    given = next((one.words for one in shown.given if one.key == question.key), None)
    return render(
        request,
        "people/check.html",
        status=422 if error else 200,
        title=plain_title(shown.read.study).words,
        shown=shown,
        question=question,
        given_words=given,
        asked_by=[one for one in shown.read.criteria.criteria if one.id in question.criteria],
        changing=key is not None,
        back_href=f"{base}?question={place}" if place else f"/studies/{shown.read.study.nct_id}",
        base=base,
        csrf=visit.csrf,
        error=error,
        errors=[("value", error)] if error else [],
        settled=[
            (_TRUTHS[verdict.truth], verdict_words(verdict, shown.read.statement_of)[0])
            for verdict in (shown.change.settled[:3] if shown.change else ())
        ],
    )


_TRUTHS = {Truth.MET: "met", Truth.NOT_MET: "not met", Truth.UNKNOWN: "unknown"}


@page(Action.CHECK)
def answer(request: Request, visit: Visit) -> Response:
    """Keep an answer, then ask the next question."""
    form, nct_id = visit.form, request.path_params["nct_id"]
    visit.keep()
    key = form.get("key")
    text = form.get("choice") or form.get("value")
    try:
        give_answer(visit.office, nct_id, visit.actor, visit.token, (key, text, form.get("unit") or None))
    except ValueError as error:
        shown = check_page(visit.office, nct_id, visit.actor, visit.token, key)
        changing = key if key in {one.key for one in shown.given} else None
        return _question(request, visit, shown, (changing, str(error)))
    return go(f"/studies/{nct_id}/check")


@page(Action.CHECK)
def answers(request: Request, visit: Visit) -> Response:
    """All answers so far, each of which can be changed or taken back."""
    shown, _ = _load(request, visit)
    return render(
        request,
        "people/check_answers.html",
        title=plain_title(shown.read.study).words,
        shown=shown,
        base=f"/studies/{shown.read.study.nct_id}/check",
        csrf=visit.csrf,
    )


@page(Action.CHECK)
def forget(request: Request, visit: Visit) -> Response:
    """Take one answer back."""
    forget_answer(visit.office, visit.actor, visit.token, visit.form.get("key"))
    return go(f"/studies/{request.path_params['nct_id']}/check/answers")


@page(Action.CHECK)
def outcome(request: Request, visit: Visit) -> Response:
    """What can be said now, with every reason, and what to do next."""
    shown, _ = _load(request, visit)
    with visit.office.database.read() as conn:
        offer: Offer = offer_now(visit.office, conn, shown.read.study)
        unlikely = shown.screening.outcome is Outcome.UNLIKELY
        alike = alike_now(conn, shown.read.study) if unlikely else None
    groups = _groups(shown)
    return render(
        request,
        "people/check_outcome.html",
        title=plain_title(shown.read.study).words,
        shown=shown,
        outcome=OUTCOME[shown.screening.outcome],
        groups=groups,
        alike=alike,
        base=f"/studies/{shown.read.study.nct_id}/check",
        study_path=f"/studies/{shown.read.study.nct_id}",
        offer=offer,
        offer_words=offer_words(offer),
        conditions=shown.read.study.conditions,
        signed_in=visit.signed_in,
    )


def _groups(shown: CheckPage) -> list[tuple[str, str, list[tuple[str, str, Criterion | None]]]]:
    titles = (
        (Truth.NOT_MET, "not met", "What speaks against it"),
        (Truth.UNKNOWN, "unknown", "What is not known yet"),
        (Truth.MET, "met", "What fits"),
    )
    verdicts, say = shown.screening.verdicts, shown.read.statement_of
    return [
        (mark, title, [(*verdict_words(one, say), one.criterion) for one in verdicts if one.truth is truth])
        for truth, mark, title in titles
    ]


_FIELDS = {
    "MinimumAge": "The youngest age that the trial takes",
    "MaximumAge": "The oldest age that the trial takes",
    "Sex": "Whom the trial takes: women, men or everybody",
    "HealthyVolunteers": "Whether the trial takes people without the illness",
}


_KEPT_OUT = {
    Truth.MET: "This rule does not keep me out",
    Truth.NOT_MET: "This rule keeps me out",
    Truth.UNKNOWN: MAY_KEEP_OUT,
}


def verdict_words(verdict: Verdict, say: Callable[[Criterion], Statement] = statement) -> tuple[str, str]:
    """What the trial asks, as a statement in the first person, and the record's own words below it."""
    criterion = verdict.criterion
    if criterion is None:
        return _FIELDS.get(verdict.field or "", "A field of the record"), verdict.rule
    said = say(criterion)
    quote = quoted(plain_text(criterion.text))
    if said.sentences == f"{READ}.":
        return f"{quote}.", ""
    words = said.sentences.replace(MAY_KEEP_OUT, _KEPT_OUT[verdict.truth], 1)
    return words, "" if said.own_words and not said.notes else f"In the record: {quote}"


routes = [
    Route("/studies/{nct_id}/check", ask, methods=["GET"]),
    Route("/studies/{nct_id}/check", answer, methods=["POST"]),
    Route("/studies/{nct_id}/check/answers", answers, methods=["GET"]),
    Route("/studies/{nct_id}/check/answers", forget, methods=["POST"]),
    Route("/studies/{nct_id}/check/outcome", outcome, methods=["GET"]),
]
