"""What the API answers with."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from trialogue.model.search import Hit, Relaxation
from trialogue.model.study import Study

DISCLAIMER = (
    "Listing a study here is no endorsement of it. Records come from ClinicalTrials.gov; sponsors and "
    "investigators answer for what they say. Talk to a doctor before you take part in a study."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundStudy:
    """A hit with the study's main facts. ``hit.score`` orders hits of one answer and nothing more."""

    hit: Hit
    brief_title: str
    status: str
    phases: tuple[str, ...]
    conditions: tuple[str, ...]
    last_update: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTaken:
    """The place that ``near`` was taken for, and others that its text may mean."""

    taken: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAnswer:
    """One page of a search. ``next_cursor`` is None on the last page."""

    total: int
    place: PlaceTaken | None
    studies: tuple[FoundStudy, ...]
    facets: Mapping[str, Mapping[str, int]]
    corrected: Mapping[str, str]
    synonyms: tuple[str, ...]
    relaxations: tuple[Relaxation, ...]
    next_cursor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionAnswer:
    """One version of a record, in date order from 1; ``changed`` names the fields that differ."""

    version: int
    last_update: str
    loaded_at: str
    content_hash: str
    changed: tuple[str, ...]
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyAnswer:
    """A study, the date of its record, and the registry's disclaimer."""

    study: Study
    last_update: str
    version: int
    content_hash: str
    disclaimer: str = DISCLAIMER


def answer(request: Request, document: Any, headers: Mapping[str, str] | None = None) -> Response:
    """The document as JSON with an ETag; 304 where the client has it already."""
    body = msgspec.json.encode(document)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    every = {"ETag": tag, "Cache-Control": "no-cache", **(headers or {})}
    if tag in {
        part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")
    }:
        return Response(status_code=304, headers=every)
    return Response(body, media_type="application/json", headers=every)
