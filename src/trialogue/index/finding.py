"""One search in one generation of the index."""

from __future__ import annotations

from concurrent.futures import Future

import tantivy

from trialogue.index.asking import base_query, with_traits
from trialogue.index.distance import Neighbourhood, neighbourhood
from trialogue.index.fields import AREAS
from trialogue.index.generation import Generation
from trialogue.index.reasons import Explainer
from trialogue.index.relax import active, relaxations, without
from trialogue.index.stored import nearest, read_study
from trialogue.index.traits import TraitCounts
from trialogue.index.wanted import Wanted
from trialogue.model.ids import NctId
from trialogue.model.search import Found, Hit, Query, Relaxation, Sort

_SHALLOW = 10_000  # hits
Scored = list[tuple[float, tantivy.DocAddress]]


def find(generation: Generation, query: Query) -> Found:
    """Answer a query: one pass counts, at the same time another fetches the page."""
    asked = asked_words(generation, query)
    place = _neighbourhood(generation, query)
    base = base_query(query, asked, place.inside() if place else None)
    counted = generation.counting(_key(query), base)
    page = _page(generation, query, with_traits(base, query), (counted, place))
    explainer = Explainer(asked.values())
    hits = tuple(_hit(generation, query, explainer, one) for one in page)
    counts = counted.result()
    total = counts.total(query)
    return Found(
        total=total,
        hits=hits,
        facets=counts.facets(query),
        corrected={typed: used for one in asked.values() for typed, used in one.corrected},
        synonyms=tuple(dict.fromkeys(name for one in asked.values() for name in one.synonyms)),
        relaxations=() if total else _relaxations(generation, query),
    )


def asked_words(generation: Generation, query: Query) -> dict[str, Wanted]:
    """What the words of each area ask for."""
    return {area: generation.wanted(getattr(query, area)) for area in AREAS}


def _neighbourhood(generation: Generation, query: Query) -> Neighbourhood | None:
    if query.near is None or (query.near.radius_km is None and query.sort is not Sort.DISTANCE):
        return None
    return neighbourhood(generation.sites, query.near)


def count(generation: Generation, query: Query) -> int:
    """How many studies a query finds."""
    return _counting(generation, query).result().total(query)


def _relaxations(generation: Generation, query: Query) -> tuple[Relaxation, ...]:
    for name in active(query):  # all begin before the first is waited for
        _counting(generation, without(query, name))
    return relaxations(query, lambda other: count(generation, other))


def _counting(generation: Generation, query: Query) -> Future[TraitCounts]:
    place = _neighbourhood(generation, query)
    base = base_query(query, asked_words(generation, query), place.inside() if place else None)
    return generation.counting(_key(query), base)


def _key(query: Query) -> object:
    """All of a query that its table of traits depends on."""
    near = query.near if query.near and query.near.radius_km is not None else None
    return (
        query.words,
        query.condition,
        query.intervention,
        query.sponsor,
        query.same,
        query.age_years,
        near,
    )


def _page(
    generation: Generation,
    query: Query,
    full: tantivy.Query,
    found: tuple[Future[TraitCounts], Neighbourhood | None],
) -> Scored:
    counted, place = found
    limit, searcher = query.limit, generation.searcher
    near = place if query.sort is Sort.DISTANCE else None
    if near or query.offset + limit > _SHALLOW:
        # The engine makes room for as many hits as it is asked for, and distance must know how many.
        total = counted.result().total(query) if limit else 0
        limit = min(limit, total - query.offset)
    if limit <= 0:
        return []
    if near:
        nearest = near.page(searcher, full, total, query.offset + limit)[query.offset :]
        return [(0.0, address) for _, address in nearest]
    if query.sort is Sort.RELEVANCE and (query.words or query.condition or query.intervention):
        return searcher.search(full, limit=limit, offset=query.offset, count=False).hits
    order = "newest" if query.sort is Sort.NEWEST else "standing"
    hits = searcher.search(full, limit=limit, offset=query.offset, count=False, order_by_field=order).hits
    return [(0.0, address) for _, address in hits]


def _hit(
    generation: Generation, query: Query, explainer: Explainer, found: tuple[float, tantivy.DocAddress]
) -> Hit:
    score, address = found
    study = read_study(generation.searcher.doc(address)["stored"][0])
    return Hit(
        nct_id=NctId(study.nct_id),
        score=score,
        title=study.title,
        status=study.status,
        phases=study.phases,
        reasons=explainer.reasons(study.pieces, study.texts),
        nearest=nearest(study, query.near),
    )
