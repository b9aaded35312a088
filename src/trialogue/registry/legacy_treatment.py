"""Arms, interventions and planned outcome measures of legacy XML, in the API's form."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from trialogue.model.codes import ArmType, InterventionType
from trialogue.registry import wire
from trialogue.registry.legacy_tree import ROOT, nodes, text, texts, value
from trialogue.registry.legacy_words import read_code
from trialogue.registry.malformed import MalformedRecordError


def read_arms_interventions(root: Element) -> wire.ArmsInterventions:
    """Arms and interventions. The XML says only which arms an intervention has; the arms follow."""
    interventions = tuple([_intervention(node) for node in nodes(root, "intervention")])
    return wire.ArmsInterventions(
        arm_groups=tuple([_arm(node, interventions) for node in nodes(root, "arm_group")]),
        interventions=interventions,
    )


def read_outcomes(root: Element) -> wire.Outcomes:
    """What is measured and when."""
    return wire.Outcomes(
        primary_outcomes=_outcomes(root, "primary_outcome"),
        secondary_outcomes=_outcomes(root, "secondary_outcome"),
        other_outcomes=_outcomes(root, "other_outcome"),
    )


def _intervention(node: Element) -> wire.InterventionWire:
    kind = value(node, "intervention_type", lambda t: read_code(InterventionType, t))
    if kind is None:
        raise MalformedRecordError(reason="an intervention has no type", path=f"{ROOT}/intervention")
    return wire.InterventionWire(
        kind=kind,
        name=text(node, "intervention_name") or "",
        description=text(node, "description"),
        other_names=texts(node, "other_name"),
        arms=texts(node, "arm_group_label"),
    )


def _arm(node: Element, interventions: tuple[wire.InterventionWire, ...]) -> wire.ArmWire:
    label = text(node, "arm_group_label") or ""
    return wire.ArmWire(
        label=label,
        type=value(node, "arm_group_type", lambda t: read_code(ArmType, t)),
        description=text(node, "description"),
        intervention_names=tuple([f"{i.kind}: {i.name}" for i in interventions if label in i.arms]),
    )


def _outcomes(root: Element, path: str) -> tuple[wire.OutcomeWire, ...]:
    return tuple(
        [
            wire.OutcomeWire(
                measure=text(node, "measure") or "",
                time_frame=text(node, "time_frame"),
                description=text(node, "description"),
            )
            for node in nodes(root, path)
        ]
    )
