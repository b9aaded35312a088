"""Participant flow, baseline and outcome tables of legacy XML, in the API's form."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from trialogue.registry import wire_results as wire
from trialogue.registry.legacy_events import group_id, read_events, read_groups
from trialogue.registry.legacy_tree import node_at, nodes, text, value
from trialogue.registry.legacy_words import spelled


def read_results(node: Element | None) -> wire.ResultsWire | None:
    """The results section, or None where there is none."""
    if node is None:
        return None
    limits = text(node, "limitations_and_caveats")
    return wire.ResultsWire(
        participant_flow_module=_flow(node_at(node, "participant_flow")),
        baseline_characteristics_module=_baseline(node_at(node, "baseline")),
        outcome_measures_module=wire.OutcomeMeasures(
            outcome_measures=tuple([_outcome(one) for one in nodes(node, "outcome_list/outcome")])
        ),
        adverse_events_module=read_events(node_at(node, "reported_events")),
        more_info_module=wire.MoreInfo(limitations_and_caveats=wire.Limitations(description=limits)),
    )


def _flow(node: Element | None) -> wire.Flow | None:
    if node is None:
        return None
    return wire.Flow(
        pre_assignment_details=text(node, "pre_assignment_details"),
        recruitment_details=text(node, "recruitment_details"),
        groups=read_groups(node),
        periods=tuple([_period(one) for one in nodes(node, "period_list/period")]),
    )


def _period(node: Element) -> wire.Period:
    milestones = [
        wire.MilestoneWire(type=text(one, "title") or "", achievements=_stats(one))
        for one in nodes(node, "milestone_list/milestone")
    ]
    withdrawals = [
        wire.Withdrawal(type=text(one, "title") or "", reasons=_stats(one))
        for one in nodes(node, "drop_withdraw_reason_list/drop_withdraw_reason")
    ]
    return wire.Period(
        title=text(node, "title") or "", milestones=tuple(milestones), drop_withdraws=tuple(withdrawals)
    )


def _stats(node: Element) -> tuple[wire.Stat, ...]:
    return tuple(
        [
            wire.Stat(group=group_id(one), value=one.get("count", ""), comment=_comment(one))
            for one in nodes(node, "participants_list/participants")
        ]
    )


def _comment(node: Element) -> str | None:
    return (node.text or "").strip() or None


def _baseline(node: Element | None) -> wire.BaselineWire | None:
    if node is None:
        return None
    return wire.BaselineWire(
        population_description=text(node, "population"),
        groups=read_groups(node),
        denoms=_denoms(node),
        measures=tuple([_measure(one) for one in nodes(node, "measure_list/measure")]),
    )


def _outcome(node: Element) -> wire.MeasureWire:
    measure = node_at(node, "measure")
    if measure is None:
        # Before 2017 the count of people was a measure of its own before the one that is meant.
        measure = next(iter(nodes(node, "measure_list/measure")[-1:]), None)
    read = wire.MeasureWire(title="") if measure is None else _measure(measure)
    read.title = text(node, "title") or read.title
    read.type = value(node, "type", spelled)
    read.description = read.description or text(node, "description")
    read.population_description = text(node, "population")
    read.time_frame = text(node, "time_frame")
    read.dispersion_type = text(measure, "dispersion") if measure is not None else None
    read.groups = read_groups(node)
    return read


def _measure(node: Element) -> wire.MeasureWire:
    return wire.MeasureWire(
        title=text(node, "title") or "",
        description=text(node, "description"),
        population_description=text(node, "population"),
        param_type=value(node, "param", spelled),
        dispersion_type=value(node, "dispersion", spelled),
        unit_of_measure=text(node, "units"),
        denoms=_denoms(node),
        classes=_classes(node),
    )


def _denoms(node: Element) -> tuple[wire.Denom, ...]:
    return tuple(
        [
            wire.Denom(
                units=text(one, "units"),
                counts=tuple(
                    [
                        wire.DenomCount(group=group_id(count), value=count.get("value", ""))
                        for count in nodes(one, "count_list/count")
                    ]
                ),
            )
            for one in nodes(node, "analyzed_list/analyzed")
        ]
    )


def _classes(node: Element) -> tuple[wire.MeasureClass, ...]:
    classes = [
        wire.MeasureClass(title=text(one, "title"), denoms=_denoms(one), categories=_categories(one))
        for one in nodes(node, "class_list/class")
    ]
    if not classes and (categories := _categories(node)):
        classes = [wire.MeasureClass(categories=categories)]
    return tuple(classes)


def _categories(node: Element) -> tuple[wire.Category, ...]:
    return tuple(
        [
            wire.Category(
                title=text(one, "title") or text(one, "sub_title"),
                measurements=tuple(
                    [_measurement(cell) for cell in nodes(one, "measurement_list/measurement")]
                ),
            )
            for one in nodes(node, "category_list/category")
        ]
    )


def _measurement(node: Element) -> wire.Measurement:
    return wire.Measurement(
        group=group_id(node),
        value=node.get("value", ""),
        spread=node.get("spread"),
        lower=node.get("lower_limit"),
        upper=node.get("upper_limit"),
        comment=_comment(node),
    )
