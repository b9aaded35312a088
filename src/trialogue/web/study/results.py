"""What has been seen so far: the results that the team posted, as posted."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.model.provenance import Provenance
from trialogue.model.results import AdverseEvents, Measure, Results, Row
from trialogue.model.study import Study
from trialogue.plain import words
from trialogue.plain.sentence import from_piece
from trialogue.web.record_text import record_text
from trialogue.web.sections import Group, PageContext, SectionView

_PRIMARY_SHOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView:
    """A table as texts: the first cell of each row names it."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    time_frame: str = ""
    population: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedResults:
    """Tables of the study page; ``more`` counts outcome measures on the page of all results."""

    flow: TableView | None
    harms: TableView | None
    harms_note: str
    outcomes: tuple[TableView, ...]
    more: int
    limitations: str
    flow_source: Provenance
    harms_source: Provenance
    outcomes_source: Provenance


def posted_results(study: Study, context: PageContext) -> SectionView | None:
    """Who went through the study, serious harms, and the main results."""
    results = study.results
    if results is None:
        return None
    primary = tuple(m for m in results.outcomes if m.kind == "PRIMARY" and m.rows)[:_PRIMARY_SHOWN]
    events = results.adverse_events
    return SectionView(
        id="results",
        group=Group.KNOWN,
        title="Results that the team has posted",
        template="study/results.html",
        data=PostedResults(
            flow=flow_table(results),
            harms=harms_table(events) if events else None,
            harms_note=record_text(events.time_frame) if events else "",
            outcomes=tuple(measure_table(m) for m in primary),
            more=len(results.outcomes) - len(primary),
            limitations=record_text(results.limitations),
            flow_source=from_piece(study, "FlowGroupTitle, FlowMilestoneType"),
            harms_source=from_piece(study, "EventGroupSeriousNumAffected, EventGroupSeriousNumAtRisk"),
            outcomes_source=from_piece(study, "OutcomeMeasureTitle, OutcomeMeasurementValue"),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AllResults:
    """Every table that the team posted."""

    flow: TableView | None
    baseline: tuple[TableView, ...]
    outcomes: tuple[tuple[str, tuple[TableView, ...]], ...]
    unposted: tuple[str, ...]
    harms: TableView | None
    serious: TableView | None
    other: TableView | None


def all_results(study: Study) -> AllResults | None:
    """All tables; None where nothing is posted."""
    results = study.results
    if results is None:
        return None
    kinds = dict.fromkeys(m.kind for m in results.outcomes)
    events = results.adverse_events
    return AllResults(
        flow=flow_table(results),
        baseline=tuple(measure_table(m) for m in results.baseline if m.rows),
        outcomes=tuple(
            (
                words.code_words("measure", kind),
                tuple(measure_table(m) for m in results.outcomes if m.kind == kind and m.rows),
            )
            for kind in kinds
        ),
        unposted=tuple(record_text(m.title) for m in results.outcomes if not m.rows),
        harms=harms_table(events) if events else None,
        serious=events_table(events, serious=True) if events else None,
        other=events_table(events, serious=False) if events else None,
    )


def events_table(events: AdverseEvents, *, serious: bool) -> TableView | None:
    """Each kind of event with people affected, by group."""
    found = [event for event in events.events if event.serious is serious]
    if not found or not events.groups:
        return None
    rows = []
    for event in found:
        counts = {count.group: count for count in event.counts}
        cells = []
        for group in events.groups:
            count = counts.get(group.id)
            cells.append("–" if count is None else _share(count.affected, count.at_risk))
        rows.append((record_text(event.term), *cells))
    caption = "Serious events" if serious else "Other events"
    columns = ("Event", *(record_text(group.title) for group in events.groups))
    return TableView(caption=caption, columns=columns, rows=tuple(rows))


def flow_table(results: Results) -> TableView | None:
    """People who started and finished, by group and period, as posted."""
    flow = results.flow
    if flow is None or not flow.groups or not flow.periods:
        return None
    rows: list[tuple[str, ...]] = []
    for period in flow.periods:
        prefix = "" if len(flow.periods) == 1 else f"{record_text(period.title)}: "
        for row in period.milestones:
            cells = {cell.group: cell.value for cell in row.cells}
            name = words.tables()["milestone"].get(row.title.upper(), record_text(row.title))
            rows.append((prefix + name, *(_value(cells.get(group.id)) for group in flow.groups)))
    columns = ("", *(record_text(group.title) for group in flow.groups))
    return TableView(caption="People in the trial", columns=columns, rows=tuple(rows))


def harms_table(events: AdverseEvents) -> TableView | None:
    """People who had a serious event, another event, or died: x of y, as posted."""
    if not events.groups:
        return None
    rows = tuple(
        (
            record_text(group.title),
            _share(group.serious_affected, group.serious_at_risk),
            _share(group.other_affected, group.other_at_risk),
            _share(group.deaths_affected, group.deaths_at_risk),
        )
        for group in events.groups
    )
    columns = ("Group", "Had a serious event", "Had another event", "Died, of any cause")
    return TableView(caption="Harms, as posted", columns=columns, rows=rows)


def measure_table(measure: Measure) -> TableView:
    """One baseline or outcome measure, as posted."""
    unit = record_text(measure.unit)
    statistic = words.code_words("statistic", measure.statistic)
    analysed = {cell.group: cell.value for cell in measure.denominators}
    rows: list[tuple[str, ...]] = []
    if analysed:
        people = record_text(measure.denominator_unit) or "People"
        name = "People counted" if people.lower() in {"participants", "people"} else f"{people} counted"
        rows.append((name, *(_value(analysed.get(group.id)) for group in measure.groups)))
    rows += [_measure_row(row, measure, statistic) for row in measure.rows]
    return TableView(
        caption=record_text(measure.title),
        columns=("", *(record_text(group.title) for group in measure.groups)),
        rows=tuple(rows),
        note=". ".join(part for part in (statistic, unit) if part),
        time_frame=record_text(measure.time_frame),
        population=record_text(measure.population),
    )


def _measure_row(row: Row, measure: Measure, statistic: str) -> tuple[str, ...]:
    cells = {cell.group: cell for cell in row.cells}
    title = ": ".join(part for part in (record_text(row.title), record_text(row.category)) if part)
    texts = []
    for group in measure.groups:
        cell = cells.get(group.id)
        texts.append("–" if cell is None else _with_spread(cell.value, cell.spread, cell.lower, cell.upper))
    return (title or statistic or "Value", *texts)


def _with_spread(value: str, spread: str | None, lower: str | None, upper: str | None) -> str:
    text = _value(value)
    if _given(lower) and _given(upper):
        return f"{text} ({lower} to {upper})"
    return f"{text} (± {spread})" if _given(spread) else text


def _given(value: str | None) -> bool:
    return value is not None and value.strip().upper() not in {"", "NA", "N/A"}


def _value(value: str | None) -> str:
    """A posted value; the registry writes NA where a value could not be worked out."""
    if value is None or not value.strip():
        return "–"
    return record_text(value) if _given(value) else "could not be worked out"


def _share(affected: int | None, at_risk: int | None) -> str:
    if affected is None:
        return "not posted"
    return words.number(affected) + (f" of {words.number(at_risk)}" if at_risk is not None else "")
