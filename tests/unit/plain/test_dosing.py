"""Dosing plans: levels, what may change them, and what is left unknown."""

from __future__ import annotations

from tests.unit.plain.made import made_study, treated

from trialogue.model.codes import StudyType
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
