"""What is done to a person is had, and what may be taken is got or taken."""

from __future__ import annotations

import pytest

from trialogue.eligibility.done_things import is_done
from trialogue.eligibility.read import read_criteria
from trialogue.eligibility.say import statement


@pytest.mark.parametrize(
    "name",
    [
        "major surgery",
        "kidney transplant",
        "splenectomy",
        "radiotherapy to the chest",
        "surgery or radiation",
        "mechanical ventilator",
        "high-flow nasal cannula",
        "steroid injection in the knee",
        "partial colectomy",
        "dialysis treatment",
        "continuous positive airway pressure",
        "organ transplant (other than of the cornea)",
    ],
)
def test_done(name: str) -> None:
    assert is_done(name)


@pytest.mark.parametrize("name", ["chemotherapy", "surgery or chemotherapy", "steroids", "cell therapy", ""])
def test_may_be_taken(name: str) -> None:
    assert not is_done(name)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Prior splenectomy", "Before now I did not have this: surgery to take out the spleen."),
        ("Prior steroids", "In the past I did not get or take steroids."),
        ("Planned liver transplant", "I do not plan to have a liver transplant."),
        ("Currently receiving dialysis", "I do not get blood washing by a machine now."),
    ],
)
def test_the_verb_of_a_statement(words: str, said: str) -> None:
    criterion = read_criteria(f"Exclusion Criteria:\n\n* {words}\n").criteria[0]
    assert statement(criterion).text.startswith(said.removesuffix("."))
