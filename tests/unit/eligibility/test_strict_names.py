"""Things are told apart, named whole and in their time, so that a literal answer decides them rightly."""

from __future__ import annotations

import pytest
from tests.fixtures.readings import facts, parts_of, read

from trialogue.model.requirement import (
    Aged,
    Free,
    HasCondition,
    HasTreatment,
    Holds,
    Measured,
    Not,
    Time,
)


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


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Antibiotics: erythromycin, clarithromycin", {"erythromycin", "clarithromycin"}),
        ("Hepatitis C: boceprevir, telaprevir", {"boceprevir", "telaprevir"}),
    ],
)
def test_the_heading_of_a_list_is_none_of_its_things(text: str, names: set[str]) -> None:
    found = parts_of(read(text))
    assert {part.concept.name for part in found if isinstance(part, HasTreatment | HasCondition)} == names


@pytest.mark.parametrize(
    "text",
    [
        "Spinal infection or tumor",
        "Suicidal ideation or behavior",
        "Other anti-cancer or investigational drugs",
    ],
)
def test_words_of_the_first_or_last_are_of_both(text: str) -> None:
    assert len(parts_of(read(text))) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Pregnant, nursing, or planning on pregnancy during the study", {"pregnant", "breastfeeding"}),
        ("Pregnant women or women planning pregnancy", {"pregnant"}),
    ],
)
def test_a_pregnancy_is_a_state_and_no_illness(text: str, told: set[str]) -> None:
    found = parts_of(read(text))
    assert {part.fact for part in found if isinstance(part, Holds)} == told | {"pregnancy_planned"}


def test_a_time_of_the_last_may_be_that_of_the_first() -> None:
    text = "Has received an investigational drug or has used a trial device within 4 weeks before baseline"
    first, last = parts_of(read(text))
    assert isinstance(first, HasTreatment)
    assert first.wide
    assert isinstance(last, HasTreatment)
    assert last.window is not None


def test_a_reaction_related_to_a_drug_is_named_whole() -> None:
    found = read("History of food or drug related severe anaphylactic reaction")
    assert isinstance(found, HasCondition)


def test_consent_is_never_refused_among_inclusions() -> None:
    text = "No history of mental illness that would interfere with ability to give informed consent"
    found = read(text, exclusion=False)
    assert not (isinstance(found, Not) and "consents" in facts(found.part))


def test_other_treatments_behind_cases_are_not_lost() -> None:
    found = read(
        "Monoclonal antibodies such as omalizumab, or other immunomodulatory therapy within 6 months"
    )
    assert not (isinstance(found, HasTreatment) and found.concept.name == "Monoclonal antibodies")


def test_a_condition_beside_a_limit_is_not_lost() -> None:
    assert not isinstance(read("QTc > 480 msec at screening, or congenital long QT syndrome"), Measured)
    assert isinstance(read("Bilirubin > 2 x ULN, except in people with Gilbert's syndrome"), Measured)


def test_care_that_a_treatment_needs_is_no_thing_of_its_own() -> None:
    found = read("Major surgery within 8 weeks requiring general anesthesia or hospitalization for a day")
    assert not any(isinstance(part, HasCondition) for part in parts_of(found))


def test_the_drug_of_the_first_dose_narrows_nothing() -> None:
    found = read("Major surgery within 4 weeks of the first dose of ABC-2009")
    assert isinstance(found, HasTreatment)
    assert (found.qualifiers, found.window is not None) == ((), True)


def test_cases_are_no_things_of_their_own() -> None:
    found = read("Uncontrolled systemic infection, eg. fungal, bacterial, or virus infection")
    assert not any(
        isinstance(part, HasCondition) and "virus" in part.concept.name for part in parts_of(found)
    )
