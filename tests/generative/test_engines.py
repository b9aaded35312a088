"""Random studies and random searches: the engine and the twin in memory must agree.

Not compared is what may differ: the order by relevance. Everything else is the same: which studies
pass, how many, each facet's counts, what was corrected, what dropping a filter gives, the nearest
site, and the other orders.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trialogue.index.document import NO_AGE_LIMIT, StudyDocument, hours
from trialogue.index.memory import CHECKS, MemoryIndex
from trialogue.index.tantivy_index import TantivyIndex
from trialogue.insight.counted_sets import set_number
from trialogue.model.codes import Phase, RecruitmentStatus, Sex, SponsorClass, StudyType
from trialogue.model.ids import NctId
from trialogue.model.place import GeoPoint
from trialogue.model.search import AgeGroup, Found, Near, Query, Sort
from trialogue.model.site import Site

_WORDS = ("stroke", "strokes", "als", "lateral", "sclerosis", "heart", "attack", "tumour", "tumor", "pain")
_ASKED = (*_WORDS, "strok", "sclerossis", "ALS)", "the", "zzzzzzz", "myocardial infarction", "Lou Gehrig's")
_STATUSES = (
    RecruitmentStatus.RECRUITING,
    RecruitmentStatus.COMPLETED,
    RecruitmentStatus.AVAILABLE,
    RecruitmentStatus.UNKNOWN,
)
_SPONSORS = ("Mayo Clinic", "Clinic of the Mayo", "North University", "")
_NUMBERS = range(99_000_001, 99_000_031)

text = st.lists(st.sampled_from(_WORDS), max_size=4).map(" ".join)
names = st.lists(text.filter(bool), max_size=2).map(tuple)
point = st.builds(
    GeoPoint, lat=st.integers(-4, 4).map(lambda n: n / 2), lon=st.integers(-4, 4).map(lambda n: n / 2 - 92)
)
site = st.builds(
    Site,
    city=st.sampled_from(["Pain City", "Beton"]),
    status=st.none() | st.sampled_from(_STATUSES),
    point=st.none() | point,
)
ages = st.sampled_from([0, hours(0.5), hours(18), hours(65)])
days = st.none() | st.integers(0, 5).map(lambda n: date(2024, 1, 1) + timedelta(days=n))
_SETS = ("sponsor:mayo clinic", "treatment:mesh:D000001", "both:mesh:D000001 + name:pain")

evidence = st.lists(
    st.sampled_from(["short\tALS\tamyotrophic lateral sclerosis", "short\tHA\theart attack"]), max_size=1
)


@st.composite
def documents(draw: st.DrawFn) -> StudyDocument:
    """Any study, of few values, so that searches hit."""
    low = draw(ages)
    return StudyDocument(
        nct_id=NctId(f"NCT{draw(st.sampled_from(_NUMBERS))}"),
        title=draw(text),
        status=draw(st.sampled_from(_STATUSES)),
        conditions=draw(names),
        keywords=draw(names),
        interventions=draw(names),
        summary=draw(text),
        sponsor=draw(st.sampled_from(_SPONSORS)),
        collaborators=draw(st.lists(st.sampled_from(_SPONSORS), max_size=1).map(tuple)),
        sponsor_class=draw(st.sampled_from(SponsorClass)),
        study_type=draw(st.none() | st.sampled_from(StudyType)),
        phases=draw(st.lists(st.sampled_from(Phase), max_size=2, unique=True).map(tuple)),
        sex=draw(st.sampled_from(Sex)),
        age_from=low,
        age_below=draw(ages.filter(lambda high: high > low) | st.just(NO_AGE_LIMIT)),
        healthy_volunteers=draw(st.none() | st.booleans()),
        has_results=draw(st.booleans()),
        posted=draw(days),
        sites=tuple(draw(st.lists(site, max_size=3))),
        aliases=tuple(draw(evidence)),
        sets=draw(st.sets(st.sampled_from(_SETS)).map(lambda s: tuple(set_number(a) for a in s))),
    )


asked = st.lists(st.sampled_from(_ASKED), max_size=3).map(" ".join)
near = st.none() | st.builds(
    Near,
    point=point,
    label=st.just("here"),
    radius_km=st.none() | st.sampled_from([1.0, 60.0, 160.0, 5_000.0]),
)


@st.composite
def queries(draw: st.DrawFn) -> Query:
    """Any search; most filters are left out, so that something is found."""

    def seldom(strategy: st.SearchStrategy[object]) -> object:
        return draw(strategy) if draw(st.integers(0, 3)) == 0 else None

    place = draw(near)
    sorts = [sort for sort in Sort if place or sort is not Sort.DISTANCE]
    return Query(
        words=str(seldom(asked) or ""),
        condition=str(seldom(asked) or ""),
        intervention=str(seldom(asked) or ""),
        sponsor=str(seldom(st.sampled_from(["mayo", "mayo clinic", "of the", "north"])) or ""),
        same=str(seldom(st.sampled_from(_SETS)) or ""),
        near=place,
        age_years=seldom(st.sampled_from([0.0, 0.4, 0.5, 17.9, 18.0, 64.9, 65.0, 80.0])),  # type: ignore[arg-type]
        sex=seldom(st.sampled_from(Sex)),  # type: ignore[arg-type]
        healthy_volunteers=seldom(st.booleans()),  # type: ignore[arg-type]
        has_results=seldom(st.booleans()),  # type: ignore[arg-type]
        statuses=frozenset(seldom(st.frozensets(st.sampled_from(_STATUSES))) or ()),  # type: ignore[call-overload]
        phases=frozenset(seldom(st.frozensets(st.sampled_from(Phase), max_size=2)) or ()),  # type: ignore[call-overload]
        study_types=frozenset(seldom(st.frozensets(st.sampled_from(StudyType))) or ()),  # type: ignore[call-overload]
        age_groups=frozenset(seldom(st.frozensets(st.sampled_from(AgeGroup))) or ()),  # type: ignore[call-overload]
        sponsor_classes=frozenset(seldom(st.frozensets(st.sampled_from(SponsorClass))) or ()),  # type: ignore[call-overload]
        sort=draw(st.sampled_from(sorts)),
        offset=draw(st.sampled_from([0, 0, 0, 2, 50])),
        limit=draw(st.sampled_from([0, 3, 1_000])),
    )


searches = st.tuples(st.lists(documents(), max_size=12), st.lists(queries(), min_size=1, max_size=8))
_FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TantivyIndex]:
    index = TantivyIndex(tmp_path_factory.mktemp("index"))
    yield index
    index.close()


def last_of_each(several: list[StudyDocument]) -> list[StudyDocument]:
    return list({document.nct_id: document for document in several}.values())


def assert_same(one: Found, other: Found, query: Query) -> None:
    assert one.total == other.total
    assert one.facets == other.facets
    assert one.corrected == other.corrected
    assert set(one.synonyms) == set(other.synonyms)
    assert set(one.relaxations) == set(other.relaxations)
    assert len(one.hits) == len(other.hits)
    asks_words = query.words or query.condition or query.intervention
    if query.sort is not Sort.RELEVANCE or not asks_words:
        assert [hit.nct_id for hit in one.hits] == [hit.nct_id for hit in other.hits]
    if len(one.hits) == one.total:
        nearest = [{hit.nct_id: (hit.nearest, hit.reasons) for hit in found.hits} for found in (one, other)]
        assert nearest[0] == nearest[1]


@_FEW
@given(searches)
def test_the_engine_finds_what_the_twin_finds(
    engine: TantivyIndex, drawn: tuple[list[StudyDocument], list[Query]]
) -> None:
    several, asked_for = drawn
    engine.rebuild(several, 1)
    twin = MemoryIndex(several)
    assert engine.size() == twin.size()
    for query in asked_for:
        assert_same(engine.search(query), twin.search(query), query)


@_FEW
@given(st.lists(documents(), max_size=8), searches, st.lists(st.sampled_from(_NUMBERS), max_size=4))
def test_changes_applied_are_as_good_as_built_anew(
    engine: TantivyIndex,
    before: list[StudyDocument],
    drawn: tuple[list[StudyDocument], list[Query]],
    gone: list[int],
) -> None:
    """Words are left out of the searches: the engine forgets a removed study's words only later."""
    changed, asked_for = drawn
    changed = last_of_each(changed)
    deleted = {NctId(f"NCT{number}") for number in gone} - {document.nct_id for document in changed}
    engine.rebuild(before, 1)
    engine.apply(changed, deleted, 2)
    twin = MemoryIndex(before)
    twin.apply(changed, deleted, 2)
    assert (engine.marker(), engine.size()) == (twin.marker(), twin.size())
    for query in asked_for:
        bare = Query(
            near=query.near,
            age_years=query.age_years,
            sex=query.sex,
            statuses=query.statuses,
            sponsor=query.sponsor,
            same=query.same,
            sort=query.sort,
            limit=1_000,
        )
        assert_same(engine.search(bare), twin.search(bare), bare)


@_FEW
@given(searches)
def test_filters_are_sound(engine: TantivyIndex, drawn: tuple[list[StudyDocument], list[Query]]) -> None:
    """Each study that is found passes each filter of the query, one by one."""
    several, asked_for = drawn
    engine.rebuild(several, 1)
    by_id = {document.nct_id: document for document in several}
    for query in asked_for:
        for hit in engine.search(query).hits:
            failed = [name for name, check in CHECKS.items() if not check(by_id[hit.nct_id], query)]
            assert failed == []
