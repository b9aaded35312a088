"""Limits of several tests, or of a scale the table does not know, are one demand with all its words."""

from __future__ import annotations

import pytest

from trialogue.eligibility.ask_words import question_for
from trialogue.eligibility.read_requirement import read_requirement
from trialogue.eligibility.read_results import read_results
from trialogue.model.requirement import Holds, Measured

LIMITS = [
    "AST and ALT ≤ 2.5 x ULN, or ≤ 5 x ULN for patients with liver metastases",
    "Liver function: ALT ≤ 3 × ULN; total bilirubin ≤ 1.5 × ULN (≤ 3 × ULN in Gilbert's syndrome)",
    "ACT score > 19 at the time of enrolment",
    "Score of 24 or lower on the ASI-3",
    "Platelets ≥ 100 × 10^9/L, haemoglobin ≥ 9 g/dL. No transfusions or other support within 14 days",
    "QTcF: female > 470 ms, male > 450 ms",
]
MORE = [
    "ALT ≤ 3 × ULN and no pregnancy",
    "Severe eczema: FEV1 < 70 %",
    "At least 2 attacks in 12 months",
    "Collected 400 mL or more of whole blood within 16 weeks",
    "Patients who received steroids, with a score ≥ 3",
    "Residual toxicity ≥ grade 2 from earlier treatment",
    "PSA ≥ 2 ng/mL within 14 days and consent",
]


@pytest.mark.parametrize("text", LIMITS)
def test_limits_are_one_demand_in_the_records_words(text: str) -> None:
    assert read_results(text) == Holds(fact="results_named", qualifiers=(text,), wide=True)


@pytest.mark.parametrize("text", MORE)
def test_what_demands_something_else_is_not_read_as_results(text: str) -> None:
    assert read_results(text) is None


def test_one_limit_that_the_table_knows_stays_a_measure() -> None:
    read = read_requirement("ALT ≤ 3 × ULN", {}, exclusion=False)
    assert isinstance(read, Measured)


def test_the_day_on_which_it_is_looked_at_adds_nothing() -> None:
    plain = read_requirement("ECOG performance status of 0 or 1", {}, exclusion=False)
    assert isinstance(plain, Measured)
    for day in ("at screening", "at randomization", "at study entry"):
        assert read_requirement(f"ECOG performance status of 0 or 1 {day}", {}, exclusion=False) == plain


def test_its_question_shows_every_word() -> None:
    read = read_results(LIMITS[0])
    assert read is not None
    asked = question_for(read, LIMITS[0])
    assert asked is not None
    assert (asked.words, asked.quote) == (
        "Are your test results or numbers like this, as the record puts it?",
        LIMITS[0],
    )
