"""Questions people ask of a study, each answered from fields or one query, or "the record does not say"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from trialogue.plain.answers_about import ABOUT
from trialogue.plain.answers_taking_part import TAKING_PART
from trialogue.plain.basis import Basis
from trialogue.plain.sentence import Sentence, from_rule

Reply = Callable[[Basis], Iterator[Sentence]]
STUDY_TEAM = "the study team"
YOUR_DOCTOR = "your doctor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A question with its answer. ``known`` False: the record does not say; ``ask`` is who might know."""

    id: str
    question: str
    sentences: tuple[Sentence, ...]
    known: bool
    ask: str = STUDY_TEAM


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A question and the function that answers it; nothing yielded means that the record does not say."""

    id: str
    question: str
    reply: Reply
    ask: str = STUDY_TEAM


TEMPLATES: tuple[Template, ...] = tuple(
    Template(id=key, question=question, reply=reply, ask=ask)
    for key, question, reply, ask in (*ABOUT, *TAKING_PART)
)


def answers(basis: Basis) -> tuple[Answer, ...]:
    """Every template answered for one study, in a fixed order.

    Each sentence carries its field, or the query that was counted. An empty reply becomes one
    sentence that says so and whom to ask; no reply is guessed from kind or phase.
    """
    return tuple(_answer(template, basis) for template in TEMPLATES)


def _answer(template: Template, basis: Basis) -> Answer:
    found = tuple(template.reply(basis))
    if found:
        return Answer(
            id=template.id, question=template.question, sentences=found, known=True, ask=template.ask
        )
    words = f"The record does not say. Ask {template.ask}."
    nothing = Sentence(words=words, sources=(from_rule(basis.study, f"no field answers “{template.id}”"),))
    return Answer(
        id=template.id, question=template.question, sentences=(nothing,), known=False, ask=template.ask
    )


def unanswered(study_answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """Those that the record leaves open."""
    return tuple(a for a in study_answers if not a.known)
