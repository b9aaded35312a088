"""Kinds of things in a list, at the time that the list tells of."""

from __future__ import annotations

import pytest

from trialogue.eligibility.read import read_criteria
from trialogue.eligibility.senses import facts_of


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Suspicion of active bacterial or viral infection", {"illness_now"}),
        ("Any other disease of the glands, e.g. mumps or goitre", {"illness_now"}),
        ("Coagulation dysfunction or current anticoagulant treatment", {"illness_now", "treatment_now"}),
        ("Recent or current cancer", {"illness_named"}),
        ("Planned hospitalization and/or surgery during the study", {"care_planned"}),
        ("Planned hospitalization and/or surgery, as well as 4 weeks before the dose", {"care_planned"}),
        ("Individuals in receipt with immunotherapy with omalizumab", {"treatment_had"}),
        (
            "Patients who require or are likely to require systemic corticosteroids for asthma",
            {"treatment_named"},
        ),
        ("Have a high and daily intake of vitamin supplements", {"treatment_now"}),
        ("Received or listed for a lung transplant", {"treatment_named"}),
        ("Surgery or planned surgery within 3 months of enrollment", {"treatment_named"}),
    ],
)
def test_the_time_of_a_list_is_asked(text: str, facts: set[str]) -> None:
    (criterion,) = (one for one in read_criteria(f"Exclusion Criteria:\n- {text}").criteria if one.bars)
    assert facts_of(criterion.requirement) == facts
