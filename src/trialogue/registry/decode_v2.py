"""API v2 JSON: bytes to a Study."""

from __future__ import annotations

import json
import re
from typing import TypeVar

import msgspec
from msgspec import field

from trialogue.model.dates import PartialDate
from trialogue.model.ids import NctId, parse_nct_id
from trialogue.model.study import Document, Study
from trialogue.registry import decode_lists as lists
from trialogue.registry import decode_protocol as protocol
from trialogue.registry import wire, wire_results
from trialogue.registry.decode_results import read_results
from trialogue.registry.malformed import MalformedRecordError, check_size, check_text, find_nct_id
from trialogue.registry.parts import at, read_date, read_ids

T = TypeVar("T")


class _PeekStatus(wire.Wire):
    last_update_submit_date: str | None = None


class _PeekId(wire.Wire):
    nct_id: str


class _PeekProtocol(wire.Wire):
    identification_module: _PeekId
    status_module: _PeekStatus = field(default_factory=_PeekStatus)


class _Peek(wire.Wire):
    protocol_section: _PeekProtocol


_RECORD = msgspec.json.Decoder(wire_results.Record)
_PEEK = msgspec.json.Decoder(_Peek)
_ID_PATH = f"{protocol.P}.identificationModule.nctId"
_UPDATE_PATH = f"{protocol.P}.statusModule.lastUpdateSubmitDate"
_WHERE = re.compile(r"(.*) - at `(.*)`", re.DOTALL)


def read_wire(content: bytes, tree: object = None) -> wire_results.Record:
    """The record in the API's own form; ``tree``: its JSON as plain values. Raises MalformedRecordError."""
    check_size(content)
    check_text(content)
    record = _converted(tree) or _decoded(_RECORD, content)
    found, given = find_nct_id(content), record.protocol_section.identification_module.nct_id
    if found is not None and found != given.strip().upper():
        _check_keys(content)
    return record


def decode_v2(content: bytes, tree: object = None) -> Study:
    """A study. Raises MalformedRecordError, with the NCT id where the record names itself."""
    record = read_wire(content, tree)
    try:
        return study_of(record)
    except MalformedRecordError as error:
        raise error.about(find_nct_id(content)) from None


def peek_v2(content: bytes) -> tuple[NctId, PartialDate | None]:
    """Id and last update only. Raises MalformedRecordError."""
    seen = _decoded(_PEEK, content).protocol_section
    updated = seen.status_module.last_update_submit_date
    nct_id = at(_ID_PATH, parse_nct_id, seen.identification_module.nct_id)
    return nct_id, at(_UPDATE_PATH, read_date, updated) if updated else None


def _converted(tree: object) -> wire_results.Record | None:
    """The record of plain values; None where they are none: their bytes then say where and why."""
    try:
        return None if tree is None else msgspec.convert(tree, wire_results.Record)
    except (msgspec.ValidationError, RecursionError):
        return None


def _decoded(decoder: msgspec.json.Decoder[T], content: bytes) -> T:
    try:
        return decoder.decode(content)
    except msgspec.ValidationError as error:
        match = _WHERE.fullmatch(str(error))
        reason, path = (match[1], match[2]) if match else (str(error), "$")
        reason = reason.replace("`", "")
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        reason, path = f"this is not whole JSON: {error}", "$"
    except RecursionError:
        reason, path = "it is nested too deeply", "$"
    raise MalformedRecordError(reason=reason, path=path, nct_id=find_nct_id(content))


def _check_keys(content: bytes) -> None:
    """Refuse an object with one key twice: readers differ on which one counts.

    Slow, so it is called only where a first look finds two ids. Raises MalformedRecordError.
    """

    def unique(pairs: list[tuple[str, object]]) -> None:
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise MalformedRecordError(reason=f"the key {key[:40]!r} stands twice in one object")
            seen.add(key)

    try:
        json.loads(content, object_pairs_hook=unique)
    except MalformedRecordError as error:
        raise error.about(find_nct_id(content)) from None
    except RecursionError:
        raise MalformedRecordError(reason="it is nested too deeply", nct_id=find_nct_id(content)) from None
    except ValueError as error:
        raise MalformedRecordError(reason=str(error), nct_id=find_nct_id(content)) from None


def study_of(record: wire_results.Record) -> Study:
    section = record.protocol_section
    identity, status, design = section.identification_module, section.status_module, section.design_module
    sponsors, people = section.sponsor_collaborators_module, section.contacts_locations_module
    arms, outcomes = section.arms_interventions_module, section.outcomes_module
    derived, org_id = record.derived_section, identity.org_study_id_info
    return Study(
        nct_id=at(_ID_PATH, parse_nct_id, identity.nct_id),
        brief_title=identity.brief_title,
        status=status.overall_status,
        study_type=design.study_type,
        official_title=identity.official_title,
        acronym=identity.acronym,
        aliases=at(f"{_ID_PATH}Aliases", read_ids, identity.nct_id_aliases),
        org_study_id=org_id.id if org_id else None,
        secondary_ids=tuple([i.id for i in identity.secondary_id_infos if i.id]),
        organization=identity.organization.full_name if identity.organization else None,
        last_known_status=status.last_known_status,
        why_stopped=status.why_stopped,
        dates=protocol.read_dates(status),
        lead_sponsor=lists.read_sponsors((sponsors.lead_sponsor,))[0] if sponsors.lead_sponsor else None,
        collaborators=lists.read_sponsors(sponsors.collaborators),
        responsible_party=protocol.read_party(sponsors.responsible_party),
        oversight=protocol.read_oversight(section.oversight_module, status.expanded_access_info),
        brief_summary=section.description_module.brief_summary or "",
        detailed_description=section.description_module.detailed_description or "",
        conditions=section.conditions_module.conditions,
        keywords=section.conditions_module.keywords,
        phases=protocol.read_phases(design),
        design=protocol.read_design(design),
        enrollment=protocol.read_enrollment(design.enrollment_info),
        arms=tuple([protocol.read_arm(a) for a in arms.arm_groups]),
        interventions=lists.read_interventions(arms.interventions),
        primary_outcomes=lists.read_outcomes(outcomes.primary_outcomes),
        secondary_outcomes=lists.read_outcomes(outcomes.secondary_outcomes),
        other_outcomes=lists.read_outcomes(outcomes.other_outcomes),
        eligibility=protocol.read_eligibility(section.eligibility_module),
        investigators=lists.read_officials(people.overall_officials),
        central_contacts=lists.read_contacts(people.central_contacts),
        sites=lists.read_sites(people.locations),
        references=protocol.read_references(section.references_module),
        documents=_documents(record.document_section.large_document_module),
        data_sharing=protocol.read_sharing(section.ipd_sharing_statement_module),
        condition_mesh=lists.read_terms(derived.condition_browse_module.meshes),
        condition_ancestors=lists.read_terms(derived.condition_browse_module.ancestors),
        intervention_mesh=lists.read_terms(derived.intervention_browse_module.meshes),
        intervention_ancestors=lists.read_terms(derived.intervention_browse_module.ancestors),
        has_results=record.has_results or record.results_section is not None,
        results=read_results(record.results_section),
    )


def _documents(module: wire_results.LargeDocuments) -> tuple[Document, ...]:
    path = "$.documentSection.largeDocumentModule.largeDocs"
    return tuple(
        [
            Document(
                label=d.label,
                filename=d.filename,
                date=at(f"{path}[{i}].date", read_date, d.date) if d.date else None,
                size=d.size,
            )
            for i, d in enumerate(module.large_docs)
        ]
    )
