"""What each filter of a search means, as tables that every engine must keep.

The columns after the studies' own are queries; ``x`` means that the study passes.
"""

from __future__ import annotations

from datetime import date

from tests.fixtures.searching import WORDS, Build, assert_passes, near
from tests.fixtures.studies import studies, study
from tests.fixtures.tables import rows

from trialogue.insight.counted_sets import By, address, pair_key
from trialogue.insight.digest import digest
from trialogue.insight.statistics import statistics
from trialogue.model.codes import Phase, RecruitmentStatus, Sex, SponsorClass, StudyType
from trialogue.model.search import AgeGroup, Query

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
