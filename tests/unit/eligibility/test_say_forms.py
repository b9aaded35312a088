"""Each form of a sentence, and the plain words beside a text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.eligibility.test_say import criterion

from trialogue.eligibility.plain_names import plain_name
from trialogue.eligibility.readability import easy, grade
from trialogue.eligibility.say import parse_statement, statement
from trialogue.eligibility.terms import explain, load_explained, load_terms
from trialogue.model.criterion import CriterionKind
from trialogue.model.requirement import (
    AllOf,
    Anchor,
    Bound,
    Concept,
    HasCondition,
    HasTreatment,
    Holds,
    Measured,
    Not,
    Requirement,
    Time,
    Window,
)


def condition(name: str, time: Time = Time.CURRENT) -> HasCondition:
    return HasCondition(concept=Concept(name=name), time=time)


MONTH = Window(high_days=28, anchor=Anchor.ENROLLMENT)
FORMS: list[tuple[Requirement, str]] = [
    (
        Not(part=condition("epilepsy, severe anemia, or renal failure", Time.EVER)),
        "I have never had any of these: fits that come back; severe anemia; or kidney failure.",
    ),
    (condition("asthma or eczema"), "I have one or more of these now: asthma or dry, itchy skin."),
    (
        HasTreatment(concept=Concept(name="omalizumab or mepolizumab"), window=MONTH),
        "I got or took one or more of these in the 4 weeks before I join: omalizumab or mepolizumab.",
    ),
    (condition("mild or moderate asthma"), "I have mild or moderate asthma now."),
    (
        Not(part=condition("allergy to nuts or any of their parts")),
        "I do not have this now: an allergy to nuts or any of their parts.",
    ),
    (condition("hepatic or renal failure"), "I have liver or kidney failure now."),
    (condition("recent myocardial infarction"), "I have a recent heart attack now."),
    (
        replace(condition("asthma", Time.EVER), qualifiers=("Asthma or hay fever",), wide=True),
        "I have had asthma. The record says what counts (see 1).",
    ),
    (Holds(fact="steroids", window=MONTH), "I take steroids now, or it was so in the 4 weeks before I join."),
    (
        Not(part=Holds(fact="steroids", window=MONTH)),
        "I do not take steroids. Nor was it so in the 4 weeks before I join.",
    ),
    (
        Not(part=Holds(fact="surgery", window=MONTH)),
        "I have not had an operation in the 4 weeks before I join.",
    ),
    (Holds(fact="live_vaccine", window=MONTH), "I got a live vaccine in the 4 weeks before I join."),
    (
        Measured(fact="ecog", low=Bound(value=0), high=Bound(value=1), unit="points"),
        "My ECOG score (how active I am) is from 0 to 1 points.",
    ),
    (
        Measured(fact="life_expectancy", low=Bound(value=2.76), unit="months"),
        "How long my doctor thinks I will live is 12 weeks or more.",
    ),
    (
        Measured(fact="life_expectancy", low=Bound(value=2.77), unit="months"),
        "How long my doctor thinks I will live is 2.77 months or more.",
    ),
    (
        Measured(fact="ecog", high=Bound(value=1), unit="points"),
        "My ECOG score (how active I am) is 1 point or less.",
    ),
    (
        Measured(fact="nyha", high=Bound(value=2), unit="class"),
        "My NYHA class (heart failure) is 2 or less.",
    ),
    (
        AllOf(
            parts=(
                Measured(fact="anc", low=Bound(value=1.5), unit="10⁹/L"),
                Measured(fact="platelets", low=Bound(value=100), unit="10⁹/L"),
                HasTreatment(concept=Concept(name="omalizumab"), time=Time.PAST),
            )
        ),
        "My neutrophils (blood test) are 1.5 × 10⁹/L or more. And my platelets (blood test) are 100 × 10⁹/L"
        " or more. And in the past I got or took omalizumab.",
    ),
    (condition("heart attack"), "I have a heart attack now."),
    (condition("anaphylaxis"), "I have this now: a strong allergy attack all at once."),
    (condition("ST segment change"), "I have an ST segment change now."),
    (condition("a heart attack", Time.EVER), "I have had this: a heart attack."),
    (condition("winter subtype of adult asthma"), "I have “winter subtype of adult asthma” now."),
]


@pytest.mark.parametrize(("requirement", "words"), FORMS)
def test_each_form_of_a_sentence(requirement: Requirement, words: str) -> None:
    said = statement(criterion(requirement))
    assert said.text == words
    assert parse_statement(said) == requirement
    other = statement(criterion(requirement, kind=CriterionKind.EXCLUSION))
    assert parse_statement(other) == requirement


def test_what_points_at_the_notes_can_be_left_out() -> None:
    narrow = statement(criterion(replace(condition("asthma"), qualifiers=("with wheeze",))))
    assert (narrow.sentences, narrow.in_full) == ("I have asthma now.", False)
    wide = statement(criterion(replace(condition("asthma"), qualifiers=("Asthma, if mild",), wide=True)))
    assert (wide.sentences, wide.in_full) == ("I have asthma now.", True)


def test_terms_are_plain_and_many() -> None:
    terms = load_terms()
    assert len(terms) >= 300
    assert all(word == word.lower().strip() and plain.strip() for word, plain in terms.items())
    easy = sum(grade(f"I have {plain}.") <= 8 for plain in terms.values())
    assert easy >= 0.9 * len(terms)


def test_explanations_are_easy_and_stand_in_no_name() -> None:
    explained = load_explained()
    assert len(explained) >= 300
    assert not explained.keys() & load_terms().keys()
    assert all(word == word.lower().strip() for word in explained)
    assert [word for word, plain in explained.items() if not easy(f"It means {plain}.")] == []
    assert [term.plain for term in explain("ALT (serum) of 3 × ULN, alternate")] == [
        "a liver blood test",
        "the clear part of blood",
        "the top of the normal range",
    ]
    assert plain_name("ULN") is None


def test_a_word_that_is_plain_already_is_not_explained() -> None:
    assert explain("allergy to dust") == ()


def test_terms_are_found_in_a_text() -> None:
    found = explain("Prior MYOCARDIAL INFARCTION or seizures; preseizured.")
    assert [(term.word, term.plain) for term in found] == [
        ("MYOCARDIAL INFARCTION", "a heart attack"),
        ("seizure", "a fit"),
    ]
    assert plain_name("severe renal insufficiency").plain == "weak kidneys (severe)"  # type: ignore[union-attr]
    assert plain_name("gizmo") is None


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Chronic Liver Disease", "long-term liver disease"),
        ("Crohn's Disease", "Crohn's disease"),
        ("Breathing Problem", "breathing problem"),
        ("Hodgkin Lymphoma", "Hodgkin lymph cancer"),
    ],
)
def test_a_name_in_capitals_of_a_title(name: str, said: str) -> None:
    found = plain_name(name)
    assert found is not None
    assert found.plain == said
