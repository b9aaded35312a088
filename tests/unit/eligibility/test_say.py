"""Statements in the first person, and the way back."""

from __future__ import annotations

import pytest

from trialogue.eligibility.normal import normal, opposite
from trialogue.eligibility.read import read_criteria
from trialogue.eligibility.say import parse_statement, statement
from trialogue.eligibility.say_parse import parse_sentences
from trialogue.eligibility.say_sentences import sentences
from trialogue.eligibility.split import split
from trialogue.eligibility.time_words import length_days, length_words
from trialogue.model.age import Age, AgeUnit
from trialogue.model.codes import Sex
from trialogue.model.criterion import Criterion, CriterionKind
from trialogue.model.provenance import Span
from trialogue.model.requirement import (
    Aged,
    AllOf,
    Anchor,
    AnyOf,
    AtLeast,
    Bound,
    Concept,
    HasCondition,
    HasTreatment,
    Holds,
    IsSex,
    Measured,
    Not,
    Requirement,
    Time,
    Window,
)

ASTHMA = Concept(name="asthma", ids=("MESH:D001249",))
WEAK_KIDNEYS = Concept(name="renal insufficiency")
ADULT = Aged(minimum=Age(value=18))


def criterion(
    requirement: Requirement, text: str = "words", kind: CriterionKind = CriterionKind.INCLUSION
) -> Criterion:
    return Criterion(
        id="i1", kind=kind, text=text, span=Span(start=0, end=len(text)), requirement=requirement
    )


EACH: list[tuple[Requirement, str]] = [
    (ADULT, "I am 18 years old or older."),
    (Aged(minimum=Age(value=18), maximum=Age(value=75)), "I am 18 to 75 years old."),
    (Aged(maximum=Age(value=6, unit=AgeUnit.MONTHS), maximum_inclusive=False), "I am younger than 6 months."),
    (IsSex(sex=Sex.FEMALE), "I am female."),
    (Holds(fact="pregnant"), "I am pregnant."),
    (Not(part=Holds(fact="pregnant")), "I am not pregnant."),
    (Not(part=HasCondition(concept=ASTHMA)), "I do not have asthma now."),
    (
        HasCondition(concept=ASTHMA, time=Time.EVER, window=Window(high_days=28, anchor=Anchor.SCREENING)),
        "I have had asthma in the 4 weeks before the first tests.",
    ),
    (
        HasCondition(concept=ASTHMA, window=Window(low_days=365.2425)),
        "I have had asthma for at least 1 year.",
    ),
    (HasTreatment(concept=ASTHMA, time=Time.PLANNED), "I plan to get or take asthma."),
    (
        HasTreatment(concept=ASTHMA, time=Time.CURRENT, stable=True, window=Window(low_days=30)),
        "My dose of asthma stayed the same for at least 30 days.",
    ),
]


@pytest.mark.parametrize(("requirement", "words"), EACH)
def test_what_is_said_of_each(requirement: Requirement, words: str) -> None:
    assert statement(criterion(requirement)).text == words


MANY: list[Requirement] = [
    *(requirement for requirement, _ in EACH),
    Measured(fact="weight", low=Bound(value=50), high=Bound(value=90, inclusive=False), unit="kg"),
    Measured(fact="hba1c", low=Bound(value=6.5), high=Bound(value=9.5), unit="%"),
    Measured(fact="alt", high=Bound(value=2.5), of_normal="uln", window=Window(high_days=14)),
    Measured(fact="platelets", low=Bound(value=100, inclusive=False), unit="10⁹/L"),
    Measured(fact="hemoglobin", low=Bound(value=12), unit="g/dL", sex=Sex.FEMALE),
    Not(part=Measured(fact="bmi", low=Bound(value=18), high=Bound(value=30), unit="kg/m²")),
    Measured(fact="ecog", low=Bound(value=1), high=Bound(value=1), unit="points"),
    Holds(fact="handedness", value="left"),
    Not(part=Holds(fact="handedness", value="left")),
    Holds(fact="chemotherapy", window=Window(high_days=28, anchor=Anchor.FIRST_DOSE)),
    HasCondition(concept=WEAK_KIDNEYS, qualifiers=("on dialysis", "for a year")),
    HasCondition(concept=Concept(name="myocardial infarction"), time=Time.EVER),
    AllOf(parts=(ADULT, IsSex(sex=Sex.MALE), Not(part=HasCondition(concept=ASTHMA)))),
    AnyOf(parts=(ADULT, AllOf(parts=(IsSex(sex=Sex.MALE), HasCondition(concept=WEAK_KIDNEYS))))),
    AtLeast(count=2, parts=(ADULT, IsSex(sex=Sex.MALE), HasCondition(concept=ASTHMA))),
    Not(part=AnyOf(parts=(ADULT, Not(part=IsSex(sex=Sex.MALE))))),
    HasTreatment(concept=ASTHMA, window=Window(low_days=7, high_days=28, anchor=Anchor.ENROLLMENT)),
    HasTreatment(concept=ASTHMA, window=Window(high_days=90, after=True)),
    HasTreatment(concept=ASTHMA, time=Time.PAST, window=Window()),
    IsSex(sex=Sex.ALL),
    Aged(),
]


