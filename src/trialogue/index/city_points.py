"""The centre of a site's city, where the record gives the city but no point.

Legacy XML records have no points at all; the registry itself takes its points from the city.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from trialogue.errors import UsageError
from trialogue.index.place_names import City, Region, cities, folded, regions
from trialogue.index.places import find_place
from trialogue.model.place import GeoPoint
from trialogue.model.site import Site
from trialogue.model.study import Study


def located(site: Site) -> Site:
    """The site with a point: the record's own, else its city's centre, else none."""
    if site.point is not None or not site.city or not site.country:
        return site
    return replace(site, point=city_point(site.city, site.state or "", site.country))


def located_study(study: Study) -> Study:
    """The study with a point for each site whose city is known."""
    sites = tuple(located(site) for site in study.sites)
    return study if sites == study.sites else replace(study, sites=sites)


@lru_cache(maxsize=65_536)
def city_point(city: str, state: str, country: str) -> GeoPoint | None:
    """The centre of a city; None where it is unknown, or the name fits no city of that country.

    A state that is no known region is passed over: records outside the United States use many
    spellings of them.
    """
    lands = regions(folded(country))
    if not lands:
        return None
    parts = regions(folded(state)) if state else ()
    name = folded(city)
    for where in (parts, lands) if parts else (lands,):
        for small in (False, True):
            for found in cities(name, small=small):
                if _lies_in(found, where) and _lies_in(found, lands):
                    return GeoPoint(lat=found.latitude, lon=found.longitude)
    return _small_us_town(city, state) if any(land.country == "US" for land in lands) else None


def _lies_in(city: City, where: tuple[Region, ...]) -> bool:
    return any(
        city.countrycode == region.country and region.code in {None, city.admin1code} for region in where
    )


def _small_us_town(city: str, state: str) -> GeoPoint | None:
    if not state:
        return None
    try:
        return find_place(f"{city}, {state}").point
    except UsageError:
        return None
