"""The nearest hits first, without looking at all of them.

From the whole number of hits follows how many of the nearest studies to look at; only when these are
too few is everything fetched. Studies with a site that takes people come first, each by the distance
to its nearest such site; then the others; then those without a point.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import tantivy

from trialogue.index.asking import at_points, both
from trialogue.index.sites import FAR, Floats, Ints, SiteTable
from trialogue.model.search import Near

Ranked = list[tuple[float, tantivy.DocAddress]]
_SPARE = 3.0  # how many times more studies to look at than an even spread would need
_LEAST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhood:
    """A place, and how far each point and each study is from it (see ``SiteTable.ranks``)."""

    sites: SiteTable
    distances: Floats
    ranks: Floats
    radius_km: float | None

    def inside(self) -> tantivy.Query | None:
        """The filter of the radius, if there is one."""
        if self.radius_km is None:
            return None
        return at_points(self.sites.codes[self.distances <= self.radius_km].tolist())

    def page(self, searcher: tantivy.Searcher, query: tantivy.Query, total: int, last: int) -> Ranked:
        """The first ``last`` hits of a query that has ``total``, the nearest first."""
        limit = self._look_until(total, last)
        if limit is not None:
            near = at_points(self.sites.codes[self.distances <= limit].tolist(), "open_point")
            found = self._ranked(searcher, both(query, near), total)
            if len(found) >= last and found[last - 1][0] <= limit:
                return found[:last]
        return self._ranked(searcher, query, total)[:last]

    def _look_until(self, total: int, last: int) -> float | None:
        """A distance within which enough hits that take people are likely; None: look at all."""
        finite = self.ranks[self.ranks < FAR]
        if total <= _LEAST or not len(finite):
            return None
        wanted = math.ceil(_SPARE * last * len(self.ranks[np.isfinite(self.ranks)]) / total) + _LEAST
        return float(np.partition(finite, wanted)[wanted]) if wanted < len(finite) else None

    def _ranked(self, searcher: tantivy.Searcher, query: tantivy.Query, most: int) -> Ranked:
        hits = searcher.search(query, limit=max(most, 1), count=False, order_by_field="number").hits
        numbers: Ints = np.fromiter((number for number, _ in hits), dtype=np.int64, count=len(hits))
        rows = self.sites.rows_of(numbers)
        known = rows >= 0
        ranks = np.where(known, self.ranks[rows], np.inf) if len(self.ranks) else np.full(len(rows), np.inf)
        newest = np.where(known, self.sites.newest[rows], numbers) if len(self.ranks) else numbers
        order = np.lexsort((-newest, ranks))
        return [(float(ranks[place]), hits[place][1]) for place in order.tolist()]


def neighbourhood(sites: SiteTable, near: Near) -> Neighbourhood:
    """Measure from a place to all points and studies."""
    distances = sites.distances(near.point)
    ranks = sites.ranks(distances, near.radius_km)
    return Neighbourhood(sites=sites, distances=distances, ranks=ranks, radius_km=near.radius_km)