@pytest.mark.parametrize("requirement", MANY)
@pytest.mark.parametrize("kind", list(CriterionKind))
def test_a_statement_gives_its_requirement_back(requirement: Requirement, kind: CriterionKind) -> None:
    said = statement(criterion(requirement, kind=kind))
    assert not said.own_words
    assert parse_statement(said) == normal(requirement)


def test_an_exclusion_is_said_as_what_must_not_hold() -> None:
    low = Measured(fact="platelets", high=Bound(value=100, inclusive=False), unit="10⁹/L")
    said = statement(criterion(low, kind=CriterionKind.EXCLUSION))
    assert said.text.endswith("are 100 × 10⁹/L or more.")
    both = AnyOf(parts=(Holds(fact="pregnant"), Holds(fact="breastfeeding")))
    said = statement(criterion(both, kind=CriterionKind.EXCLUSION))
    assert said.text == "I am not pregnant. And I am not breast-feeding."


def test_plain_words_with_the_records_own_beside() -> None:
    said = statement(criterion(HasCondition(concept=WEAK_KIDNEYS), "Renal insufficiency"))
    assert said.text == "I have weak kidneys now."
    assert said.names[0].concept is WEAK_KIDNEYS
    assert not said.and_more


def test_two_names_with_the_same_plain_words_stay_apart() -> None:
    other = Concept(name="renal impairment")
    requirement = AnyOf(parts=(HasCondition(concept=WEAK_KIDNEYS), HasCondition(concept=other)))
    said = statement(criterion(requirement))
    assert said.text == "I have weak kidneys now. Or I have “renal impairment” now."
    assert parse_statement(said) == requirement


def test_qualifiers_become_notes() -> None:
    asthma = HasCondition(concept=ASTHMA, qualifiers=("needing steroids",))
    said = statement(criterion(asthma, "Asthma needing steroids"))
    assert said.text == "I have asthma now (see 1)."
    assert said.whole == "I have asthma now (see 1). 1: “needing steroids”."


def test_hard_words_of_a_note_are_explained_where_the_sentence_does_not() -> None:
    weak = HasCondition(concept=WEAK_KIDNEYS, qualifiers=("weak kidneys with proteinuria, or hives",))
    said = statement(criterion(weak, "Renal insufficiency with proteinuria, or hives"))
    assert [(term.word, term.plain) for term in said.terms] == [("proteinuria", "protein in the urine")]


def test_a_lost_word_is_owned_up_to() -> None:
    said = statement(criterion(HasCondition(concept=ASTHMA), "Asthma requiring nebulised budesonide"))
    assert said.and_more
    assert said.whole.endswith("And more: read the original.")
    assert not statement(criterion(ADULT, "Patients aged 18 years or older")).and_more


def test_what_was_not_read_stays_in_its_own_words() -> None:
    found = split("Exclusion Criteria:\n\n* Acute renal failure \\> grade 2\n")
    said = statement(found.criteria[0])
    assert said.own_words
    assert said.text == "This does not hold for me: Acute renal failure > grade 2"
    assert [term.plain for term in said.terms] == ["sudden kidney failure"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Inclusion:\n* Any of the following:\n  * a\n  * b", "One or more of these hold for me:"),
        ("Exclusion:\n* All of the following:\n  * a\n  * b", "Not all of these hold for me:"),
        ("Inclusion:\n* At least 2 of the following:\n  * a\n  * b", "2 or more of these hold for me:"),
        ("Exclusion:\n* At least 2 of the following:\n  * a\n  * b", "Fewer than 2 of these hold for me:"),
        ("Inclusion:\n* None of the following:\n  * a\n  * b", "None of these holds for me:"),
        (
            "Inclusion:\n* Good organ function:\n  * a\n  * b",
            "All of these hold for me — Good organ function:",
        ),
    ],
)
def test_a_parent_says_how_its_list_counts(text: str, words: str) -> None:
    found = split(text)
    assert statement(found.criteria[0]).text == words
    assert statement(found.criteria[1]).text == "a"


