"""A site without a point gets the centre of its city, and only of the right one."""

from __future__ import annotations

import pytest

from trialogue.index.city_points import city_point, located
from trialogue.model.place import GeoPoint, distance_km
from trialogue.model.site import Site

ROCHESTER_MN = GeoPoint(lat=44.02, lon=-92.47)


@pytest.mark.parametrize(
    ("city", "state", "country", "lat", "lon"),
    [
        ("Rochester", "Minnesota", "United States", 44.02, -92.47),
        ("Rochester", "New York", "United States", 43.15, -77.61),
        ("Lyon", "", "France", 45.75, 4.85),
        ("Göttingen", "Niedersachsen", "Germany", 51.53, 9.93),
        ("Seoul", "", "Korea, Republic of", 37.57, 126.98),
        ("London", "Ontario", "Canada", 42.98, -81.23),
        ("London", "", "United Kingdom", 51.51, -0.13),
        ("Boston", "Massachusetts", "United States", 42.36, -71.06),
    ],
)
def test_cities(city: str, state: str, country: str, lat: float, lon: float) -> None:
    found = city_point(city, state, country)
    assert found is not None
    assert distance_km(found, GeoPoint(lat=lat, lon=lon)) < 25


@pytest.mark.parametrize(
    ("city", "state", "country"),
    [("Nowhere-at-all", "", "France"), ("Lyon", "", "Atlantis"), ("", "", ""), ("Paris", "", "Norway")],
)
def test_what_is_not_known_has_no_point(city: str, state: str, country: str) -> None:
    assert city_point(city, state, country) is None


def test_the_records_own_point_stays() -> None:
    site = Site(city="Lyon", country="France", point=ROCHESTER_MN)
    assert located(site) is site


def test_a_site_without_a_city_stays_without_a_point() -> None:
    assert located(Site(country="France")).point is None
