"""Posted results: from the API's form to values. No number is computed; texts stay as posted.

The parts are joined as plain mappings and turned into values at the end, by one conversion.
"""

from __future__ import annotations

import msgspec

from trialogue.model.results import Results
from trialogue.registry import wire_results as wire

_Parts = dict[str, object]


def read_results(results: wire.ResultsWire | None) -> Results | None:
    """The results section, or None where there is none."""
    if results is None:
        return None
    outcomes = results.outcome_measures_module
    more = results.more_info_module
    limits = more.limitations_and_caveats if more else None
    parts = {
        "flow": _flow(results.participant_flow_module),
        "baseline": _baseline(results.baseline_characteristics_module),
        "outcomes": [_measure(m, m.type or "") for m in outcomes.outcome_measures] if outcomes else (),
        "adverse_events": _events(results.adverse_events_module),
        "limitations": limits.description if limits else None,
    }
    return msgspec.convert(parts, Results, from_attributes=True)


def _flow(flow: wire.Flow | None) -> _Parts | None:
    if flow is None:
        return None
    return {
        "groups": flow.groups,
        "periods": [_period(p) for p in flow.periods],
        "recruitment_details": flow.recruitment_details,
        "pre_assignment_details": flow.pre_assignment_details,
    }


def _period(period: wire.Period) -> _Parts:
    return {
        "title": period.title,
        "milestones": [
            {"title": m.type, "comment": m.comment, "cells": m.achievements} for m in period.milestones
        ],
        "withdrawals": [
            {"title": w.type, "comment": w.comment, "cells": w.reasons} for w in period.drop_withdraws
        ],
    }


def _baseline(module: wire.BaselineWire | None) -> list[_Parts]:
    """Baseline measures; each takes what it does not say itself from the table that they share."""
    if module is None:
        return []
    return [
        _measure(m, "BASELINE", m.groups or module.groups)
        | _denominators(m.denoms or module.denoms)
        | {"population": m.population_description or module.population_description}
        for m in module.measures
    ]


def _measure(
    measure: wire.MeasureWire, kind: str, groups: tuple[wire.GroupWire, ...] | None = None
) -> _Parts:
    return {
        "title": measure.title,
        "kind": kind,
        "description": measure.description,
        "population": measure.population_description,
        "time_frame": measure.time_frame,
        "statistic": measure.param_type,
        "dispersion": measure.dispersion_type,
        "unit": measure.unit_of_measure,
        "groups": groups or measure.groups,
        "rows": [row for part in measure.classes for row in _rows(part)],
    } | _denominators(measure.denoms)


def _denominators(denoms: tuple[wire.Denom, ...]) -> _Parts:
    """The count of people, where a table counts people and other units (eyes, samples)."""
    if not denoms:
        return {}
    people = [denom for denom in denoms if denom.units == "Participants"]
    chosen = people[0] if people else denoms[0]
    return {"denominators": chosen.counts, "denominator_unit": chosen.units}


def _rows(part: wire.MeasureClass) -> list[_Parts]:
    denominators = _denominators(part.denoms).get("denominators", ())
    return [
        {
            "title": part.title or category.title or "",
            "category": category.title if part.title else None,
            "cells": category.measurements,
            "denominators": denominators,
        }
        for category in part.categories
    ]


def _events(module: wire.Events | None) -> _Parts | None:
    if module is None:
        return None
    listed = [(event, True) for event in module.serious_events]
    listed += [(event, False) for event in module.other_events]
    return {
        "time_frame": module.time_frame,
        "description": module.description,
        "frequency_threshold": module.frequency_threshold,
        "groups": module.event_groups,
        "events": [
            {"term": e.term, "organ_system": e.organ_system, "serious": serious, "counts": e.stats}
            for e, serious in listed
        ],
    }
