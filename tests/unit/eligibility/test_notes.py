"""Words of a list that bar nobody by themselves are kept and shown, and never asked."""

from __future__ import annotations

import pytest

from trialogue.eligibility.split_notes import bars_nobody
from trialogue.model.criterion import CriterionKind

IN, OUT = CriterionKind.INCLUSION, CriterionKind.EXCLUSION


@pytest.mark.parametrize("kind", [IN, OUT])
@pytest.mark.parametrize(
    "words",
    [
        "Key",
        "<!-- -->",
        "d.",
        "Treatment Eligibility-All Participants",
        "2 Woman of childbearing potential refers to a woman who is able to become pregnant",
        "Note 2: a scan counts",
        "Examples of live vaccines are measles and mumps",
        "The reliability of abstinence should be weighed",
        "Perioperative therapies will be counted as 1 line of therapy",
        "Palliative radiotherapy is permitted",
        "Patients with vitiligo may be included",
    ],
)
def test_notes_and_what_is_allowed_bar_nobody(words: str, kind: CriterionKind) -> None:
    assert bars_nobody(words, kind)


@pytest.mark.parametrize("kind", [IN, OUT])
@pytest.mark.parametrize(
    "words",
    [
        "Brain metastases are allowed if asymptomatic",
        "Patients who are not allowed to drive",
        "Current use of steroids (inhaled steroids are permitted)",
        "3 × ULN is allowed, ALT ≤ 3 × ULN",
        "Only adults may be included",
        "Abstinence from alcohol",
        "Age 18 to 75 years",
    ],
)
def test_what_lets_in_some_or_demands_bars(words: str, kind: CriterionKind) -> None:
    assert not bars_nobody(words, kind)


def test_who_is_eligible_is_the_demand_of_an_inclusion_and_bars_nobody_in_an_exclusion() -> None:
    assert bars_nobody("Patients with treated diabetes are eligible", OUT)
    assert not bars_nobody("Patients with treated diabetes are eligible", IN)


def test_what_is_allowed_below_a_parent_stands_over_others() -> None:
    assert not bars_nobody("These treatments are permitted", OUT, parent=True)


@pytest.mark.parametrize("title", ["Diagnostic assessments:", "Other exclusions", "Age:", "Other:"])
def test_a_title_over_others_bars_as_they_do(title: str) -> None:
    assert bars_nobody(title, OUT)
    assert not bars_nobody(title, OUT, parent=True)
