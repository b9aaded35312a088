"""What is typed into the check is kept as it was meant."""

from __future__ import annotations

from datetime import date

import pytest

from trialogue.actions.prescreen import read_answer
from trialogue.eligibility.ask_words import question_for
from trialogue.model.requirement import Measured

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("fact", "typed", "unit", "value", "kept"),
    [
        ("eosinophils", "1,500", None, 1500, "/µL"),
        ("weight", "70,5", "kg", 70.5, "kg"),
        ("weight", "150", "lb", 150, "lb"),
        ("weight", "150 lb", "kg", 150, "lb"),
        ("weight", "150", "stone", 150, "kg"),
    ],
)
def test_a_number(fact: str, typed: str, unit: str | None, value: float, kept: str) -> None:
    question = question_for(Measured(fact=fact))
    assert question is not None
    answer = read_answer(question, typed, unit, TODAY)
    assert (answer.value, answer.unit, answer.on) == (value, kept, TODAY)


@pytest.mark.parametrize("typed", ["nan", "inf", "1e5", "heavy", "7" * 30, "150,00,0"])
def test_what_is_no_number(typed: str) -> None:
    question = question_for(Measured(fact="weight"))
    assert question is not None
    with pytest.raises(ValueError, match="number") as caught:
        read_answer(question, typed, "kg", TODAY)
    assert typed not in str(caught.value)
