"""Legacy ``<clinical_study>`` XML to a Study, by way of the API's form.

Both forms of one study give the same Study where they hold the same data. What the XML does not have
stays unknown: geo-points, MeSH ids and ancestors, the kind of a cited paper. Criteria are the text block
verbatim, with its margin; summary and description lose their line breaks (``paragraphs``).
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from trialogue.model.codes import (
    Allocation,
    DateType,
    InterventionModel,
    Phase,
    Purpose,
    RecruitmentStatus,
    Sex,
    StudyType,
)
from trialogue.model.dates import PartialDate
from trialogue.model.ids import NctId, parse_nct_id
from trialogue.model.study import Study
from trialogue.registry import legacy_words as words
from trialogue.registry import wire, wire_results
from trialogue.registry.decode_v2 import study_of
from trialogue.registry.legacy_people import read_party, read_people, read_references, read_sponsors
from trialogue.registry.legacy_results import read_results
from trialogue.registry.legacy_treatment import read_arms_interventions, read_outcomes
from trialogue.registry.legacy_tree import (
    ROOT,
    node_at,
    nodes,
    paragraphs,
    parse_tree,
    text,
    texts,
    value,
    verbatim,
)
from trialogue.registry.malformed import MalformedRecordError, find_nct_id
from trialogue.registry.parts import at, read_age, read_date

_PEEK_ID = re.compile(rb"<nct_id>\s*([^<]{0,40}?)\s*</nct_id>")
_PEEK_UPDATE = re.compile(rb"<(?:last_update_submitted|lastchanged_date)>\s*([^<]{0,40}?)\s*</")


def decode_legacy(content: bytes) -> Study:
    """A study. Raises MalformedRecordError, with the NCT id where the record names itself."""
    try:
        return study_of(_record(parse_tree(content)))
    except MalformedRecordError as error:
        raise error.about(find_nct_id(content)) from None


def peek_legacy(content: bytes) -> tuple[NctId, PartialDate | None]:
    """Id and last update only, without parsing the rest. Raises MalformedRecordError."""
    given, updated = _PEEK_ID.search(content), _PEEK_UPDATE.search(content)
    if given is None:
        raise MalformedRecordError(reason="the record has no NCT id", path=f"{ROOT}/id_info/nct_id")
    nct_id = at(f"{ROOT}/id_info/nct_id", parse_nct_id, given[1].decode("utf-8", "replace"))
    if updated is None:
        return nct_id, None
    return nct_id, at(f"{ROOT}/last_update_submitted", _date, updated[1].decode("utf-8", "replace"))


def _date(given: str) -> PartialDate:
    return read_date(words.read_iso(given))


def _iso(given: str) -> str:
    return _date(given).iso


def _record(root: Element) -> wire_results.Record:
    return wire_results.Record(
        protocol_section=_protocol(root),
        results_section=read_results(node_at(root, "clinical_results")),
        document_section=wire_results.DocumentSection(
            large_document_module=wire_results.LargeDocuments(large_docs=_documents(root))
        ),
        derived_section=wire_results.Derived(
            condition_browse_module=_browse(root, "condition_browse"),
            intervention_browse_module=_browse(root, "intervention_browse"),
        ),
    )


def _protocol(root: Element) -> wire.Protocol:
    return wire.Protocol(
        identification_module=_identity(root),
        status_module=_status(root),
        sponsor_collaborators_module=wire.Sponsors(
            lead_sponsor=next(iter(read_sponsors(root, "sponsors/lead_sponsor")), None),
            collaborators=read_sponsors(root, "sponsors/collaborator"),
            responsible_party=read_party(node_at(root, "responsible_party")),
        ),
        oversight_module=wire.OversightWire(
            oversight_has_dmc=value(root, "oversight_info/has_dmc", words.read_truth),
            is_fda_regulated_drug=value(root, "oversight_info/is_fda_regulated_drug", words.read_truth),
            is_fda_regulated_device=value(root, "oversight_info/is_fda_regulated_device", words.read_truth),
            is_unapproved_device=value(root, "oversight_info/is_unapproved_device", words.read_truth),
        ),
        description_module=wire.Description(
            brief_summary=paragraphs(root, "brief_summary"),
            detailed_description=paragraphs(root, "detailed_description"),
        ),
        conditions_module=wire.Conditions(
            conditions=texts(root, "condition"), keywords=texts(root, "keyword")
        ),
        design_module=_design(root),
        arms_interventions_module=read_arms_interventions(root),
        outcomes_module=read_outcomes(root),
        eligibility_module=_eligibility(root),
        contacts_locations_module=read_people(root),
        references_module=read_references(root),
        ipd_sharing_statement_module=_sharing(node_at(root, "patient_data")),
    )


def _identity(root: Element) -> wire.Identification:
    nct_id, title = text(root, "id_info/nct_id"), text(root, "brief_title")
    if nct_id is None:
        raise MalformedRecordError(reason="the record has no NCT id", path=f"{ROOT}/id_info/nct_id")
    if title is None:
        raise MalformedRecordError(reason="the record has no title", path=f"{ROOT}/brief_title")
    source = text(root, "source")
    return wire.Identification(
        nct_id=at(f"{ROOT}/id_info/nct_id", parse_nct_id, nct_id),
        brief_title=title,
        official_title=text(root, "official_title"),
        acronym=text(root, "acronym"),
        nct_id_aliases=texts(root, "id_info/nct_alias"),
        org_study_id_info=wire.IdInfo(id=text(root, "id_info/org_study_id")),
        secondary_id_infos=tuple([wire.IdInfo(id=t) for t in texts(root, "id_info/secondary_id")]),
        organization=wire.Organization(full_name=source) if source else None,
    )


def _status(root: Element) -> wire.Status:
    status = value(root, "overall_status", lambda t: words.read_code(RecruitmentStatus, t))
    if status is None:
        raise MalformedRecordError(reason="the record has no status", path=f"{ROOT}/overall_status")
    return wire.Status(
        overall_status=status,
        last_known_status=value(root, "last_known_status", lambda t: words.read_code(RecruitmentStatus, t)),
        status_verified_date=value(root, "verification_date", _iso),
        why_stopped=text(root, "why_stopped"),
        expanded_access_info=wire.ExpandedAccess(
            has_expanded_access=value(root, "has_expanded_access", words.read_truth),
            nct_id=text(root, "expanded_access_info/expanded_access_nct_id"),
        ),
        start_date_struct=_struct(root, "start_date"),
        primary_completion_date_struct=_struct(root, "primary_completion_date"),
        completion_date_struct=_struct(root, "completion_date"),
        study_first_submit_date=_first(root, "study_first_submitted", "firstreceived_date"),
        study_first_post_date_struct=_struct(root, "study_first_posted"),
        results_first_post_date_struct=_struct(root, "results_first_posted"),
        last_update_submit_date=_first(root, "last_update_submitted", "lastchanged_date"),
        last_update_post_date_struct=_struct(root, "last_update_posted"),
    )


def _first(root: Element, path: str, before_2018: str) -> str | None:
    found = value(root, path, _iso)
    return found if found is not None else value(root, before_2018, _iso)


def _struct(root: Element, path: str) -> wire.DateStruct | None:
    date = value(root, path, _iso)
    if date is None:
        return None
    return wire.DateStruct(date=date, type=_kind(root, path))


def _kind(root: Element, path: str) -> DateType | None:
    node = root.find(path)
    given = node.get("type") if node is not None else None
    return at(f"{ROOT}/{path}/@type", words.read_code, DateType, given) if given else None


def _design(root: Element) -> wire.DesignModule:
    said = text(root, "study_type") or "N/A"
    # "N/A" is what a withheld record says.
    kind = None if said == "N/A" else at(f"{ROOT}/study_type", words.read_code, StudyType, said)
    info = _info(root)
    phases = value(root, "phase", words.read_phases) or ()
    observed = kind is StudyType.OBSERVATIONAL
    if kind is not StudyType.INTERVENTIONAL and phases == (Phase.NA.value,):
        phases = ()
    return wire.DesignModule(
        study_type=kind,
        phases=phases,
        design_info=info,
        enrollment_info=_enrollment(root),
        patient_registry=("Registry" in said) if observed else None,
        target_duration=text(root, "target_duration"),
        expanded_access_types=_access(node_at(root, "expanded_access_info")),
        bio_spec=wire.BioSpec(
            retention=value(root, "biospec_retention", words.spelled),
            description=paragraphs(root, "biospec_descr"),
        ),
    )


def _info(root: Element) -> wire.DesignInfo | None:
    node = node_at(root, "study_design_info")
    if node is None:
        return None
    masking = value(node, "masking", words.read_masking)
    return wire.DesignInfo(
        allocation=value(node, "allocation", lambda t: words.read_code(Allocation, t)),
        intervention_model=value(node, "intervention_model", lambda t: words.read_code(InterventionModel, t)),
        intervention_model_description=text(node, "intervention_model_description"),
        primary_purpose=value(node, "primary_purpose", lambda t: words.read_code(Purpose, t)),
        observational_model=value(node, "observational_model", words.read_model),
        time_perspective=value(node, "time_perspective", words.read_perspective),
        masking_info=wire.MaskingInfo(
            masking=masking[0] if masking else None,
            masking_description=text(node, "masking_description"),
            who_masked=masking[1] if masking else (),
        ),
    )


def _enrollment(root: Element) -> wire.EnrollmentInfo | None:
    count = value(root, "enrollment", _count)
    return None if count is None else wire.EnrollmentInfo(count=count, type=_kind(root, "enrollment"))


def _count(given: str) -> int:
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        raise ValueError(f"{given[:40]!r} is not a number of people")
    return int(given)


def _access(node: Element | None) -> wire.ExpandedAccessTypes | None:
    if node is None:
        return None
    return wire.ExpandedAccessTypes(
        individual=value(node, "expanded_access_type_individual", words.read_truth),
        intermediate=value(node, "expanded_access_type_intermediate", words.read_truth),
        treatment=value(node, "expanded_access_type_treatment", words.read_truth),
    )


def _eligibility(root: Element) -> wire.EligibilityWire:
    node = node_at(root, "eligibility")
    if node is None:
        return wire.EligibilityWire()
    for field in ("minimum_age", "maximum_age"):
        value(node, field, read_age)
    return wire.EligibilityWire(
        eligibility_criteria=verbatim(node, "criteria"),
        healthy_volunteers=value(node, "healthy_volunteers", words.read_truth),
        sex=value(node, "gender", lambda t: words.read_code(Sex, t)) or Sex.ALL,
        gender_based=value(node, "gender_based", words.read_truth),
        gender_description=text(node, "gender_description"),
        minimum_age=text(node, "minimum_age"),
        maximum_age=text(node, "maximum_age"),
        study_population=paragraphs(node, "study_pop"),
        sampling_method=value(node, "sampling_method", words.spelled),
    )


def _sharing(node: Element | None) -> wire.DataSharingWire | None:
    if node is None:
        return None
    return wire.DataSharingWire(
        ipd_sharing=value(node, "sharing_ipd", words.spelled),
        description=text(node, "ipd_description"),
        time_frame=text(node, "ipd_time_frame"),
        access_criteria=text(node, "ipd_access_criteria"),
        url=text(node, "ipd_url"),
    )


def _documents(root: Element) -> tuple[wire_results.LargeDoc, ...]:
    return tuple(
        [
            wire_results.LargeDoc(
                label=text(node, "document_type") or "",
                filename=(text(node, "document_url") or "").rpartition("/")[2],
                date=value(node, "document_date", _iso),
            )
            for node in nodes(root, "provided_document_section/provided_document")
        ]
    )


def _browse(root: Element, path: str) -> wire_results.Browse:
    terms = texts(root, f"{path}/mesh_term")
    return wire_results.Browse(meshes=tuple([wire_results.Mesh(term=t) for t in terms]))
