"""Sentences that would be untrue without a look at what kind of study it is, and what of it is meant."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.plain.made import events, made_study, treated

from trialogue.insight.identity import Method, interventions
from trialogue.model.age import Age, AgeUnit
from trialogue.model.codes import (
    DateType,
    InterventionModel,
    InterventionType,
    Phase,
    Purpose,
    RecruitmentStatus,
    StudyType,
)
from trialogue.model.dates import PartialDate
from trialogue.model.design import Design, Intervention, OutcomeMeasure
from trialogue.model.results import Results
from trialogue.model.study import EligibilityFields, Enrollment, MeshTerm, Milestone, StudyDates
from trialogue.plain.answers import answers
from trialogue.plain.basis import read
from trialogue.plain.conditions import lay_condition
from trialogue.plain.design import design_words
from trialogue.plain.highlights import highlights
from trialogue.plain.interventions import short_name
from trialogue.plain.people import who_for
from trialogue.plain.risks import serious_total, what_may_go_wrong
from trialogue.plain.title import plain_title
from trialogue.plain.words import the_country


def test_groups_of_a_crossover_share_people_and_are_not_added() -> None:
    posted = Results(adverse_events=events(("Morning", 0, 47), ("Evening", 1, 47)))
    study = made_study(results=posted, design=Design(intervention_model=InterventionModel.CROSSOVER))
    assert serious_total(study) is None
    first, common = (s.words for s in what_may_go_wrong(study))
    assert "In the group with the largest share, 1 of 47 people" in first
    assert "headache (12 people in one group)" in common


def test_groups_with_more_people_than_took_part_are_not_added() -> None:
    posted = Results(adverse_events=events(("Before", 2, 40), ("After", 3, 40)))
    enrolled = Enrollment(count=40, kind=DateType.ACTUAL)
    assert serious_total(made_study(results=posted, enrollment=enrolled)) is None


def origins(**values: object) -> set[str]:
    return {h.id for h in highlights(made_study(**values))} & {"own_cells", "donor_cells"}


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"official_title": "Autologous cells in asthma"}, {"own_cells"}),
        ({"brief_summary": "Patients receive autologous cells."}, {"own_cells"}),
        ({"detailed_description": "Trials have shown that autologous cells are safe in patients."}, set()),
        ({"detailed_description": "Another operation is harder once autologous grafts are used up."}, set()),
        (
            {
                "brief_title": "Allogeneic cells in asthma",
                "detailed_description": "Patients often receive autologous cells.",
            },
            {"donor_cells"},
        ),
    ],
)
def test_where_cells_come_from_is_read_of_what_this_study_gives(
    values: dict[str, object], found: set[str]
) -> None:
    assert origins(**values) == found


def test_a_hospital_stay_that_is_an_outcome_is_no_highlight() -> None:
    outcome = OutcomeMeasure(measure="Days", time_frame="Hospital stay")
    assert "hospital_stay" not in {h.id for h in highlights(made_study(secondary_outcomes=(outcome,)))}


def answer_to(question: str, **values: object) -> str:
    found = {a.id: a for a in answers(read(made_study(**values)))}[question]
    return " ".join(s.words for s in found.sentences)


@pytest.mark.parametrize("question", ["approved", "first in people", "placebo", "know which", "how often"])
def test_a_study_that_only_watches_has_no_treatment_to_ask_about(question: str) -> None:
    said = answer_to(question, study_type=StudyType.OBSERVATIONAL)
    assert said == "The study itself gives no treatment. It watches."


def test_expanded_access_has_no_groups_and_comes_before_approval() -> None:
    values = {"study_type": StudyType.EXPANDED_ACCESS, "status": RecruitmentStatus.AVAILABLE}
    assert answer_to("placebo", **values) == "This is not a trial. There are no groups to compare."
    assert answer_to("approved", **values).startswith("No. It is given before approval")


def test_a_withdrawn_study_had_no_people_and_no_main_part() -> None:
    ended = Milestone(date=PartialDate(year=2025, month=6), kind=None)
    values = {
        "status": RecruitmentStatus.WITHDRAWN,
        "enrollment": Enrollment(count=0, kind=DateType.ACTUAL),
        "dates": StudyDates(primary_completion=ended),
    }
    assert answer_to("how many take part", **values).startswith("Nobody.")
    assert answer_to("results", **values) == "None. The study was called off before anyone joined."


def test_a_planned_end_is_given_without_saying_that_it_lies_ahead() -> None:
    planned = Milestone(date=PartialDate(year=2020, month=12), kind=DateType.ESTIMATED)
    said = answer_to("results", dates=StudyDates(primary_completion=planned))
    assert said == "None are posted. The planned end of the main part: December 2020."


@pytest.mark.parametrize(
    ("conditions", "words"),
    [
        (("Cigarette Smoking",), "People who smoke."),
        (("Pregnancy",), "Pregnant women."),
        (("Kidney Transplantation",), "People whom the record lists under “kidney transplantation”."),
        (("Kidney Transplantation", "Gout"), "People with gout."),
        (("Complication of Treatment",), "People with complication of treatment."),
        (("Mental Health Wellness 1",), "People whom the record lists under “mental health wellness”."),
        (("Covid 19",), "People with COVID-19."),
        (("Healthy Volunteers",), "Healthy people."),
    ],
)
def test_only_an_illness_is_something_to_be_with(conditions: tuple[str, ...], words: str) -> None:
    assert who_for(made_study(conditions=conditions)).words == words


def test_a_trial_that_prevents_an_illness_in_healthy_people_is_not_for_those_who_have_it() -> None:
    study = made_study(
        conditions=("Chikungunya",),
        design=Design(purpose=Purpose.PREVENTION),
        eligibility=EligibilityFields(healthy_volunteers=True),
    )
    said = "People; healthy people can take part too; it is about preventing chikungunya."
    assert who_for(study).words == said
    titled = replace(study, official_title="A vaccine in healthy adults")
    assert who_for(titled).words == "Healthy people; it is about preventing chikungunya."
    others = replace(study, eligibility=EligibilityFields(healthy_volunteers=False))
    assert who_for(others).words == "People; it is about preventing chikungunya."
    two = replace(others, conditions=("HIV", "Tuberculosis"))
    assert who_for(two).words == "People; it is about prevention, and the record lists HIV and tuberculosis."


def test_a_title_that_names_healthy_people_alone_decides() -> None:
    fields = EligibilityFields(healthy_volunteers=True, minimum_age=Age(value=0, unit=AgeUnit.YEARS))
    healthy = made_study(brief_title="Examplin in healthy adult volunteers", eligibility=fields)
    assert who_for(healthy).words == "Healthy people; it is about asthma."
    both = replace(healthy, brief_title="Examplin in healthy volunteers and patients with asthma")
    assert who_for(both).words == "People with asthma; healthy people can take part too."


def test_laboratory_work_on_genes_is_no_treatment_of_genes() -> None:
    things = (
        Intervention(name="gene expression analysis", kind=InterventionType.GENETIC),
        Intervention(name="Examplin", kind=InterventionType.DRUG),
    )
    study = made_study(interventions=things)
    assert "gene" not in {h.id for h in highlights(study)}
    assert plain_title(study).words == "Examplin for asthma"


@pytest.mark.parametrize(
    ("name", "keys"), [("Leucovorin Calcium", 0), ("Calcium carbonate", 1), ("Vitamin D and Calcium", 1)]
)
def test_a_salt_is_no_treatment_of_its_own(name: str, keys: int) -> None:
    terms = (MeshTerm(id="D002118", term="Calcium"),)
    study = replace(treated("", name=name), intervention_mesh=terms)
    assert sum(i.method is Method.MESH for i in interventions(study)) == keys


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Korea, Republic of", "the Republic of Korea"),
        ("Congo, The Democratic Republic of the", "the Democratic Republic of the Congo"),
        ("United States", "the United States"),
        ("France", "France"),
    ],
)
def test_a_country_turned_round_is_set_straight(name: str, said: str) -> None:
    assert the_country(name) == said


def test_basic_science_is_no_treatment_of_the_illness() -> None:
    study = replace(treated(""), design=Design(purpose=Purpose.BASIC_SCIENCE), phases=(Phase.PHASE1,))
    assert plain_title(study).words == "Examplin in people with asthma"
    assert not any("doses people can bear" in s.words for s in design_words(study).can_show)


def test_what_is_watched_is_used_by_people_only_where_it_can_be() -> None:
    sample = replace(treated("", name="Blood Sample"), study_type=StudyType.OBSERVATIONAL)
    assert plain_title(sample).words == "Watching people with asthma"


def test_a_study_entered_as_watching_that_names_a_treatment_is_not_said_to_give_none() -> None:
    watched = replace(treated("Provided by the team."), study_type=StudyType.OBSERVATIONAL)
    found = {h.id: h for h in highlights(watched)}["no treatment"]
    assert found.words == "Entered as a study that only watches"
    assert "Examplin" in found.means
    said = {a.id: a for a in answers(read(watched))}["placebo"]
    assert said.sentences[0].words.endswith("Ask who gives the treatment that it names.")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Comparator: atorvastatin 40 mg", "Atorvastatin"),
        ("1: stopping examplin", "Stopping examplin"),
        ("ezetimibe (+) simvastatin", "Ezetimibe and simvastatin"),
        ("5-fluorouracil", "5-fluorouracil"),
    ],
)
def test_a_label_is_no_part_of_a_name(name: str, shown: str) -> None:
    assert short_name(name) == shown


def test_medicines_that_are_noted_are_no_rule_on_what_may_be_taken() -> None:
    assert not known("medicines", brief_summary="Concomitant medications were recorded at each visit.")
    assert known("medicines", brief_summary="Patients may go on with a stable dose of examplin.")


@pytest.mark.parametrize(
    ("name", "lay"),
    [("Hemophilia A", "hemophilia A"), ("Diffuse Large B-Cell Tumor", "diffuse large B-cell tumor")],
)
def test_letters_that_name_a_kind_stay_large(name: str, lay: str) -> None:
    assert lay_condition(name) == lay


def known(question: str, **values: object) -> bool:
    return {a.id: a for a in answers(read(made_study(**values)))}[question].known


def test_a_kind_of_treatment_identifies_none() -> None:
    assert interventions(treated("", name="Conventional surgery")) == ()
    assert interventions(treated("", name="Radiation Therapy")) == ()
    assert len(interventions(treated("", name="Examplin therapy"))) == 1
