"""The protocol part of an API v2 record: from the wire to values."""

from __future__ import annotations

from trialogue.model.codes import Phase
from trialogue.model.dates import PartialDate
from trialogue.model.design import Arm, Design
from trialogue.model.study import (
    DataSharing,
    EligibilityFields,
    Enrollment,
    Milestone,
    Oversight,
    Reference,
    ResponsibleParty,
    StudyDates,
)
from trialogue.registry import wire
from trialogue.registry.parts import at, read_age, read_date, read_ids, read_milestone, read_phase

P = "$.protocolSection"


def read_dates(status: wire.Status) -> StudyDates:
    """The status module's dates."""
    return StudyDates(
        first_submitted=_date(status.study_first_submit_date, "studyFirstSubmitDate"),
        first_posted=_posted(status.study_first_post_date_struct, "studyFirstPostDateStruct"),
        last_update=_date(status.last_update_submit_date, "lastUpdateSubmitDate"),
        last_posted=_posted(status.last_update_post_date_struct, "lastUpdatePostDateStruct"),
        verified=_date(status.status_verified_date, "statusVerifiedDate"),
        start=_milestone(status.start_date_struct, "startDateStruct"),
        primary_completion=_milestone(status.primary_completion_date_struct, "primaryCompletionDateStruct"),
        completion=_milestone(status.completion_date_struct, "completionDateStruct"),
        results_first_posted=_posted(status.results_first_post_date_struct, "resultsFirstPostDateStruct"),
    )


def _date(text: str | None, field: str) -> PartialDate | None:
    return None if text is None else at(f"{P}.statusModule.{field}", read_date, text)


def _posted(struct: wire.DateStruct | None, field: str) -> PartialDate | None:
    return None if struct is None else at(f"{P}.statusModule.{field}.date", read_date, struct.date)


def _milestone(struct: wire.DateStruct | None, field: str) -> Milestone | None:
    if struct is None:
        return None
    return at(f"{P}.statusModule.{field}.date", read_milestone, struct.date, struct.type)


def read_party(party: wire.Party | None) -> ResponsibleParty | None:
    """Who answers for the record; records before 2011 name a person and an organisation only."""
    if party is None:
        return None
    return ResponsibleParty(
        kind=party.type,
        name=party.investigator_full_name or party.old_name_title,
        title=party.investigator_title,
        affiliation=party.investigator_affiliation or party.old_organization,
    )


def read_oversight(oversight: wire.OversightWire, access: wire.ExpandedAccess | None) -> Oversight:
    """Who watches over the study, and whether the treatment can be had outside it."""
    named = access.nct_id if access else None
    return Oversight(
        has_data_monitoring=oversight.oversight_has_dmc,
        fda_drug=oversight.is_fda_regulated_drug,
        fda_device=oversight.is_fda_regulated_device,
        unapproved_device=oversight.is_unapproved_device,
        has_expanded_access=access.has_expanded_access if access else None,
        expanded_access_id=at(f"{P}.statusModule.expandedAccessInfo.nctId", read_ids, (named,))[0]
        if named
        else None,
    )


def read_phases(design: wire.DesignModule) -> tuple[Phase, ...]:
    """All phases listed, in order."""
    return tuple([at(f"{P}.designModule.phases", read_phase, text) for text in design.phases])


_NO_INFO = wire.DesignInfo()
_NO_MASKING = wire.MaskingInfo()
_NO_BIOSPEC = wire.BioSpec()


def read_design(design: wire.DesignModule) -> Design:
    """The design module without phases and enrolment."""
    info = design.design_info or _NO_INFO
    masking = info.masking_info or _NO_MASKING
    biospec = design.bio_spec or _NO_BIOSPEC
    return Design(
        allocation=info.allocation,
        intervention_model=info.intervention_model,
        model_description=info.intervention_model_description,
        purpose=info.primary_purpose,
        masking=masking.masking,
        masking_description=masking.masking_description,
        who_masked=masking.who_masked,
        observational_model=info.observational_model,
        time_perspective=info.time_perspective,
        patient_registry=design.patient_registry,
        target_duration=design.target_duration,
        biospecimen_retention=biospec.retention,
        biospecimen_description=biospec.description,
        expanded_access_types=_access_types(design.expanded_access_types),
    )


def _access_types(types: wire.ExpandedAccessTypes | None) -> tuple[str, ...]:
    if types is None:
        return ()
    named = (
        ("INDIVIDUAL", types.individual),
        ("INTERMEDIATE", types.intermediate),
        ("TREATMENT", types.treatment),
    )
    return tuple([name for name, chosen in named if chosen])


def read_enrollment(info: wire.EnrollmentInfo | None) -> Enrollment | None:
    """How many people; None where the record gives no number."""
    if info is None or info.count is None:
        return None
    return Enrollment(count=info.count, kind=info.type)


def read_arm(arm: wire.ArmWire) -> Arm:
    """A group of participants. The API names an intervention with its type before it: ``Drug: X``."""
    names = [name.partition(": ")[2] or name for name in arm.intervention_names]
    return Arm(label=arm.label, kind=arm.type, description=arm.description, interventions=tuple(names))


def read_eligibility(module: wire.EligibilityWire) -> EligibilityFields:
    """The eligibility module; criteria verbatim."""
    minimum, maximum = module.minimum_age, module.maximum_age
    return EligibilityFields(
        criteria=module.eligibility_criteria or "",
        sex=module.sex,
        gender_based=module.gender_based,
        gender_description=module.gender_description,
        minimum_age=at(f"{P}.eligibilityModule.minimumAge", read_age, minimum) if minimum else None,
        maximum_age=at(f"{P}.eligibilityModule.maximumAge", read_age, maximum) if maximum else None,
        healthy_volunteers=module.healthy_volunteers,
        study_population=module.study_population,
        sampling_method=module.sampling_method,
    )


def read_references(module: wire.References) -> tuple[Reference, ...]:
    """Publications, then links."""
    papers = [
        Reference(
            citation=r.citation or "",
            kind=(r.type or "BACKGROUND").upper(),
            pmid=r.pmid,
            retracted=bool(r.retractions),
        )
        for r in module.references
    ]
    links = [Reference(citation=x.label or x.url, kind="LINK", url=x.url) for x in module.see_also_links]
    return tuple(papers + links)


def read_sharing(module: wire.DataSharingWire | None) -> DataSharing | None:
    """Whether data of single people will be shared."""
    if module is None:
        return None
    return DataSharing(
        plan=module.ipd_sharing,
        description=module.description,
        time_frame=module.time_frame,
        access_criteria=module.access_criteria,
        url=module.url,
    )
