"""How the study is built: groups, what each gets, and what is measured."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.model.codes import InterventionType
from trialogue.model.design import Arm, Intervention, OutcomeMeasure
from trialogue.model.provenance import Provenance
from trialogue.model.study import Study
from trialogue.plain import words
from trialogue.plain.durations import lengths
from trialogue.plain.sentence import Sentence, from_piece, say
from trialogue.web.record_text import record_text
from trialogue.web.sections import Group, PageContext, SectionView


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupOfPeople:
    """An arm: who gets what."""

    label: str
    role: str
    description: str
    gets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """An intervention with its kind in words."""

    name: str
    kind: str
    description: str
    other_names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """``facts`` are (what, in words)."""

    facts: tuple[tuple[str, Sentence], ...]
    note: str
    masking_note: str
    groups: tuple[GroupOfPeople, ...]
    treatments: tuple[Treatment, ...]
    groups_source: Provenance
    treatments_source: Provenance


def how_it_is_set_up(study: Study, context: PageContext) -> SectionView | None:
    """Design in words, the groups and the treatments."""
    facts = _facts(study)
    notes = study.design.model_description or study.design.masking_description
    if not (facts or notes or study.arms or study.interventions):
        return None
    return SectionView(
        id="setup",
        group=Group.ASKS,
        title="How the trial is set up",
        template="study/setup.html",
        data=Design(
            facts=facts,
            note=study.design.model_description or "",
            masking_note=study.design.masking_description or "",
            groups=tuple(_group(arm) for arm in study.arms),
            treatments=tuple(_treatment(i) for i in study.interventions),
            groups_source=from_piece(study, "ArmGroupLabel, ArmGroupDescription"),
            treatments_source=from_piece(study, "InterventionName, InterventionDescription"),
        ),
    )


def _facts(study: Study) -> tuple[tuple[str, Sentence], ...]:
    """What ``plain.design`` does not say in sentences."""
    design = study.design
    biospecimen = words.code_words("biospecimen", design.biospecimen_retention)
    access = words.listed([words.code_words("expanded_access", t) for t in design.expanded_access_types])
    rows = [
        ("How long each person is followed", _followed(design.target_duration), "TargetDuration"),
        ("Samples", biospecimen, "BioSpecRetention"),
        ("About the samples", record_text(design.biospecimen_description), "BioSpecDescription"),
        ("Kind of access", access[:1].upper() + access[1:], "ExpAccTypeIndividual"),
    ]
    return tuple((key, say(study, value, piece)) for key, value, piece in rows if value)


def _followed(text: str | None) -> str:
    """The registry writes a length of its own form with a capital: "10 Years"."""
    found = lengths(text or "")
    whole = found[0][1].words if found and found[0][0].of(text or "").strip() == (text or "").strip() else ""
    return whole or record_text(text)


def _group(arm: Arm) -> GroupOfPeople:
    return GroupOfPeople(
        label=record_text(arm.label),
        role=words.code_words("arm", arm.kind),
        description=arm.description or "",
        gets=tuple(record_text(_bare(name)) for name in arm.interventions),
    )


def _bare(name: str) -> str:
    """``Drug: Riluzole`` → ``Riluzole``: the kind stands in words beside it."""
    kind, separator, rest = name.partition(": ")
    known = {code.replace("_", " ").lower() for code in words.tables()["intervention"]}
    return rest if separator and kind.lower() in known else name


def _treatment(intervention: Intervention) -> Treatment:
    return Treatment(
        name=record_text(intervention.name),
        kind=""
        if intervention.kind is InterventionType.OTHER
        else words.code_words("intervention", intervention.kind),
        description=intervention.description or "",
        other_names=tuple(record_text(name) for name in intervention.other_names),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """Outcome measures as the record lists them, with plain names for the lists."""

    primary: tuple[OutcomeMeasure, ...]
    secondary: tuple[OutcomeMeasure, ...]
    other: tuple[OutcomeMeasure, ...]
    source: Provenance


def what_is_measured(study: Study, context: PageContext) -> SectionView | None:
    """Primary outcomes in full, the others one click away."""
    if not (study.primary_outcomes or study.secondary_outcomes or study.other_outcomes):
        return None
    return SectionView(
        id="measured",
        group=Group.ASKS,
        title="What is measured",
        template="study/outcomes.html",
        data=Outcomes(
            primary=study.primary_outcomes,
            secondary=study.secondary_outcomes,
            other=study.other_outcomes,
            source=from_piece(study, "PrimaryOutcomeMeasure, PrimaryOutcomeTimeFrame"),
        ),
    )
