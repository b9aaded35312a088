"""Arms, interventions, outcomes and design fields against each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from trialogue.insight.odds import Odds
from trialogue.model.codes import (
    Allocation,
    ArmType,
    InterventionModel,
    Masking,
    Phase,
    StudyType,
)
from trialogue.model.study import Study
from trialogue.plain.conditions import is_healthy
from trialogue.plain.highlight_rules import placebo_place

_PHASE = re.compile(
    r"\bphase[\s-]*(?P<first>IV|I{1,3}|[1-4])\s*[ab]?(?:\s*(?:/|-|–|and|&|or"
    r"|to)\s*(?:phase[\s-]*)?(?P<second>IV|I{1,3}|[1-4])\s*"
    r"[ab]?)?(?![\w])",
    re.IGNORECASE,
)
_NUMBER = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_PHASES = {Phase.EARLY_PHASE1: 1, Phase.PHASE1: 1, Phase.PHASE2: 2, Phase.PHASE3: 3, Phase.PHASE4: 4}
_BLIND = re.compile(r"\b(?:double|triple|quadruple)[- ]?(?:blind|mask)\w*", re.IGNORECASE)
_OPEN = re.compile(r"\bopen[- ]?label(?:led|ed)?\b", re.IGNORECASE)
_INERT = re.compile(r"\b(?:saline|vehicle|dummy|inactive|excipient|water|dextrose|glucose)\b", re.IGNORECASE)
_EXTENSION = re.compile(r"extension|followed by|run-?in|lead-?in|period|part|phase|blind", re.IGNORECASE)


def arm_without_intervention(study: Study, today: date) -> Iterator[Odds]:
    """A treated group to which no intervention is linked from either side."""
    if study.study_type is not StudyType.INTERVENTIONAL:
        return
    linked = {label for t in study.interventions for label in t.arms}
    if not linked and not any(arm.interventions for arm in study.arms):
        return  # a converted copy without any links says nothing of single groups
    for arm in study.arms:
        bare = not arm.interventions and arm.label not in linked
        if bare and arm.kind in {ArmType.EXPERIMENTAL, ArmType.ACTIVE_COMPARATOR}:
            yield Odds(
                words=f"The record does not say what the group “{arm.label}” gets.",
                values=(("ArmGroupLabel", arm.label), ("ArmGroupInterventionName", "left empty")),
            )
            return


def outcome_without_time(study: Study, today: date) -> Iterator[Odds]:
    """A primary outcome without a time frame."""
    missing = [o for o in study.primary_outcomes if not (o.time_frame or "").strip()]
    if missing:
        yield Odds(
            words="The record does not say when its main outcome is measured.",
            values=(
                ("PrimaryOutcomeMeasure", missing[0].measure),
                ("PrimaryOutcomeTimeFrame", "left empty"),
            ),
        )


def one_group_many_arms(study: Study, today: date) -> Iterator[Odds]:
    """A randomised study with one group."""
    if len(study.arms) == 1 and study.design.allocation is Allocation.RANDOMIZED:
        yield Odds(
            words="The record says that chance decides the group, but lists only one group.",
            values=(("DesignAllocation", "randomised"), ("ArmGroupLabel", study.arms[0].label)),
        )


def parallel_with_one(study: Study, today: date) -> Iterator[Odds]:
    """Groups side by side, yet only one is listed."""
    model = study.design.intervention_model
    if model is InterventionModel.PARALLEL and len(study.arms) == 1:
        if study.design.allocation is Allocation.RANDOMIZED:
            return
        yield Odds(
            words="The record says groups side by side, but lists only one group.",
            values=(("DesignInterventionModel", "parallel"), ("ArmGroupLabel", study.arms[0].label)),
        )


def phase_and_title(study: Study, today: date) -> Iterator[Odds]:
    """The only phase that a title names is not the phase of the record."""
    given = {_PHASES[p] for p in study.phases if p in _PHASES}
    if not given:
        return
    for piece, title in (("OfficialTitle", study.official_title or ""), ("BriefTitle", study.brief_title)):
        named = {_NUMBER[g.lower()] for m in _PHASE.finditer(title) for g in m.groups() if g}
        if named and len(list(_PHASE.finditer(title))) == 1 and not named & given:
            phases = ", ".join(str(n) for n in sorted(given))
            yield Odds(
                words="The title names another phase than the record's phase field.",
                values=((piece, title), ("Phase", f"phase {phases}")),
            )
            return


def masking_and_title(study: Study, today: date) -> Iterator[Odds]:
    """A double-blind title over an open study, or an open-label title over a masked one."""
    masking, title = study.design.masking, f"{study.official_title or ''} {study.brief_title}"
    if masking is None:
        return
    blind, open_label = _BLIND.search(title), _OPEN.search(title)
    if masking is Masking.NONE and blind and not open_label:
        yield Odds(
            words="The title says double-blind, the record says that nothing is hidden.",
            values=(("OfficialTitle", title.strip()), ("DesignMasking", "none, open label")),
        )
    if masking in {Masking.DOUBLE, Masking.TRIPLE, Masking.QUADRUPLE} and open_label and not blind:
        if _EXTENSION.search(title):
            return
        yield Odds(
            words="The title says open label, the record says that the groups are hidden.",
            values=(("OfficialTitle", title.strip()), ("DesignMasking", "hidden")),
        )


def placebo_title(study: Study, today: date) -> Iterator[Odds]:
    """A placebo-controlled title without any placebo or sham in arms or interventions."""
    title = f"{study.official_title or ''} {study.brief_title}"
    if study.study_type is not StudyType.INTERVENTIONAL or not study.arms:
        return
    if re.search(r"placebo[- ]controll?ed", title, re.IGNORECASE) and not _placebo_below(study):
        yield Odds(
            words="The title says placebo, but no group of the record gets one.",
            values=(("OfficialTitle", title.strip()), ("ArmGroupType", "no placebo group")),
        )


def _placebo_below(study: Study) -> bool:
    kinds = {a.kind for a in study.arms}
    texts = [a.label + " " + (a.description or "") for a in study.arms]
    texts += [t.name + " " + (t.description or "") for t in study.interventions]
    if any(_INERT.search(text) for text in texts):
        return True
    untitled = replace(study, brief_title="", official_title=None)
    return (
        bool(kinds & {ArmType.PLACEBO_COMPARATOR, ArmType.SHAM_COMPARATOR})
        or placebo_place(untitled) is not None
    )


def healthy_condition(study: Study, today: date) -> Iterator[Odds]:
    """The only condition is being healthy, yet healthy people may not join."""
    barred = study.eligibility.healthy_volunteers is False
    if barred and study.conditions and all(is_healthy(c) for c in study.conditions):
        yield Odds(
            words="The record is about healthy people, but says that they cannot join.",
            values=(("Condition", ", ".join(study.conditions)), ("HealthyVolunteers", "no")),
        )


def observational_phase(study: Study, today: date) -> Iterator[Odds]:
    """A study that gives nothing, with a phase."""
    if study.study_type is StudyType.OBSERVATIONAL and any(p in _PHASES for p in study.phases):
        yield Odds(
            words="The study only watches, yet the record gives a phase.",
            values=(("StudyType", "observational"), ("Phase", "given")),
        )


RULES: dict[str, Callable[[Study, date], Iterator[Odds]]] = {
    "group without intervention": arm_without_intervention,
    "outcome without time": outcome_without_time,
    "chance with one group": one_group_many_arms,
    "side by side with one group": parallel_with_one,
    "phase against title": phase_and_title,
    "masking against title": masking_and_title,
    "placebo title without placebo": placebo_title,
    "healthy condition": healthy_condition,
    "watching with a phase": observational_phase,
}
