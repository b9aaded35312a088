"""Filters as things that can be dropped: which are in force, and what dropping one would give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from trialogue.model.codes import Sex
from trialogue.model.search import Query, Relaxation, Sort

FACETS = ("statuses", "phases", "study_types", "sex", "has_results", "age_groups", "sponsor_classes")
FILTERS = (
    "near",
    "statuses",
    "phases",
    "study_types",
    "age_years",
    "age_groups",
    "sex",
    "healthy_volunteers",
    "has_results",
    "sponsor",
    "sponsor_classes",
    "same",
    "intervention",
    "condition",
    "words",
)
_EMPTY = Query()


def active(query: Query) -> tuple[str, ...]:
    """The names of the filters that shut something out."""
    return tuple(name for name in FILTERS if getattr(without(query, name), name) != getattr(query, name))


def without(query: Query, name: str) -> Query:
    """The same query without one filter. Of a place, only its radius is a filter."""
    value = getattr(query, name)
    if name == "near":
        return replace(query, near=replace(value, radius_km=None)) if value else query
    if name == "sex" and value is Sex.ALL:
        return query
    if isinstance(value, str) and not value.strip():
        return query
    return replace(query, **{name: getattr(_EMPTY, name)})


def relaxations(query: Query, count: Callable[[Query], int]) -> tuple[Relaxation, ...]:
    """What dropping each filter would give, the most studies first; nothing that helps nobody.

    Where no single one helps, dropping all but the words is tried last (``drop`` is then ``all``).
    """
    names = active(query)
    totals = [Relaxation(drop=name, total=count(without(query, name))) for name in names] if names else []
    helpful = sorted((r for r in totals if r.total), key=lambda r: (r.drop in _TEXTS, -r.total))
    if helpful or len(names) < 2:
        return tuple(helpful)
    bare = replace(_EMPTY, words=query.words, condition=query.condition, intervention=query.intervention)
    total = count(bare)
    return (Relaxation(drop="all", total=total),) if total else ()


def counting(query: Query) -> Query:
    """The query that only counts."""
    return replace(query, limit=0, offset=0, sort=Sort.RELEVANCE)


_TEXTS = frozenset({"words", "condition", "intervention"})
