"""What a person who answers literally would be decided wrongly by is left to the record's own words."""

from __future__ import annotations

import pytest
from tests.fixtures.readings import facts, parts_of, read

from trialogue.model.requirement import (
    Aged,
    Free,
    HasCondition,
    HasTreatment,
    Holds,
    Not,
    Time,
)


@pytest.mark.parametrize(
    "text",
    [
        "Positive anti-centromere antibodies",
        "Elevated serum specific immunoglobulin E",
        "Abnormal mammography or changes on ultrasonography",
        "FEV1 while off long-acting bronchodilators below 60",
        "General contraindication to epidural anesthesia",
        "Reacting strongly to the placebo",
        "Uncontrolled nosebleeds requiring surgical intervention, including packing",
    ],
)
def test_a_finding_is_no_treatment(text: str) -> None:
    assert not any(isinstance(part, HasTreatment) for part in parts_of(read(text)))


@pytest.mark.parametrize(
    "text", ["Gram-negative antibiotics within 2 weeks", "Positive airway pressure therapy"]
)
def test_a_treatment_may_be_called_positive(text: str) -> None:
    assert isinstance(read(text), HasTreatment)


def test_what_is_against_a_disease_is_a_treatment() -> None:
    found = read("Major surgery, anti-cancer or investigational drugs in the 28 days before the first dose")
    assert all(isinstance(part, HasTreatment) for part in parts_of(found))


def test_aids_for_sleep_are_no_disease() -> None:
    assert not any(
        isinstance(part, HasCondition) for part in parts_of(read("Use of zolpidem or other sleep aids"))
    )
    assert isinstance(read("AIDS"), Holds | HasCondition)


@pytest.mark.parametrize("text", ["2 to < 6 years: 0.8", "≥ 16 years: male 1.7, female 1.4"])
def test_a_row_of_a_table_is_no_limit_of_age(text: str) -> None:
    assert read(text, exclusion=False) == Free()
    assert isinstance(read("2 to < 6 years", exclusion=False), Aged)


def test_a_limit_of_those_who_do_not_have_it_is_not_put_to_those_who_do() -> None:
    assert read("No evidence of obstruction (FEV1 ≥ 80 %)", exclusion=False) == Free()


@pytest.mark.parametrize(
    "text",
    [
        "Unable to measure the size of the lesion",
        "Inability to obtain consent because of a medical problem",
        "No pregnant women or prisoners will be contemplated for inclusion",
    ],
)
def test_what_those_who_run_the_study_do_is_free(text: str) -> None:
    assert read(text) == Free()


def test_who_refuses_to_take_part_is_not_willing() -> None:
    found = read("People who refuse to participate in this study")
    assert isinstance(found, Not)
    assert isinstance(found.part, Holds)
    assert found.part.fact == "willing"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Pregnant or considering pregnancy during the study", ["pregnant", "pregnancy_planned"]),
        ("Women who are nursing or hoping to conceive", ["breastfeeding", "pregnancy_planned"]),
        ("Having a pregnancy plan during the trial period", ["pregnancy_planned"]),
        (
            "Pregnant, or planning to conceive within 60 days after the last dose",
            ["pregnant", "pregnancy_planned"],
        ),
    ],
)
def test_plans_of_a_pregnancy_are_told(text: str, told: list[str]) -> None:
    assert sorted(facts(read(text))) == sorted(told)


@pytest.mark.parametrize(
    "text",
    [
        "Women who are pregnant or nursing; ⑥ Patients with a history of acupuncture",
        "Possible pregnancy or other reason that precludes an X-ray",
        "Pregnant women, prisoners, or mentally disabled people, at any time in the study",
    ],
)
def test_another_thing_beside_a_pregnancy_is_not_lost(text: str) -> None:
    assert "pregnant" not in facts(read(text))


def test_a_plan_lies_ahead() -> None:
    found = read("Women who plan to become pregnant within 6 months")
    assert isinstance(found, Holds)
    assert found.window is None
    assert found.qualifiers


def test_all_who_can_have_children_are_men_too() -> None:
    found = read("All of reproductive potential agree to use contraception", exclusion=False)
    assert isinstance(found, Not)
    assert isinstance(found.part, Holds)
    assert found.part.fact == "no_birth_control"


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Biologics or small molecule drug therapy is planned or initiated", {Time.CURRENT, Time.PLANNED}),
        ("Use of any drug intended to treat gout within 14 days before the first dose", {Time.EVER}),
        ("Treated with ongoing immunotherapy with another allergen", {Time.CURRENT}),
    ],
)
def test_when_a_treatment_is(text: str, times: set[Time]) -> None:
    assert {part.time for part in parts_of(read(text)) if isinstance(part, HasTreatment)} == times


def test_what_did_not_occur_did_not_occur_before() -> None:
    found = read("No infection which needed antibiotics within 4 weeks before baseline", exclusion=False)
    assert isinstance(found, Not)
    assert isinstance(found.part, HasCondition)
    assert found.part.time is Time.EVER


def test_abuse_is_of_each() -> None:
    for text in ("History of chronic drug or alcohol abuse", "Known illicit drug or alcohol abuse"):
        assert not any(isinstance(part, HasTreatment) for part in parts_of(read(text)))


def test_either_is_of_one_thing() -> None:
    found = read("Currently taking a beta-blocker for either episodic or chronic migraine")
    assert isinstance(found, HasTreatment)


@pytest.mark.parametrize(
    "text",
    ["Ejection fraction ≥ 50 %, no pericardial effusion"],
)
def test_a_finding_beside_a_limit_is_not_lost(text: str) -> None:
    assert read(text) == Free()
