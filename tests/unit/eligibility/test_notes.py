"""Words of a list that bar nobody by themselves are kept and shown, and never asked."""

from __future__ import annotations

import pytest

from trialogue.eligibility.split import split
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
        "If unavailable, exceptions may be granted by the investigator",
        "Symptoms may be accompanied by itching eyes",
        "The investigator will review the history of periods",
        "Serum pregnancy tests will be performed at a central laboratory",
        "Females becoming pregnant during the study will be followed",
        "Additional requirements for testing as described in the protocol",
        "WOCBP are defined as women who have had a period",
        "Performance status: Not specified Life expectancy: Not specified",
        "See Disease Characteristics",
        "Prior surgery allowed",
        "Concurrent steroids allowed",
        "If the urine test is positive, it will be confirmed by a serum pregnancy test",
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
        "A pregnancy test will be performed and must be negative",
        "Pregnancy tests will be done to confirm a negative result",
        "Patients in whom an examination will be performed",
        "WOCBP are defined as all women who have periods, unless they use birth control",
        "Age 18 to 75 years",
        "No prior radiotherapy allowed",
        "Prior radiotherapy to less than a third of the pelvis allowed",
        "Prior surgery allowed if more than 4 weeks ago",
        "Healthy men and women",
    ],
)
def test_what_lets_in_some_or_demands_bars(words: str, kind: CriterionKind) -> None:
    assert not bars_nobody(words, kind)


def test_who_is_eligible_is_the_demand_of_an_inclusion_and_bars_nobody_in_an_exclusion() -> None:
    assert bars_nobody("Patients with treated diabetes are eligible", OUT)
    assert not bars_nobody("Patients with treated diabetes are eligible", IN)


@pytest.mark.parametrize(
    "words", ["Both sexes", "Any gender or race", "Gender: both", "Male and female patients"]
)
def test_who_is_of_any_group_is_let_in(words: str) -> None:
    assert bars_nobody(words, IN)
    assert not bars_nobody(words, OUT)


@pytest.mark.parametrize(
    "words", ["Not meeting the inclusion criteria", "Patients who do not fulfil eligibility criteria"]
)
def test_who_fails_the_other_list_is_kept_out_by_that_list(words: str) -> None:
    assert bars_nobody(words, OUT)
    assert not bars_nobody(words, IN)


def test_what_is_allowed_below_a_parent_stands_over_others() -> None:
    assert not bars_nobody("These treatments are permitted", OUT, parent=True)


@pytest.mark.parametrize("title", ["Diagnostic assessments:", "Other exclusions", "Age:", "Other:"])
def test_a_title_over_others_bars_as_they_do(title: str) -> None:
    assert bars_nobody(title, OUT)
    assert not bars_nobody(title, OUT, parent=True)


STARRED = (
    "Exclusion:\n- not willing to use birth control* in the trial\n{mark}Pill, coil or implant\n- Gout\n"
)


def test_what_a_star_explains_bars_nobody() -> None:
    bars = [one.bars for one in split(STARRED.format(mark="*")).criteria]
    assert bars == [True, False, True]
    assert all(one.bars for one in split(STARRED.format(mark="- ")).criteria)
    assert all(one.bars for one in split("Exclusion:\n*Gout\n*Asthma\n").criteria)


@pytest.mark.parametrize("words", ["Patients with any of the following diseases.", "Any of the following:"])
def test_what_announces_a_list_beside_it_bars_nobody_where_any_keeps_out(words: str) -> None:
    assert bars_nobody(words, OUT)
    assert not bars_nobody(words, IN)
    assert not bars_nobody(f"{words} gout", OUT)
