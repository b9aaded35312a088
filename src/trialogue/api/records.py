"""Reads of the store for the API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from trialogue.api.forms import VersionAnswer
from trialogue.errors import NotFoundError, UsageError
from trialogue.model.ids import NctId, parse_nct_id
from trialogue.model.study import Study
from trialogue.registry.decode import decode_study
from trialogue.registry.form import Form
from trialogue.store import studies
from trialogue.store.records import StudyRecord

if TYPE_CHECKING:
    from trialogue.wiring import Services


def _versions(services: Services, text: str) -> tuple[StudyRecord, ...]:
    try:
        nct_id = parse_nct_id(text)
    except ValueError as error:
        raise UsageError(str(error)) from None
    with services.database.read() as connection:
        known = studies.resolve(connection, nct_id)
        found = studies.versions(connection, known) if known else ()
    if not found:
        raise NotFoundError(f"{nct_id} is not among the studies of this instance")
    return found


def current_record(services: Services, text: str) -> StudyRecord:
    """The current record of a study. Raises UsageError for what is no NCT id, NotFoundError."""
    return next(record for record in _versions(services, text) if record.is_current)


def versions_of(services: Services, text: str) -> tuple[VersionAnswer, ...]:
    """All versions of a record, in date order. Raises as ``current_record`` does."""
    return tuple(
        VersionAnswer(
            version=record.version,
            last_update=record.last_update,
            loaded_at=record.loaded_at.isoformat(),
            content_hash=record.content_hash.hex(),
            changed=record.changed,
            is_current=record.is_current,
        )
        for record in _versions(services, text)
    )


def study_of(record: StudyRecord) -> Study:
    """The study that a record describes."""
    return decode_study(record.content, Form(record.form))


def records_of_page(services: Services, nct_ids: Sequence[NctId]) -> dict[NctId, dict[str, Any]]:
    """The main facts of each study of a page of hits."""
    facts: dict[NctId, dict[str, Any]] = {}
    with services.database.read() as connection:
        for record in studies.records_of(connection, nct_ids):
            study = decode_study(record.content, Form(record.form))
            updated = study.dates.last_update
            facts[record.nct_id] = {
                "brief_title": study.brief_title,
                "status": str(study.status),
                "phases": tuple(str(phase) for phase in study.phases),
                "conditions": study.conditions,
                "last_update": updated.iso if updated else "",
            }
    return facts
