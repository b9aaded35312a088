"""What a person looks for, and what is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from trialogue.model.codes import Phase, RecruitmentStatus, Sex, SponsorClass, StudyType
from trialogue.model.ids import NctId
from trialogue.model.place import GeoPoint
from trialogue.model.site import Site


class Sort(StrEnum):
    """The order of hits. NEWEST is by the day on which the study was first posted."""

    RELEVANCE = "relevance"
    DISTANCE = "distance"
    NEWEST = "newest"


class AgeGroup(StrEnum):
    """*StdAge*: under 18, 18 to 64, 65 and older. A study belongs to each that it takes."""

    CHILD = "CHILD"
    ADULT = "ADULT"
    OLDER_ADULT = "OLDER_ADULT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A place; with ``radius_km``, only studies with a site (recruiting first) inside it.

    ``others`` are other places that the same text may mean; they change no search.
    """

    point: GeoPoint
    label: str
    radius_km: float | None = None
    others: tuple[str, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        if self.radius_km is not None and not 0 < self.radius_km <= 20_100:
            raise ValueError("a radius is more than 0 km and at most half around the Earth")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A search. Filters join by *and*; values inside one filter by *or*; empty means any.

    ``age_years`` and ``sex`` are the person's: studies pass that would take that age and sex
    (a study without limits takes all; ``Sex.ALL`` asks nothing). ``healthy_volunteers`` True keeps
    studies that say they take healthy volunteers, False those that do not say so. ``words`` look
    everywhere, ``condition`` and ``intervention`` where the registry names those; each word must
    be found (or a synonym of it). ``same`` is the address of a counted set of studies
    (``insight.counted_sets``): exactly its studies pass.
    """

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
    age_groups: frozenset[AgeGroup] = frozenset()
    sponsor: str = ""
    same: str = ""
    sponsor_classes: frozenset[SponsorClass] = frozenset()
    has_results: bool | None = None
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 20

    def __post_init__(self) -> None:
        if self.offset < 0 or not 0 <= self.limit <= 1000:
            raise ValueError("offset is 0 or more, limit 0 to 1000")
        if self.age_years is not None and not 0 <= self.age_years <= 150:
            raise ValueError("an age is 0 to 150 years")
        if self.sort is Sort.DISTANCE and self.near is None:
            raise ValueError("to sort by distance, say where you are")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a study was found: the field, the words that matched there, and how they relate.

    ``piece`` is the registry's piece name (``BriefTitle``, ``Condition``…). ``how``: ``words``,
    ``synonym`` or ``spelling``; ``asked`` is then the word of the query that it stands for.
    ``marks`` are character ranges in ``text`` to highlight.
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
    """A study found, with what a list shows of it. ``score`` is never shown without its reasons."""

    nct_id: NctId
    score: float
    title: str = ""
    status: RecruitmentStatus | None = None
    phases: tuple[Phase, ...] = ()
    reasons: tuple[Reason, ...] = ()
    nearest: NearestSite | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxation:
    """When nothing is found: the filter to drop (its field name in ``Query``) and what that gives."""

    drop: str
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The answer to a query.

    ``facets``: filter (its field name in ``Query``: statuses, phases, study_types, sex,
    has_results, age_groups, sponsor_classes) → code → number of studies. The counts of a facet
    ignore that facet's own filter, so that they say what a further choice would give.
    ``corrected``: a word as typed → as searched. ``synonyms``: other names that were searched too.
    ``relaxations``: only when nothing is found, the most helpful first.
    """

    total: int
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    corrected: Mapping[str, str] = field(default_factory=dict)
    synonyms: tuple[str, ...] = ()
    relaxations: tuple[Relaxation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A name to complete what is being typed. ``kind``: ``condition`` or ``intervention``."""

    text: str
    kind: str
    count: int
