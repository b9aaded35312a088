"""What happens when: screening, treatment, follow-up, each with its place in the record."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from trialogue.eligibility.patterns import Pattern
from trialogue.model.codes import StudyType
from trialogue.model.provenance import Provenance
from trialogue.model.study import Study
from trialogue.plain.doses import Count, Days, DosePlan, Finding
from trialogue.plain.dosing import dosing
from trialogue.plain.durations import DAYS, Length, Rhythm, lengths, plain_number
from trialogue.plain.passages import Passage, passages, sentences, source
from trialogue.plain.periods import Period, Stretch, stretches

_LONGEST_DRAWN = 60
_NUMBERED = Pattern(
    r"\b(day|week|month|year)s?[\s-]+(\d{1,3}(?:\s*(?:,|and|&|,\s*and|through|to|-)\s*\d{1,3}(?!\d"
    r"|\s*(?:days?|weeks?|months?|years?)))*)\b"
)
# What was seen in another study, or is known.
_OTHERS = Pattern(
    r"\bin (?:a|an|one) (?:[\w-]+ )?(?:study|trial|cohort|series) of \d+|\b(?:was|were) found\b"
    r"|\b(?:studies|trials|reports) (?:have|has|show)"
)
_EARLIER = Pattern(r"\s*(?:prior|before|preceding)\b")


class StepKind(StrEnum):
    """The steps of taking part, in the order in which they come."""

    SCREENING = "Screening"
    RUN_IN = "Run-in"
    TREATMENT = "Treatment"
    WASHOUT = "Wash-out"
    FOLLOW_UP = "Follow-up"
    LAST_MEASUREMENT = "Last measurement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset:
    """A moment counted from the first dose, in the record's unit."""

    number: float
    unit: str

    @property
    def days(self) -> float:
        """Days from the first dose."""
        return self.number * DAYS[self.unit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step. ``length`` None: the record does not say how long; ``doses`` when each dose is due."""

    kind: StepKind
    length: Length | None = None
    others: tuple[Length, ...] = ()
    doses: tuple[Offset, ...] = ()
    sources: tuple[Provenance, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The steps that the record gives, in order, and what it leaves out."""

    steps: tuple[Step, ...] = ()
    whole: Finding[Length] | None = None
    missing: tuple[StepKind, ...] = ()

    def step(self, kind: StepKind) -> Step | None:
        """The step of one kind."""
        return next((s for s in self.steps if s.kind is kind), None)


def timeline(study: Study, plans: tuple[DosePlan, ...] | None = None) -> Timeline:
    """Screening, treatment and follow-up as the record's text gives them.

    Each length is read from a sentence that says what it is the length of; where the text gives
    none the step is listed as missing, never filled in. Doses fall at multiples of the stated
    interval ("every 3 months for a total of 4 injections": 0, 3, 6 and 9 months). The last
    measurement is the longest time frame of the primary and secondary outcomes.
    """
    plans = dosing(study) if plans is None else plans
    texts = passages(study)
    told = (q for text in texts if _tells(text) for q in sentences(text))
    found = [s for quote in told if not _OTHERS.within(quote.words) for s in stretches(quote)]
    steps = [
        _stated(study, StepKind.SCREENING, Period.SCREENING, found),
        _stated(study, StepKind.RUN_IN, Period.RUN_IN, found),
        _treatment(study, plans, found),
        _stated(study, StepKind.WASHOUT, Period.WASHOUT, found),
        _stated(study, StepKind.FOLLOW_UP, Period.FOLLOW_UP, found),
        _last(study, texts),
    ]
    kept = tuple(step for step in steps if step is not None)
    there = {step.kind for step in kept}
    wanted = (StepKind.SCREENING, StepKind.TREATMENT, StepKind.FOLLOW_UP)
    whole = next((s for s in found if s.period is Period.WHOLE), None)
    return Timeline(
        steps=kept,
        whole=None if whole is None else _finding(study, whole),
        missing=tuple(kind for kind in wanted if kind not in there),
    )


def _tells(text: Passage) -> bool:
    return not text.piece.endswith(("OutcomeTimeFrame", "Label", "Name"))


def _finding(study: Study, stretch: Stretch) -> Finding[Length]:
    return Finding(value=stretch.length, source=source(study, stretch.quote, str(stretch.period)))


def _stated(study: Study, kind: StepKind, period: Period, found: Iterable[Stretch]) -> Step | None:
    these = [s for s in found if s.period is period]
    if not these:
        return None
    longest = max(these, key=lambda s: s.length.days)
    others = tuple(dict.fromkeys(s.length for s in these if s.length != longest.length))
    sources = tuple(dict.fromkeys(source(study, s.quote, str(period)) for s in (longest, *these)))
    return Step(kind=kind, length=longest.length, others=others, sources=sources[:4])


def _treatment(study: Study, plans: tuple[DosePlan, ...], found: list[Stretch]) -> Step | None:
    """From the plan that says most; else from any sentence about the length of treatment."""
    if study.study_type is StudyType.OBSERVATIONAL:
        return None
    best = fullest(plans)
    if best is None:
        return _stated(study, StepKind.TREATMENT, Period.TREATMENT, found)
    doses = offsets(best)
    stated = sorted(_whole(plans, doses), key=lambda f: -f.value.days)
    sources = [f.source for f in (best.number, best.interval, best.days, best.cycle) if f is not None]
    sources += [f.source for f in stated[:2]]
    length = stated[0].value if stated else _spanned(best, plans)
    if length is None and not doses:
        least = math.inf if _is_once(best) else _least(plans, doses)
        long_enough = [s for s in found if s.length.days >= least]
        return _stated(study, StepKind.TREATMENT, Period.TREATMENT, long_enough)
    others = tuple(dict.fromkeys(f.value for f in stated if f.value != length))
    return Step(
        kind=StepKind.TREATMENT,
        length=length,
        others=others,
        doses=doses,
        sources=tuple(dict.fromkeys(sources)),
    )


def _is_once(plan: DosePlan) -> bool:
    """Whether a single dose or session is all that there is: no length that the text names is its own."""
    return plan.number is not None and plan.number.value.number == 1


def fullest(plans: tuple[DosePlan, ...]) -> DosePlan | None:
    """The plan that says most of when treatment is given: the timeline draws it."""
    best = max(plans, key=_fullness, default=None)
    return best if best is not None and _fullness(best) else None


def _fullness(plan: DosePlan) -> int:
    return sum(x is not None for x in (plan.number, plan.interval, plan.days)) + bool(plan.lasting)


def _whole(plans: Iterable[DosePlan], doses: tuple[Offset, ...]) -> list[Finding[Length]]:
    """The stated lengths that may be of the whole treatment: "daily for 5 days, every 4 weeks" is not."""
    least = _least(plans, doses)
    return [f for p in plans for f in p.lasting if f.value.days >= least]


def _least(plans: Iterable[DosePlan], doses: tuple[Offset, ...]) -> float:
    """Days that a treatment takes at the least: to its last dose, and through one round."""
    rounds = [p.cycle.value.days for p in plans if p.cycle]
    rounds += [p.interval.value.days for p in plans if p.interval]
    listed = [(d.numbers[-1] - d.numbers[0]) * DAYS[d.unit] for p in plans if p.days and (d := p.days.value)]
    return max([doses[-1].days if doses else 0.0, *rounds, *listed])


def _spanned(plan: DosePlan, plans: Iterable[DosePlan]) -> Length | None:
    """The length that follows from cycles ("6 cycles" of 21 days), where all that is given has as many."""
    if plan.number is None or plan.number.value.noun != "cycles":
        return None
    cycle = plan.cycle.value if plan.cycle else (plan.interval.value.every if plan.interval else None)
    if cycle is None or any(p.number is None or p.number.value != plan.number.value for p in plans):
        return None
    total = plan.number.value.number
    return Length(low=cycle.low * total, high=cycle.high * total, unit=cycle.unit)


def _in_rounds(plan: DosePlan) -> bool:
    """Whether what is counted are rounds of several doses."""
    return plan.number is not None and plan.number.value.noun.endswith(("cycles", "courses"))


def offsets(plan: DosePlan) -> tuple[Offset, ...]:
    """When each dose is due, counted from the first; empty where that is not said for all of them."""
    if plan.days is not None:
        return _listed(plan, plan.days.value)
    if plan.number is None or plan.interval is None or plan.number.value.at_most or _in_rounds(plan):
        return ()
    rhythm, total = plan.interval.value, plan.number.value.number
    if rhythm.times != 1 or rhythm.every.low != rhythm.every.high or not 2 <= total <= _LONGEST_DRAWN:
        return ()
    if not _belong_together(plan.number, plan.interval, plan.lasting):
        return ()
    return tuple(Offset(number=i * rhythm.every.low, unit=rhythm.every.unit) for i in range(total))


def _listed(plan: DosePlan, days: Days) -> tuple[Offset, ...]:
    """The days of a list, unless they come again in each round."""
    numbers, unit = days.numbers, days.unit
    again = plan.interval is not None and plan.interval.value.days > (numbers[-1] - numbers[0]) * DAYS[unit]
    if days.again or days.cycle is not None or plan.cycle is not None or again or _in_rounds(plan):
        return ()
    return tuple(Offset(number=n - numbers[0], unit=unit) for n in numbers)


def _belong_together(
    number: Finding[Count], rhythm: Finding[Rhythm], lasting: Iterable[Finding[Length]]
) -> bool:
    """Whether a number and a rhythm are of the same doses: said at once, or as long as is stated."""
    if number.source.quote == rhythm.source.quote:
        return True
    every, total = rhythm.value.days, number.value.number
    return any((total - 2) * every < f.value.days <= (total + 0.5) * every for f in lasting)


def _last(study: Study, texts: Iterable[Passage]) -> Step | None:
    frames = [t for t in texts if t.piece.endswith("OutcomeTimeFrame")]
    pairs = [(length, t) for t in frames for length in _frame_lengths(t.text)]
    if not pairs:
        return None
    longest, text = max(pairs, key=lambda pair: pair[0].days)
    length = replace(longest, low=longest.high)
    quote = next(q for q in sentences(text))
    return Step(
        kind=StepKind.LAST_MEASUREMENT,
        length=length,
        sources=(source(study, quote, "longest outcome time frame"),),
    )


def _frame_lengths(text: str) -> Iterator[Length]:
    for span, length in lengths(text):
        if length.days <= 50 * DAYS["year"] and not _EARLIER.at_start(text[span.end :]):
            yield length
    yield from _numbered(text)


def _numbered(text: str) -> Iterator[Length]:
    """ "Week 12", "month 6": the number stands after its unit."""
    for match in _NUMBERED.finditer(text):
        value = max(float(n) for n in re.findall(r"\d+", match[2]))
        if value > 0:
            yield Length(low=value, high=value, unit=match[1].lower())


def dose_words(doses: tuple[Offset, ...]) -> str:
    """ "at the start, then after 3, 6 and 9 months"."""
    if not doses:
        return ""
    later = [plain_number(d.number) for d in doses[1:]]
    if not later:
        return "once, at the start"
    unit = doses[-1].unit
    joined = later[0] if len(later) == 1 else f"{', '.join(later[:-1])} and {later[-1]}"
    return f"at the start, then after {joined} {unit}{'' if later == ['1'] else 's'}"
