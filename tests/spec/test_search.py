"""What each filter, order and count of a search means, as tables that every engine must keep.

In a table of a filter, the columns after the studies' own are queries; ``x`` means that the study passes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest
from tests.fixtures.studies import TOWNS, nct_id, studies, study
from tests.fixtures.tables import rows

from trialogue.index.document import StudyDocument
from trialogue.index.memory import MemoryIndex
from trialogue.index.protocol import Index
from trialogue.index.tantivy_index import TantivyIndex
from trialogue.insight.counted_sets import By, address, pair_key
from trialogue.insight.digest import digest
from trialogue.insight.statistics import statistics
from trialogue.model.codes import Phase, RecruitmentStatus, Sex, SponsorClass, StudyType
from trialogue.model.place import GeoPoint
from trialogue.model.search import AgeGroup, Near, Query, Sort

Build = Callable[[Iterable[StudyDocument]], Index]


@pytest.fixture(params=["memory", "tantivy"])
def build(request: pytest.FixtureRequest, tmp_path: Path) -> Build:
    """Make an index of some studies, on each engine in turn."""

    def made(documents: Iterable[StudyDocument]) -> Index:
        index: Index = MemoryIndex() if request.param == "memory" else TantivyIndex(tmp_path / "index")
        index.rebuild(documents, 1)
        return index

    return made


def near(town: str, radius_km: float | None = None) -> Near:
    lat, lon = TOWNS[town]
    return Near(point=GeoPoint(lat=lat, lon=lon), label=town, radius_km=radius_km)


def assert_passes(build: Build, table: str, queries: dict[str, Query]) -> None:
    index = build(studies(table))
    for column, query in queries.items():
        wanted = {nct_id(row["study"]) for row in rows(table) if row[column] == "x"}
        found = index.search(query)
        assert {hit.nct_id for hit in found.hits} == wanted, column
        assert found.total == len(wanted), column


def order(build: Build, table: str, query: Query) -> list[str]:
    """The last digits of the studies in the order of the hits."""
    return [str(int(hit.nct_id[5:])) for hit in build(studies(table)).search(query).hits]


AGE = """
study | from      | to        | 1 year | 1.5 | 17.9 | 18 | 65 | 65.9 | 66 | 100
1     |           |           | x      | x   | x    | x  | x  | x    | x  | x
2     | 18 Years  | 65 Years  |        |     |      | x  | x  | x    |    |
3     | 18 Years  |           |        |     |      | x  | x  | x    | x  | x
4     |           | 17 Years  | x      | x   | x    |    |    |      |    |
5     | 6 Months  | 18 Months | x      | x   |      |    |    |      |    |
6     | 18 Months |           |        | x   | x    | x  | x  | x    | x  | x
7     |           | 28 Days   |        |     |      |    |    |      |    |
"""


def test_age_keeps_studies_that_would_take_a_person_of_that_age(build: Build) -> None:
    """A limit of 65 Years lets a person in until the 66th birthday; no limit takes everybody."""
    columns = ("1 year", "1.5", "17.9", "18", "65", "65.9", "66", "100")
    assert_passes(build, AGE, {name: Query(age_years=float(name.split()[0])) for name in columns})


GROUPS = """
study | from     | to       | child | adult | older | child or older
1     |          |          | x     | x     | x     | x
2     | 18 Years | 64 Years |       | x     |       |
3     | 65 Years |          |       |       | x     | x
4     |          | 17 Years | x     |       |       | x
5     | 17 Years | 66 Years | x     | x     | x     | x
6     | 18 Years | 65 Years |       | x     | x     | x
"""


def test_age_groups_are_those_that_the_limits_overlap(build: Build) -> None:
    child, adult, older = AgeGroup
    queries = {
        "child": Query(age_groups=frozenset({child})),
        "adult": Query(age_groups=frozenset({adult})),
        "older": Query(age_groups=frozenset({older})),
        "child or older": Query(age_groups=frozenset({child, older})),
    }
    assert_passes(build, GROUPS, queries)


SEX = """
study | sex    | a woman | a man | anybody | not said
1     | ALL    | x       | x     | x       | x
2     | FEMALE | x       |       | x       | x
3     | MALE   |         | x     | x       | x
"""


def test_sex_is_the_persons(build: Build) -> None:
    queries = {
        "a woman": Query(sex=Sex.FEMALE),
        "a man": Query(sex=Sex.MALE),
        "anybody": Query(sex=Sex.ALL),
        "not said": Query(),
    }
    assert_passes(build, SEX, queries)


SAID = """
study | healthy | results | takes healthy | no healthy | with results | without
1     | yes     | yes     | x             |            | x            |
2     | no      | no      |               | x          |              | x
3     |         |         |               | x          |              | x
"""


def test_healthy_volunteers_and_results(build: Build) -> None:
    queries = {
        "takes healthy": Query(healthy_volunteers=True),
        "no healthy": Query(healthy_volunteers=False),
        "with results": Query(has_results=True),
        "without": Query(has_results=False),
    }
    assert_passes(build, SAID, queries)


CODES = """
study | status     | type            | phases        | class    | open | done too | 1 | 1 or 3 | obs | firm
1     | RECRUITING | INTERVENTIONAL  | PHASE1;PHASE2 | INDUSTRY | x    | x        | x | x      |     | x
2     | COMPLETED  | INTERVENTIONAL  | PHASE3        | NIH      |      | x        |   | x      |     |
3     | UNKNOWN    | OBSERVATIONAL   |               | OTHER    |      |          |   |        | x   |
4     | AVAILABLE  | EXPANDED_ACCESS | NA            |          |      |          |   |        |     |
5     | WITHDRAWN  |                 |               | INDUSTRY |      |          |   |        |     | x
"""


def test_codes_join_by_or_inside_a_filter(build: Build) -> None:
    """A study of phases 1 and 2 is found by either; one whose record gives no phase by none."""
    queries = {
        "open": Query(statuses=frozenset({RecruitmentStatus.RECRUITING})),
        "done too": Query(statuses=frozenset({RecruitmentStatus.RECRUITING, RecruitmentStatus.COMPLETED})),
        "1": Query(phases=frozenset({Phase.PHASE1})),
        "1 or 3": Query(phases=frozenset({Phase.PHASE1, Phase.PHASE3})),
        "obs": Query(study_types=frozenset({StudyType.OBSERVATIONAL})),
        "firm": Query(sponsor_classes=frozenset({SponsorClass.INDUSTRY})),
    }
    assert_passes(build, CODES, queries)


SPONSOR = """
study | sponsor                  | collaborators                | mayo | mayo clinic | clinic mayo | of north
1     | Mayo Clinic              |                              | x    | x           |             |
2     | University of North Town | The Mayo Clinic, Rochester   | x    | x           |             | x
3     | Mayo Foundation          | Other Clinic                 | x    |             |             |
4     |                          |                              |      |             |             |
"""


def test_sponsor_words_stand_together_in_one_name(build: Build) -> None:
    columns = ("mayo", "mayo clinic", "clinic mayo", "of north")
    assert_passes(build, SPONSOR, {name: Query(sponsor=name) for name in columns})


SAME = """
study | sponsor          | collaborators | interventions | conditions | mayo | other | aspirin | both
1     | Mayo Clinic      |               | Aspirin       | Stroke     | x    |       | x       | x
2     | The MAYO-CLINIC. |               | Aspirin 5 mg  | Pain       | x    |       | x       |
3     | Mayo Clinic Town | Mayo Clinic   | Aspirin       | stroke     |      |       | x       | x
4     | Examplo          |               | Aspirin Plus  | Stroke     |      |       |         |
5     |                  |               |               | Stroke     |      |       |         |
"""


def test_a_counted_set_has_exactly_its_studies(build: Build) -> None:
    """The lead sponsor alone counts, by its whole name; a treatment without its dose."""
    aspirin, stroke = "name:aspirin", "name:stroke"
    queries = {
        "mayo": Query(same=address(By.SPONSOR, "mayo clinic")),
        "other": Query(same="sponsor:nobody"),
        "aspirin": Query(same=address(By.TREATMENT, aspirin)),
        "both": Query(same=address(By.PAIR, pair_key(aspirin, stroke))),
    }
    assert_passes(build, SAME, queries)


def test_the_search_behind_each_count_finds_as_many_studies_as_were_counted(build: Build) -> None:
    index = build(studies(SAME))
    counted = list(statistics([digest(study(row)) for row in rows(SAME)], date(2026, 1, 1)))
    assert len(counted) > 3
    for one in counted:
        assert index.search(Query(same=address(one.by, one.key))).total == one.tally.studies, one.key


WORDS = """
study | title          | conditions    | interventions     | summary  | q | qs | cond | intr | two | small
1     | Aspirin stroke | Heart Failure | Drug X            |          | x | x  | x    | x    | x   | x
2     | A study        | Stroke        | Aspirin           |          | x | x  | x    | x    | x   | x
3     | A study        | Strokes       | Drug X            |          | x | x  | x    |      |     | x
4     | A study        | Pain          | Drug X            | A stroke | x | x  |      |      |     | x
5     | A study        | Pain          | Drug X = Asp,Aspirin Plus | |   |    |      | x    |     |
6     | A study        | Heatstroke    | Drug X            |          |   |    |      |      |     |
"""


def test_words_are_found_in_their_area_in_any_inflection(build: Build) -> None:
    """Each word must be found; it need not be in the same field. Small words ask nothing."""
    queries = {
        "q": Query(words="stroke"),
        "qs": Query(words="STROKES!"),
        "cond": Query(condition="stroke"),
        "intr": Query(intervention="aspirin"),
        "two": Query(words="stroke aspirin"),
        "small": Query(words="of the stroke"),
    }
    assert_passes(build, WORDS, queries)


WHERE = """
study | status     | sites                | Aton 50 km | Aton 120 km | Beton 120 km | anywhere
1     | RECRUITING | Aton open            | x          | x           | x            | x
2     | RECRUITING | Beton closed         |            | x           | x            | x
3     | COMPLETED  | Aton                 | x          | x           | x            | x
4     | RECRUITING | Ceton; Deton open    |            |             | x            | x
5     | RECRUITING | Nowhere open         |            |             |              | x
6     | RECRUITING |                      |            |             |              | x
"""


def test_a_radius_keeps_studies_with_any_site_inside(build: Build) -> None:
    """Open or not; a site without a point lies nowhere; a place without a radius asks nothing."""
    queries = {
        "Aton 50 km": Query(near=near("Aton", 50)),
        "Aton 120 km": Query(near=near("Aton", 120)),
        "Beton 120 km": Query(near=near("Beton", 120)),
        "anywhere": Query(near=near("Aton")),
    }
    assert_passes(build, WHERE, queries)


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


FACETS = """
study | status     | type           | phases        | sex    | from     | results | class
1     | RECRUITING | INTERVENTIONAL | PHASE1;PHASE2 | ALL    |          |         | OTHER
2     | RECRUITING | INTERVENTIONAL | PHASE2        | FEMALE | 18 Years | yes     | NIH
3     | COMPLETED  | OBSERVATIONAL  |               | MALE   | 65 Years |         | INDUSTRY
"""


def test_facets_count_what_each_choice_would_give(build: Build) -> None:
    facets = build(studies(FACETS)).search(Query()).facets
    assert {name: dict(counts) for name, counts in facets.items()} == {
        "statuses": {"RECRUITING": 2, "COMPLETED": 1},
        "study_types": {"INTERVENTIONAL": 2, "OBSERVATIONAL": 1},
        "phases": {"PHASE1": 1, "PHASE2": 2},
        "sex": {"FEMALE": 2, "MALE": 2},
        "age_groups": {"CHILD": 1, "ADULT": 2, "OLDER_ADULT": 3},
        "has_results": {"true": 1, "false": 2},
        "sponsor_classes": {"OTHER": 1, "NIH": 1, "INDUSTRY": 1},
    }


def test_a_facet_ignores_its_own_filter_only(build: Build) -> None:
    query = Query(statuses=frozenset({RecruitmentStatus.COMPLETED}))
    facets = build(studies(FACETS)).search(query).facets
    assert facets["statuses"] == {"RECRUITING": 2, "COMPLETED": 1}
    assert facets["study_types"] == {"OBSERVATIONAL": 1}


DEAD_END = """
study | status     | conditions | phases | sites
1     | COMPLETED  | Stroke     | PHASE2 | Aton
2     | RECRUITING | Stroke     | PHASE1 | Deton open
3     | RECRUITING | Stroke     | PHASE1 | Deton open
4     | RECRUITING | Pain       | PHASE2 | Aton open
"""


def test_an_empty_result_says_which_filter_to_drop(build: Build) -> None:
    query = Query(words="stroke", near=near("Aton", 50), statuses=frozenset({RecruitmentStatus.RECRUITING}))
    found = build(studies(DEAD_END)).search(query)
    assert found.total == 0
    assert [(r.drop, r.total) for r in found.relaxations] == [("near", 2), ("statuses", 1), ("words", 1)]


def test_where_no_single_filter_helps_all_of_them_are_dropped(build: Build) -> None:
    query = Query(words="stroke", age_years=30, near=near("Ceton", 50), phases=frozenset({Phase.PHASE4}))
    found = build(studies(DEAD_END)).search(query)
    assert [(r.drop, r.total) for r in found.relaxations] == [("all", 3)]


def test_a_result_gives_no_relaxations(build: Build) -> None:
    assert build(studies(DEAD_END)).search(Query(words="stroke")).relaxations == ()


TYPED_WRONG = """
study | title        | conditions
1     | A study      | Amyotrophic Lateral Sclerosis
2     | Psoriasis    | Psoriasis
3     | Amyotropic 1 | Pain
4     | A study      | Amyotrophic Lateral Sclerosis
5     | A study      | Amyotrophic Lateral Sclerosis
6     | A study      | Amyotrophic Lateral Sclerosis
7     | A study      | Amyotrophic Lateral Sclerosis
"""


def test_an_unknown_word_is_taken_for_the_nearest_known_one(build: Build) -> None:
    found = build(studies(TYPED_WRONG)).search(Query(words="psorisis"))
    assert found.corrected == {"psorisis": "psoriasis"}
    assert [hit.nct_id for hit in found.hits] == [nct_id("2")]
    assert found.hits[0].reasons[0].how == "spelling"


def test_a_word_that_a_record_itself_has_wrong_finds_both(build: Build) -> None:
    found = build(studies(TYPED_WRONG)).search(Query(words="amyotropic"))
    assert found.corrected == {"amyotropic": "amyotrophic"}
    assert found.total == 6


def test_a_known_word_is_never_corrected(build: Build) -> None:
    found = build(studies(TYPED_WRONG)).search(Query(words="pain"))
    assert (found.corrected, found.total) == ({}, 1)


def test_reasons_mark_the_words_found(build: Build) -> None:
    hit = build(studies(WORDS)).search(Query(words="stroke aspirin", sort=Sort.NEWEST)).hits[-1]
    (reason,) = hit.reasons
    assert (reason.piece, reason.how) == ("BriefTitle", "words")
    assert [reason.text[start:end] for start, end in reason.marks] == ["Aspirin", "stroke"]


@pytest.mark.parametrize(
    "text",
    [
        'title:("a" OR b)^2 AND NOT [1 TO *]',
        "+stroke -pain ~3 *?",
        "\\",
        "' OR 1=1 --",
        "<script>alert(1)</script>",
        "\x00\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
        "stroke " * 1_400,
        "x" * 10_000,
        " ".join(f"word{n}" for n in range(1_100)),
        "!!! ???",
    ],
)
def test_any_text_is_only_words(build: Build, text: str) -> None:
    index = build(studies(WORDS))
    queries = (Query(words=text), Query(condition=text), Query(intervention=text), Query(sponsor=text))
    for query in queries:
        assert index.search(query).total <= 6


def test_a_long_question_needs_most_of_its_words_only(build: Build) -> None:
    text = "aspirin (or drug) for stroke, failure of the heart, brave people?"
    found = build(studies(WORDS)).search(Query(words=text))
    assert [hit.nct_id for hit in found.hits] == [nct_id("1")]


def test_suggestions_complete_a_name_from_any_of_its_words(build: Build) -> None:
    index = build(studies(TYPED_WRONG))
    for typed in ("amyo", "Lateral Scl", "sclerosis"):
        (first, *_) = index.suggest(typed)
        assert (first.text, first.kind, first.count) == ("Amyotrophic Lateral Sclerosis", "condition", 5)
    assert index.suggest("") == ()
    assert index.suggest("\x00") == ()


def test_what_is_applied_is_found_and_what_is_deleted_is_not(build: Build) -> None:
    index = build(studies(DEAD_END))
    changed = studies("study | conditions | sites\n2 | Asthma | Aton open\n9 | Stroke | Aton open")
    index.apply(changed, [nct_id("1")], 2)
    assert index.marker() == 2
    assert index.size() == 4
    assert {hit.nct_id for hit in index.search(Query(words="stroke")).hits} == {nct_id("3"), nct_id("9")}
    inside = index.search(Query(near=near("Aton", 10), sort=Sort.DISTANCE)).hits
    assert [hit.nct_id for hit in inside] == [nct_id("9"), nct_id("4"), nct_id("2")]
