"""Points with a bare "or" between them are told as the alternatives that they are."""

from __future__ import annotations

from trialogue.eligibility.ask import questions
from trialogue.eligibility.read import read_criteria
from trialogue.eligibility.readout import study_of
from trialogue.eligibility.say import parse_statement, statement
from trialogue.model.criterion import Criterion
from trialogue.model.requirement import AllOf, AnyOf, Free, HasCondition, Holds, Measured


def items(*lines: str, heading: str = "Inclusion") -> list[Criterion]:
    return list(read_criteria(f"{heading} Criteria:\n\n" + "\n".join(f"* {one}" for one in lines)).criteria)


def test_both_are_told_in_each() -> None:
    first, then, last = items(
        "Creatinine no greater than 1.5 mg/dL OR", "Creatinine clearance at least 60 mL/min", "Asthma"
    )
    assert isinstance(first.requirement, AnyOf)
    assert [part.fact for part in first.requirement.parts if isinstance(part, Measured)] == [
        "creatinine",
        "crcl",
    ]
    assert then.requirement == first.requirement
    assert isinstance(last.requirement, HasCondition | Holds)
    assert " Or " in statement(first).text
    assert parse_statement(statement(first)) == first.requirement


def test_each_is_asked_in_its_own_words() -> None:
    text = (
        "Inclusion Criteria:\n\n* Ejection fraction at least 50% by MUGA OR\n"
        "* Creatinine clearance at least 60 mL/min per square meter\n"
    )
    asked = {q.quote for q in questions(study_of(text), read_criteria(text))}
    assert asked == {
        "Ejection fraction at least 50% by MUGA",
        "Creatinine clearance at least 60 mL/min per square meter",
    }


def test_a_chain_is_one_alternative() -> None:
    found = items("Stroke or", "Gout or", "Asthma", "Diabetes")
    assert isinstance(found[0].requirement, AnyOf)
    assert len(found[0].requirement.parts) == 3
    assert not isinstance(found[3].requirement, AnyOf)


def test_the_same_measure_twice_is_one() -> None:
    first, _ = items("ECOG 0-2 OR", "Zubrod 0-2")
    assert isinstance(first.requirement, Measured)


def test_beside_what_is_not_read_a_measure_is_asked_in_the_words_of_both() -> None:
    first, then = items("Zorgle as the site sees fit OR", "Creatinine clearance at least 60 mL/min")
    assert isinstance(first.requirement, Free)
    assert isinstance(then.requirement, Measured)
    assert then.requirement.qualifiers == (
        "Zorgle as the site sees fit OR Creatinine clearance at least 60 mL/min",
    )


def test_beside_what_is_not_read_a_name_is_not_told() -> None:
    first, then = items("Asthma OR", "Zorgle as the site sees fit")
    assert isinstance(first.requirement, Free)
    assert isinstance(then.requirement, Free)


def test_each_of_the_exclusions_keeps_out_by_itself() -> None:
    first, then = items("Gout; or", "Asthma", heading="Exclusion")
    assert not isinstance(first.requirement, AnyOf | AllOf)
    assert first.requirement != then.requirement


def test_an_or_with_nothing_behind_it_changes_nothing() -> None:
    (only,) = items("Gout or")
    assert isinstance(only.requirement, HasCondition | Holds)
