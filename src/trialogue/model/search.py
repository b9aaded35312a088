"""What a person looks for, and what is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from trialogue.model.codes import Phase, RecruitmentStatus, Sex, StudyType
from trialogue.model.ids import NctId
from trialogue.model.place import GeoPoint
from trialogue.model.site import Site


class Sort(StrEnum):
    RELEVANCE = "relevance"
    DISTANCE = "distance"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A place; with ``radius_km``, only studies with a site (recruiting first) inside it."""

    point: GeoPoint
    label: str
    radius_km: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A search. Filters join by *and*; values inside one filter by *or*; empty means any."""

    words: str = ""
    condition: str = ""
    intervention: str = ""
    near: Near | None = None
    age_years: float | None = None
    sex: Sex | None = None
    healthy_volunteers: bool | None = None
    phases: frozenset[Phase] = frozenset()
    statuses: frozenset[RecruitmentStatus] = frozenset()
    study_types: frozenset[StudyType] = frozenset()
    sponsor: str = ""
    has_results: bool | None = None
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 20

    def __post_init__(self) -> None:
        if self.offset < 0 or not 0 <= self.limit <= 1000:
            raise ValueError("offset is 0 or more, limit 0 to 1000")
        if self.sort is Sort.DISTANCE and self.near is None:
            raise ValueError("to sort by distance, say where you are")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a study was found: the field, the words that matched there, and how they relate.

    ``how``: ``words``, ``synonym``, ``spelling``, ``place``. ``marks`` are character ranges in
    ``text`` to highlight.
    """

    piece: str
    text: str
    how: str
    marks: tuple[tuple[int, int], ...] = ()
    asked: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NearestSite:
    """The nearest site; ``recruiting`` says whether it takes people now."""

    site: Site
    distance_km: float
    recruiting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A study found. ``score`` is never shown without its reasons."""

    nct_id: NctId
    score: float
    reasons: tuple[Reason, ...] = ()
    nearest: NearestSite | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxation:
    """When nothing is found: the filter to drop (its field name in ``Query``) and what that gives."""

    drop: str
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The answer to a query. ``facets``: filter name → code → number of studies."""

    total: int
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    corrected: Mapping[str, str] = field(default_factory=dict)
    synonyms: tuple[str, ...] = ()
    relaxations: tuple[Relaxation, ...] = ()
