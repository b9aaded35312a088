"""A study: one record of the registry, as values. Names follow the glossary."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.model.age import Age
from trialogue.model.codes import (
    DateType,
    Phase,
    RecruitmentStatus,
    Sex,
    SponsorClass,
    StudyType,
)
from trialogue.model.dates import PartialDate
from trialogue.model.design import Arm, Design, Intervention, OutcomeMeasure
from trialogue.model.ids import NctId
from trialogue.model.quickly_made import quickly_made
from trialogue.model.results import Results
from trialogue.model.site import Contact, Investigator, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Sponsor:
    """Lead sponsor or collaborator, with the registry's class of it."""

    name: str
    sponsor_class: SponsorClass = SponsorClass.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsibleParty:
    """*ResponsibleParty*: who answers for the record. ``kind`` is the registry's code."""

    kind: str | None = None
    name: str | None = None
    title: str | None = None
    affiliation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A date struct: a partial date, and whether it has come to pass (None: not said)."""

    date: PartialDate
    kind: DateType | None = None


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class StudyDates:
    """The status module's dates. ``last_update`` is *LastUpdateSubmitDate*, ``last_posted`` its posting."""

    first_submitted: PartialDate | None = None
    first_posted: PartialDate | None = None
    last_update: PartialDate | None = None
    last_posted: PartialDate | None = None
    verified: PartialDate | None = None
    start: Milestone | None = None
    primary_completion: Milestone | None = None
    completion: Milestone | None = None
    results_first_posted: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrollment:
    """*EnrollmentInfo*: how many people, planned (ESTIMATED) or enrolled (ACTUAL)."""

    count: int
    kind: DateType | None = None

    def __post_init__(self) -> None:
        if self.count < 0:
            raise ValueError(f"enrolment {self.count} is below zero")


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityFields:
    """The eligibility module. ``criteria`` is the record's verbatim text, as posted."""

    criteria: str = ""
    sex: Sex = Sex.ALL
    gender_based: bool | None = None
    gender_description: str | None = None
    minimum_age: Age | None = None
    maximum_age: Age | None = None
    healthy_volunteers: bool | None = None
    study_population: str | None = None
    sampling_method: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeshTerm:
    """A term of Medical Subject Headings that the registry derived for the record.

    Where the record names the term only (legacy XML) ``id`` is the term: across the two forms compare
    by ``term``, which MeSH has once.
    """

    id: str
    term: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A publication or link. ``kind``: BACKGROUND, RESULT, DERIVED or LINK.

    ``retracted`` is True where the record lists a retraction of it.
    """

    citation: str
    kind: str
    pmid: str | None = None
    url: str | None = None
    retracted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A posted document (protocol, analysis plan, consent form)."""

    label: str
    filename: str
    date: PartialDate | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSharing:
    """*IPDSharingStatement*: will individual data be shared (YES, NO, UNDECIDED), and how."""

    plan: str | None = None
    description: str | None = None
    time_frame: str | None = None
    access_criteria: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Oversight:
    """*OversightModule* and *ExpandedAccessInfo*; None: the record does not say."""

    has_data_monitoring: bool | None = None
    fda_drug: bool | None = None
    fda_device: bool | None = None
    unapproved_device: bool | None = None
    has_expanded_access: bool | None = None
    expanded_access_id: NctId | None = None


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """One study as its record states it. Nothing here is computed or rounded.

    Text keeps the registry's markup (API v2 markdown). Empty tuples and None mean that the
    record does not say.
    """

    nct_id: NctId
    brief_title: str
    status: RecruitmentStatus
    study_type: StudyType | None = None
    official_title: str | None = None
    acronym: str | None = None
    aliases: tuple[NctId, ...] = ()
    org_study_id: str | None = None
    secondary_ids: tuple[str, ...] = ()
    organization: str | None = None
    last_known_status: RecruitmentStatus | None = None
    why_stopped: str | None = None
    dates: StudyDates = StudyDates()
    lead_sponsor: Sponsor | None = None
    collaborators: tuple[Sponsor, ...] = ()
    responsible_party: ResponsibleParty | None = None
    oversight: Oversight = Oversight()
    brief_summary: str = ""
    detailed_description: str = ""
    conditions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    phases: tuple[Phase, ...] = ()
    design: Design = Design()
    enrollment: Enrollment | None = None
    arms: tuple[Arm, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    primary_outcomes: tuple[OutcomeMeasure, ...] = ()
    secondary_outcomes: tuple[OutcomeMeasure, ...] = ()
    other_outcomes: tuple[OutcomeMeasure, ...] = ()
    eligibility: EligibilityFields = EligibilityFields()
    investigators: tuple[Investigator, ...] = ()
    central_contacts: tuple[Contact, ...] = ()
    sites: tuple[Site, ...] = ()
    references: tuple[Reference, ...] = ()
    documents: tuple[Document, ...] = ()
    data_sharing: DataSharing | None = None
    condition_mesh: tuple[MeshTerm, ...] = ()
    condition_ancestors: tuple[MeshTerm, ...] = ()
    intervention_mesh: tuple[MeshTerm, ...] = ()
    intervention_ancestors: tuple[MeshTerm, ...] = ()
    has_results: bool = False
    results: Results | None = None
