"""Posted results (*ResultsSection*): what has been seen, as posted. No number is computed here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultGroup:
    """A column of a results table; ``id`` is local to its table (FG000, BG000, OG000, EG000)."""

    id: str
    title: str
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One value of a table, as text: ``value`` for ``group``, with its spread where given."""

    group: str
    value: str
    spread: str | None = None
    lower: str | None = None
    upper: str | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A titled row of cells: a flow milestone, a reason for leaving, a row of a measure.

    A measure's row may have two titles, its class and, under it, its ``category``; ``title`` is
    empty where a measure has one row only. ``denominators``: people analysed in this row, where
    they differ from the measure's.
    """

    title: str
    category: str | None = None
    comment: str | None = None
    cells: tuple[Cell, ...] = ()
    denominators: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowPeriod:
    """A period of the participant flow: milestones (STARTED, COMPLETED …) and reasons for leaving."""

    title: str
    milestones: tuple[Row, ...] = ()
    withdrawals: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantFlow:
    groups: tuple[ResultGroup, ...] = ()
    periods: tuple[FlowPeriod, ...] = ()
    recruitment_details: str | None = None
    pre_assignment_details: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A baseline or outcome measure with its rows. ``kind``: PRIMARY, SECONDARY, BASELINE …

    ``denominators`` counts what was analysed in each group, in ``denominator_unit`` (Participants,
    where the record counts people).
    """

    title: str
    kind: str
    description: str | None = None
    population: str | None = None
    time_frame: str | None = None
    statistic: str | None = None
    dispersion: str | None = None
    unit: str | None = None
    groups: tuple[ResultGroup, ...] = ()
    denominators: tuple[Cell, ...] = ()
    denominator_unit: str | None = None
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventGroup:
    """A column of the adverse event tables: people affected of people at risk (None: not posted)."""

    id: str
    title: str
    description: str | None = None
    deaths_affected: int | None = None
    deaths_at_risk: int | None = None
    serious_affected: int | None = None
    serious_at_risk: int | None = None
    other_affected: int | None = None
    other_at_risk: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCount:
    """People with one event in one group; ``events`` counts the times that it happened."""

    group: str
    affected: int | None = None
    at_risk: int | None = None
    events: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdverseEvent:
    term: str
    organ_system: str | None = None
    serious: bool
    counts: tuple[EventCount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AdverseEvents:
    time_frame: str | None = None
    description: str | None = None
    frequency_threshold: str | None = None
    groups: tuple[EventGroup, ...] = ()
    events: tuple[AdverseEvent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The results section; parts that the record does not have are None or empty."""

    flow: ParticipantFlow | None = None
    baseline: tuple[Measure, ...] = ()
    outcomes: tuple[Measure, ...] = ()
    adverse_events: AdverseEvents | None = None
    limitations: str | None = None
