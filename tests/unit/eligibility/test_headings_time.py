"""Headings of old records that say of when the treatments below them are."""

from __future__ import annotations

import pytest

from trialogue.eligibility.read import read_criteria
from trialogue.model.criterion import Criterion
from trialogue.model.requirement import Anchor, Concept, Free, HasTreatment, Holds, Requirement, Time, Window


def below(*lines: str) -> list[Criterion]:
    return list(read_criteria("Exclusion Criteria\n\n" + "\n\n".join(lines) + "\n").criteria)


def last(*lines: str) -> Requirement:
    return below(*lines)[-1].requirement


def treatment(name: str, time: Time) -> HasTreatment:
    return HasTreatment(concept=Concept(name=name), time=time)


@pytest.mark.parametrize("name", ["Barbiturates", "Rifampin", "Steroids", "Radiation therapy"])
@pytest.mark.parametrize(
    ("heading", "time"),
    [
        ("Concurrent Medication:", Time.CURRENT),
        ("Concurrent Treatment:", Time.CURRENT),
        ("Prior Medication:", Time.EVER),
        ("Prior Treatment:", Time.EVER),
    ],
)
def test_the_heading_says_when(name: str, heading: str, time: Time) -> None:
    assert last(heading, "Excluded:", f"- {name}.") == treatment(name, time)


def test_without_such_a_heading_no_time_is_said() -> None:
    assert last("Excluded:", "- Unheardofium.") == Free()
    read = last("Excluded:", "- Rifampin.")
    assert isinstance(read, HasTreatment)
    assert read.wide


def test_it_ends_at_a_heading_of_another_matter() -> None:
    read = last(
        "Concurrent Medication:",
        "Excluded:",
        "- Aspirin.",
        "Patients with the following are excluded:",
        "- Radiation therapy.",
    )
    assert read == Holds(fact="radiotherapy")


def test_an_abbreviation_stays_with_its_name() -> None:
    read = last("Concurrent Medication:", "Excluded:", "- Isoniazid (INH).")
    assert read == treatment("Isoniazid", Time.CURRENT)


def test_several_in_one_line_keep_the_records_words() -> None:
    read = last("Concurrent Medication:", "Excluded:", "- Warfarin and heparin.")
    assert isinstance(read, HasTreatment)
    assert (read.time, read.wide) == (Time.CURRENT, True)


def test_its_own_words_of_time_count() -> None:
    read = last("Concurrent Medication:", "Excluded:", "- Fluconazole within 4 weeks prior to study entry.")
    assert isinstance(read, HasTreatment)
    assert (read.time, read.window) == (
        Time.EVER,
        Window(low_days=None, high_days=28.0, anchor=Anchor.ENROLLMENT),
    )


@pytest.mark.parametrize("name", ["Ketoconazole", "Rifampin", "Steroids"])
def test_excluded_within_some_weeks(name: str) -> None:
    parent = "Excluded within 4 weeks of study entry:"
    read = below("Prior Medication:", parent, f"- {name}.", "- Aspirin.")[1].requirement
    assert isinstance(read, HasTreatment)
    assert read.window == Window(low_days=None, high_days=28.0, anchor=Anchor.ENROLLMENT)
    assert read.qualifiers == (f"{parent} {name}",)


@pytest.mark.parametrize(
    "lines",
    [
        ("Concurrent Medication: Included:",),
        ("Concurrent Medication:", "Allowed:"),
        ("Concurrent Medication:", "Allowed:", "GROUP 2:"),
        ("Prior Medication:", "Included:"),
    ],
)
def test_what_may_be_taken_bars_nobody(lines: tuple[str, ...]) -> None:
    text = "Inclusion Criteria\n\n" + "\n\n".join((*lines, "- Topical nystatin.")) + "\n"
    assert [c.bars for c in read_criteria(text).criteria] == [False]


def test_what_is_required_is_demanded() -> None:
    text = "Inclusion Criteria\n\nConcurrent Medication: Required:\n\n- Zidovudine.\n"
    (found,) = read_criteria(text).criteria
    assert found.bars
    assert found.requirement == treatment("Zidovudine", Time.CURRENT)
