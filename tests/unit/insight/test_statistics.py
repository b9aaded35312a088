"""Counts over many studies: each study once, people planned and enrolled apart."""

from __future__ import annotations

from datetime import date

from tests.unit.plain.made import treated

from trialogue.insight.counted_sets import By, pair_key
from trialogue.insight.digest import Digest
from trialogue.insight.precedents import precedents, seen_elsewhere
from trialogue.insight.statistics import statistics
from trialogue.insight.tallies import Spread, tally
from trialogue.insight.track_record import Named, person_words, sponsor_words, spread_words
from trialogue.model.codes import RecruitmentStatus, StudyType
from trialogue.model.ids import NctId

TODAY = date(2026, 11, 1)


def one(number: int, **values: object) -> Digest:
    base: dict[str, object] = {
        "nct_id": NctId(f"NCT990009{number:02}"),
        "status": RecruitmentStatus.COMPLETED,
        "study_type": StudyType.INTERVENTIONAL,
    }
    return Digest(**(base | values))  # type: ignore[arg-type]


def test_planned_and_enrolled_people_never_share_a_study() -> None:
    found = tally(
        [
            one(1, enrolled=10, enrolled_is_actual=True),
            one(2, enrolled=30, enrolled_is_actual=True),
            one(3, enrolled=500),
            one(4),
        ],
        TODAY,
    )
    assert found.enrolled is not None
    assert (found.enrolled.studies, found.enrolled.median, found.enrolled.total) == (2, 20.0, 40)
    assert found.planned is not None
    assert (found.planned.studies, found.planned.total) == (1, 500)


def test_results_are_due_a_year_after_an_actual_end() -> None:
    end = date(2024, 1, 1).toordinal()
    done = {"completed": True, "primary_completion": end}
    found = tally(
        [
            one(1, **done),
            one(2, **done, has_results=True, results_posted=end + 390),
            one(3, **done, has_results=True, results_posted=end + 800),
            one(4, completed=True, primary_completion=date(2026, 6, 1).toordinal()),
            one(5, **done, study_type=StudyType.OBSERVATIONAL),
        ],
        TODAY,
    )
    assert (found.results_due, found.results_posted, found.results_in_time) == (3, 2, 1)


def test_a_study_counts_once_under_a_key_that_it_names_twice() -> None:
    twice = one(1, sponsor="examplo", people=(("anna exemplar", ""), ("anna exemplar", "here")))
    found = {(s.by, s.key): s.tally for s in statistics([twice], TODAY)}
    assert found[By.SPONSOR, "examplo"].studies == 1
    assert (By.PERSON, "anna exemplar") not in found


def test_pairs_of_treatment_and_condition() -> None:
    digests = [
        one(n, interventions=("name:examplin",), conditions=("mesh:D1", "name:asthma")) for n in range(3)
    ] + [one(9, interventions=("name:examplin",), conditions=("mesh:D2",))]
    found = {(s.by, s.key): s.tally.studies for s in statistics(digests, TODAY)}
    assert found == {
        (By.TREATMENT, "name:examplin"): 4,
        (By.PAIR, pair_key("name:examplin", "mesh:D1")): 3,
    }


def test_the_order_of_studies_changes_nothing() -> None:
    digests = [one(n, sponsor="examplo", start=700_000 + n, countries=("Utopia",)) for n in range(5)]
    assert list(statistics(digests, TODAY)) == list(statistics(digests[::-1], TODAY))


def test_nothing_gives_nothing() -> None:
    assert list(statistics([], TODAY)) == []


def test_precedents_say_how_the_treatment_was_known() -> None:
    study = treated("")
    lookup = {(By.TREATMENT, "name:examplin"): tally([one(1), one(2)], TODAY)}
    found = precedents(study, lookup)
    assert found is not None
    assert found.condition is None
    assert "by the name, without dose" in (found.sentences[0].sources[0].rule or "")
    assert "2 studies of Examplin, this one among them" in found.sentences[0].words


def test_precedents_name_the_month_of_the_first_start() -> None:
    counted = tally([one(1, start=date(2020, 6, 15).toordinal()), one(2)], TODAY)
    found = precedents(treated(""), {(By.TREATMENT, "name:examplin"): counted})
    assert found is not None
    assert "The first started in June 2020 (NCT" in " ".join(s.words for s in found.sentences)


def test_no_precedents_where_the_study_is_alone() -> None:
    assert precedents(treated(""), {(By.TREATMENT, "name:examplin"): tally([one(1)], TODAY)}) is None


def test_side_effects_elsewhere_stand_with_an_interval() -> None:
    posted = tally([one(1, exposed=50, serious=5), one(2, exposed=50, serious=0), one(3)], TODAY)
    said = seen_elsewhere(treated(""), {(By.TREATMENT, "name:examplin"): posted})
    assert said is not None
    assert "results of 2 studies of Examplin, 5 of 100 people" in said.words
    assert "between 2 and 11" in said.words


def test_a_namesake_is_mentioned_never_merged() -> None:
    who = Named(name="Anna Exemplar", person="anna exemplar", place="examplo")
    here, everywhere = tally([one(1), one(2)], TODAY), tally([one(1), one(2), one(3)], TODAY)
    said = [s.words for s in person_words(who, here, everywhere)]
    assert said[0].startswith("Anna Exemplar is named, with this affiliation, in 2 studies")
    assert "That may be another person." in said[-1]


def test_a_sponsors_count_links_to_its_search() -> None:
    (first, *_) = sponsor_words("Examplo & Co", tally([one(1)], TODAY))
    assert first.sources[0].query == "/search?same=sponsor%3Aexamplo"


def test_of_a_single_study_nothing_is_said_that_its_page_says() -> None:
    said = [s.words for s in sponsor_words("Examplo", tally([one(1)], TODAY))]
    assert said == ["Examplo leads 1 study in this registry."]


def test_one_study_that_owes_results_is_no_share() -> None:
    ended = date(2020, 1, 1).toordinal()
    said = " ".join(
        s.words
        for s in sponsor_words(
            "Examplo", tally([one(1, completed=True, primary_completion=ended), one(2)], TODAY)
        )
    )
    assert "The 1 study whose main part ended over a year ago posted no results." in said


def test_half_a_person_takes_part_in_no_study() -> None:
    counts = Spread(studies=4, median=73.5, low=5, high=90, total=300)
    assert spread_words(counts) == "about 74 in the middle study of 4 (5 to 90), 300 in all"


def test_each_other_study_is_named_once_and_this_one_not_at_all() -> None:
    stopped = {"status": RecruitmentStatus.TERMINATED, "why_stopped": "Too few people"}
    counted = tally([one(1, **stopped), one(2, **stopped), one(3)], TODAY)
    found = precedents(treated(""), {(By.TREATMENT, "name:examplin"): counted})
    assert found is not None
    assert treated("").nct_id == one(1).nct_id
    assert [stop.nct_id for stop in found.stopped] == [one(2).nct_id]
    assert found.others == (one(3).nct_id,)
