"""When what happens, how much is given, and what else it asks."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.actions.derived import Derived
from trialogue.model.codes import StudyType
from trialogue.model.study import Study
from trialogue.plain import words
from trialogue.plain.burden import Burden
from trialogue.plain.design import DesignWords, design_words
from trialogue.plain.dose_table import DoseTable, dose_tables
from trialogue.plain.doses import DosePlan
from trialogue.plain.interventions import short_name
from trialogue.plain.pictures.groups import groups_picture
from trialogue.plain.pictures.svg import Picture
from trialogue.plain.pictures.when import timeline_picture
from trialogue.plain.sentence import Sentence
from trialogue.plain.timeline import Step, StepKind, Timeline, dose_words
from trialogue.web.sections import Group, PageContext, SectionView


@dataclass(frozen=True, slots=True, kw_only=True)
class StepWords:
    """A step with its words; ``sentence`` None: not given in the record."""

    name: str
    sentence: Sentence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """``picture`` is drawn from the same timeline; ``tables`` are the dosing plans."""

    steps: tuple[StepWords, ...]
    picture: Picture | None
    narrow: Picture | None
    tables: tuple[DoseTable, ...]
    burden: Burden
    calendar: bool


def what_happens(study: Study, context: PageContext) -> SectionView | None:
    """Screening, treatment, follow-up and doses, each with its place in the record."""
    derived: Derived | None = context.derived.get("derived")
    if derived is None:
        return None
    basis = derived.basis
    steps = tuple(_steps(basis.timeline, study, basis.plans))
    if not steps and not basis.plans:
        return None
    treatment = basis.timeline.step(StepKind.TREATMENT)
    return SectionView(
        id="plan",
        group=Group.ASKS,
        title="What happens when",
        template="study/plan.html",
        data=Plan(
            steps=steps,
            picture=timeline_picture(basis.timeline),
            narrow=timeline_picture(basis.timeline, narrow=True),
            tables=dose_tables(study, basis.plans),
            burden=basis.burden,
            calendar=treatment is not None and bool(treatment.doses),
        ),
    )


def _steps(timeline: Timeline, study: Study, plans: tuple[DosePlan, ...]) -> list[StepWords]:
    rows = [StepWords(name=str(s.kind), sentence=_step(s, plans)) for s in timeline.steps if s.sources]
    if study.study_type is StudyType.INTERVENTIONAL:
        rows += [StepWords(name=str(kind), sentence=None) for kind in timeline.missing]
    order = [str(kind) for kind in StepKind]
    return sorted(rows, key=lambda row: order.index(row.name))


def _step(step: Step, plans: tuple[DosePlan, ...]) -> Sentence:
    parts = []
    if step.length is not None:
        length = f"{step.length.words}{_of_which(step, plans)}"
        others = f"; also named: {', '.join(o.words for o in step.others[:3])}" if step.others else ""
        parts.append(f"{length}{others}")
    if step.doses:
        parts.append(f"Doses {dose_words(step.doses)}")
    said = ". ".join(parts) or "The record does not say how long"
    return Sentence(words=f"{said[:1].upper()}{said[1:]}.", sources=step.sources)


def _of_which(step: Step, plans: tuple[DosePlan, ...]) -> str:
    """Of which treatments a length is, where the record gives it of some only."""
    so_long = [p for p in plans if any(found.value == step.length for found in p.lasting)]
    if step.kind is not StepKind.TREATMENT or not 0 < len(so_long) < len(plans):
        return ""
    return f" ({words.listed(list(dict.fromkeys(short_name(p.intervention) for p in so_long)))})"


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatItShows:
    """The design in words with its limits, and the groups as a picture."""

    design: DesignWords
    picture: Picture | None
    narrow: Picture | None


def what_it_can_show(study: Study, context: PageContext) -> SectionView | None:
    """What a study built like this can and cannot show."""
    design = design_words(study)
    picture = groups_picture(study)
    if not (design.can_show or design.cannot_show or design.sentences):
        return None
    return SectionView(
        id="design",
        group=Group.ASKS,
        title="What this trial can and cannot show",
        template="study/design.html",
        data=WhatItShows(design=design, picture=picture, narrow=groups_picture(study, narrow=True)),
    )
