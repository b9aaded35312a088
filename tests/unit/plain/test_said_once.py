"""What a page says: of whom, of what, in words that hold and that are said once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.plain.made import events, made_study, treated

from trialogue.model.age import Age
from trialogue.model.codes import ArmType, InterventionType, Phase, Purpose, Sex, StudyType
from trialogue.model.design import Arm, Design, Intervention, OutcomeMeasure
from trialogue.model.results import AdverseEvent, EventCount, Results
from trialogue.model.site import Investigator
from trialogue.model.study import Sponsor
from trialogue.plain.answers import answers
from trialogue.plain.basis import read
from trialogue.plain.conditions import is_illness, lay_condition
from trialogue.plain.design import design_words
from trialogue.plain.dose_table import dose_tables
from trialogue.plain.interventions import short_name, watched_things
from trialogue.plain.people import named_leaders
from trialogue.plain.risks import what_may_go_wrong
from trialogue.plain.summary import in_short
from trialogue.plain.timeline import StepKind
from trialogue.plain.title import plain_title
from trialogue.plain.words import sex_words


@pytest.mark.parametrize(
    ("name", "ill"),
    [
        ("sleep quality", False),
        ("poor sleep quality", True),
        ("gut microbiome", False),
        ("adolescent health", False),
        ("mental health issue", True),
        ("knee replacement", False),
        ("hearing loss", True),
        ("executive function", False),
        ("impaired memory", True),
        ("balance", False),
        ("tobacco abstinence", False),
        ("asthma", True),
    ],
)
def test_people_are_with_an_illness_and_with_nothing_else(name: str, ill: bool) -> None:
    assert is_illness(name) is ill


def test_the_virus_of_an_illness_is_no_second_illness() -> None:
    study = replace(treated("Given daily."), conditions=("COVID-19", "Coronavirus Infection", "SARS-CoV 2"))
    assert plain_title(study).words == "Examplin for COVID-19"


def test_a_sample_taken_is_no_treatment_that_is_watched() -> None:
    thing = Intervention(name="Urine collection", kind=InterventionType.BIOLOGICAL)
    assert watched_things(made_study(study_type=StudyType.OBSERVATIONAL, interventions=(thing,))) == ()


def test_the_kind_before_a_name_is_no_part_of_it() -> None:
    assert short_name("Behavioral: OCAT") == "OCAT"


def test_women_of_whom_all_are_adults_are_no_girls() -> None:
    assert sex_words(Sex.FEMALE, Age(value=18)) == "Women"
    assert sex_words(Sex.FEMALE, Age(value=12)) == "Women and girls"
    assert sex_words(Sex.ALL, Age(value=18)) == "Any sex"


def test_a_sponsor_that_names_itself_leads_no_study() -> None:
    people = (
        Investigator(name="Maker, Inc."),
        Investigator(name="Ada Byron, MD"),
        Investigator(name="Maker"),
    )
    study = made_study(investigators=people, lead_sponsor=Sponsor(name="Maker"))
    assert [one.name for one in named_leaders(study)] == ["Ada Byron, MD"]


def test_a_program_lacks_no_route_and_no_dose() -> None:
    program = treated("10 sessions, once a week.", name="Talking", kind=InterventionType.BEHAVIORAL)
    (table,) = dose_tables(program, read(program).plans)
    assert [key for key, _ in table.rows] == ["How often", "How many"]
    medicine = treated("Taken once a week.")
    (table,) = dose_tables(medicine, read(medicine).plans)
    assert [key for key, _ in table.rows][:2] == ["How it is given", "Dose"]


def test_a_treatment_entered_twice_is_told_once() -> None:
    arm = Arm(
        label="A", kind=ArmType.EXPERIMENTAL, description="Examplin daily for 10 days.", interventions=()
    )
    twice = tuple(Intervention(name="Examplin", kind=InterventionType.DRUG, arms=("A",)) for _ in range(2))
    study = made_study(arms=(arm,), interventions=twice)
    found = read(study)
    short = in_short(study, found.plans, found.timeline, found.burden)
    assert short.tested[0].words == "Examplin (a medicine)."
    assert len(dose_tables(study, found.plans)) == 1
    assert sum("once a day" in s.words for s in short.asks) == 1


def test_a_number_of_doses_is_a_set_end() -> None:
    study = treated("4 infusions, every 3 weeks, until progression.")
    found = read(study)
    said = " ".join(s.words for s in in_short(study, found.plans, found.timeline, found.burden).asks)
    assert "4 infusions" in said
    assert "no set end" not in said


def test_one_session_takes_no_weeks() -> None:
    found = read(treated("A single session, made of a 20-week therapy.", kind=InterventionType.BEHAVIORAL))
    step = found.timeline.step(StepKind.TREATMENT)
    assert step is None or step.length is None


def test_a_note_on_medicines_is_no_rule_on_them() -> None:
    study = made_study(detailed_description="Concomitant medications update at each visit.")
    reply = next(a for a in answers(read(study)) if a.id == "medicines")
    assert not reply.known


def test_a_measure_ends_with_one_full_stop() -> None:
    study = made_study(primary_outcomes=(OutcomeMeasure(measure="Hair as counted."),))
    reply = next(a for a in answers(read(study)) if a.question == "What does it measure?")
    assert reply.sentences[0].words == "Hair as counted."


def test_a_time_before_the_first_measurement_is_not_the_last() -> None:
    study = made_study(primary_outcomes=(OutcomeMeasure(measure="Walking", time_frame="5 days prior to it"),))
    assert read(study).timeline.step(StepKind.LAST_MEASUREMENT) is None


@pytest.mark.parametrize(
    ("kind", "said"), [(InterventionType.DRUG, True), (InterventionType.BEHAVIORAL, False)]
)
def test_only_medicines_have_doses_that_people_can_bear(kind: InterventionType, said: bool) -> None:
    study = replace(treated("Given.", kind=kind), phases=(Phase.PHASE1,))
    assert ("doses people can bear" in " ".join(s.words for s in design_words(study).can_show)) is said


def test_a_name_turned_round_is_set_straight() -> None:
    assert lay_condition("Hepatitis C, Chronic") == "chronic hepatitis C"
    assert lay_condition("Knee Pain Chronic") == "chronic knee pain"


def test_capitals_of_a_list_of_events_are_not_shouted() -> None:
    event = AdverseEvent(
        term="LEUKOPENIA OF NO CAUSE", serious=False, counts=(EventCount(group="EG000", affected=3),)
    )
    posted = replace(events(("All", 0, 20)), events=(event,))
    said = " ".join(s.words for s in what_may_go_wrong(made_study(results=Results(adverse_events=posted))))
    assert "leukopenia of no cause (3 people)" in said


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("Is the treatment approved?", "So far no vaccine is approved for this illness."),
        ("What does it cost me? Am I paid?", "Its effect comes without cost in terms of rejection."),
        ("Which tests are done?", "Genetic analysis of samples indicated that a new virus was there."),
    ],
)
def test_words_on_something_else_are_no_answer(asked: str, text: str) -> None:
    reply = next(a for a in answers(read(made_study(detailed_description=text))) if a.question == asked)
    assert not reply.known


def test_the_genes_of_a_virus_are_not_yours() -> None:
    text = "Genetic analysis of samples indicated that a new virus was there."
    assert "genetic" not in [h.id for h in read(made_study(detailed_description=text)).highlights]


def test_a_strength_in_full_words_is_no_part_of_a_name() -> None:
    assert short_name("Examplin 250 Milligram Intravenous Powder for Solution") == "Examplin"


def test_a_title_is_short_even_where_names_are_long() -> None:
    long = "Examplin isethionate and sampletin hydroxide of the second and the third kind"
    study = replace(
        treated("Given daily.", name=long),
        conditions=("Illness of a long name",),
        brief_title="A controlled trial comparing the efficacy of aerosolized examplin and of sampletin by "
        "vein or mouth in the treatment of an illness of a long name in people with another illness",
    )
    assert len(plain_title(study).words) <= 110


def test_only_an_illness_is_prevented() -> None:
    design = Design(purpose=Purpose.PREVENTION)
    study = replace(treated("Given daily."), conditions=("Healthy Nutrition",), design=design)
    assert "prevent" not in plain_title(study).words
    assert "to prevent asthma" in plain_title(replace(study, conditions=("Asthma",))).words


def test_a_sample_is_no_biological_treatment() -> None:
    samples = treated("3 mL at the start.", name="Bone marrow sample", kind=InterventionType.BIOLOGICAL)
    found = read(samples)
    said = in_short(samples, found.plans, found.timeline, found.burden).tested[0].words
    assert said == "Bone marrow sample."


def test_the_group_before_a_name_is_no_part_of_it() -> None:
    assert short_name("Intervention group CoronaCope") == "CoronaCope"
    assert short_name("Intervention group") == "Intervention"
