"""The table of facts: every row whole, every alias of one fact, every question easy to read."""

from __future__ import annotations

import pytest
import simple_icd_10_cm as icd

from trialogue.eligibility.facts import FactKind, load_facts, read_facts
from trialogue.eligibility.readability import grade
from trialogue.eligibility.units import normal

ROW = """
[[fact]]
id = "x"
kind = "number"
topic = "tests"
name = "my x"
question = "What is your x?"
unit = "mg/dL"
units = { "mg/dl" = 1.0, "g/l" = 100.0 }
low = 1
high = 9
aliases = ["x", "serum x"]
"""


def test_the_table_has_enough_rows() -> None:
    assert len(load_facts()) >= 150


def test_questions_are_easy_to_read() -> None:
    grades = [grade(fact.question) for fact in load_facts().values()]
    assert sum(g <= 6 for g in grades) >= 0.95 * len(grades)


def test_numbers_have_bounds_and_their_own_unit() -> None:
    for fact in load_facts().values():
        if fact.kind is FactKind.NUMBER:
            assert fact.low is not None, fact.id
            assert fact.high is not None, fact.id
            assert 1 in fact.units.values(), fact.id


def test_units_are_in_normal_spelling() -> None:
    for fact in load_facts().values():
        for unit in fact.units:
            assert " " not in unit, (fact.id, unit)


def test_codes_name_their_system() -> None:
    systems = {code.partition(":")[0] for fact in load_facts().values() for code in fact.coding}
    assert systems <= {"LOINC", "SNOMED", "RXNORM", "ICD10CM"}


def test_a_row_converts_and_bounds() -> None:
    fact = read_facts(ROW)["x"]
    assert fact.in_own_unit(0.05, "g/l") == pytest.approx(5)
    assert fact.in_own_unit(5, "furlong") is None
    assert fact.believable(5)
    assert not fact.believable(10)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('question = "What is your x?"', 'question = "x"'), "question"),
        (('question = "What is your x?"', ""), "question"),
        (("high = 9", "high = 1"), "bounds"),
        (('aliases = ["x", "serum x"]', 'aliases = ["x", "X"]'), "claimed"),
        (('kind = "number"', 'kind = "yesno"'), "statement"),
        (('kind = "number"', 'kind = "guess"'), "guess"),
    ],
)
def test_a_broken_row_is_refused(change: tuple[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_facts(ROW.replace(*change))


def test_two_rows_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="two rows"):
        read_facts(ROW + ROW.replace('["x", "serum x"]', '["y"]'))


@pytest.mark.parametrize(
    ("written", "spelt"),
    [
        ("mL / min per 1.73 m²", "ml/minute/1.73m2"),
        ("x 10^9/L", "10^9/l"),
        ("× 10⁹ / L", "10^9/l"),
        ("cells/µL", "/ul"),
        ("mm Hg", "mmhg"),
        ("times the upper limit of normal", "uln"),
        ("yrs", "year"),
        ("percent", "%"),
    ],
)
def test_a_unit_has_one_spelling(written: str, spelt: str) -> None:
    assert normal(written) == spelt


def test_every_icd_code_is_in_the_classification() -> None:
    codes = [
        code.split(":")[1] for fact in load_facts().values() for code in fact.coding if "ICD10CM" in code
    ]
    assert codes
    assert [code for code in codes if not icd.is_valid_item(code)] == []


def test_a_value_in_another_unit_has_no_more_places_than_it_needs() -> None:
    fact = load_facts()["life_expectancy"]
    assert repr(fact.in_own_unit(12, "week")) == "2.76"
    assert fact.in_own_unit(12, "furlong") is None
