"""A criterion under another: what its parent's words add, and what they only say again."""

from __future__ import annotations

import pytest

from trialogue.eligibility.read import read_criteria
from trialogue.model.requirement import Free, HasCondition, HasTreatment, Holds, Measured, Requirement, Time


def child(parent: str, words: str, heading: str = "Exclusion") -> Requirement:
    text = f"{heading} Criteria:\n\n* {parent}\n  * {words}\n  * hepatitis B\n"
    return next(c.requirement for c in read_criteria(text).criteria if c.id[1:] == "1.1")


@pytest.mark.parametrize(
    "parent",
    [
        "Subjects will be excluded if any of the following criteria are met:",
        "Patients with any of the following criteria are not eligible for enrollment in this study:",
        "A person who meets any of the following is ineligible (applied to all screened):",
    ],
)
def test_a_parent_that_only_shuts_out_adds_nothing(parent: str) -> None:
    assert child(parent, "Pregnant women") == Holds(fact="pregnant")


@pytest.mark.parametrize(
    "parent",
    [
        "Patients who take tablets are not eligible for enrollment if any of the following are met:",
        "Not eligible unless any of the following criteria are met:",
    ],
)
def test_a_parent_that_says_more_is_not_left_out(parent: str) -> None:
    assert child(parent, "Pregnant women") in (
        Free(),
        Holds(fact="pregnant", qualifiers=(f"{parent[:-1]}: Pregnant women",), wide=True),
    )


def test_a_case_of_its_parent_is_asked_with_the_parents_words() -> None:
    read = child("Uncontrolled illness including, but not limited to:", "Cardiac arrhythmia")
    assert isinstance(read, Holds | HasCondition)
    assert read.wide
    assert read.qualifiers == ("Uncontrolled illness including, but not limited to: Cardiac arrhythmia",)


def test_a_not_of_the_parent_turns_its_children_round_once() -> None:
    assert child("Must not have any of the following:", "stroke", "Inclusion") == Holds(fact="stroke")


def test_a_time_since_treatment_is_asked_with_its_parents_words() -> None:
    parent = "These treatments must be discontinued for the given time:"
    words = f"{parent[:-1]}: Bevacizumab: ≥ 28 days"
    read = child(parent, "Bevacizumab: ≥ 28 days", "Inclusion")
    assert read == Holds(fact="washed_out", qualifiers=(words,), wide=True)
    assert child(parent, "Bevacizumab: ≥ 28 days") != read


def test_a_topic_adds_nothing() -> None:
    assert child("Medical history and concomitant diseases:", "Pregnant women") == Holds(fact="pregnant")


@pytest.mark.parametrize(
    ("words", "time"),
    [("Beta blockers", Time.CURRENT), ("Beta blockers within the last 6 months", Time.EVER)],
)
def test_what_is_taken_is_taken_now_unless_a_word_tells_of_the_past(words: str, time: Time) -> None:
    read = child("Taking medication:", words)
    assert isinstance(read, HasTreatment)
    assert read.time is time


def test_a_sentence_does_not_end_inside_a_bracket() -> None:
    words = "Steroids for hypersensitivity reactions (e.g.; Scan reactions) are allowed"
    assert child("Other criteria:", words) == Free()


def parent(words: str, heading: str = "Exclusion") -> Requirement:
    text = f"{heading} Criteria:\n\n* {words}\n  * stroke\n  * hepatitis B\n"
    return next(c.requirement for c in read_criteria(text).criteria if c.id[1:] == "1")


@pytest.mark.parametrize(
    ("words", "heading", "named"),
    [
        ("Adequate organ function, as defined by the following tests:", "Inclusion", "organs_work"),
        ("History of heart disease, including but not limited to:", "Exclusion", "heart disease"),
        ("Diagnosis of severe eczema, defined as:", "Inclusion", "severe eczema"),
    ],
)
def test_words_above_a_list_demand_by_themselves(words: str, heading: str, named: str) -> None:
    read = parent(words, heading)
    assert isinstance(read, HasCondition | Holds)
    assert (read.concept.name if isinstance(read, HasCondition) else read.fact) == named
    assert (read.wide, read.qualifiers) == (True, (words.rstrip(":"),))


@pytest.mark.parametrize(
    "words",
    [
        "Any of the following:",
        "Prior therapy:",
        "Medical history:",
        "History of cancer except for:",
        "Brain metastases unless all of these hold:",
        "Treatment with any of the following:",
        "Allergic to peanut: participant must meet all criteria below:",
    ],
)
def test_words_that_count_name_or_let_off_demand_nothing(words: str) -> None:
    assert parent(words) == Free()


def test_an_inclusion_that_names_its_points_demands_nothing() -> None:
    assert parent("Heart disease:", "Inclusion") == Free()


def test_a_value_that_no_transfusion_may_have_brought_about_keeps_these_words() -> None:
    parent = "Adequate blood counts (no transfusion within 7 days):"
    read = child(parent, "Hemoglobin ≥ 9 g/dL", "Inclusion")
    assert isinstance(read, Measured)
    assert read.wide
    assert read.qualifiers == (f"{parent[:-1]}: Hemoglobin ≥ 9 g/dL",)


def test_kinds_of_things_stand_under_what_speaks_of_that_kind() -> None:
    words = "Having been previously exposed to any anti-XYZ drugs"
    read = child("Treatment with any of the following:", words)
    told = f"Treatment with any of the following: {words}"
    assert read == Holds(fact="treatment_named", qualifiers=(told,), wide=True)


@pytest.mark.parametrize(
    ("words", "joined"),
    [
        ("Cancer of the following histologies:", "any"),
        ("Relapsed disease of one of these following tumor types:", "any"),
        ("Participants must meet all of the following diagnoses:", "all"),
        ("Diagnosed by the following tests:", "all"),
    ],
)
def test_of_kinds_nobody_has_more_than_one(words: str, joined: str) -> None:
    found = read_criteria(f"Inclusion:\n* {words}\n  * Small cell\n  * Large cell\n").criteria[0]
    assert found.joined == joined


@pytest.mark.parametrize(
    "words",
    [
        "Ineligibility or unwillingness to undergo a transplant",
        "Taking proton pump inhibitors and unwilling to stop them for a week",
    ],
)
def test_what_a_person_will_not_do_is_no_name(words: str) -> None:
    assert isinstance(read_criteria(f"Inclusion:\n* {words}\n").criteria[0].requirement, Free)


def test_a_scale_of_disease_activity_is_none_of_pain() -> None:
    read = read_criteria("Inclusion:\n* Physician global disease activity [VAS] ≥ 2 cm\n* Pain VAS ≥ 2 cm\n")
    of_activity, of_pain = (one.requirement for one in read.criteria)
    assert not (isinstance(of_activity, Measured) and of_activity.fact == "pain")
    assert isinstance(of_pain, Measured)
    assert of_pain.fact == "pain"
