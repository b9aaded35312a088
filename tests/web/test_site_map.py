"""The map of a study's sites."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from trialogue.model.codes import RecruitmentStatus
from trialogue.model.place import GeoPoint
from trialogue.model.site import Site
from trialogue.web.study.map import HEIGHT, WIDTH, site_map

OPEN, CLOSED = RecruitmentStatus.RECRUITING, RecruitmentStatus.COMPLETED
POINTS = st.builds(GeoPoint, lat=st.floats(-90, 90), lon=st.floats(-180, 180))
SITES = st.lists(
    st.builds(Site, point=st.none() | POINTS, status=st.none() | st.sampled_from(RecruitmentStatus)),
    max_size=12,
)


def at(lat: float, lon: float, status: RecruitmentStatus | None) -> Site:
    return Site(point=GeoPoint(lat=lat, lon=lon), status=status)


def test_sites_of_one_town_share_a_mark_that_is_open_where_any_is() -> None:
    found = site_map([at(44.0, -92.5, CLOSED), at(44.0, -92.5, OPEN), at(40.0, -80.0, None), Site()], None)
    assert found is not None
    assert {(dot.kind, dot.sites) for dot in found.dots} == {("open", 2), ("unknown", 1)}
    assert found.missing == 1
    assert "1 place with a site that takes people now" in found.told


def test_the_west_is_left_and_the_north_above() -> None:
    found = site_map([at(50.0, 0.0, OPEN), at(40.0, 10.0, CLOSED)], None)
    assert found is not None
    marks = {dot.kind: dot for dot in found.dots}
    assert marks["open"].x < marks["closed"].x
    assert marks["open"].y < marks["closed"].y


def test_the_ground_shows_towns() -> None:
    found = site_map([at(51.5, 0.0, OPEN)], None)
    assert found is not None
    assert found.towns.count("M") > 20


def test_without_a_point_there_is_no_map() -> None:
    assert site_map([Site(city="Nowhere")], GeoPoint(lat=0, lon=0)) is None


@given(SITES, st.none() | POINTS)
def test_every_mark_lies_on_the_map(sites: list[Site], near: GeoPoint | None) -> None:
    found = site_map(sites, near)
    for dot in (*found.dots, *([found.near] if found.near else [])) if found else ():
        assert -1 <= dot.x <= WIDTH + 1
        assert -1 <= dot.y <= HEIGHT + 1


def test_a_reader_on_another_continent_does_not_shrink_the_map() -> None:
    found = site_map([at(44.0, -92.5, OPEN)], GeoPoint(lat=-33.9, lon=151.2))
    assert found is not None
    assert found.near is None


def test_a_reader_close_by_gets_a_ring() -> None:
    found = site_map([at(44.0, -92.5, OPEN)], GeoPoint(lat=45.0, lon=-93.2))
    assert found is not None
    assert found.near is not None
    assert "a ring marks where you are" in found.told
