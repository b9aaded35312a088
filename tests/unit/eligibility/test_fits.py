"""Inclusions that tell at length of the illness, the treatment so far, or test results."""

from __future__ import annotations

import pytest

from trialogue.eligibility.read_fits import read_fits
from trialogue.eligibility.read_requirement import read_requirement
from trialogue.eligibility.say import parse_statement, statement
from trialogue.model.criterion import Criterion, CriterionKind
from trialogue.model.provenance import Span
from trialogue.model.requirement import AllOf, HasCondition, Holds, Requirement

ILL, TREATED, TESTED = "illness_fits", "treatment_fits", "results_named"


def facts(text: str) -> list[str]:
    """The facts that an inclusion is read as; its words must stand whole with each."""
    found = read_fits(text, text, {})
    assert found is not None
    parts: tuple[Requirement, ...] = found.parts if isinstance(found, AllOf) else (found,)
    for part in parts:
        assert isinstance(part, Holds | HasCondition), found
        assert part.wide
        assert part.qualifiers == (text,)
    return [part.fact if isinstance(part, Holds) else part.concept.name for part in parts]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Have failed the usual drugs and the illness grew after antibody therapy", [TREATED]),
        ("Must have undergone at least 40 Gy of radiation with tablets", [TREATED]),
        ("Previously received no systemic treatment for cancer of the skin", [TREATED]),
        ("Stage II-IIIB disease that cannot be cut out", [ILL]),
        ("Histologically confirmed melanoma, lymphoma, or sarcoma that has spread", [ILL]),
        ("Confirmed asthma that is staged by the newest book of rules", ["asthma"]),
        ("Patients with gout, previously treated with 1 line of tablets", ["gout", TREATED]),
        ("Tumors must be positive for XYZ expression in the review of the centre", [TESTED]),
        ("ECOG PS zero or one", [TESTED]),
        ("Short walking battery test score ≥ 7", [TESTED]),
        ("Have not received systemic therapy and have PD-L1 expression ≥ 1%", [TESTED, TREATED]),
        ("Provision of tumor tissue, to confirm PD-L1 expression of 1%", ["sample_there", TESTED]),
        ("Adequate venous access for collection of cells", ["veins_fit"]),
        ("Patients consulting at the allergy unit of the town hospital", ["cared_for_there"]),
    ],
)
def test_what_it_is_about_is_told(text: str, expected: list[str]) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # Of some only.
        "Participants with hepatitis B must be treated with antivirals before they join",
        "If the tumor is in the lung, gout must have been treated with tablets",
        "(Part A only) Patients must have melanoma, lymphoma or sarcoma",
        "Cohort B: gout that came back after treatment with tablets",
        # Of another matter.
        "Gout, and agree to use birth control during treatment",
        "Asthma for which the parents give treatment to the child",
        # A note, or a definition.
        "Relapse is defined as gout that comes back after treatment",
        "Head injury causing gout can be due to blasts or falls",
        "Prior Therapy",
        # What is to come.
        "Patients with gout, scheduled for treatment with tablets next week",
        # Who has no such illness meets it, too.
        "Haemorrhage in the head, of grade ≤ 1",
        # A dose, or none.
        "Taking a steady dose of tablets before the start or not on tablets",
        "Complete COVID-19 vaccination schedule by the rules of today",
        "Documented p16 status for cancer of the throat",
        "Hemoglobin ≥ 9000 g/dL",
    ],
)
def test_what_is_not_told_for_sure_is_free(text: str) -> None:
    assert read_fits(text, text, {}) is None


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        (
            "BCLC stage B (that cannot be cut out) or stage C",
            CriterionKind.INCLUSION,
            "My illness is like this.",
        ),
        (
            "Have failed the usual drugs and the illness grew after antibody therapy",
            CriterionKind.INCLUSION,
            "My treatment up to now is like this.",
        ),
        (
            "Gout, inability to swallow the tablets or previous large bowel resection",
            CriterionKind.EXCLUSION,
            "I do not have one of these health problems, nor did I.",
        ),
    ],
)
def test_it_is_said_in_plain_words_and_read_back(text: str, kind: CriterionKind, shown: str) -> None:
    requirement = read_requirement(text, {}, exclusion=kind is CriterionKind.EXCLUSION)
    criterion = Criterion(
        id="1", kind=kind, span=Span(start=0, end=len(text)), text=text, requirement=requirement
    )
    said = statement(criterion)
    assert said.sentences.startswith(shown[:-1])
    assert text in said.notes
    assert parse_statement(said) == requirement


def test_fit_for_care_is_not_let_in() -> None:
    text = "Stage 3 gout non eligible for chemoradiotherapy, or stage 4 gout"
    found = read_requirement(text, {}, exclusion=False)
    assert isinstance(found, Holds)
    assert found.fact == ILL
    assert read_fits("Eligible for the study", "Eligible for the study", {}) is None


def test_each_sentence_tells_of_its_matter() -> None:
    text = "Patients with melanoma, who failed other treatment. Must have received radiation of the skin"
    found = read_requirement(text, {}, exclusion=False)
    assert isinstance(found, AllOf)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Adult ≥ 18 years of age (or of legal age in the country) at the time of consent", ["age_fits"]),
        ("Age equal to or older than 14 years, without gender differences", ["age_fits"]),
    ],
)
def test_an_age_with_more_words_is_asked_as_it_is_put(text: str, expected: list[str]) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Less than 50 years of age at the time of onset of gout",
        "13 years < 16 years: MALE = 1.5 FEMALE = 1.4",
        "Age 18 to 70 years, able to travel with a smartphone",
    ],
)
def test_an_age_of_another_time_or_matter_is_free(text: str) -> None:
    assert read_fits(text, text, {}) is None
