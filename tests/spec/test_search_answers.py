"""What a search says beside its hits: counts, other spellings, reasons, what to drop."""

from __future__ import annotations

import pytest
from tests.fixtures.searching import WORDS, Build, near
from tests.fixtures.studies import nct_id, studies

from trialogue.model.codes import Phase, RecruitmentStatus
from trialogue.model.search import Query, Sort

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
