"""The site of a study that a person would go to: the nearest that takes people now, else the nearest."""

from __future__ import annotations

from trialogue.index.document import StudyDocument
from trialogue.model.place import distance_km
from trialogue.model.search import Near, NearestSite

METRES = 3
"""Decimals of a kilometre by which studies are put in order: what is as near to a metre is equally near,
so that no rounding of an engine's own decides."""


def nearest_site(document: StudyDocument, near: Near | None) -> NearestSite | None:
    """The nearest site within the radius (if there is one), those that take people first.

    None where no place was given, or the study has no site with a point there.
    """
    if near is None:
        return None
    best: tuple[bool, float, int] | None = None
    for place, site in enumerate(document.sites):
        if site.point is None:
            continue
        distance = distance_km(near.point, site.point)
        if near.radius_km is not None and distance > near.radius_km:
            continue
        found = (not document.takes_people(site), distance, place)
        best = found if best is None else min(best, found)
    if best is None:
        return None
    return NearestSite(site=document.sites[best[2]], distance_km=best[1], recruiting=not best[0])
