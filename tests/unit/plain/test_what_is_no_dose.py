"""Words near numbers, lengths and routes that belong to something else than the plan of treatment."""

from __future__ import annotations

import pytest
from tests.unit.plain.made import made_study, treated

from trialogue.model.codes import ArmType, InterventionType, StudyType
from trialogue.model.design import Arm, Intervention
from trialogue.plain.amounts import amounts
from trialogue.plain.answers import answers
from trialogue.plain.asks import asks
from trialogue.plain.basis import read
from trialogue.plain.dose_table import dose_tables
from trialogue.plain.dosing import dosing
from trialogue.plain.timeline import StepKind, offsets


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Step 2 dose: 6 mg.", None),
        ("Cohort 3 injections are larger.", None),
        ("They receive three different doses.", None),
        ("Two additional courses may follow.", None),
        ("After one course of treatment the tumour is looked at.", None),
        ("Given in 1-2 injections until a set dose is reached.", None),
        ("Once every week, a total of two times.", "2 times"),
        ("Two injections, a month apart.", "2 injections"),
        ("Two tablets for 2 doses on day 1, followed by 1 tablet.", None),
        ("2 doses of it every cycle.", None),
        ("A 4-drug anti-illness treatment.", None),
        ("A 3-dose series.", "3 doses"),
        ("A minimum of 3 cycles and a max of 6 cycles.", "up to 6 cycles"),
        ("Treatment repeats for 4-8 courses.", "up to 8 courses"),
        ("The daily amount is divided in four equal doses.", None),
        ("It is split into two administrations.", None),
        ("People are assigned to 1 of 2 doses.", None),
        ("We compare the safety and efficacy of two doses of it.", None),
        ("A loading dose is given as two doses.", None),
        ("Each cycle consists of 4 weekly doses.", None),
        ("People who have already received two doses of it may join.", None),
        ("Scans are made every 2 cycles.", None),
        ("It is given on day 1 of each 21 cycle.", None),
        ("Cohorts of 3-6 patients receive escalating doses.", None),
        ("Two injections of 100 mg each 12 hours.", None),
        ("Taken in 3-4 daily doses.", None),
        ("A single injection 3 times a week.", None),
        ("A single dose and steady state levels are measured.", None),
        ("Given in the first 2 courses of chemotherapy.", None),
        ("Given in 25 fractions.", None),
        ("Two injections of examplin 300 mg as a loading dose on day 1, then one a week.", None),
    ],
)
def test_a_number_that_counts_all_doses(text: str, number: str | None) -> None:
    plans = dosing(treated(f"Examplin is injected. {text}"))
    found = plans[0].number if plans else None
    assert (found.value.words if found else None) == number


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Followed by 2 months without treatment.", None),
        ("Examplin may be given again 4 weeks from treatment initiation.", None),
        ("Examplin 20 mg is given for 5 days every 4 weeks.", None),
        ("Cells are cultured for 4 weeks, then injected.", None),
        ("Examplin is given on days 1 through 14.", "14 days"),
        ("Examplin is given on days 1-14 of each cycle.", None),
        ("A 16-week treatment course and 24-week follow-up.", "16 weeks"),
        ("Recruitment continued for 46 months.", None),
        ("Examplin is given weekly for 3 weeks of a 28-day cycle.", None),
        ("A questionnaire is filled in once a week for 4 weeks.", None),
        ("Examplin is given daily for 14 days, followed by 7 days rest.", None),
        ("Examplin is given for 5 days after each visit.", None),
        ("Examplin is given daily for 5 days. Treatment repeats every 28 days.", None),
        ("Examplin is given daily for 12 weeks.", "12 weeks"),
        ("Examplin is given daily for 7 consecutive days.", "7 days"),
    ],
)
def test_a_length_of_treatment_and_no_other(text: str, words: str | None) -> None:
    step = read(treated(text)).timeline.step(StepKind.TREATMENT)
    assert (step.length.words if step and step.length else None) == words


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("4 injections, every 3 months.", 4),
        ("In the first part there are 10 injections. Later it is injected monthly.", 0),
        ("It is injected monthly. There are 10 injections. It is given for 10 months.", 10),
        ("Treatment repeats every 3 weeks for 6 courses.", 0),
        ("Up to 6 injections, every 3 months.", 0),
        ("Given on days 1 and 15.", 2),
        ("Given on days 1 and 15. Courses repeat every 4 weeks.", 0),
        ("Given on days 1, 3 and 5 of weeks 2-6.", 0),
        ("Given on days 1, 15 and 30, then every month.", 0),
        ("Given on day 1, week 4 and week 8.", 0),
    ],
)
def test_doses_are_drawn_where_all_of_them_are_said(text: str, drawn: int) -> None:
    step = read(treated(f"Examplin is injected. {text}")).timeline.step(StepKind.TREATMENT)
    assert len(step.doses if step else ()) == drawn


def test_twelve_hourly_is_every_twelve_hours() -> None:
    (plan,) = dosing(treated("Examplin 200 mg 12 hourly."))
    assert plan.interval is not None
    assert plan.interval.value.words == "every 12 hours"


def test_an_ordinal_ends_no_list_of_days() -> None:
    plans = dosing(treated("The first dose on day 1 and 2nd dose on day 5."))
    assert [p.days for p in plans] in ([], [None])


