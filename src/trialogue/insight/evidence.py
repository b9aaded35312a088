"""What has been seen so far in one study: its posted results, each number with its cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trialogue.insight.intervals import Share, share
from trialogue.model.codes import Phase
from trialogue.model.provenance import Provenance
from trialogue.model.results import AdverseEvents, EventGroup, FlowPeriod, Measure, ParticipantFlow
from trialogue.model.study import Study
from trialogue.plain.risks import serious_total
from trialogue.plain.sentence import from_piece


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmSafety:
    """One column of the adverse event tables. ``cell`` names it as the record does (EG000)."""

    title: str
    cell: str
    serious: Share | None
    deaths: Share | None
    source: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmFlow:
    """How many of a group started and finished, summed over no periods: the first and last count."""

    title: str
    cell: str
    started: int
    completed: int | None
    source: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The card. ``exposed`` counts people at risk; None where groups share people."""

    exposed: int | None
    safety: tuple[ArmSafety, ...] = ()
    flow: tuple[ArmFlow, ...] = ()
    primary: tuple[Measure, ...] = ()
    leaving: tuple[tuple[str, int], ...] = ()
    stopped: str | None = None
    phases: tuple[Phase, ...] = ()
    time_frame: str | None = None


def evidence(study: Study) -> Evidence | None:
    """Posted adverse events, participant flow and primary outcome; None where nothing is posted.

    Serious events stand for each arm as people affected of people at risk with the exact 95 %
    interval. No score is made of them, and phase is only named.
    """
    results = study.results
    if results is None:
        return None
    events = results.adverse_events
    safety = tuple(_safety(study, events)) if events else ()
    total = serious_total(study)
    return Evidence(
        exposed=total[1] if total else None,
        safety=safety,
        flow=tuple(_flow(study, results.flow)) if results.flow else (),
        primary=tuple(m for m in results.outcomes if m.kind == "PRIMARY"),
        leaving=_leaving(results.flow) if results.flow else (),
        stopped=study.why_stopped,
        phases=study.phases,
        time_frame=events.time_frame if events else None,
    )


def _safety(study: Study, events: AdverseEvents) -> Iterator[ArmSafety]:
    for group in events.groups:
        serious = _share(group.serious_affected, group.serious_at_risk)
        deaths = _share(group.deaths_affected, group.deaths_at_risk)
        if serious is None and deaths is None:
            continue
        yield ArmSafety(
            title=group.title.strip() or "Group",
            cell=group.id,
            serious=serious,
            deaths=deaths,
            source=from_piece(study, "EventGroupSeriousNumAffected", _cell(group)),
        )


def _cell(group: EventGroup) -> str:
    return f"{group.title}: {group.serious_affected} of {group.serious_at_risk}"


def _share(affected: int | None, at_risk: int | None) -> Share | None:
    """None where a number is missing or the table contradicts itself (more affected than at risk)."""
    if affected is None or not at_risk or affected > at_risk:
        return None
    return share(affected, at_risk)


def _flow(study: Study, flow: ParticipantFlow) -> Iterator[ArmFlow]:
    """Who started each group's first period, and who finished its last: not every group is in all periods."""
    started = [_counts(period, "STARTED") for period in flow.periods]
    completed = [_counts(period, "COMPLETED") for period in flow.periods]
    for group in flow.groups:
        own = [number for number, counts in enumerate(started) if counts.get(group.id)]
        if own:
            first = started[own[0]][group.id]
            yield ArmFlow(
                title=group.title.strip() or "Group",
                cell=group.id,
                started=first,
                completed=completed[own[-1]].get(group.id),
                source=from_piece(study, "FlowAchievementNumSubjects", f"{group.title}: {first}"),
            )


def _counts(period: FlowPeriod, milestone: str) -> dict[str, int]:
    rows = [r for r in period.milestones if r.title.upper() == milestone]
    return {c.group: int(c.value) for r in rows[:1] for c in r.cells if c.value.isdigit()}


def _leaving(flow: ParticipantFlow) -> tuple[tuple[str, int], ...]:
    """Why people left, over all periods and groups, most first."""
    counts: dict[str, int] = {}
    for period in flow.periods:
        for row in period.withdrawals:
            number = sum(int(c.value) for c in row.cells if c.value.isdigit())
            if number and row.title.strip():
                counts[row.title.strip()] = counts.get(row.title.strip(), 0) + number
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:6])
