"""One page to print: questions for my doctor and the study team, from what the record leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trialogue.model.codes import StudyType
from trialogue.plain.answers import YOUR_DOCTOR, Answer
from trialogue.plain.basis import Basis
from trialogue.plain.doses import NOT_GIVEN
from trialogue.plain.timeline import StepKind

_MISSING = {
    StepKind.SCREENING: "How long does screening take, and what is done?",
    StepKind.TREATMENT: "How long does the treatment last?",
    StepKind.FOLLOW_UP: "How long am I followed after the treatment?",
}
_FROM_HIGHLIGHTS = {
    "placebo group": "What is my chance of getting a placebo?",
    "invasive": "What is the procedure like, and what can go wrong?",
    "hospital_stay": "How many nights do I stay in hospital?",
    "stop_medicines": "Which of my medicines would I have to stop, and for how long?",
    "genetic": "Who sees the result of the genetic test? Can I get it?",
    "samples_kept": "How long are my samples kept, and can I say no?",
    "travel_paid": "Which travel costs are paid, and how?",
    "remote": "Which visits can be done from home?",
    "gene": "How long am I followed afterwards?",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A question and why it is on the list."""

    question: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToAsk:
    """The page. Both lists stay short enough for one sheet."""

    doctor: tuple[Asking, ...]
    team: tuple[Asking, ...]


def to_ask(basis: Basis, answered: tuple[Answer, ...]) -> ToAsk:
    """Questions that the record leaves open, and what its highlights give reason to ask."""
    left = "The record does not say."
    team = [Asking(question=a.question, why=left) for a in answered if not a.known and a.ask != YOUR_DOCTOR]
    doctor = [Asking(question=a.question, why=left) for a in answered if not a.known and a.ask == YOUR_DOCTOR]
    team = [*_from_plans(basis), *team]
    doctor = [*_always(basis), *doctor]
    return ToAsk(doctor=tuple(doctor[:8]), team=tuple(team[:14]))


def _always(basis: Basis) -> Iterator[Asking]:
    watching = basis.study.study_type is StudyType.OBSERVATIONAL
    yield Asking(question="What other choices do I have?", why="The record speaks of this study only.")
    if not watching:
        yield Asking(
            question="Could it clash with my illness or my medicines?", why="Only your doctor knows both."
        )
    yield Asking(
        question="What would you watch for in my case?", why="The record speaks of groups of people."
    )


def _from_plans(basis: Basis) -> Iterator[Asking]:
    for plan in basis.plans[:2]:
        vague = next((c for c in plan.changes if not c.value.given), None)
        if vague is not None:
            why = f"What may change the dose is {NOT_GIVEN}: “{vague.value.words[:160]}”"
            yield Asking(question="What would make my dose go up or down?", why=why)
            break
    if basis.study.study_type is StudyType.INTERVENTIONAL:
        for kind in basis.timeline.missing:
            yield Asking(question=_MISSING[kind], why="The record does not say.")
    for one in basis.highlights:
        if one.id in _FROM_HIGHLIGHTS:
            yield Asking(question=_FROM_HIGHLIGHTS[one.id], why=f"{one.words}.")
