"""In which order studies are found, as tables that every engine must keep."""

from __future__ import annotations

import pytest
from tests.fixtures.searching import Build, near, order
from tests.fixtures.studies import nct_id, studies
from tests.fixtures.tables import rows

from trialogue.model.search import Query, Sort

NEAREST = """
study | status     | sites                     | from Aton         | within 150 km
1     | RECRUITING | Beton open; Aton closed   | Beton 111 open    | Beton 111 open
2     | RECRUITING | Beton closed; Ceton       | Ceton 222 open    | Beton 111 closed
3     | COMPLETED  | Deton; Ceton; Aton        | Aton 0 closed     | Aton 0 closed
4     | AVAILABLE  | Aton closed; Deton available | Deton 1112 open | Aton 0 closed
5     | COMPLETED  | Beton open                | Beton 111 closed  | Beton 111 closed
6     | RECRUITING | Nowhere open              |                   |
"""


@pytest.mark.parametrize(("column", "radius"), [("from Aton", None), ("within 150 km", 150.0)])
def test_hits_name_the_nearest_site_that_takes_people(
    build: Build, column: str, radius: float | None
) -> None:
    """Else the nearest. A site without a status is as open as its study; in a closed study none is."""
    hits = build(studies(NEAREST)).search(Query(near=near("Aton", radius))).hits
    said = {
        hit.nct_id: f"{hit.nearest.site.city} {hit.nearest.distance_km:.0f} "
        + ("open" if hit.nearest.recruiting else "closed")
        for hit in hits
        if hit.nearest
    }
    assert said == {nct_id(row["study"]): row[column] for row in rows(NEAREST) if row[column]}


BY_DISTANCE = """
study | status     | posted     | sites
1     | RECRUITING | 2020-01-01 | Deton open
2     | RECRUITING | 2020-01-01 | Aton closed; Ceton open
3     | COMPLETED  | 2020-01-01 | Aton
4     | RECRUITING | 2020-01-01 | Beton open
5     | RECRUITING | 2021-01-01 | Beton open
6     | RECRUITING | 2022-01-01 | Nowhere
7     | COMPLETED  | 2020-01-01 | Beton
"""


def test_distance_order(build: Build) -> None:
    """First by the nearest site that takes people, of one place the newest study first; then the
    studies without such a site; last those without any point."""
    query = Query(near=near("Aton"), sort=Sort.DISTANCE)
    assert order(build, BY_DISTANCE, query) == ["5", "4", "2", "1", "3", "7", "6"]


def test_distance_order_inside_a_radius_looks_at_sites_inside_only(build: Build) -> None:
    query = Query(near=near("Aton", 150), sort=Sort.DISTANCE)
    assert order(build, BY_DISTANCE, query) == ["5", "4", "3", "2", "7"]


BY_DAY = """
study | status     | posted
1     | RECRUITING | 2020-05-01
2     | COMPLETED  | 2024-01
3     | RECRUITING |
4     | RECRUITING | 2020-05-01
5     | AVAILABLE  | 2019
"""


def test_newest_order(build: Build) -> None:
    """By the day of posting, a partial date by its first day; of one day, the larger identifier."""
    assert order(build, BY_DAY, Query(sort=Sort.NEWEST)) == ["2", "4", "1", "5", "3"]


def test_without_words_studies_that_take_people_come_first(build: Build) -> None:
    assert order(build, BY_DAY, Query()) == ["4", "1", "5", "3", "2"]


def test_pages_follow_each_other(build: Build) -> None:
    index = build(studies(BY_DAY))
    pages = [index.search(Query(offset=at, limit=2)).hits for at in (0, 2, 4, 6)]
    assert [[str(int(hit.nct_id[5:])) for hit in page] for page in pages] == [
        ["4", "1"],
        ["5", "3"],
        ["2"],
        [],
    ]
    assert index.search(Query(limit=0)).hits == ()
    assert index.search(Query(limit=0)).total == 5
