"""What a person who answers literally would be decided wrongly by is left to the record's own words."""

from __future__ import annotations

import pytest

from trialogue.eligibility.read_requirement import read_requirement
from trialogue.model.requirement import (
    Aged,
    AnyOf,
    Free,
    HasCondition,
    HasTreatment,
    Holds,
    Not,
    Requirement,
    Time,
)


def read(text: str, *, exclusion: bool = True) -> Requirement:
    return read_requirement(text, {}, exclusion=exclusion)


def parts_of(found: Requirement) -> tuple[Requirement, ...]:
    if not isinstance(found, AnyOf):
        return (found,)
    return tuple(inner for part in found.parts for inner in parts_of(part))


def facts(found: Requirement) -> list[str]:
    return [part.fact for part in parts_of(found) if isinstance(part, Holds)]


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
    assert isinstance(found, Holds)
    assert found.fact == "contraception"


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
    ["FEV1 < 80 % or any clinical features of asthma", "Ejection fraction ≥ 50 %, no pericardial effusion"],
)
def test_a_finding_beside_a_limit_is_not_lost(text: str) -> None:
    assert read(text) == Free()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Use of inhaled steroids within a week of screening, or steroid injections within 3 months of it",
            {"inhaled steroids", "steroid injections"},
        ),
        (
            "Exposure to Xolair® (omalizumab) or rituximab within 26 weeks before screening",
            {"Xolair®", "rituximab"},
        ),
    ],
)
def test_each_of_two_with_a_time_is_told(text: str, names: set[str]) -> None:
    told = {part.concept.name for part in parts_of(read(text)) if isinstance(part, HasTreatment)}
    assert told == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Being treated with medication that alters the clotting", "medication that alters the clotting"),
        ("Previous therapy for bladder cancer, including chemotherapy", "therapy for bladder cancer"),
        ("Have taken drugs containing taurine within one month before screening", "drugs containing taurine"),
        (
            "Currently taking medications for lung diseases, gout, or diabetes other than insulin",
            "medications",
        ),
    ],
)
def test_a_bare_name_says_what_it_is_of(text: str, name: str) -> None:
    found = read(text)
    assert isinstance(found, HasTreatment)
    assert found.concept.name == name


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Major organ surgery within 4 weeks before enrolment, or anticipated need for dental procedures",
            {("Major organ surgery", Time.EVER), ("dental procedures", Time.PLANNED)},
        ),
        (
            "Currently undergoing or preparing for radiotherapy to the chest",
            {("radiotherapy", Time.CURRENT), ("radiotherapy", Time.PLANNED)},
        ),
        (
            "Planning surgery for a hernia within 12 months of randomization",
            {("surgery for a hernia", Time.PLANNED)},
        ),
    ],
)
def test_what_is_planned_is_named(text: str, told: set[tuple[str, Time]]) -> None:
    found = {
        (part.concept.name, part.time) for part in parts_of(read(text)) if isinstance(part, HasTreatment)
    }
    assert found == told


def test_how_long_it_has_lasted_is_no_age() -> None:
    found = read("Hives diagnosis for ≥ 6 months at the time of screening", exclusion=False)
    assert not isinstance(found, Aged)
    assert isinstance(read("≥ 6 months at the time of screening", exclusion=False), Aged | Free)


@pytest.mark.parametrize(
    "text", ["Planned to move abroad before the end of the study", "Seeking treatment for a hernia"]
)
def test_nobody_is_kept_out_by_being_suited_for_care(text: str) -> None:
    assert "can_have_care" not in facts(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Patients must not have an uncontrolled infection",
        "Subjects must not have received immunotherapy within the previous three months",
        "Participants should not be pregnant",
        "Subjects must not have ever been diagnosed with asthma",
    ],
)
def test_among_exclusions_what_must_not_be_keeps_out(text: str) -> None:
    assert isinstance(read(text), HasCondition | HasTreatment | Holds)


@pytest.mark.parametrize(
    "text", ["No active autoimmune disease", "No major surgery within 28 days before dosing"]
)
def test_an_exclusion_that_begins_with_no_is_not_turned(text: str) -> None:
    assert read(text) == Free()
    assert isinstance(read(text, exclusion=False), Not)


@pytest.mark.parametrize(
    ("text", "name", "time"),
    [
        ("Use immunosuppressive medication", "immunosuppressive medication", Time.CURRENT),
        ("Those who are proposed for liver transplantation", "liver transplantation", Time.PLANNED),
        (
            "Prior exposure to antigen receptor (CAR) based therapies",
            "antigen receptor based therapies",
            Time.PAST,
        ),
        (
            "Received continuous steroid treatment for over 30 days within 60 days before the first dose",
            "continuous steroid treatment",
            Time.EVER,
        ),
    ],
)
def test_a_treatment_has_its_name_and_time(text: str, name: str, time: Time) -> None:
    found = read(text)
    assert isinstance(found, HasTreatment)
    assert (found.concept.name, found.time) == (name, time)


def test_a_condition_that_was_treated_is_no_treatment() -> None:
    found = read("Prior treatment of psoriasis with methotrexate")
    assert not (isinstance(found, HasTreatment) and found.concept.name == "psoriasis")


def test_the_heading_of_the_next_part_narrows_nothing() -> None:
    assert read("Not receiving radiotherapy within 14 days before registration Male participants") == Free()


@pytest.mark.parametrize(
    "text",
    [
        "Adequate blood thinning therapy not possible (many allergies)",
        "Disease Definitions/Medications",
        "Poor response to high dose inhaled corticosteroids",
        "Two attacks needed systemic steroid treatment",
        "History of, or current treatment for, liver disease including hepatitis",
        "Children refusing to participateSevere fear of food",
        "Patients who are on investigational drugs can continue treatment",
        "Use of antihistamines more than one time within 3 days of the test",
        "Lack of informed consent and inability to read Danish",
        "Discontinued treatment due to a severe reaction",
    ],
)
def test_what_is_no_plain_demand_is_free(text: str) -> None:
    assert read(text) == Free()


def test_a_note_plans_nothing() -> None:
    found = read("Steroid injection in the last 2 weeks; Note: nasal sprays are permitted during the study")
    assert {part.time for part in parts_of(found) if isinstance(part, HasTreatment)} == {Time.EVER}


def test_a_time_up_to_now_is_no_part_of_a_name() -> None:
    found = read("Having received antibiotic treatment up to 30 days before the start of the study")
    assert isinstance(found, HasTreatment)
    assert found.concept.name == "antibiotic treatment"
    assert found.window is not None


def test_a_thing_of_a_list_keeps_its_own_lead() -> None:
    found = parts_of(read("Bleeding disorder, severe gout or taking anticoagulant drugs"))
    (taken,) = [part for part in found if isinstance(part, HasTreatment)]
    assert (taken.concept.name, taken.time) == ("anticoagulant drugs", Time.CURRENT)


def test_two_adjectives_of_one_noun_are_not_parted() -> None:
    found = parts_of(read("Brain metastases with symptomatic or active progression"))
    assert [part.concept.name for part in found if isinstance(part, HasCondition)] == ["Brain metastases"]
    found = parts_of(read("High risk of fatal or near-fatal asthma within the last 2 years"))
    assert len(found) == 1


def test_a_past_before_semicolons_is_of_all() -> None:
    found = parts_of(read("History of heart disease; gut perforation; pancreatitis within 4 weeks"))
    assert {part.time for part in found if isinstance(part, HasCondition)} == {Time.EVER}
    assert all(isinstance(part, HasCondition) and part.wide for part in found)