@pytest.mark.parametrize("words", ["", "I like cats.", "My weight is heavy.", "I am blue.", "2 or more"])
def test_words_that_fit_no_pattern(words: str) -> None:
    with pytest.raises(ValueError, match="no pattern"):
        parse_sentences(words)


@pytest.mark.parametrize(
    "days", [1 / 24, 0.5, 1, 7, 10, 28, 30, 91.310625, 182.62125, 365.2425, 400, 3652.425]
)
def test_lengths_of_time(days: float) -> None:
    assert length_days(length_words(days)) == pytest.approx(days)


def test_length_that_is_none() -> None:
    with pytest.raises(ValueError, match="stretch of time"):
        length_days("a while")


def test_sentences_want_normal_form() -> None:
    with pytest.raises(ValueError, match="normal form"):
        sentences(Not(part=Not(part=ADULT)))


def test_opposites() -> None:
    assert opposite(opposite(ADULT)) == ADULT
    assert opposite(AtLeast(count=2, parts=(ADULT, IsSex(sex=Sex.MALE), IsSex(sex=Sex.FEMALE)))) == AtLeast(
        count=2,
        parts=(
            Aged(maximum=Age(value=18), maximum_inclusive=False),
            Not(part=IsSex(sex=Sex.MALE)),
            Not(part=IsSex(sex=Sex.FEMALE)),
        ),
    )


def test_what_stands_below_an_exclusion_that_says_nothing_of_it_is_turned_by_itself() -> None:
    text = "Exclusion Criteria:\n\n* Active asthma\n  * Pregnant women\n  * Mostly it goes by itself\n"
    parent, child, note = read_criteria(text).criteria
    assert statement(parent).text == "I do not have active asthma now."
    assert statement(child).text == "I am not pregnant."
    assert statement(note).text == "Mostly it goes by itself"


def test_each_of_a_list_of_which_any_keeps_out_is_turned_by_itself() -> None:
    text = "Exclusion Criteria:\n\n* Any of the following:\n  * Pregnant women\n  * Active asthma\n"
    parent, child, _ = read_criteria(text).criteria
    assert statement(parent).text == "Nothing in this list keeps me out:"
    assert statement(child).text == "I am not pregnant."


def test_what_is_counted_keeps_its_sense() -> None:
    text = "Exclusion Criteria:\n\n* At least two of these:\n  * Pregnant women\n  * Active asthma\n"
    parent, child, _ = read_criteria(text).criteria
    assert statement(parent).text == "Fewer than 2 of these hold for me:"
    assert statement(child).text == "I am pregnant."


def test_what_stands_below_exceptions_keeps_its_sense() -> None:
    text = "Exclusion Criteria:\n\n* Active asthma unless all of these are met:\n  * Pregnant women\n"
    said = statement(read_criteria(text).criteria[1])
    assert said.whole == "Read the record's words (see 1). 1: “Pregnant women”."


def test_what_was_read_below_an_unread_exclusion_is_turned() -> None:
    text = "Exclusion Criteria:\n\n* 1. Whatever the panel of this work wants\n  * 2. Pregnant women\n"
    assert statement(read_criteria(text).criteria[1]).text == "I am not pregnant."


def test_who_is_excluded_if_any_is_met_is_told_each_turned() -> None:
    text = "Exclusion Criteria:\n\n* Excluded if ANY of these are met:\n  * Pregnant women\n  * Gout\n"
    assert statement(read_criteria(text).criteria[1]).text == "I am not pregnant."
    text = "Exclusion Criteria:\n\n* Asthma, eligible if any of these is met:\n  * Pregnant women\n  * Gout\n"
    assert statement(read_criteria(text).criteria[1]).text != "I am not pregnant."


def test_a_list_that_lets_somebody_off_is_told_whole() -> None:
    text = "Exclusion Criteria:\n\n* Any of the following unless it is mild:\n  * Pregnant women\n  * Gout\n"
    parent, child, _ = read_criteria(text).criteria
    assert statement(parent).text.startswith("None of these holds for me")
    assert not statement(child).mirrored
