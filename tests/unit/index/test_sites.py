"""The table of sites that is filled while studies are indexed."""

from __future__ import annotations

from dataclasses import replace

from tests.fixtures.studies import nct_id

from trialogue.index.document import StudyDocument
from trialogue.index.schema import points
from trialogue.index.sites import SiteCollector
from trialogue.model.codes import RecruitmentStatus
from trialogue.model.place import GeoPoint
from trialogue.model.site import Site


def at(lat: float) -> Site:
    return Site(city="Somewhere", country="France", point=GeoPoint(lat=lat, lon=2.0))


def test_the_last_record_of_a_study_alone_counts() -> None:
    taken = RecruitmentStatus.RECRUITING
    first = StudyDocument(nct_id=nct_id("1"), title="A study", status=taken, sites=(at(10.0), at(20.0)))
    collector = SiteCollector()
    for document in (first, replace(first, sites=(at(30.0),))):
        collector.add(document, points(document))
    table = collector.table()
    assert len(table.numbers) == 1
    assert table.offsets.tolist() == [0, 1]
    assert round(table.distances(GeoPoint(lat=30.0, lon=2.0), 100)[table.points[0]]) == 0
