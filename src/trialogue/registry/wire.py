"""The registry's API v2 record, protocol part: only the fields that the model needs.

Source: the registry's OpenAPI document 2.0.x. Closed vocabularies and bounds are checked while
decoding, so that a wrong value is reported with its path. Where a part has the shape of a model
type, its fields bear the model's names (``name=`` gives the API's), and one ``msgspec.convert``
turns a whole list into values: ten times as fast as calling constructors.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct, field

from trialogue.model.codes import (
    Allocation,
    ArmType,
    DateType,
    InterventionModel,
    InterventionType,
    Masking,
    ObservationalModel,
    Purpose,
    RecruitmentStatus,
    Sex,
    SponsorClass,
    StudyType,
    TimePerspective,
    WhoMasked,
)

Count = Annotated[int, Meta(ge=0, le=2**31 - 1)]
"""The API's counts are 32-bit integers, and people and bytes are not negative."""


class Wire(Struct, rename="camel", gc=False):
    """A part of a record. Unknown fields are skipped: the registry adds some each year."""


class IdInfo(Wire):
    id: str | None = None


class Organization(Wire):
    full_name: str | None = None


class Identification(Wire):
    nct_id: str
    brief_title: str
    official_title: str | None = None
    acronym: str | None = None
    nct_id_aliases: tuple[str, ...] = ()
    org_study_id_info: IdInfo | None = None
    secondary_id_infos: tuple[IdInfo, ...] = ()
    organization: Organization | None = None


class DateStruct(Wire):
    date: str
    type: DateType | None = None


class ExpandedAccess(Wire):
    has_expanded_access: bool | None = None
    nct_id: str | None = None


class Status(Wire):
    overall_status: RecruitmentStatus
    last_known_status: RecruitmentStatus | None = None
    status_verified_date: str | None = None
    why_stopped: str | None = None
    expanded_access_info: ExpandedAccess | None = None
    start_date_struct: DateStruct | None = None
    primary_completion_date_struct: DateStruct | None = None
    completion_date_struct: DateStruct | None = None
    study_first_submit_date: str | None = None
    study_first_post_date_struct: DateStruct | None = None
    results_first_post_date_struct: DateStruct | None = None
    last_update_submit_date: str | None = None
    last_update_post_date_struct: DateStruct | None = None


class SponsorWire(Wire):
    name: str
    sponsor_class: SponsorClass = field(default=SponsorClass.UNKNOWN, name="class")


class Party(Wire):
    type: str | None = None
    investigator_full_name: str | None = None
    investigator_title: str | None = None
    investigator_affiliation: str | None = None
    old_name_title: str | None = None
    old_organization: str | None = None


class Sponsors(Wire):
    lead_sponsor: SponsorWire | None = None
    collaborators: tuple[SponsorWire, ...] = ()
    responsible_party: Party | None = None


class OversightWire(Wire):
    oversight_has_dmc: bool | None = None
    is_fda_regulated_drug: bool | None = None
    is_fda_regulated_device: bool | None = None
    is_unapproved_device: bool | None = None


class Description(Wire):
    brief_summary: str | None = None
    detailed_description: str | None = None


class Conditions(Wire):
    conditions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()


class MaskingInfo(Wire):
    masking: Masking | None = None
    masking_description: str | None = None
    who_masked: tuple[WhoMasked, ...] = ()


class DesignInfo(Wire):
    allocation: Allocation | None = None
    intervention_model: InterventionModel | None = None
    intervention_model_description: str | None = None
    primary_purpose: Purpose | None = None
    observational_model: ObservationalModel | None = None
    time_perspective: TimePerspective | None = None
    masking_info: MaskingInfo | None = None


class EnrollmentInfo(Wire):
    count: Count | None = None
    type: DateType | None = None


class ExpandedAccessTypes(Wire):
    individual: bool | None = None
    intermediate: bool | None = None
    treatment: bool | None = None


class BioSpec(Wire):
    retention: str | None = None
    description: str | None = None


