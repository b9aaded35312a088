"""The dosing plan of a study, read from its arms, interventions and descriptions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from trialogue.eligibility.patterns import Pattern
from trialogue.model.codes import InterventionType, StudyType
from trialogue.model.design import Intervention
from trialogue.model.provenance import Span
from trialogue.model.study import Study
from trialogue.plain.about import Named, about, named
from trialogue.plain.amounts import Amount, AmountKind, amounts
from trialogue.plain.belongs import is_amount_of, is_count_of, is_rhythm_of
from trialogue.plain.counts import counts, cycle_length, day_lists
from trialogue.plain.dose_changes import change_rules, level_at, until
from trialogue.plain.doses import Count, Days, DoseLevel, DosePlan, Finding
from trialogue.plain.durations import Length, Rhythm
from trialogue.plain.interventions import MEDICINES, stands_beside
from trialogue.plain.passages import Quote, passages, source
from trialogue.plain.periods import Period, stretches
from trialogue.plain.rhythms import rhythms
from trialogue.plain.routes import nearest, routes

T = TypeVar("T")
_PLANNED = frozenset(InterventionType) - {InterventionType.DIAGNOSTIC_TEST}
_MANY = 1e4
# A tablet is a computer here.
_NOT_SWALLOWED = {InterventionType.DEVICE, InterventionType.BEHAVIORAL}
_NOT_DOSES = re.compile(
    r"\b(?:follow(?!ed\s+by\b)|visit|assess|measur|monitor|evaluat|scan|call|progress|contact|exam(?!pl)|cumulat)",
    re.IGNORECASE,
)
# What a description tells of other studies, of earlier patients, of what is known.
_BACKGROUND = re.compile(
    r"\b(?:proposed|previous(?:ly)?|has been shown|have been|(?:studies|trials|reports) (?:have|has|show)"
    r"|reporting|was transfused|recommended by)\b",
    re.IGNORECASE,
)
_TAKEN = re.compile(r"\b(?:harvest|aspirat|collect|drawn|liposuction|withdrawn|extract)\w*", re.IGNORECASE)
# "Participants who eat it at least once per week": what people do, not what the study gives.
_WHO_DO = re.compile(
    r"\b(?:who|that|whose)\b(?!.*(?:receiv|given|treat|take|taking|administ|inject|infus|random|assign))[^.;]*$",
    re.IGNORECASE | re.DOTALL,
)

_VESSEL = Pattern(r"[\s-]*(?:\w+\s+)?(?:vials?|ampou?les?|syringes?|bottles?|bags?|tubes?)\b")


def dosing(study: Study) -> tuple[DosePlan, ...]:
    """One plan for each intervention of which the record says anything; unknown stays empty.

    An intervention's own name and description are read first, then the arms that get it, and the
    descriptions only where the study has one intervention besides controls. What is read of an
    arm with several interventions counts for one only where the sentence names it.
    """
    if study.study_type is StudyType.OBSERVATIONAL:
        return ()
    texts = passages(study)
    main = _main(study)
    everyone = [named(thing, texts if len(main) > 1 else ()) for thing in main]
    plans = [
        _plan(
            study, who, about(who, study, texts, everyone), [other for other in everyone if other is not who]
        )
        for who in everyone
    ]
    return tuple(plan for plan in plans if not plan.is_empty)


def _main(study: Study) -> list[Intervention]:
    return [t for t in study.interventions if t.kind in _PLANNED and not stands_beside(t.name)]


def given(study: Study) -> int:
    """How many interventions a study gives besides controls and tests, with a plan or without."""
    return len(_main(study))


def _plan(study: Study, who: Named, said: list[Quote], others: Sequence[Named]) -> DosePlan:
    here = [s for s in said if _is_own(s)]

    def by(text: str) -> Iterator[tuple[Span, str]]:
        if who.thing.kind is InterventionType.RADIATION:
            return iter(())
        swallowed = who.thing.kind not in _NOT_SWALLOWED
        return (p for p in nearest(who.place(text), routes(text)) if swallowed or p[1] != "by mouth")

    def first(read: Callable[[str], Iterable[tuple[Span, T]]], rule: str) -> Finding[T] | None:
        found = ((s, value) for s in said for _, value in read(_text(s)))
        return next((Finding(value=v, source=source(study, s, rule)) for s, v in found), None)

    interval = _interval(study, said, who, others)
    number = _number(study, said, who, others, once=interval is None)
    once = number is not None and number.value.number == 1
    cycle = first(_cycles, "cycle")
    return DosePlan(
        intervention=who.thing.name,
        routes=_distinct(study, here, by, "route") or _distinct(study, said, by, "route"),
        levels=_levels(study, here, who, others) or _levels(study, said, who, others),
        volume=first(_volumes, "volume"),
        number=number,
        interval=interval,
        days=first(day_lists, "days of treatment"),
        cycle=None if cycle and interval and cycle.value == interval.value.every else cycle,
        lasting=() if once else _lasting(study, here, who, others) or _lasting(study, said, who, others),
        until=first(until, "treatment until"),
        changes=_distinct(study, said, change_rules, "what may change the dose"),
    )


def _is_own(sentence: Quote) -> bool:
    return not sentence.passage.piece.endswith(("Summary", "DetailedDescription", "Title"))


def _tells_plan(sentence: Quote) -> bool:
    """Whether a sentence may be on this study: descriptions also tell of others and of what is known."""
    return _is_own(sentence) or _BACKGROUND.search(sentence.words) is None


def _text(sentence: Quote) -> str:
    return sentence.span.of(sentence.passage.text)


def _distinct(
    study: Study, about: Iterable[Quote], read: Callable[[str], Iterable[tuple[Span, T]]], rule: str
) -> tuple[Finding[T], ...]:
    seen: dict[T, Finding[T]] = {}
    for sentence in about:
        for _, value in read(_text(sentence)):
            seen.setdefault(value, Finding(value=value, source=source(study, sentence, rule)))
    return tuple(seen.values())


def _levels(
    study: Study, about: Iterable[Quote], who: Named, others: Sequence[Named]
) -> tuple[Finding[DoseLevel], ...]:
    seen: dict[DoseLevel, Finding[DoseLevel]] = {}
    amounts_seen: set[Amount] = set()
    for sentence in about:
        text = _text(sentence)
        for span, found in amounts(text):
            amount = found
            if amount.kind is not AmountKind.DOSE or (amount in amounts_seen):
                continue
            if others and is_amount_of(others, who, text, span):
                continue
            amounts_seen.add(amount)
            counted = next((a.unit for a in amounts_seen if a.unit and a.low >= _MANY), "")
            if not amount.unit:  # "5 x 10^7 cells … reduced to 1 x 10^7": the noun is said once
                amount = replace(amount, unit=counted)
            level = DoseLevel(level=level_at(text, span), amount=amount)
            seen[level] = Finding(value=level, source=source(study, sentence, "dose"))
    return tuple(seen.values())


def _volumes(text: str) -> Iterator[tuple[Span, Amount]]:
    """Volumes that are given; what is taken from a person is none."""
    if _TAKEN.search(text):
        return iter(())
    flows = {"min", "hour"}
    found = (p for p in amounts(text) if p[1].kind is AmountKind.VOLUME and p[1].per not in flows)
    return (p for p in found if not _VESSEL.at_start(text[p[0].end :]))


def _cycles(text: str) -> Iterator[tuple[Span, Length]]:
    length = cycle_length(text)
    if length is not None:
        yield Span(start=0, end=len(text)), length


def _number(
    study: Study, about: Iterable[Quote], who: Named, others: Sequence[Named], *, once: bool
) -> Finding[Count] | None:
    """The surest count. ``once``: a single one may be the whole; what is given again and again is not."""
    best: tuple[int, Finding[Count]] | None = None
    for sentence in filter(_tells_plan, about):
        text = _text(sentence)
        for span, count, sure in counts(text):
            if (count.number == 1 and not once) or (best is not None and sure <= best[0]):
                continue
            if _is_its(who, count) and not is_count_of(others, who, text, span):
                best = sure, Finding(value=count, source=source(study, sentence, "number of doses"))
    return None if best is None else best[1]


def _is_its(who: Named, count: Count) -> bool:
    """Rays are given in fractions, medicines are not."""
    return count.noun != "fractions" or who.thing.kind not in MEDICINES


def _interval(
    study: Study, about: Iterable[Quote], who: Named, others: Sequence[Named]
) -> Finding[Rhythm] | None:
    for sentence in filter(_tells_plan, about):
        text = _text(sentence)
        for span, rhythm in rhythms(text):
            before = text[: span.start]
            asked = _NOT_DOSES.search(before) or _WHO_DO.search(before)
            if rhythm.every.unit != "minute" and not asked and not is_rhythm_of(others, who, text, span):
                return Finding(value=rhythm, source=source(study, sentence, "interval"))
    return None


def _lasting(
    study: Study, about: Iterable[Quote], who: Named, others: Sequence[Named]
) -> tuple[Finding[Length], ...]:
    seen: dict[Length, Finding[Length]] = {}
    for sentence in filter(_tells_plan, about):
        text, start = _text(sentence), sentence.span.start
        for stretch in stretches(sentence):
            at = Span(start=stretch.at.start - start, end=stretch.at.end - start)
            if stretch.period is Period.TREATMENT and not is_rhythm_of(others, who, text, at):
                found = Finding(value=stretch.length, source=source(study, sentence, "length of treatment"))
                seen.setdefault(stretch.length, found)
    return tuple(seen.values())


__all__ = ["Days", "dosing"]
