"""The design in words, and what a study built like this can and cannot show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trialogue.model.codes import (
    Allocation,
    InterventionModel,
    Masking,
    ObservationalModel,
    Phase,
    Purpose,
    StudyType,
    TimePerspective,
    WhoMasked,
)
from trialogue.model.study import Study
from trialogue.plain.interventions import MEDICINES
from trialogue.plain.sentence import Sentence, from_rule, say

_PURPOSE = {
    Purpose.TREATMENT: "It tests a treatment.",
    Purpose.PREVENTION: "It tests whether an illness can be prevented.",
    Purpose.DIAGNOSTIC: "It tests a way to find or name an illness.",
    Purpose.ECT: "It looks at how people take in or use information and care.",
    Purpose.SUPPORTIVE_CARE: "It tests ways to ease symptoms or side effects.",
    Purpose.SCREENING: "It tests a way to find illness early.",
    Purpose.HEALTH_SERVICES_RESEARCH: "It looks at how care is given.",
    Purpose.BASIC_SCIENCE: "It looks at how the body or an illness works.",
    Purpose.DEVICE_FEASIBILITY: "It tests whether a device can be used at all.",
}
# Purposes for which a phase says nothing of doses and effects of a treatment.
_LOOKS = {Purpose.BASIC_SCIENCE, Purpose.DIAGNOSTIC, Purpose.SCREENING}
_MODEL = {
    InterventionModel.SINGLE_GROUP: "There is one group. Everyone in it gets the same plan.",
    InterventionModel.PARALLEL: "There are groups side by side. Each person stays in one.",
    InterventionModel.CROSSOVER: "Each person gets one treatment first and another later (a crossover).",
    InterventionModel.FACTORIAL: "Treatments are tested alone and together, in groups (a factorial design).",
    InterventionModel.SEQUENTIAL: "Groups start one after the other. Early results shape the next group.",
}
_WATCH = {
    ObservationalModel.COHORT: "It follows a group of people (a cohort).",
    ObservationalModel.CASE_CONTROL: "It compares people who have the illness with people who do not.",
    ObservationalModel.CASE_ONLY: "It looks only at people who have the illness.",
    ObservationalModel.CASE_CROSSOVER: "It compares times in the same person's life.",
    ObservationalModel.ECOLOGIC_OR_COMMUNITY: "It looks at whole places or communities.",
    ObservationalModel.FAMILY_BASED: "It looks at families.",
    ObservationalModel.DEFINED_POPULATION: "It looks at all the people of a set group.",
    ObservationalModel.NATURAL_HISTORY: "It follows how the illness goes on its own.",
}
_TIME = {
    TimePerspective.PROSPECTIVE: "It looks forward: data are gathered from now on.",
    TimePerspective.RETROSPECTIVE: "It looks back: data exist already.",
    TimePerspective.CROSS_SECTIONAL: "It looks at one moment.",
}
_WHO = {
    WhoMasked.PARTICIPANT: "you",
    WhoMasked.CARE_PROVIDER: "those who treat you",
    WhoMasked.INVESTIGATOR: "the study doctors",
    WhoMasked.OUTCOMES_ASSESSOR: "those who judge the result",
}
_PHASE = {
    Phase.EARLY_PHASE1: "Early phase 1: tiny amounts in few people, to see what the body does with them.",
    Phase.PHASE1: "Phase 1: few people, to find a dose and to watch for harm.",
    Phase.PHASE2: "Phase 2: more people, to see signs of whether it works and to go on watching for harm.",
    Phase.PHASE3: "Phase 3: many people, to compare it with other care.",
    Phase.PHASE4: "Phase 4: after approval, to see how it does in everyday use.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignWords:
    """The design in sentences, and what it can and cannot show."""

    sentences: tuple[Sentence, ...]
    can_show: tuple[Sentence, ...] = ()
    cannot_show: tuple[Sentence, ...] = ()


def design_words(study: Study) -> DesignWords:
    """The record's design fields as sentences; what follows for what it can show, by fixed rules.

    Comparison, chance and masking decide: without a comparison group change cannot be told from
    the course of the illness; without chance groups may differ from the start; where people know
    their group, hope can sway answers. A field that the record leaves empty makes no sentence.
    """
    can, cannot = _limits(study)
    return DesignWords(sentences=tuple(_sentences(study)), can_show=tuple(can), cannot_show=tuple(cannot))


def _sentences(study: Study) -> Iterator[Sentence]:
    design = study.design
    if design.purpose in _PURPOSE:
        yield say(study, _PURPOSE[design.purpose], "DesignPrimaryPurpose")
    for phase in study.phases:
        if phase in _PHASE:
            yield say(study, _PHASE[phase], "Phase")
    if study.study_type is StudyType.EXPANDED_ACCESS:
        yield say(
            study, "This is not a trial. It gives a treatment before approval, case by case.", "StudyType"
        )
    if design.intervention_model in _MODEL:
        yield say(
            study, _MODEL[design.intervention_model], "DesignInterventionModel", design.model_description
        )
    if design.observational_model in _WATCH:
        yield say(study, _WATCH[design.observational_model], "DesignObservationalModel")
    if design.time_perspective in _TIME:
        yield say(study, _TIME[design.time_perspective], "DesignTimePerspective")
    yield from _groups(study)
    yield from _masking(study)
    if len(study.arms) > 1:
        yield say(study, f"The record lists {len(study.arms)} groups.", "ArmGroupLabel")


def _groups(study: Study) -> Iterator[Sentence]:
    design = study.design
    if design.intervention_model is InterventionModel.SINGLE_GROUP:
        return
    if design.allocation is Allocation.RANDOMIZED:
        yield say(study, "Chance decides who goes into which group.", "DesignAllocation")
    if design.allocation is Allocation.NON_RANDOMIZED:
        yield say(study, "The study team decides who goes into which group, not chance.", "DesignAllocation")


def _masking(study: Study) -> Iterator[Sentence]:
    design = study.design
    if design.masking is Masking.NONE:
        yield say(study, "Nothing is hidden: everyone knows who gets what (open label).", "DesignMasking")
    elif design.who_masked:
        who = [_WHO[w] for w in design.who_masked]
        joined = who[0] if len(who) == 1 else f"{', '.join(who[:-1])} and {who[-1]}"
        words = f"{joined[:1].upper()}{joined[1:]} do not know who gets what."
        yield say(study, words, "DesignWhoMasked", design.masking_description)
    elif design.masking is not None:
        yield say(study, "Some of those involved do not know who gets what.", "DesignMasking")


def _limits(study: Study) -> tuple[Iterator[Sentence], Iterator[Sentence]]:
    if study.study_type is StudyType.INTERVENTIONAL:
        return _can(study), _cannot(study)
    if study.study_type is StudyType.OBSERVATIONAL:
        return _watch_can(study), _watch_cannot(study)
    return iter(()), iter(())


def _rule(study: Study, words: str, *pieces: str) -> Sentence:
    return Sentence(words=words, sources=(from_rule(study, "what a design can show", *pieces),))


def _can(study: Study) -> Iterator[Sentence]:
    design = study.design
    if design.allocation is Allocation.RANDOMIZED:
        words = "Since chance makes the groups, a difference between them may well come from the treatment."
        yield _rule(study, words, "DesignAllocation")
    elif design.intervention_model is InterventionModel.SINGLE_GROUP:
        words = "It can show which health problems come up, and how people change while they are treated."
        yield _rule(study, words, "DesignInterventionModel")
    if design.intervention_model is InterventionModel.CROSSOVER:
        yield _rule(study, "Each person is compared with themselves.", "DesignInterventionModel")
    tests = design.purpose not in _LOOKS and any(t.kind in MEDICINES for t in study.interventions)
    if tests and (Phase.PHASE1 in study.phases or Phase.EARLY_PHASE1 in study.phases):
        yield _rule(study, "It can show which doses people can bear.", "Phase")


def _cannot(study: Study) -> Iterator[Sentence]:
    design = study.design
    if design.intervention_model is InterventionModel.SINGLE_GROUP:
        words = (
            "With no group to compare, it cannot tell well whether a change comes from the treatment or "
            "would have come anyway."
        )
        yield _rule(study, words, "DesignInterventionModel")
    elif design.allocation is Allocation.NON_RANDOMIZED:
        words = "The groups may differ from the start, so a difference need not come from the treatment."
        yield _rule(study, words, "DesignAllocation")
    if design.masking is Masking.NONE:
        yield _rule(study, "Since people know what they get, hope can sway how they feel.", "DesignMasking")
    if study.enrollment is not None and 0 < study.enrollment.count < 100:
        words = f"With {study.enrollment.count} people, rare side effects will most likely not be seen."
        yield _rule(study, words, "EnrollmentCount")
    if (
        design.purpose not in _LOOKS
        and study.phases
        and max(study.phases, key=list(Phase).index) in {Phase.PHASE1, Phase.EARLY_PHASE1}
    ):
        yield _rule(study, "It is too early to say whether it works.", "Phase")


def _watch_can(study: Study) -> Iterator[Sentence]:
    yield _rule(study, "It can show what happens to people, and what goes together with what.", "StudyType")


def _watch_cannot(study: Study) -> Iterator[Sentence]:
    words = "It cannot show well that one thing causes another: people were not put into groups by chance."
    yield _rule(study, words, "StudyType")
