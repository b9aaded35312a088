"""Exclusions that list things of several kinds: each kind is a part, with the words of the whole list."""

from __future__ import annotations

import pytest

from trialogue.eligibility.read_kinds import read_kinds
from trialogue.eligibility.read_requirement import read_requirement
from trialogue.model.requirement import AnyOf, Free, HasCondition, HasTreatment, Holds, Requirement

ILL, TREATED, TESTED = "illness_named", "treatment_named", "results_named"


def kinds(text: str) -> list[str]:
    """The facts that an exclusion is read as; its words must stand whole with each."""
    found = read_kinds(text, text, {})
    assert found is not None
    parts: tuple[Requirement, ...] = found.parts if isinstance(found, AnyOf) else (found,)
    facts = []
    for part in parts:
        assert isinstance(part, Holds), found
        assert part.wide
        assert part.qualifiers == (text,)
        facts.append(part.fact)
    return facts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gout, inability to swallow the tablets or previous large bowel resection", [ILL, TREATED]),
        ("Diagnosis of lupus or is receiving daily steroid therapy within 7 days", [ILL, TREATED]),
        ("FEV1 < 80 % or any clinical features of asthma", [ILL, TESTED]),
        ("Unstable asthma or FEV1 < 60% of what is predicted", [ILL, TESTED]),
        ("Having been previously exposed to any anti-XYZ drugs", [TREATED]),
        ("Utilization of antihistamines that last for long", [TREATED]),
        ("Received or listed for a lung transplant", [TREATED]),
        ("History or planned organ or tissue transplantation", [TREATED]),
        ("Requirement for continuous supplemental oxygen", [TREATED]),
        ("Bad bacterial, viral or fungal infection (e.g. hepatitis or flu)", [ILL]),
        ("Known allergic history to any herbal medicines", [ILL]),
        ("Gout requiring tablets or history of prior gout active within 2 years", [ILL]),
        ("Neutralizing Ab to the virus greater than or equal to 1:8", [TESTED]),
        ("Hepatitis C virus (HCV) antibody positive and blood HCV RNA positive", [TESTED]),
        ("Medication: beta blockers, ACE inhibitors (any), MAO inhibitors (any)", [TREATED]),
    ],
)
def test_each_kind_is_a_part(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


def test_one_thing_keeps_its_name() -> None:
    text = "History of bad anaphylaxis to foods that will be used"
    found = read_kinds(text, text, {})
    assert isinstance(found, HasCondition)
    assert "anaphylaxis" in found.concept.name


@pytest.mark.parametrize(
    "text",
    [
        # Of another matter, too.
        "Gout, asthma or unwillingness to take the tablets",
        "Mothers with gout, or infants with asthma who are fed by them",
        "Previous weight loss of 20% or lower BMI within 2 months",
        # Turned round, or a rule.
        "Results of the blood tests do not show gout or asthma",
        "Patients with grade 2 neuropathy or gout will be evaluated one by one",
        "No asthma medicines in the daily plan, or no steroids",
        "Coronary scans will not be performed on patients with contraindications",
        # Names nothing.
        "Use of the following therapies prior to enrollment.",
        "Participant is consuming baked milk products",
        "History of events that may put people at risk",
        # Whom it holds for.
        "(Parts A and C only): gout, asthma or steroids",
        # Run together.
        "Gout that needs tablets 10. Asthma 11. Steroids",
    ],
)
def test_what_is_not_told_for_sure_is_free(text: str) -> None:
    assert read_kinds(text, text, {}) is None


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Steroid use of 10 mg or more a day, with the use of topical steroids allowed", TREATED),
        ("Presence of current viral or fungal infection, except thrush, which is allowed", ILL),
        ("Infection of the lung that needs drugs. Those with a stable infection can be enrolled", ILL),
        (
            "Spot radiation within 2 weeks. Wide field radiation requires a washout of 4 weeks",
            TREATED,
        ),
    ],
)
def test_words_that_let_some_in_are_kept_with_what_keeps_out(text: str, fact: str) -> None:
    found = read_requirement(text, {}, exclusion=True)
    facts = {ILL: HasCondition, TREATED: HasTreatment}
    assert isinstance(found, facts[fact]) or (isinstance(found, Holds) and found.fact == fact), found
    assert text in getattr(found, "qualifiers", ())


def test_what_only_lets_in_keeps_nobody_out() -> None:
    assert read_requirement("Patients on steroids for asthma can be enrolled", {}, exclusion=True) == Free()
