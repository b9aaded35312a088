"""Dosing plans: levels, what may change them, and what is left unknown."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.plain.made import made_study, treated

from trialogue.model.codes import InterventionType, StudyType
from trialogue.model.design import Arm, Intervention
from trialogue.plain.counts import counts
from trialogue.plain.dose_table import dose_tables
from trialogue.plain.doses import Level
from trialogue.plain.dosing import dosing

CELLS = (
    "Cells are given intrathecally in a volume of 5-10 mL. "
    "All receive 5 x 10^7 cells at the first injection. "
    "Later doses may be reduced to 1 x 10^7 or increased to 1 x 10^8, based on Dose Change Rules."
)


def test_the_first_dose_and_the_later_levels_are_told_apart() -> None:
    (plan,) = dosing(treated(CELLS))
    levels = [(f.value.level, f.value.amount.words) for f in plan.levels]
    assert levels == [
        (Level.FIRST, "5×10⁷ cells"),
        (Level.LOWER, "1×10⁷ cells"),
        (Level.HIGHER, "1×10⁸ cells"),
    ]
    assert plan.volume is not None
    assert plan.volume.value.words == "5 to 10 mL"


def test_a_rule_that_is_only_named_is_not_given() -> None:
    (plan,) = dosing(treated(CELLS))
    (change,) = plan.changes
    assert not change.value.given
    (table,) = dose_tables(treated(CELLS), (plan,))
    assert "The rule itself is not given in the record." in dict(table.rows)["What may change it"].words


def test_every_value_carries_the_sentence_it_was_read_from() -> None:
    (plan,) = dosing(treated(CELLS))
    sources = [f.source for f in plan.routes] + [f.source for f in plan.levels]
    sources += [f.source for f in plan.changes]
    for source in sources:
        assert source.quote
        assert source.quote in CELLS.replace("  ", " ")


def test_what_the_record_leaves_out_stays_unknown() -> None:
    (plan,) = dosing(treated("Examplin 20 mg."))
    assert plan.number is None
    assert plan.interval is None
    (table,) = dose_tables(treated("Examplin 20 mg."), (plan,))
    assert dict(table.rows)["How often"].words == "Not given in the record."


def test_a_study_that_only_watches_has_no_plan() -> None:
    study = made_study(study_type=StudyType.OBSERVATIONAL, brief_summary="They take 20 mg twice daily.")
    assert dosing(study) == ()


def test_a_controls_text_makes_no_plan() -> None:
    assert dosing(treated("20 mg twice daily", name="Placebo")) == ()


def test_what_people_do_by_themselves_is_no_plan() -> None:
    eaten = treated("People who eat peanuts at least once per week do one open feeding.")
    assert dosing(eaten) == ()
    words = "People who are in this group will receive mirolin twice a week."
    given = treated(words, name="Mirolin")
    (plan,) = dosing(given)
    assert plan.interval is not None
    assert plan.interval.value.words == "twice a week"


def test_the_last_day_of_a_list_and_an_amount_are_no_number_of_doses() -> None:
    assert [count.number for _, count, _ in counts("on days 1, 7, 14, 21 and 56 doses of peptide")] == []
    assert [count.number for _, count, _ in counts("a comparison of 50 or 100 mcg doses")] == []
    assert [count.number for _, count, _ in counts("a total of 4 injections")] == [4]
    assert [count.number for _, count, _ in counts("Two examplin doses will be tested (8 and 12 mg)")] == []
    assert [count.number for _, count, _ in counts("Two examplin doses will be given")] == [2]


def test_the_title_is_read_last_and_only_for_what_no_text_gives() -> None:
    titled = made_study(
        official_title="A trial of subcutaneous mirolin once every 3 weeks",
        interventions=(Intervention(name="Mirolin", kind=InterventionType.DRUG),),
    )
    (plan,) = dosing(titled)
    assert plan.interval is not None
    assert plan.interval.value.words == "every 3 weeks"
    assert plan.interval.source.piece == "OfficialTitle"
    assert [route.value for route in plan.routes] == ["subcutaneous"]
    said = replace(titled, brief_summary="Mirolin is given every 2 weeks.")
    (plan,) = dosing(said)
    assert plan.interval is not None
    assert plan.interval.value.words == "every 2 weeks"


def test_an_arm_that_is_linked_with_nothing_is_read_for_what_it_names() -> None:
    things = tuple(Intervention(name=name, kind=InterventionType.DRUG) for name in ("Mirolin", "Fictivir"))
    arm = Arm(label="A", description="Patients get intravenous mirolin. Treatment repeats every 21 days.")
    (plan,) = dosing(made_study(interventions=things, arms=(arm,)))
    assert plan.intervention == "Mirolin"
    assert [route.value for route in plan.routes] == ["intravenous"]
    assert plan.interval is None


def test_a_course_in_which_days_are_counted_comes_again() -> None:
    (plan,) = dosing(treated("Given on day 1 and day 8 of a 21-day course."))
    assert plan.cycle is not None
    assert plan.cycle.value.words == "21 days"
    (plan,) = dosing(treated("A 10-day course of 20 mg tablets."))
    assert plan.cycle is None


def test_times_are_a_number_of_doses_and_a_rhythm_is_none() -> None:
    assert [(c.words, sure) for _, c, sure in counts("once every week, a total of two times")] == [
        ("2 times", 3)
    ]
    assert [c.number for _, c, _ in counts("through a vein four times over two weeks")] == [4]
    assert [c.number for _, c, _ in counts("three times over the day, 2 times daily")] == []
