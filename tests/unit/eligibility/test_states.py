"""States that a whole text is about: what treatment left, samples, trials, birth control, test results."""

from __future__ import annotations

import pytest

from trialogue.eligibility.facts import load_facts
from trialogue.eligibility.read_requirement import read_requirement
from trialogue.eligibility.read_state import read_state
from trialogue.eligibility.states import STATES
from trialogue.eligibility.states_alone import DENIED, ONE_DEMAND
from trialogue.model.requirement import AnyOf, Holds


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Adverse events of prior therapy that have not recovered to grade 1", "side_effects_left"),
        ("Has not recovered from the toxic effects of earlier treatment", "side_effects_left"),
        ("Recovery to grade 1 from side effects of earlier treatment", "side_effects_gone"),
        ("Archival tumor tissue must be available", "sample_there"),
        ("At least 21 days since the last chemotherapy", "washed_out"),
        ("Progression on or after platinum therapy", "grew_again"),
        ("Currently participating in another trial of a drug", "other_trial"),
        ("Receipt of a live, attenuated vaccine within 30 days", "live_vaccine"),
        ("Women of childbearing potential not using contraception", "no_birth_control"),
        ("Current smoker or former smoker", "smoked"),
        ("Allergic to the study drug", "allergic_to"),
        ("Resides in a nursing home", "lives_there"),
        ("Known to be allergic or intolerant to the study drug", "allergic_to"),
        ("Healthy participants by medical history", "healthy"),
        ("Parents agree to keep a diary", "parent_agrees"),
        ("HER2-negative", "test_result"),
        ("Known history of drug or alcohol abuse", "substance_misuse"),
        ("Poor compliance", "hard_to_comply"),
        ("Inability or unwillingness to comply with the plan", "hard_to_comply"),
        ("History of smoking or still smoking", "smoked"),
        ("Wild-type EGFR/ALK", "test_result"),
        ("PD-L1 negative", "test_result"),
        ("Patients who do not cooperate with the treatment", "hard_to_comply"),
        ("Good cooperation in follow-up", "can_comply"),
        ("Currently owning an Android or iOS smartphone", "has_phone"),
        ("According to RECIST 1.1, there is at least one measurable lesion", "measurable_lesion"),
    ],
)
def test_a_state_is_named_with_all_its_words(text: str, fact: str) -> None:
    assert read_state(text) == Holds(fact=fact, qualifiers=(text,), wide=True)


@pytest.mark.parametrize(
    "text",
    [
        "Adverse events of prior therapy that have not recovered, or a history of stroke",
        "Archival tumor tissue must be available and patients with asthma",
        "Allergic to eggs; uncontrolled asthma",
        "Healthy Group",
        "Substance abuse, or any other medical condition that adds to the risk",
        "Must comply with the plan. Tumors must be accessible",
        "At least 21 days of diarrhea",
    ],
)
def test_a_state_beside_another_demand_is_not_read(text: str) -> None:
    assert read_state(text) is None


def test_pregnancy_and_no_birth_control_are_two_ways_out() -> None:
    text = "Pregnant women, or women of childbearing potential who do not use contraception"
    read = read_requirement(text, {}, exclusion=True)
    assert isinstance(read, AnyOf)
    assert read.parts == (
        Holds(fact="pregnant", qualifiers=(text,), wide=True),
        Holds(fact="no_birth_control", qualifiers=(text,), wide=True),
    )


def test_nobody_is_asked_for_no_birth_control_or_shut_out_for_good_health() -> None:
    for text, exclusion in (
        ("Women of childbearing potential not using contraception", False),
        ("Healthy participants by medical history", True),
    ):
        read = read_requirement(text, {}, exclusion=exclusion)
        assert not (isinstance(read, Holds) and read.fact in {"healthy", "no_birth_control"})


def test_every_state_is_a_yes_or_no_of_the_table() -> None:
    facts = {fact for fact, _ in STATES} | ONE_DEMAND | DENIED
    assert all(load_facts()[fact].yes for fact in facts)
