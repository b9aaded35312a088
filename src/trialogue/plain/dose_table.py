"""A dosing plan as rows: route, volume, doses, number, interval, what may change it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trialogue.model.provenance import Provenance
from trialogue.model.study import Study
from trialogue.plain.doses import NOT_GIVEN, DosePlan, Level
from trialogue.plain.durations import plain_number
from trialogue.plain.interventions import MEDICINES, short_name
from trialogue.plain.routes import route_words
from trialogue.plain.sentence import Sentence, from_rule

_LEVEL = {
    Level.FIRST: "First dose",
    Level.LOWER: "May be lowered to",
    Level.HIGHER: "May be raised to",
    Level.LATER: "Later doses",
    Level.MOST: "At most",
    Level.GIVEN: "Dose",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseTable:
    """The rows for one intervention: (what, sentence)."""

    intervention: str
    rows: tuple[tuple[str, Sentence], ...]


def dose_tables(study: Study, plans: tuple[DosePlan, ...]) -> tuple[DoseTable, ...]:
    """Every plan as rows, none twice. What is left out of the record is said to be, row by row."""
    swallowed = {thing.name for thing in study.interventions if thing.kind in MEDICINES}
    tables: dict[tuple[str, ...], DoseTable] = {}
    for plan in plans:
        rows = tuple(_rows(study, plan, is_medicine=plan.intervention in swallowed))
        table = DoseTable(intervention=short_name(plan.intervention), rows=rows)
        tables.setdefault((table.intervention, *(s.words for _, s in rows)), table)
    return tuple(tables.values())


def _rows(study: Study, plan: DosePlan, *, is_medicine: bool) -> Iterator[tuple[str, Sentence]]:
    """A device or a program has no route and no dose that could be missing."""
    nothing = Sentence(
        words=f"{NOT_GIVEN[:1].upper()}{NOT_GIVEN[1:]}.",
        sources=(from_rule(study, "read from arm, intervention and description text"),),
    )
    routes = [route_words(r.value) for r in plan.routes[:3]]
    if routes or is_medicine:
        yield "How it is given", _said("; ".join(routes), *(r.source for r in plan.routes[:3])) or nothing
    if plan.volume is not None:
        yield "Volume", _must(plan.volume.value.words, plan.volume.source)
    if not plan.levels and is_medicine:
        yield "Dose", nothing
    for level in plan.levels[:8]:
        yield _LEVEL[level.value.level], _must(level.value.amount.words, level.source)
    yield "How often", _said(_often(plan), *_often_sources(plan)) or nothing
    if plan.number is not None:
        yield "How many", _must(plan.number.value.words, plan.number.source)
    for length in plan.lasting[:3]:
        yield "For how long", _must(length.value.words, length.source)
    if plan.until is not None:
        yield "Until", _must(f"“{plan.until.value}”", plan.until.source)
    for change in plan.changes[:3]:
        tail = "" if change.value.given else f" The rule itself is {NOT_GIVEN}."
        yield "What may change it", _must(f"“{change.value.words}”{tail}", change.source, stop=False)


def _often(plan: DosePlan) -> str:
    parts = [plan.interval.value.words] if plan.interval else []
    if plan.days is not None:
        numbers = [plain_number(n) for n in plan.days.value.numbers]
        again = " of each cycle" if plan.days.value.again and plan.cycle is None else ""
        parts.append(f"on {plan.days.value.unit}s {', '.join(numbers[:-1])} and {numbers[-1]}{again}")
    if plan.cycle is not None:
        parts.append(f"in cycles of {plan.cycle.value.words}")
    return ", ".join(parts)


def _often_sources(plan: DosePlan) -> tuple[Provenance, ...]:
    return tuple(dict.fromkeys(f.source for f in (plan.interval, plan.days, plan.cycle) if f is not None))


def _said(words: str, *sources: Provenance) -> Sentence | None:
    return _must(words, *sources) if words else None


def _must(words: str, *sources: Provenance, stop: bool = True) -> Sentence:
    shown = f"{words[:1].upper()}{words[1:]}"
    return Sentence(words=shown + ("." if stop and not shown.endswith((".", "”")) else ""), sources=sources)
