"""What old headings exclude is said to be excluded."""

from __future__ import annotations

import pytest

from trialogue.eligibility.read import read_criteria
from trialogue.eligibility.say import statement
from trialogue.model.criterion import CriterionKind


@pytest.mark.parametrize(
    "heading",
    [
        "Conditions for Patient Ineligibility:",
        "Ineligibility Criteria",
        "Ineligibility Criteria:",
        "Ineligibility:",
        "Reasons for ineligibility:",
    ],
)
def test_ineligibility_excludes(heading: str) -> None:
    text = f"Inclusion Criteria:\n\n- Asthma\n\n{heading}\n\n- Karnofsky performance status < 80.\n\n- HIV\n"
    asthma, status, _ = read_criteria(text).criteria
    assert (asthma.kind, status.kind) == (CriterionKind.INCLUSION, CriterionKind.EXCLUSION)
    assert statement(status).text == "My Karnofsky score (how active I am) is 80 points or more."


@pytest.mark.parametrize(
    "heading",
    ["Conditions for Patient Eligibility:", "Eligibility Criteria:", "Eligibility:"],
)
def test_eligibility_does_not(heading: str) -> None:
    (found,) = read_criteria(f"{heading}\n\n- Asthma\n").criteria
    assert found.kind is CriterionKind.INCLUSION


def test_each_below_a_day_is_excluded() -> None:
    text = (
        "Exclusion Criteria\n\nConcurrent Medication:\n\nExcluded on the day of each dose:\n\n"
        "- Antiretrovirals.\n\n- Any other medication.\n"
    )
    said = [statement(c).text for c in read_criteria(text).criteria]
    assert said[0].startswith("Nothing in this list keeps me out")
    assert [" not " in one or "keep me out" in one for one in said[1:]] == [True, True]


def test_what_a_bracket_allows_turns_nothing_round() -> None:
    text = (
        "Exclusion Criteria\n\n- Diuretics, ketoconazole (topical allowed), rifampin and other agents.\n\n"
        "    1. Treatment with any HIV protease inhibitor.\n"
    )
    *_, child = read_criteria(text).criteria
    assert statement(child).text.startswith("I did not get or take an HIV protease blocker.")


def test_unless_specified_lets_nobody_off() -> None:
    parent = (
        "A patient meeting any of the following criteria is not eligible to participate in this study"
        " (applied to all patients screened, unless specified):"
    )
    text = f"Exclusion Criteria:\n\n{parent}\n\n1. HIV infection\n\n2. Subjects who are lactating\n"
    said = [statement(c).text for c in read_criteria(text).criteria]
    assert said[-2:] == ["I do not have HIV.", "I am not breast-feeding."]


def test_what_precludes_taking_part_excludes() -> None:
    parent = "The following conditions also preclude a patient's participation in the study:"
    text = f"Inclusion Criteria:\n\n* Adults\n* {parent}\n  * Asthma\n  * Gout\n"
    *_, last = read_criteria(text).criteria
    assert last.kind is CriterionKind.EXCLUSION
    assert " not " in statement(last).text
