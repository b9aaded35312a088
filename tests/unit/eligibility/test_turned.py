"""Which way round a demand is meant: where it stands, and what its own words say."""

from __future__ import annotations

import pytest

from trialogue.eligibility.read import ReadingContext, read_criteria
from trialogue.eligibility.say import statement
from trialogue.model.requirement import AnyOf, Free, Measured

WOMEN = "Women of childbearing potential must have a negative pregnancy test"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "Exclusion Criteria:\n- {}",
            "I could not become pregnant. Or a test showed that I am not pregnant.",
        ),
        ("Exclusion Criteria:\n- Subjects must be able to give informed consent", "I can and will agree to"),
        (
            "Exclusion Criteria:\n- Creatinine clearance must be greater than 50 mL/min",
            "is more than 50 mL/min",
        ),
        ("Exclusion Criteria:\n- Patients must have no serious heart disease", "I do not have"),
        ("Exclusion Criteria:\n- Patients must not have asthma", "I do not have asthma."),
        ("Exclusion Criteria:\n- asthma\n- Patients must have:\n  - ECOG 0-1", "is from 0 to 1 points."),
        (
            "Inclusion Criteria:\n- Adults\n- They are excluded if they have any of these:\n  - asthma",
            "I do not have asthma.",
        ),
        (
            "Inclusion Criteria:\n- Adults\n- Participants who meet any of these will be disqualified:\n"
            "  - asthma",
            "I do not have asthma.",
        ),
        ("Inclusion Criteria:\n- Adults\n\nExlcusion Criteria:\n- asthma", "I do not have asthma."),
        (
            "Inclusion Criteria:\n- Women must be unable to bear children or use contraception",
            "I am male. Or I cannot have a child, or will not have sex without birth control.",
        ),
        (
            "Inclusion Criteria:\n- Women who are unable to become pregnant",
            "I am female. And I could not become pregnant.",
        ),
        (
            "Inclusion Criteria:\n- WCBP must agree to use contraception",
            "I could not become pregnant. Or I will use birth",
        ),
        (
            "Inclusion Criteria:\n- Men must use a condom during sexual contact with a WCBP",
            "I am female. Or I",
        ),
    ],
)
def test_which_way_round(text: str, says: str) -> None:
    criterion = read_criteria(text.format(WOMEN)).criteria[-1]
    assert says in statement(criterion).text


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("Ineligible subtypes:", "None of these holds for me"),
        ("Excludes the following:", "None of these holds for me"),
        ("Acceptable liver and kidney function:", "All of these hold for me"),
    ],
)
def test_how_a_list_is_meant(words: str, says: str) -> None:
    found = read_criteria(f"Inclusion Criteria:\n- Melanoma\n  - {words}\n    - asthma\n    - gout").criteria
    assert statement(found[1]).text.startswith(says)


@pytest.mark.parametrize("words", ["Not allowed:", "Neither men nor women may join if they:"])
def test_a_list_of_exclusions_that_says_no_again_is_not_turned_round(words: str) -> None:
    parent = read_criteria(f"Exclusion Criteria:\n- {words}\n  - asthma\n  - gout").criteria[0]
    assert not parent.negated


def test_exceptions_keep_nobody_out() -> None:
    found = read_criteria(
        "Exclusion Criteria:\n- Cancer except as noted below:\n  - cured skin cancer"
    ).criteria
    assert not found[-1].bars


@pytest.mark.parametrize(
    "words",
    [
        "Hypertension must be well controlled on stable doses",
        "Smoldering myeloma must have bone marrow plasma cells above 10%",
        "Patients receiving treatment for an infection must have completed it 14 days before",
        "Free from serious emotional illness and able to provide written informed consent",
        "No close contact for 2 weeks with the following people:\n  - Children less than 3 years old",
    ],
)
def test_what_is_said_of_some_is_not_asked_of_all(words: str) -> None:
    found = read_criteria(
        f"Inclusion Criteria:\n- {words}", ReadingContext(conditions=("Melanoma",))
    ).criteria
    assert isinstance(found[-1].requirement, Free)


def test_what_all_who_join_have_is_asked() -> None:
    text = "Inclusion Criteria:\n- The wound must be larger than 5 cm2"
    found = read_criteria(text, ReadingContext(conditions=("Wound Healing", "wound"))).criteria
    assert statement(found[0]).text.startswith("I have")


def test_two_limits_that_no_value_meets_are_each_a_bar() -> None:
    found = read_criteria(
        "Exclusion Criteria:\n- White blood cell count < 3.0 x 10^9/L and > 12.0 x 10^9/L"
    ).criteria
    assert isinstance(found[0].requirement, AnyOf)


def test_a_score_of_which_less_is_better() -> None:
    found = read_criteria("Inclusion Criteria:\n- ECOG 2 or better\n- Karnofsky 70 or better").criteria
    assert [isinstance(one.requirement, Measured) for one in found] == [False, True]


def test_lack_of_help_or_an_illness() -> None:
    found = read_criteria(
        "Exclusion Criteria:\n- Lack of co-operation or severe psychological disorders"
    ).criteria
    assert isinstance(found[0].requirement, Free)
