"""The registry's API v2 record: posted results, documents, derived terms, and the whole record."""

from __future__ import annotations

from msgspec import field

from trialogue.registry.wire import Count, Protocol, Wire


class GroupWire(Wire):
    id: str
    title: str = ""
    description: str | None = None


class Stat(Wire):
    """People of one group at one milestone, or leaving for one reason; the API gives text."""

    group: str = field(name="groupId")
    value: str = field(default="", name="numSubjects")
    comment: str | None = None


class MilestoneWire(Wire):
    type: str
    comment: str | None = None
    achievements: tuple[Stat, ...] = ()


class Withdrawal(Wire):
    type: str
    comment: str | None = None
    reasons: tuple[Stat, ...] = ()


class Period(Wire):
    title: str = ""
    milestones: tuple[MilestoneWire, ...] = ()
    drop_withdraws: tuple[Withdrawal, ...] = ()


class Flow(Wire):
    pre_assignment_details: str | None = None
    recruitment_details: str | None = None
    groups: tuple[GroupWire, ...] = ()
    periods: tuple[Period, ...] = ()


class DenomCount(Wire):
    group: str = field(name="groupId")
    value: str = ""


class Denom(Wire):
    units: str | None = None
    counts: tuple[DenomCount, ...] = ()


class Measurement(Wire):
    group: str = field(name="groupId")
    value: str = ""
    spread: str | None = None
    lower: str | None = field(default=None, name="lowerLimit")
    upper: str | None = field(default=None, name="upperLimit")
    comment: str | None = None


class Category(Wire):
    title: str | None = None
    measurements: tuple[Measurement, ...] = ()


class MeasureClass(Wire):
    title: str | None = None
    denoms: tuple[Denom, ...] = ()
    categories: tuple[Category, ...] = ()


class MeasureWire(Wire):
    """A baseline or an outcome measure: the two share their table."""

    title: str
    type: str | None = None
    description: str | None = None
    population_description: str | None = None
    time_frame: str | None = None
    param_type: str | None = None
    dispersion_type: str | None = None
    unit_of_measure: str | None = None
    groups: tuple[GroupWire, ...] = ()
    denoms: tuple[Denom, ...] = ()
    classes: tuple[MeasureClass, ...] = ()


class BaselineWire(Wire):
    population_description: str | None = None
    groups: tuple[GroupWire, ...] = ()
    denoms: tuple[Denom, ...] = ()
    measures: tuple[MeasureWire, ...] = ()


class OutcomeMeasures(Wire):
    outcome_measures: tuple[MeasureWire, ...] = ()


class EventGroupWire(Wire):
    id: str
    title: str = ""
    description: str | None = None
    deaths_affected: Count | None = field(default=None, name="deathsNumAffected")
    deaths_at_risk: Count | None = field(default=None, name="deathsNumAtRisk")
    serious_affected: Count | None = field(default=None, name="seriousNumAffected")
    serious_at_risk: Count | None = field(default=None, name="seriousNumAtRisk")
    other_affected: Count | None = field(default=None, name="otherNumAffected")
    other_at_risk: Count | None = field(default=None, name="otherNumAtRisk")


class EventStat(Wire):
    group: str = field(name="groupId")
    affected: Count | None = field(default=None, name="numAffected")
    at_risk: Count | None = field(default=None, name="numAtRisk")
    events: Count | None = field(default=None, name="numEvents")


class EventWire(Wire):
    term: str
    organ_system: str | None = None
    stats: tuple[EventStat, ...] = ()


class Events(Wire):
    frequency_threshold: str | None = None
    time_frame: str | None = None
    description: str | None = None
    event_groups: tuple[EventGroupWire, ...] = ()
    serious_events: tuple[EventWire, ...] = ()
    other_events: tuple[EventWire, ...] = ()


class Limitations(Wire):
    description: str | None = None


class MoreInfo(Wire):
    limitations_and_caveats: Limitations | None = None


class ResultsWire(Wire):
    participant_flow_module: Flow | None = None
    baseline_characteristics_module: BaselineWire | None = None
    outcome_measures_module: OutcomeMeasures | None = None
    adverse_events_module: Events | None = None
    more_info_module: MoreInfo | None = None


class LargeDoc(Wire):
    label: str = ""
    filename: str = ""
    date: str | None = None
    size: Count | None = None


class LargeDocuments(Wire):
    large_docs: tuple[LargeDoc, ...] = ()


class DocumentSection(Wire):
    large_document_module: LargeDocuments = field(default_factory=LargeDocuments)


class Mesh(Wire):
    term: str
    id: str = ""

    def __post_init__(self) -> None:
        if not self.id:
            # A term that shares an empty id with every other would be taken for all of them.
            self.id = self.term


class Browse(Wire):
    meshes: tuple[Mesh, ...] = ()
    ancestors: tuple[Mesh, ...] = ()


class Derived(Wire):
    condition_browse_module: Browse = field(default_factory=Browse)
    intervention_browse_module: Browse = field(default_factory=Browse)


class Record(Wire):
    """One study as the API gives it."""

    protocol_section: Protocol
    results_section: ResultsWire | None = None
    document_section: DocumentSection = field(default_factory=DocumentSection)
    derived_section: Derived = field(default_factory=Derived)
    has_results: bool = False