def test_days_of_each_cycle_come_again_and_give_no_full_list() -> None:
    (plan,) = dosing(treated("Examplin is given on days 1 and 9 of each cycle."))
    assert plan.days is not None
    assert offsets(plan) == ()
    (table,) = dose_tables(treated(""), (plan,))
    assert dict(table.rows)["How often"].words == "On days 1 and 9 of each cycle."


def test_a_tablet_computer_and_a_flow_of_air_are_no_dose() -> None:
    app = treated("Used on a smartphone or tablet.", kind=InterventionType.DEVICE)
    assert [r for p in dosing(app) for r in p.routes] == []
    flow = treated("Air flow of 40 L/min.", kind=InterventionType.DEVICE)
    assert [p.volume for p in dosing(flow)] in ([], [None])


def test_the_own_words_of_a_treatment_count_before_those_of_a_group() -> None:
    arm = Arm(
        label="Both",
        kind=ArmType.EXPERIMENTAL,
        description="Examplin on day 1 of every 3 weeks with otherin.",
        interventions=("Drug: Examplin", "Drug: Otherin"),
    )
    things = (
        Intervention(name="Examplin", kind=InterventionType.DRUG),
        Intervention(name="Otherin", kind=InterventionType.DRUG, description="Otherin 5 mg once a day."),
    )
    plans = {p.intervention: p for p in dosing(made_study(arms=(arm,), interventions=things))}
    assert plans["Otherin"].interval is not None
    assert plans["Otherin"].interval.value.words == "once a day"


def test_a_power_of_ten_that_lost_its_raised_figure() -> None:
    assert [a.words for _, a in amounts("1010 CFU")] == ["1×10¹⁰ CFU"]
    assert [a.words for _, a in amounts("1010 mg")] == ["1,010 mg"]


def test_an_earlier_study_gives_no_number() -> None:
    told = made_study(
        interventions=treated("").interventions,
        brief_summary="A single dose of examplin was given previously to ten patients.",
    )
    assert [p.number for p in dosing(told)] in ([], [None])


def test_an_interval_with_two_values_keeps_both() -> None:
    (plan,) = dosing(treated("Injected every 2 weeks or 4 weeks."))
    assert plan.interval is not None
    assert plan.interval.value.words == "every 2 to 4 weeks"


def test_an_example_is_no_examination() -> None:
    (plan,) = dosing(treated("Examplin, for example 20 mg, is taken once daily."))
    assert plan.interval is not None


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("185 MBq into a vein.", "intravenous"),
        ("Given transendocardially.", "into the heart"),
        ("1 tab in the evening.", "by mouth"),
    ],
)
def test_routes_in_other_words(text: str, route: str) -> None:
    assert [r.value for p in dosing(treated(text)) for r in p.routes] == [route]


def test_fat_that_is_taken_is_neither_route_nor_volume() -> None:
    plans = dosing(treated("150 mL subcutaneous abdominal adipose tissue is harvested."))
    assert [(p.routes, p.volume) for p in plans] in ([], [((), None)])


def test_what_is_asked_names_the_treatment_where_there_are_several() -> None:
    two = (
        Intervention(name="Examplin", kind=InterventionType.DRUG),
        Intervention(name="Otherin", kind=InterventionType.DRUG, description="Taken by mouth once daily."),
    )
    basis = read(made_study(interventions=two))
    said = [s.words for s in asks(basis.study, basis.plans, basis.timeline, basis.burden)]
    assert said == ["Otherin: once a day, by mouth."]


def test_xrays_that_treat_and_visits_of_screening_are_no_burden_named() -> None:
    told = "Radiation uses high energy x-rays to kill cells. Participants are screened over 2 visits."
    load = read(made_study(brief_summary=told)).burden
    assert load.procedures == ()
    assert load.visits is None


def test_centres_that_are_approved_approve_no_treatment() -> None:
    told = "Twenty centers were approved for participation in this study."
    found = {a.id: a for a in answers(read(made_study(brief_summary=told)))}["approved"]
    assert not found.known


def test_a_study_that_only_watches_still_has_no_plan() -> None:
    watched = made_study(study_type=StudyType.OBSERVATIONAL, brief_summary="Taken on days 1 through 14.")
    assert dosing(watched) == ()


def test_a_vial_is_no_volume_given() -> None:
    (plan,) = dosing(treated("Examplin is injected daily. It comes as liquid in a 2 mL vial."))
    assert plan.volume is None


@pytest.mark.parametrize(
    "text",
    [
        "Examplin is given for 3 weeks, followed by 1 week of rest.",
        "In a study of 25 people, at 12 years of follow-up, fats in the blood had changed.",
    ],
)
def test_rest_and_other_studies_are_no_follow_up(text: str) -> None:
    assert read(treated(text)).timeline.step(StepKind.FOLLOW_UP) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Examplin, course 1 - 150 mg.", ["150 mg"]),
        ("Examplin 100 to 150 mg.", ["100 to 150 mg"]),
    ],
)
def test_the_number_of_a_course_is_no_part_of_a_dose(text: str, words: list[str]) -> None:
    assert [amount.words for _, amount in amounts(text)] == words


def test_the_first_day_of_a_cycle_is_not_its_length() -> None:
    (plan,) = dosing(treated("Cycle 1 Day 8: examplin 5 mg daily."))
    assert plan.cycle is None


def test_a_daily_amount_in_parts_is_not_given_once_a_day() -> None:
    (plan,) = dosing(treated("Examplin 25 mg/kg/day, given in 4 divided doses every 6 hours."))
    assert plan.interval is not None
    assert plan.interval.value.words == "every 6 hours"
    assert plan.number is None
