"""How a study is built: its design, arms, interventions and outcome measures."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.model.codes import (
    Allocation,
    ArmType,
    InterventionModel,
    InterventionType,
    Masking,
    ObservationalModel,
    Purpose,
    TimePerspective,
    WhoMasked,
)
from trialogue.model.quickly_made import quickly_made


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """*DesignInfo*; None where the record does not say."""

    allocation: Allocation | None = None
    intervention_model: InterventionModel | None = None
    model_description: str | None = None
    purpose: Purpose | None = None
    masking: Masking | None = None
    masking_description: str | None = None
    who_masked: tuple[WhoMasked, ...] = ()
    observational_model: ObservationalModel | None = None
    time_perspective: TimePerspective | None = None
    patient_registry: bool | None = None
    target_duration: str | None = None
    biospecimen_retention: str | None = None
    biospecimen_description: str | None = None
    expanded_access_types: tuple[str, ...] = ()


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """*ArmGroup*: a group of participants. ``interventions`` are names of the study's interventions."""

    label: str
    kind: ArmType | None = None
    description: str | None = None
    interventions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervention:
    """What is given or done. ``arms`` are labels of the arms that get it."""

    name: str
    kind: InterventionType
    description: str | None = None
    other_names: tuple[str, ...] = ()
    arms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeMeasure:
    """What is measured and when."""

    measure: str
    time_frame: str | None = None
    description: str | None = None
