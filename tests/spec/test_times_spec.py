"""When a demand holds: now, before or to come, as its words and those above it say."""

from __future__ import annotations

import pytest
from tests.spec.test_requirements_spec import line

from trialogue.eligibility.ask_words import question_for
from trialogue.eligibility.read_child import read_child
from trialogue.eligibility.read_requirement import read_requirement
from trialogue.model.requirement import HasCondition, HasTreatment, Holds

KEEPS_OUT = [
    # Of now.
    ("Patients who are being treated with rifampicin", "takes rifampicin, current"),
    (
        "Patients being treated with immunomodulators or anti-rejection drugs",
        "any (takes immunomodulators, current; takes anti-rejection drugs, current)",
    ),
    ("Open tracheostomy", "takes Open tracheostomy, current"),
    ("Mechanical ventilation for > 14 days", "takes Mechanical ventilation, current +"),
    ("Mechanical ventilation due to respiratory failure", "takes Mechanical ventilation, current +"),
    (
        "Hemodialysis or peritoneal dialysis treatment",
        "any (takes Hemodialysis, current; takes peritoneal dialysis treatment, current)",
    ),
    # Of now or before: only the record's words tell.
    ("Patients treated with phenytoin", "takes phenytoin, ever ~"),
    # Of a time gone by.
    ("Active treatment for cancer in the past year", "takes Active treatment for cancer, ever ~"),
    ("Leukemia or lymphoma in history", "has Leukemia or lymphoma, ever ~"),
    ("Clotting complications in the past", "has Clotting complications, ever ~"),
    ("Hypoglycemia at any time since admission", "has Hypoglycemia, ever ~"),
    ("Patients with loss of smell before the pandemic", "has loss of smell, ever ~"),
    ("Patients who have been diagnosed with gout", "has gout, ever"),
    ("Patients with pre-existing gout", "has gout, current +"),
    ("Absence of gout in history", "not (has gout, ever +)"),
    # A time that is none of its own stays in the words.
    (
        "Receipt of antivirals with activity against influenza < 24 hours before dosing",
        "takes antivirals, ever ~",
    ),
    # Two times, of which the longer counts.
    (
        "Received a biologic drug within 30 days or 5 half-lives, whichever is longer, before dosing",
        "takes biologic drug, ever ~",
    ),
    # Of what is to come: no window before the trial.
    ("Planned surgery within 4 weeks", "takes surgery, planned ~"),
    ("Those who are proposed for surgery within 3 months", "takes surgery, planned ~"),
    (
        "Receipt of any vaccine from 4 weeks before to 6 weeks after each trial vaccination",
        "any (takes vaccine, ever ~; takes vaccine, planned ~)",
    ),
    (
        "Use of an unlicensed drug within the last month or during the duration of this study",
        "any (takes unlicensed drug, ever ~; takes unlicensed drug, planned ~)",
    ),
    ("Prior receipt of a vaccine likely to impact the results", "takes vaccine, past +"),
]

LETS_IN = [
    ("Diagnosed with gout", "has gout, current"),
    ("Has been diagnosed with gout for at least 1 year", "has gout, current +"),
    # Only the grown-up have this limit of age.
    ("Adults (18 years and older) and children with gout", "free"),
    ("Adults 18 years and older with gout", "all (age 18..; has gout, current)"),
    ("(for gout patients only) Diagnosis of gout", "free"),
    ("Diagnosis of gout (Part B only)", "free"),
    ("At least or greater than 50 kg of weight", "weight 50.."),
]

CHILDREN = [
    (
        "Any of the following drugs administered in the past 6 months or less:",
        "Infliximab",
        "takes Infliximab, ever [..182.621 now] ~",
    ),
    (
        "Within 48 hours prior to the first dose:",
        "Treatment with herbal supplements",
        "takes herbal supplements, ever [..2 first dose] ~",
    ),
    (
        "Within 4 weeks prior to the first dose:",
        "Use of rifampicin in the last 2 weeks",
        "takes rifampicin, ever [..14 now] ~",
    ),
    ("History of any of these within 6 months:", "Ongoing angina", "has angina, current ~"),
    ("Admitted within 48 hours with fever:", "Severe cough", "has Severe cough, ever ~"),
    ("People who had one of these since January 2020:", "Pneumonia", "has Pneumonia, ever ~"),
]


@pytest.mark.parametrize(("text", "expected"), KEEPS_OUT)
def test_when_it_keeps_out(text: str, expected: str) -> None:
    assert line(read_requirement(text, {}, exclusion=True)) == expected


@pytest.mark.parametrize(("text", "expected"), LETS_IN)
def test_when_it_lets_in(text: str, expected: str) -> None:
    assert line(read_requirement(text, {}, exclusion=False)) == expected


@pytest.mark.parametrize(("parent", "text", "expected"), CHILDREN)
def test_a_child_has_its_parents_window(parent: str, text: str, expected: str) -> None:
    assert line(read_child(text, parent, {}, exclusion=True)) == expected


@pytest.mark.parametrize(("parent", "text", "_expected"), CHILDREN)
def test_a_child_is_asked_with_its_parents_words(parent: str, text: str, _expected: str) -> None:
    found = read_child(text, parent, {}, exclusion=True)
    assert isinstance(found, HasCondition | HasTreatment | Holds)
    asked = question_for(found, f"- {text}.")
    assert asked is not None
    assert asked.quote == f"{parent} {text}."


def test_words_beside_a_child_follow_those_of_its_parent() -> None:
    found = read_child("Infliximab", "Any of these drugs in the past 6 months:", {}, exclusion=True)
    assert isinstance(found, HasTreatment)
    asked = question_for(found, "Infliximab Eye drops are allowed.")
    assert asked is not None
    assert asked.quote == "Any of these drugs in the past 6 months: Infliximab Eye drops are allowed."
