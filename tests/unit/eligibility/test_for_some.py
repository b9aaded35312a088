"""What stands below words that are of some people only is asked with these words."""

from __future__ import annotations

import pytest

from trialogue.eligibility.read import read_criteria
from trialogue.model.requirement import Free, Measured, Requirement


def child(parent: str, words: str, heading: str = "Inclusion") -> Requirement:
    text = f"{heading} Criteria:\n\n* {parent}\n  * {words}\n  * Asthma\n"
    return next(c.requirement for c in read_criteria(text).criteria if c.id[1:] == "1.1")


@pytest.mark.parametrize(
    "parent",
    [
        "In the presence of bone metastases:",
        "In the absence of liver metastases:",
        "Under 65 years:",
        "Age 65-70 years:",
        "< 18 months of age:",
        "Children 12 years and older:",
        "For patients with liver metastases:",
    ],
)
def test_a_limit_keeps_whom_it_is_for(parent: str) -> None:
    read = child(parent, "Creatinine no greater than 1.5 mg/dL")
    assert isinstance(read, Measured)
    assert read.wide
    assert read.qualifiers == (f"{parent} Creatinine no greater than 1.5 mg/dL",)


@pytest.mark.parametrize("parent", ["Adequate organ function:", "All of the following:"])
def test_a_limit_for_all_is_asked_alone(parent: str) -> None:
    read = child(parent, "Creatinine no greater than 1.5 mg/dL")
    assert isinstance(read, Measured)
    assert not read.wide


@pytest.mark.parametrize(
    "parent",
    [
        "No defect in a stress test if any of the following conditions are present:",
        "Brain metastases allowed if all of the following are met:",
    ],
)
def test_what_only_says_for_whom_demands_nothing(parent: str) -> None:
    assert child(parent, "Creatinine no greater than 1.5 mg/dL") == Free()


def test_who_is_eligible_if_meets_the_list() -> None:
    read = child("Patients are eligible if all of the following are met:", "Creatinine at most 1.5 mg/dL")
    assert isinstance(read, Measured)
    assert not read.wide
