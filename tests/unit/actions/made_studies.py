"""Small fictional records in API v2 form, and an instance to load them into."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from trialogue.config import Settings
from trialogue.index.memory import MemoryIndex
from trialogue.index.protocol import Index
from trialogue.registry.form import Form
from trialogue.registry.records import RawRecord
from trialogue.store.database import Database

NOW = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Instance:
    """The parts of an instance that a load works with."""

    settings: Settings
    database: Database
    index: Index = field(default_factory=MemoryIndex)
    clock: Callable[[], datetime] = lambda: NOW


def instance(database: Database, folder: Path, index: Index | None = None) -> Instance:
    """An instance on a store, with the search index in memory unless another is given."""
    return Instance(settings=Settings(data=str(folder)), database=database, index=index or MemoryIndex())


def nct(number: int) -> str:
    return f"NCT99{number:06d}"


def v2(
    number: int,
    *,
    title: str = "A study of made-up breathing",
    updated: str = "2024-01-01",
    served: str = "2024-06-01",
    status: str = "RECRUITING",
    aliases: Iterable[str] = (),
    **modules: Any,
) -> dict[str, Any]:
    """A record; ``modules`` adds or replaces modules of its protocol section."""
    protocol: dict[str, Any] = {
        "identificationModule": {"nctId": nct(number), "briefTitle": title, "nctIdAliases": list(aliases)},
        "statusModule": {"overallStatus": status, "lastUpdateSubmitDate": updated},
        "conditionsModule": {"conditions": [f"Condition {number}"]},
        "eligibilityModule": {"eligibilityCriteria": "Inclusion Criteria:\n\n* Adults", "sex": "ALL"},
    }
    stamp = {"miscInfoModule": {"versionHolder": served}}
    return {"protocolSection": protocol | modules, "derivedSection": stamp, "hasResults": False}


def raw(record: dict[str, Any] | bytes, position: str = "1") -> RawRecord:
    """A record as a file would give it."""
    content = record if isinstance(record, bytes) else json.dumps(record).encode()
    return RawRecord(source="made up", position=position, content=content, form=Form.V2_JSON)


def xml(
    number: int, *, title: str = "A study of made-up breathing", updated: str = "January 1, 2024"
) -> bytes:
    """A record in the legacy form."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<clinical_study rank="1">
  <!-- a comment of the download -->
  <required_header>
    <download_date>ClinicalTrials.gov processed this data on June 01, 2023</download_date>
    <url>https://clinicaltrials.gov/show/{nct(number)}</url>
  </required_header>
  <id_info><nct_id>{nct(number)}</nct_id></id_info>
  <brief_title>{title}</brief_title>
  <overall_status>Recruiting</overall_status>
  <study_type>Interventional</study_type>
  <condition>Condition {number}</condition>
  <last_update_submitted>{updated}</last_update_submitted>
</clinical_study>
""".encode()