class DesignModule(Wire):
    study_type: StudyType | None = None
    phases: tuple[str, ...] = ()
    design_info: DesignInfo | None = None
    enrollment_info: EnrollmentInfo | None = None
    patient_registry: bool | None = None
    target_duration: str | None = None
    expanded_access_types: ExpandedAccessTypes | None = None
    bio_spec: BioSpec | None = None


class ArmWire(Wire):
    label: str
    type: ArmType | None = None
    description: str | None = None
    intervention_names: tuple[str, ...] = ()


class InterventionWire(Wire):
    kind: InterventionType = field(name="type")
    name: str = ""
    description: str | None = None
    other_names: tuple[str, ...] = ()
    arms: tuple[str, ...] = field(default=(), name="armGroupLabels")


class ArmsInterventions(Wire):
    arm_groups: tuple[ArmWire, ...] = ()
    interventions: tuple[InterventionWire, ...] = ()


class OutcomeWire(Wire):
    measure: str
    time_frame: str | None = None
    description: str | None = None


class Outcomes(Wire):
    primary_outcomes: tuple[OutcomeWire, ...] = ()
    secondary_outcomes: tuple[OutcomeWire, ...] = ()
    other_outcomes: tuple[OutcomeWire, ...] = ()


class EligibilityWire(Wire):
    eligibility_criteria: str | None = None
    healthy_volunteers: bool | None = None
    sex: Sex = Sex.ALL
    gender_based: bool | None = None
    gender_description: str | None = None
    minimum_age: str | None = None
    maximum_age: str | None = None
    study_population: str | None = None
    sampling_method: str | None = None


class ContactWire(Wire):
    name: str | None = None
    role: str | None = None
    phone: str | None = None
    phone_ext: str | None = None
    email: str | None = None


class Official(Wire):
    name: str | None = None
    affiliation: str | None = None
    role: str | None = None


class GeoPointWire(Wire):
    lat: Annotated[float, Meta(ge=-90, le=90)]
    lon: Annotated[float, Meta(ge=-180, le=180)]


class Location(Wire):
    facility: str | None = None
    status: RecruitmentStatus | None = None
    city: str | None = None
    state: str | None = None
    zip: str | None = None
    country: str | None = None
    contacts: tuple[ContactWire, ...] = ()
    point: GeoPointWire | None = field(default=None, name="geoPoint")


class ContactsLocations(Wire):
    central_contacts: tuple[ContactWire, ...] = ()
    overall_officials: tuple[Official, ...] = ()
    locations: tuple[Location, ...] = ()


class Retraction(Wire):
    pmid: str | None = None


class ReferenceWire(Wire):
    pmid: str | None = None
    type: str | None = None
    citation: str | None = None
    retractions: tuple[Retraction, ...] = ()


class Link(Wire):
    url: str
    label: str | None = None


class References(Wire):
    references: tuple[ReferenceWire, ...] = ()
    see_also_links: tuple[Link, ...] = ()


class DataSharingWire(Wire):
    ipd_sharing: str | None = None
    description: str | None = None
    time_frame: str | None = None
    access_criteria: str | None = None
    url: str | None = None


class Protocol(Wire):
    identification_module: Identification
    status_module: Status
    sponsor_collaborators_module: Sponsors = field(default_factory=Sponsors)
    oversight_module: OversightWire = field(default_factory=OversightWire)
    description_module: Description = field(default_factory=Description)
    conditions_module: Conditions = field(default_factory=Conditions)
    design_module: DesignModule = field(default_factory=DesignModule)
    arms_interventions_module: ArmsInterventions = field(default_factory=ArmsInterventions)
    outcomes_module: Outcomes = field(default_factory=Outcomes)
    eligibility_module: EligibilityWire = field(default_factory=EligibilityWire)
    contacts_locations_module: ContactsLocations = field(default_factory=ContactsLocations)
    references_module: References = field(default_factory=References)
    ipd_sharing_statement_module: DataSharingWire | None = None
