"""Answers about taking part: how long, how often, what it costs, what one may do."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from trialogue.eligibility.patterns import Pattern
from trialogue.model.codes import StudyType
from trialogue.model.provenance import Origin, Provenance
from trialogue.plain.answers_about import gives_nothing
from trialogue.plain.asks import doses_sentence, plan_sentence
from trialogue.plain.basis import Basis
from trialogue.plain.dosing import given
from trialogue.plain.passages import passages, source
from trialogue.plain.people import who_for
from trialogue.plain.sentence import Sentence, distinct
from trialogue.plain.timeline import StepKind
from trialogue.plain.triggers import Trigger, trigger

_COST = trigger(
    r"\b(?:no cost|free of charge|at no charge|without (?:cost|charge)|will not be charged"
    r"|cost(?:s)? (?:of|for) [^.;]{0,60}"
    r"(?:covered|paid|borne)|insurance|pay for)\b",
    "cost",
    "charge",
    "insurance",
    "pay for",
)
_KEEP = trigger(
    r"open[- ]label (?:long[- ]term )?extension|extension (?:study|phase|period|trial)|continued access"
    r"|post-?trial access|"
    r"(?:may|can|will be (?:able|allowed) to) continue (?:to receive|receiving|on|treatment|taking)",
    "extension",
    "access",
    "continue",
)
_MEDICINES = trigger(
    r"\bwash-?\s?out\b|\bbackground (?:therapy|treatment|medication)|\bstable dose"
    r"|\bconcomitant (?:medication|treatment|therapy)|"
    r"\brescue medication|\badd-?on to\b|\bin addition to (?:standard|usual|their)",
    "wash",
    "background",
    "stable dose",
    "concomitant",
    "rescue",
    "add",
    "in addition to",
)

# What is noted, counted or told of elsewhere is no rule on what one may take.
_WRITTEN_DOWN = Pattern(
    r"\b(?:collected|recorded|documented|updates?|updated|assess\w*|histor(?:y|ies)|logs?|changes? in|listed"
    r"|reviewed|scores?|reductions?|defined as|use of"
    r"|(?:studies|trials) (?:have|has|report|show))\b"
)
_NO_MONEY = Pattern(
    r"\bin terms of\b|\bcosts? of (?:illness|disease|complications)|\bcharge[ds]? (?:with|nurse|particle)"
)
_NEVER = Pattern(r"(?!)")


def who_can(basis: Basis) -> Iterator[Sentence]:
    """From the fields; the criteria say the rest."""
    yield who_for(basis.study)


def how_long(basis: Basis) -> Iterator[Sentence]:
    """Whole length, treatment, follow-up and last measurement, as far as given."""
    if basis.timeline.whole is not None:
        whole = basis.timeline.whole
        yield Sentence(words=f"The record gives {whole.value.words} in all.", sources=(whole.source,))
    for kind, lead in (
        (StepKind.TREATMENT, "Treatment"),
        (StepKind.FOLLOW_UP, "Follow-up"),
        (StepKind.LAST_MEASUREMENT, "Last measurement after"),
    ):
        step = basis.timeline.step(kind)
        if step is not None and step.length is not None and step.sources:
            joined = (
                f"{lead} {step.length.words}." if lead.endswith("after") else f"{lead}: {step.length.words}."
            )
            yield Sentence(words=joined, sources=step.sources[:2])


def how_often(basis: Basis) -> Iterator[Sentence]:
    """Doses: number, interval, route, and when each falls."""
    yield from gives_nothing(basis)
    named = given(basis.study) > 1
    told = [s for plan in basis.plans if (s := plan_sentence(plan, named=named)) is not None]
    yield from distinct(told)[:4]
    doses = doses_sentence(basis.timeline, basis.plans, named=named)
    if doses is not None:
        yield doses


def visits(basis: Basis) -> Iterator[Sentence]:
    """Stated or numbered visits, contact from a distance, hospital stays."""
    found = basis.burden.visits
    if found is not None:
        least = "at least " if found.source.rule == "highest numbered visit" else ""
        words = f"{least}{found.value} visit{'' if found.value == 1 else 's'}."
        yield Sentence(words=words[:1].upper() + words[1:], sources=(found.source,))
    yield from basis.highlight("remote", "hospital_stay", "travel_needed")


def tests(basis: Basis) -> Iterator[Sentence]:
    """Procedures that the text names."""
    found = basis.burden.procedures
    if found:
        listed = "; ".join(f.value.words for f in found)
        yield Sentence(words=f"The record names: {listed}.", sources=tuple(f.source for f in found))


def cost(basis: Basis) -> Iterator[Sentence]:
    """Quoted words on cost, payment and travel; the registry has no field for them."""
    yield from basis.highlight("travel_paid", "payment")
    yield from _quoted(basis, _COST, "quoted on cost", unless=_NO_MONEY)


def keep(basis: Basis) -> Iterator[Sentence]:
    """Quoted words on an extension or continued access; expanded access by its field."""
    yield from _quoted(basis, _KEEP, "quoted on going on with the treatment")
    yield from basis.highlight("expanded access")


def medicines(basis: Basis) -> Iterator[Sentence]:
    """Quoted words on other medicines."""
    yield from _quoted(basis, _MEDICINES, "quoted on other medicines", unless=_WRITTEN_DOWN)
    yield from basis.highlight("stop_medicines")


def leave(basis: Basis) -> Iterator[Sentence]:
    """Taking part is voluntary by law; no field of the record says so."""
    if basis.study.study_type is StudyType.EXPANDED_ACCESS:
        return
    law = Provenance(origin=Origin.DERIVED, rule="consent rules: 45 CFR 46.116(b)(8), ICH E6 4.8.10(m)")
    words = "Yes, at any time, and you need not say why. Tell the team first, so that you can stop safely."
    yield Sentence(words=words, sources=(law,))


def _quoted(basis: Basis, named: Trigger, rule: str, unless: Pattern = _NEVER) -> Iterator[Sentence]:
    for passage in passages(basis.study):
        if passage.piece.startswith(("Primary", "Secondary")):
            continue
        for quote in named.quotes(passage):
            if len(quote.words) < 400 and not unless.within(quote.words):
                words = f"The record says: “{quote.words}”"
                yield Sentence(words=words, sources=(source(basis.study, quote, rule),))
                return


Row = tuple[str, str, Callable[[Basis], Iterator[Sentence]], str]
_TEAM, _DOCTOR = "the study team", "your doctor"
TAKING_PART: tuple[Row, ...] = (
    ("who can join", "Who can take part?", who_can, _TEAM),
    ("how long", "How long does it take?", how_long, _TEAM),
    ("how often", "How often do I get the treatment?", how_often, _TEAM),
    ("visits", "How many visits? Do I have to travel?", visits, _TEAM),
    ("tests", "Which tests are done?", tests, _TEAM),
    ("cost", "What does it cost me? Am I paid?", cost, _TEAM),
    ("keep", "Can I keep the treatment afterwards?", keep, _TEAM),
    ("medicines", "Can I take my other medicines?", medicines, _DOCTOR),
    ("leave", "May I leave?", leave, _TEAM),
)
