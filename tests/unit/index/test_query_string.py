"""Addresses of searches: read, refused, and written so that they are read again as the same search."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialogue.errors import UsageError
from trialogue.index.query_string import parse_query, to_params
from trialogue.model.codes import Phase, RecruitmentStatus, Sex, SponsorClass, StudyType
from trialogue.model.place import GeoPoint
from trialogue.model.search import AgeGroup, Near, Query, Sort


def test_a_whole_search() -> None:
    params = [
        ("q", "stem cells"),
        ("cond", "als"),
        ("intr", ""),
        ("near", "55902"),
        ("within", "100mi"),
        ("status", "recruiting,not-yet-recruiting"),
        ("phase", "1"),
        ("phase", "PHASE2"),
        ("type", "interventional"),
        ("age", "54"),
        ("sex", "female"),
        ("healthy", "no"),
        ("results", "yes"),
        ("sponsor", "mayo"),
        ("same", "sponsor:mayo clinic"),
        ("page", "3"),
        ("utm_source", "a letter"),
    ]
    query = parse_query(params)
    assert query.near is not None
    assert query == Query(
        words="stem cells",
        condition="als",
        near=Near(point=query.near.point, label="Rochester, MN 55902", radius_km=160.9344),
        statuses=frozenset({RecruitmentStatus.RECRUITING, RecruitmentStatus.NOT_YET_RECRUITING}),
        phases=frozenset({Phase.PHASE1, Phase.PHASE2}),
        study_types=frozenset({StudyType.INTERVENTIONAL}),
        age_years=54,
        sex=Sex.FEMALE,
        healthy_volunteers=False,
        has_results=True,
        sponsor="mayo",
        same="sponsor:mayo clinic",
        sort=Sort.DISTANCE,
        offset=40,
        limit=20,
    )


def test_nothing_asks_nothing() -> None:
    assert parse_query([]) == Query()
    assert to_params(Query()) == []


def test_addresses_are_readable() -> None:
    query = Query(
        condition="als",
        phases=frozenset({Phase.PHASE2, Phase.EARLY_PHASE1, Phase.NA}),
        statuses=frozenset({RecruitmentStatus.ACTIVE_NOT_RECRUITING}),
        age_groups=frozenset({AgeGroup.OLDER_ADULT}),
        age_years=1.5,
        offset=20,
    )
    assert to_params(query) == [
        ("cond", "als"),
        ("status", "active-not-recruiting"),
        ("phase", "na"),
        ("phase", "early-1"),
        ("phase", "2"),
        ("ages", "older-adult"),
        ("age", "1.5"),
        ("page", "2"),
    ]


@pytest.mark.parametrize(
    ("params", "says"),
    [
        ([("status", "recrutiing")], "status: 'recrutiing' is no choice; did you mean recruiting?"),
        ([("phase", "7")], "phase: '7' is no choice; there are na, early-1, 1, 2, 3, 4"),
        ([("sex", "x")], "sex: 'x' is no choice; there are all, female, male"),
        ([("age", "old")], "age: 'old' is no number; give years"),
        ([("age", "nan")], "age: 'nan' is no age"),
        ([("age", "-1")], "age: '-1' is no age"),
        ([("age", "٣")], "age: '٣' is no number"),
        ([("age", "1e400")], "age: '1e400' is no age"),
        ([("healthy", "maybe")], "healthy: 'maybe' is neither yes nor no"),
        ([("page", "0")], "page: '0' is no page"),
        ([("page", "9" * 5_000)], "page: '9999"),
        ([("page", "1.5")], "page: '1.5' is no number"),
        ([("within", "10mi")], "within: a distance needs a place"),
        ([("near", "55902"), ("within", "far")], "within: 'far' is no distance"),
        ([("near", "nowhere at all")], "near: the place 'nowhere at all' is not known"),
        ([("sort", "distance")], "sort: to sort by distance, say where you are"),
        ([("sort", "best")], "sort: 'best' is no choice"),
        ([("age", "5"), ("age", "6")], "age: give it once, not 2 times"),
        ([("phse", "3")], "phse: a search has no such parameter; did you mean phase?"),
        ([("same", "mayo")], "same: 'mayo' is no counted set"),
        ([("q", "x" * 10_001)], "q: 10001 characters are too many"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_mend(params: list[tuple[str, str]], says: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse_query(params)
    assert says in str(raised.value)


def test_a_door_may_have_parameters_of_its_own() -> None:
    assert parse_query([("format", "json")], also=frozenset({"format"}), size=50) == Query(limit=50)


_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map(str.strip)
_DEGREES = st.integers(-8_900_000, 8_900_000).map(lambda n: n / 100_000)
_LABEL = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20)
_NEAR = st.builds(
    Near,
    point=st.builds(GeoPoint, lat=_DEGREES, lon=_DEGREES),
    label=_LABEL,
    radius_km=st.none()
    | st.integers(1, 12_000).map(lambda n: n * 1.609344)
    | st.integers(1, 20_000).map(float),
)


@st.composite
def queries(draw: st.DrawFn) -> Query:
    """Any search that an address can carry."""
    near = draw(st.none() | _NEAR)
    sorts = [sort for sort in Sort if near or sort is not Sort.DISTANCE]
    return Query(
        words=draw(_TEXT),
        condition=draw(_TEXT),
        intervention=draw(_TEXT),
        sponsor=draw(_TEXT),
        same=draw(st.sampled_from(["", "sponsor:mayo clinic", "both:mesh:D000001 + name:pain"])),
        near=near,
        age_years=draw(st.none() | st.integers(0, 1_500).map(lambda n: n / 10)),
        sex=draw(st.none() | st.sampled_from(Sex)),
        healthy_volunteers=draw(st.none() | st.booleans()),
        has_results=draw(st.none() | st.booleans()),
        statuses=draw(st.frozensets(st.sampled_from(RecruitmentStatus))),
        phases=draw(st.frozensets(st.sampled_from(Phase))),
        study_types=draw(st.frozensets(st.sampled_from(StudyType))),
        age_groups=draw(st.frozensets(st.sampled_from(AgeGroup))),
        sponsor_classes=draw(st.frozensets(st.sampled_from(SponsorClass))),
        sort=draw(st.sampled_from(sorts)),
        offset=20 * draw(st.integers(0, 500)),
    )


@given(queries())
def test_what_is_written_is_read_again(query: Query) -> None:
    assert parse_query(to_params(query)) == query
