"""What a study asks of a person, in a few sentences."""

from __future__ import annotations

from collections.abc import Iterator

from trialogue.model.provenance import Provenance
from trialogue.model.study import Study
from trialogue.plain.burden import Burden
from trialogue.plain.doses import DosePlan
from trialogue.plain.dosing import given
from trialogue.plain.interventions import short_name
from trialogue.plain.routes import route_words
from trialogue.plain.sentence import Sentence, distinct
from trialogue.plain.timeline import StepKind, Timeline, dose_words, fullest


def plan_sentence(plan: DosePlan, *, named: bool) -> Sentence | None:
    """One plan in a sentence: "4 injections, every 3 months, into the fluid around the spine"."""
    parts: list[str] = []
    sources: list[Provenance] = []
    if plan.number is not None:
        parts.append(plan.number.value.words)
        sources.append(plan.number.source)
    if plan.interval is not None:
        parts.append(plan.interval.value.words)
        sources.append(plan.interval.source)
    if plan.routes:
        parts.append(route_words(plan.routes[0].value))
        sources.append(plan.routes[0].source)
    if plan.lasting and (plan.number is None or plan.interval is None):
        longest = max(plan.lasting, key=lambda f: f.value.days)
        parts.append(f"for {longest.value.words}")
        sources.append(longest.source)
    if plan.until is not None and not plan.lasting and plan.number is None:
        parts.append("with no set end")
        sources.append(plan.until.source)
    if not parts:
        return None
    lead = f"{short_name(plan.intervention)}: " if named else ""
    words = lead + ", ".join(parts) + "."
    return Sentence(words=words[:1].upper() + words[1:], sources=tuple(dict.fromkeys(sources)))


def asks(study: Study, plans: tuple[DosePlan, ...], plan: Timeline, burden: Burden) -> tuple[Sentence, ...]:
    """Doses, tests, visits, travel and length, as far as the record gives them, in that order."""
    return tuple(_asks(study, plans, plan, burden))


def _asks(study: Study, plans: tuple[DosePlan, ...], plan: Timeline, burden: Burden) -> Iterator[Sentence]:
    told = [s for p in plans if (s := plan_sentence(p, named=given(study) > 1)) is not None]
    yield from distinct(told)[:3]
    invasive = [f for f in burden.procedures if f.value.invasive]
    gentle = [f for f in burden.procedures if not f.value.invasive]
    second = "Also named:" if invasive else "The record names"
    for group, lead in ((invasive, "The record names"), (gentle, second)):
        if group:
            listed = _joined([f.value.words for f in group[:6]])
            yield Sentence(words=f"{lead} {listed}.", sources=tuple(f.source for f in group[:6]))
    if burden.visits is not None:
        highest = burden.visits.source.rule == "highest numbered visit"
        number = burden.visits.value
        words = f"{'At least ' if highest else ''}{number} visit{'' if number == 1 else 's'}."
        yield Sentence(words=words, sources=(burden.visits.source,))
    last = plan.step(StepKind.LAST_MEASUREMENT)
    if last is not None and last.length is not None:
        yield Sentence(
            words=f"The last thing it measures comes after {last.length.words}.", sources=last.sources
        )


def _joined(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def doses_sentence(plan: Timeline, plans: tuple[DosePlan, ...], *, named: bool) -> Sentence | None:
    """When each dose falls: "Doses at the start, then after 3, 6 and 9 months"."""
    step, of = plan.step(StepKind.TREATMENT), fullest(plans)
    if step is None or not step.doses or not step.sources:
        return None
    what = f"Doses of {short_name(of.intervention)}" if named and of is not None else "Doses"
    return Sentence(words=f"{what}: {dose_words(step.doses)}.", sources=step.sources)
