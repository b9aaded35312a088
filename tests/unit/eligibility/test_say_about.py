"""What is said of a criterion that was not read: what it is about, and its words, and nothing else."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from tests.unit.eligibility.test_say import criterion

from trialogue.eligibility.ask_own_words import own_words
from trialogue.eligibility.read import read_criteria
from trialogue.eligibility.readability import easy, grade
from trialogue.eligibility.say import parse_statement, quoted, statement
from trialogue.eligibility.say_about import DOCTOR, about
from trialogue.eligibility.topics import topic_of
from trialogue.model.criterion import Criterion, CriterionKind
from trialogue.model.question import Topic
from trialogue.model.requirement import Free

HARD = "Documented cardiomyopathy unless the interventricular septum measured is stable on echocardiography"
LONG = "Participants previously considered for participation whose representative considers it appropriate,"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HARD, "the heart"),
        ("Dyspepsia", "the stomach or gut"),
        (f"{LONG} lung cancer after chemotherapy", "cancer and cancer drugs"),
        (f"{LONG} peanut allergy or any other allergic disease", "food allergies"),
        (f"{LONG} asthma, glaucoma, obesity and renal disease", "asthma, the eyes and more"),
        (f"{LONG} asthma or glaucoma, in the opinion of the investigator", f"asthma, the eyes and {DOCTOR}"),
        (f"{LONG} an illness", "health problems"),
        (f"{LONG} the last dose of study drug", ""),
        ("Metallic hipaa eggplant", "implants or devices and consent"),
        (f"{LONG} white cells seen by a slit lamp", "the eyes"),
        (f"{LONG} to participate in this clinical trial", ""),
        ("Uncontrolled asthma", ""),
        ("Other", ""),
        ("", ""),
    ],
)
def test_what_words_are_about(text: str, told: str) -> None:
    assert about(text) == told


def free(text: str, kind: CriterionKind = CriterionKind.INCLUSION) -> Criterion:
    return criterion(Free(), text, kind)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (CriterionKind.INCLUSION, "This rule is about the heart (see 1)."),
        (CriterionKind.EXCLUSION, "This rule may keep me out. It is about the heart (see 1)."),
    ],
)
def test_hard_words_are_quoted_whole_behind_what_they_are_about(kind: CriterionKind, said: str) -> None:
    found = statement(free(HARD, kind))
    assert (found.text, found.notes, found.own_words) == (said, (HARD,), True)
    assert found.whole == f"{said} 1: “{HARD}”."
    assert parse_statement(found) == Free()


def test_hard_words_of_which_nothing_is_known() -> None:
    assert statement(free("Opposition")).text == "Read the record's words (see 1)."
    assert statement(free("Opposition", CriterionKind.EXCLUSION)).text == "This rule may keep me out (see 1)."


def test_easy_words_stay_as_they_are() -> None:
    assert statement(free("Can not lie flat")).whole == "Can not lie flat"
    assert (
        statement(free("Can not lie flat", CriterionKind.EXCLUSION)).whole
        == "This does not hold for me: Can not lie flat"
    )


def test_a_list_with_hard_words_says_how_it_counts_and_what_it_is_about() -> None:
    text = f"Exclusion:\n* {LONG} any of the following cardiological abnormalities:\n  * a\n  * b"
    parent = statement(read_criteria(text).criteria[0])
    assert parent.text == "Nothing in this list keeps me out. The rule is about the heart (see 1)."
    assert parent.notes[0].startswith(LONG)


def test_the_sign_at_the_end_of_a_quotation_is_left_out() -> None:
    assert quoted("Adequate function:") == "“Adequate function”"
    assert quoted("") == "“”"


def test_the_question_says_what_hard_words_are_about() -> None:
    question = own_words("own:1", HARD)
    assert question.words == "This is about the heart. Is it true of you?"
    assert question.quote == HARD
    assert own_words("own:2", "Can not lie flat").words == "Is this true of you?"


def rows() -> dict[str, dict[str, str]]:
    text = files("trialogue.eligibility").joinpath("about.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def test_all_that_is_told_is_easy() -> None:
    told = [one for table in rows().values() for one in table if one]
    assert len(told) > 80
    hard = [one for one in told if not easy(f"This rule is about {one}.")]
    assert not hard, [(one, grade(f"This rule is about {one}.")) for one in hard]


def test_no_beginning_of_a_word_stands_twice_or_is_empty() -> None:
    listed = [
        word.strip()
        for table in rows().values()
        for words in table.values()
        for word in words.replace("\n", " ").split("|")
    ]
    assert len(listed) == len(set(listed))
    assert all(word.strip(". ") and word == word.lower() for word in listed)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Lives in Ohio", Topic.PRACTICAL),
        ("Anemia", Topic.ILLNESS),
        ("Only solid food", Topic.YOU),
        ("Neutropenia", Topic.TESTS),
        ("Pills with prednisone", Topic.TREATMENTS),
        ("Pregnant or in Ohio", Topic.YOU),
        ("Glaucoma", Topic.ILLNESS),
        ("Other", Topic.ILLNESS),
    ],
)
def test_what_words_are_about_decides_where_no_other_word_does(text: str, topic: Topic) -> None:
    assert topic_of(Free(), text) is topic
