"""Medicines and illnesses that the reader knows by their names, because no ending tells what they are."""

from __future__ import annotations

import pytest

from trialogue.eligibility import kinds
from trialogue.eligibility.kinds import NameKind, kind_of_name
from trialogue.eligibility.known_names import of_one_word, of_several_words
from trialogue.eligibility.read_requirement import read_requirement
from trialogue.eligibility.word_lists import words
from trialogue.model.requirement import AnyOf, HasTreatment, Holds, Not, Time


@pytest.mark.parametrize(("table", "most"), [("medicines", 500), ("illnesses", 90)])
def test_no_name_stands_in_a_table_that_its_ending_tells(table: str, most: int) -> None:
    known = words("treatment_heads") | words("condition_heads")
    names = of_one_word(table)
    told = [
        name
        for name in names
        if name in known or kinds._TREATMENT_ENDING.search(name) or kinds._CONDITION_ENDING.search(name)
    ]
    assert told == []
    assert len(names) > most
    assert all(len(name.split()) > 1 for name in of_several_words(table))
    assert not of_one_word("medicines") & of_one_word("illnesses")


@pytest.mark.parametrize(
    "name", ["rifampin", "Foscarnet", "oral digoxin", "valproic acid", "Interferon", "carbamazepine"]
)
def test_a_medicine_is_a_treatment(name: str) -> None:
    assert kind_of_name(name) is NameKind.TREATMENT


@pytest.mark.parametrize("name", ["placenta previa", "gallstones", "severe acne", "Angina pectoris"])
def test_an_illness_is_a_condition(name: str) -> None:
    assert kind_of_name(name) is NameKind.CONDITION


@pytest.mark.parametrize("name", ["uric acid", "rifampin level", "progesterone receptor", "bilirubin"])
def test_what_only_holds_a_like_word_is_none(name: str) -> None:
    assert kind_of_name(name) is not NameKind.TREATMENT


def test_an_inclusion_may_deny_a_medicine() -> None:
    found = read_requirement("No prior gemcitabine", {})
    assert isinstance(found, Not)
    assert isinstance(found.part, HasTreatment)
    assert found.part.time is Time.PAST


def test_a_list_of_medicines_keeps_out_by_any() -> None:
    found = read_requirement("Current use of lithium, digoxin, or theophylline", {}, exclusion=True)
    assert isinstance(found, AnyOf)
    assert [p.concept.name for p in found.parts if isinstance(p, HasTreatment)] == [
        "lithium",
        "digoxin",
        "theophylline",
    ]


@pytest.mark.parametrize(
    "text", ["Penicillin or cephalosporin allergy", "History of meropenem or vancomycin hypersensitivity"]
)
def test_whom_a_medicine_harmed_is_not_asked_whether_it_was_taken(text: str) -> None:
    found = read_requirement(text, {}, exclusion=True)
    assert isinstance(found, Holds)
    assert found.fact == "illness_named"
