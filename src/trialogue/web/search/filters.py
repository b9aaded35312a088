"""The filters beside the results: each choice with its count and whether it is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from trialogue.index.query_string import slug
from trialogue.model.codes import Phase, RecruitmentStatus, SponsorClass, StudyType
from trialogue.model.search import AgeGroup, Found, Query
from trialogue.plain import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice. ``count`` None: not counted."""

    value: str
    words: str
    count: int | None
    checked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A group of choices; ``one`` where only one can be made."""

    name: str
    title: str
    options: tuple[Option, ...]
    one: bool = False

    @property
    def made(self) -> int:
        """How many choices are made here."""
        return sum(option.checked and bool(option.value) for option in self.options)


_S = RecruitmentStatus
# The statuses that a person looks for come first.
_STATUS_ORDER = (_S.RECRUITING, _S.NOT_YET_RECRUITING, _S.AVAILABLE, _S.ENROLLING_BY_INVITATION)


def filters(query: Query, found: Found) -> tuple[Filter, ...]:
    """All filters, without choices that no study has (unless they are made)."""
    several = {kind.name: _several(kind, query, found) for kind in _kinds()}
    results = _yes_no("results", "Posted results", query.has_results, "Has results", "No results yet")
    healthy = _yes_no("healthy", "Healthy people", query.healthy_volunteers, "May join", "Not taken")
    made = (*(several[n] for n in ("status", "phase", "type", "ages")), results, healthy, several["funder"])
    return tuple(one for one in made if one.options)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """A filter of several choices: its parameter, its field in Query, its codes and their words."""

    name: str
    title: str
    field: str
    codes: Sequence[StrEnum]
    words: Mapping[str, str]


@cache
def _kinds() -> tuple[_Kind, ...]:
    statuses = (*_STATUS_ORDER, *(s for s in RecruitmentStatus if s not in _STATUS_ORDER))
    status_names = {str(s): words.status_words(s).word for s in statuses}
    rows: tuple[tuple[str, str, str, Sequence[StrEnum], Mapping[str, str]], ...] = (
        ("status", "Is it open?", "statuses", statuses, status_names),
        ("phase", "Phase", "phases", tuple(Phase), _table("phase_filter")),
        ("type", "Kind", "study_types", tuple(StudyType), _table("study_type_short")),
        ("ages", "Ages that it takes", "age_groups", tuple(AgeGroup), _table("age_group")),
        ("funder", "Who runs it", "sponsor_classes", tuple(SponsorClass), _table("sponsor_class_short")),
    )
    return tuple(_Kind(name=n, title=t, field=f, codes=c, words=w) for n, t, f, c, w in rows)


def _table(name: str) -> Mapping[str, str]:
    return words.tables()[name]


def _several(kind: _Kind, query: Query, found: Found) -> Filter:
    chosen, counts = getattr(query, kind.field), found.facets.get(kind.field, {})
    options = tuple(
        Option(value=slug(code), words=kind.words[code], count=counts.get(code, 0), checked=code in chosen)
        for code in kind.codes
        if kind.words[code] and (counts.get(code) or code in chosen)
    )
    return Filter(name=kind.name, title=kind.title, options=options)


def _yes_no(name: str, title: str, chosen: bool | None, yes: str, no: str) -> Filter:
    options = (("", "Either", None), ("yes", yes, True), ("no", no, False))
    return Filter(
        name=name,
        title=title,
        one=True,
        options=tuple(
            Option(value=v, words=w, count=None, checked=chosen is means) for v, w, means in options
        ),
    )
