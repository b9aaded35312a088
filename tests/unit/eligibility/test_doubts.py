"""What is doubtful is asked in the record's own words, and no time is made up."""

from __future__ import annotations

import pytest

from trialogue.eligibility.concepts import Names, with_identities
from trialogue.eligibility.numbers import value_of
from trialogue.eligibility.plain_names import plain_name
from trialogue.eligibility.read_requirement import read_requirement
from trialogue.eligibility.say import parse_statement, statement
from trialogue.eligibility.split import split
from trialogue.model.requirement import AllOf, AnyOf, Concept, Free, HasCondition, HasTreatment, Time

DOUBTFUL = [
    "Death within 3 days",
    "AIDS dementia or with an AIDS related malignancy other than sarcoma",
    "Stage 4 kidney disease or requiring dialysis (i.e. eGFR < 30 mL/min)",
    "Effects of plasma infusion on the fetus",
    "Fear of immunotherapy",
    "Myocarditis, heart failure and other exercise treatment",
    "Asthma. 15.Planning to undergo surgery",
    "Patients with asthma who need oxygen Patients with ARDS",
    "Adverse events from prior anti-cancer therapy",
]


@pytest.mark.parametrize("text", DOUBTFUL)
def test_what_is_doubtful_is_free(text: str) -> None:
    assert read_requirement(text, {}, exclusion=True) == Free()


@pytest.mark.parametrize(
    ("text", "time", "wide"),
    [
        ("Invasive mechanical ventilation", Time.CURRENT, False),
        ("On mechanical ventilation", Time.CURRENT, False),
        ("Chronic steroid therapy", Time.CURRENT, False),
        ("History of mechanical ventilation", Time.EVER, False),
        ("Splenectomy", Time.EVER, False),
        ("Anti-IL6 therapy", Time.EVER, True),
    ],
)
def test_a_treatment_has_the_time_that_is_said(text: str, time: Time, *, wide: bool) -> None:
    read = read_requirement(text, {}, exclusion=True)
    assert isinstance(read, HasTreatment)
    assert (read.time, read.wide) == (time, wide)


def test_a_treatment_without_a_time_is_put_without_one_and_read_back() -> None:
    for kind in ("Inclusion", "Exclusion"):
        criteria = split(
            f"{kind} Criteria:\n\n* Anti-IL6 therapy",
            lambda words, _parent, of, _heading: read_requirement(
                words, {}, exclusion=of.value == "exclusion"
            ),
        ).criteria
        (one,) = [c for c in criteria if c.bars]
        said = statement(one)
        assert "in my life" not in said.text
        assert "never" not in said.text
        assert parse_statement(said) == one.requirement


def test_commas_part_the_things_that_keep_out() -> None:
    read = read_requirement("Epilepsy, asthma, stroke", {}, exclusion=True)
    assert isinstance(read, AnyOf)
    assert len(read.parts) == 3


def test_a_name_of_several_things_has_no_identity() -> None:
    names = Names(identities={"allergy or hypersensitivity": ("MESH:D006967",), "stroke": ("MESH:D020521",)})
    several = HasCondition(concept=Concept(name="allergy or hypersensitivity"))
    assert with_identities(several, names) == several
    one = with_identities(HasCondition(concept=Concept(name="stroke")), names)
    assert isinstance(one, HasCondition)
    assert one.concept.ids == ("MESH:D020521",)


def test_a_word_is_not_doubled() -> None:
    term = plain_name("immunosuppressant drug")
    assert term is None or "drug drug" not in term.plain


def test_a_space_behind_the_point_is_no_end() -> None:
    assert value_of("0. 6") == 0.6


@pytest.mark.parametrize(
    ("text", "exclusion", "name"),
    [
        ("Patients with severe asthma are excluded from this study", True, "severe asthma"),
        (
            "Women with untreated syphilis will not be enrolled because of the risk",
            True,
            "untreated syphilis",
        ),
        ("Only patients with severe asthma will be included", False, "severe asthma"),
    ],
)
def test_words_that_say_the_list_again_are_left_out(text: str, name: str, *, exclusion: bool) -> None:
    read = read_requirement(text, {}, exclusion=exclusion)
    parts = read.parts if isinstance(read, AllOf) else (read,)
    assert name in [part.concept.name for part in parts if isinstance(part, HasCondition)]


def test_a_text_that_turns_its_list_round_is_free() -> None:
    assert read_requirement("Patients with asthma are excluded", {}, exclusion=False) == Free()
    assert read_requirement("Patients with asthma will be included", {}, exclusion=True) == Free()


def test_a_head_is_found_through_its_brackets() -> None:
    text = "Histologically confirmed advanced (not amenable to cure) or metastatic (stage IV) melanoma"
    read = read_requirement(text, {}, exclusion=False)
    assert isinstance(read, HasCondition)
    assert (read.concept.name, read.wide, read.qualifiers) == (
        "advanced or metastatic melanoma",
        True,
        (text,),
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Severe infections occurred within 4 weeks before the first dose", "Severe infections"),
        ("At least 2 asthma attacks in the 12 months before visit 1", "asthma attacks"),
        ("Receipt of any contrast agent < 72 h prior to the study scans", "contrast agent"),
        ("Grade ≥ 2 peripheral neuropathy", "peripheral neuropathy"),
        ("Presence of >Grade 3 dysphagia", "dysphagia"),
        (
            "Received ≥ 2 prior systemic regimens for advanced disease",
            "systemic regimens for advanced disease",
        ),
        ("There is an uncontrolled seizure disorder", "uncontrolled seizure disorder"),
        ("Known history of, or any evidence of lung fibrosis", "lung fibrosis"),
    ],
)
def test_a_head_is_told_from_how_many_how_bad_and_when(text: str, name: str) -> None:
    read = read_requirement(text, {}, exclusion=True)
    assert isinstance(read, HasCondition | HasTreatment)
    assert read.concept.name == name


def test_an_upper_bound_is_no_presence() -> None:
    assert read_requirement("Intracranial haemorrhage grade ≤ 1", {}, exclusion=False) == Free()
    assert read_requirement("No more than 2 seizures a month with tablets", {}) == Free()
