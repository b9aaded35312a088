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

from trialogue.index.asking import both, somewhere
from trialogue.index.nearest import METRES
from trialogue.index.sites import Floats, Ints, SiteTable
from trialogue.model.search import Near

Ranked = list[tuple[float, tantivy.DocAddress]]
_SPARE = 2.0  # how many times more studies to look at than an even spread would need
_LEAST = 200
_FEW = 4_000  # hits that are quicker looked at than avoided
_BINS = 512
EVERYWHERE = 30_000.0  # km, more than half around the Earth


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhood:
    """A place, and how far each point is from it."""

    sites: SiteTable
    distances: Floats
    radius_km: float

    def inside(self) -> tantivy.Query | None:
        """The filter of the radius, if there is one."""
        if self.radius_km >= EVERYWHERE:
            return None
        return somewhere(*self.sites.covering(self.distances <= self.radius_km))

    def page(self, searcher: tantivy.Searcher, query: tantivy.Query, total: int, last: int) -> Ranked:
        """The first ``last`` hits of a query that has ``total``, the nearest first."""
        limit = self._look_until(total, last)
        if limit is not None:
            near = somewhere(*self.sites.covering(self.distances <= limit), "open_")
            found = self._ranked(searcher, both(query, near), total)
            if len(found) >= last and found[last - 1][0] < limit - 10**-METRES:
                return found[:last]
        return self._ranked(searcher, query, total)[:last]

    def _look_until(self, total: int, last: int) -> float | None:
        """A distance within which enough hits that take people are likely; None: look at all."""
        inside = self.distances <= self.radius_km
        everything = int(self.sites.counts[inside].sum())
        if total <= _FEW or not everything:
            return None
        wanted = math.ceil(_SPARE * last * everything / total) + _LEAST
        open_counts = self.sites.open_counts[inside]
        counts, edges = np.histogram(self.distances[inside], bins=_BINS, weights=open_counts)
        reached = np.nonzero(np.cumsum(counts) >= wanted)[0]
        if not len(reached) or reached[0] >= _BINS - 1:
            return None
        return float(edges[reached[0] + 1])

    def _ranked(self, searcher: tantivy.Searcher, query: tantivy.Query, most: int) -> Ranked:
        hits = searcher.search(query, limit=max(most, 1), count=False, order_by_field="number").hits
        numbers: Ints = np.fromiter((number for number, _ in hits), dtype=np.int64, count=len(hits))
        rows = self.sites.rows_of(numbers)
        ranks = self.sites.ranks(rows, self.distances)
        # Without a row in the table (a crash between two writes) the identifier must do.
        newest = np.where(rows >= 0, self.sites.newest[rows], numbers) if len(self.sites.newest) else numbers
        order = np.lexsort((-newest, ranks))
        return [(float(ranks[place]), hits[place][1]) for place in order.tolist()]


def neighbourhood(sites: SiteTable, near: Near) -> Neighbourhood:
    """Measure from a place to all points."""
    radius = EVERYWHERE if near.radius_km is None else near.radius_km
    distances = sites.distances(near.point, radius)
    return Neighbourhood(sites=sites, distances=distances, radius_km=radius)
