"""Asking people what concerns them: words of some people, of a list's heading, of women."""

from __future__ import annotations

import pytest

from trialogue.eligibility.ask import open_questions, questions
from trialogue.eligibility.evaluate import prescreen
from trialogue.eligibility.for_whom import holds_for_some
from trialogue.eligibility.parents import announces
from trialogue.eligibility.read import read_criteria
from trialogue.model.codes import RecruitmentStatus
from trialogue.model.criterion import CriteriaText
from trialogue.model.ids import NctId
from trialogue.model.profile import Answer, Profile, Unanswered
from trialogue.model.question import Question
from trialogue.model.study import Study
from trialogue.model.verdict import Outcome

STUDY = Study(nct_id=NctId("NCT99000001"), brief_title="A study", status=RecruitmentStatus.RECRUITING)
SAY_YES_TOO = "Say yes, too, if it does not speak of people like you."


def asked(text: str, **known: bool | str | Unanswered) -> tuple[CriteriaText, tuple[Question, ...]]:
    criteria = read_criteria(text)
    profile = Profile(answers={key: Answer(value=value) for key, value in known.items()})
    return criteria, open_questions(STUDY, criteria, profile)


SOME = [
    "Patients with PM will either be positive for an antibody or have been looked at for mimics.",
    "Patients with tumors of mixed kind are eligible only if one kind is more than half of it",
    "If receiving budesonide, the dose must have been stable for 2 weeks.",
    "For the expansion cohort: a tumor that can be measured",
    "Subjects with brain metastases must be off steroids",
    "Of all people: an earlier small tumor is allowed if six months have passed since",
    "All healthy control subjects had no lung disease",
    "Participants with stable illness, such as gout, are allowed if they are well",
]
ALL = [
    "Patients with gout who will start a new drug",
    "Patients with gout and will start a new drug",
    "Participants in the study must keep a diary",
    "Patients with gout will be enrolled in this study",
    "Subjects who have good compliance, can follow the plan",
    "Willing to keep a diary",
    "Patients who voluntarily agreed in writing to take part",
    "Healthy volunteers",
    "Patients with gout. Earlier drugs are allowed",
]


@pytest.mark.parametrize("words", SOME)
def test_words_of_some_people_ask_nothing_of_the_others(words: str) -> None:
    assert holds_for_some(words)
    _, (question,) = asked(f"Inclusion:\n* {words}\n")
    assert question.words.endswith(SAY_YES_TOO)


@pytest.mark.parametrize("words", ALL)
def test_words_of_all_ask_everybody(words: str) -> None:
    assert not holds_for_some(words)


def test_among_what_keeps_out_a_no_is_plain() -> None:
    _, (question,) = asked(f"Exclusion:\n* {SOME[0]}\n")
    assert SAY_YES_TOO not in question.words


def test_where_one_of_several_will_do_each_is_asked_plainly() -> None:
    _, found = asked("Inclusion:\n* One of the following:\n  * " + "\n  * ".join(SOME[:2]) + "\n")
    assert found
    assert not any(SAY_YES_TOO in question.words for question in found)


def test_of_two_joined_by_or_each_is_asked_plainly() -> None:
    _, found = asked(f"Inclusion:\n* {SOME[2]} or\n* {SOME[3]}\n* {SOME[4]}\n")
    assert [SAY_YES_TOO in q.words for q in sorted(found, key=lambda one: one.criteria)] == [
        False,
        False,
        True,
    ]


CONDITION = (
    "Inclusion:\n* Subjects with brain metastases are eligible provided they meet these criteria:\n"
    "  * off steroids for a week, but for those that stand in for hormones\n  * no swelling of the skull\n"
)


def test_whom_a_list_holds_for_is_asked_before_its_points() -> None:
    criteria, found = asked(CONDITION)
    assert found[0].words.endswith("Are you one of those whom it speaks of?")
    no = Profile(answers={found[0].key: Answer(value=False)})
    assert open_questions(STUDY, criteria, no) == ()
    assert prescreen(STUDY, criteria, no).outcome is Outcome.LIKELY


@pytest.mark.parametrize(
    "words",
    [
        "Any of the following prior therapies:",
        "Treatment with any of the following:",
        "Participants who have used any of the following drugs within 14 days prior to enrollment:",
        "A patient with the following comorbidity at screening",
        "Presence of any of the following conditions:",
    ],
)
def test_words_that_only_announce_a_list_are_not_asked(words: str) -> None:
    assert announces(words)
    criteria, found = asked(f"Exclusion:\n* {words}\n  * Yellow skin for more than three days\n  * Gout\n")
    assert words not in {question.quote for question in found}
    yes = Profile(answers={found[-1].key: Answer(value=True)})
    assert prescreen(STUDY, criteria, yes).outcome is Outcome.UNLIKELY


@pytest.mark.parametrize(
    "words",
    [
        "Diabetes with any of the following:",
        "Any of the following in patients with liver metastases:",
        "Any of the following, unless treated:",
    ],
)
def test_words_that_say_more_than_that_a_list_follows(words: str) -> None:
    assert not announces(words)


def test_a_point_is_asked_with_the_time_above_it() -> None:
    _, found = asked(
        "Exclusion:\n* Used any of the following within 14 days:\n  * Products with hops in them\n"
    )
    assert found[0].quote == "Used any of the following within 14 days: Products with hops in them"


@pytest.mark.parametrize("above", ["No use of the following within 14 days:", "Not eligible within 14 days:"])
def test_a_point_that_its_parent_turns_round_is_asked_as_it_stands(above: str) -> None:
    _, found = asked(f"Inclusion:\n* {above}\n  * Products with hops in them\n")
    assert {question.quote for question in found if "hops" in (question.quote or "")} == {
        "Products with hops in them"
    }


WOMEN = "Exclusion:\n* Pregnant or breast-feeding women\n"


def test_a_man_is_not_asked_whether_he_is_pregnant() -> None:
    criteria, found = asked(WOMEN)
    assert found[0].key == "sex"
    assert asked(WOMEN, sex="MALE")[1] == ()
    assert {q.key for q in asked(WOMEN, sex="FEMALE")[1]} == {q.key for q in questions(STUDY, criteria)} - {
        "sex"
    }
    man = Profile(answers={"sex": Answer(value="MALE")})
    assert prescreen(STUDY, criteria, man).outcome is Outcome.LIKELY


@pytest.mark.parametrize("value", list(Unanswered))
def test_who_does_not_say_the_sex_is_asked_the_rest(value: Unanswered) -> None:
    assert len(asked(WOMEN, sex=value)[1]) == 2


def test_words_that_speak_of_men_too_are_asked_of_men() -> None:
    text = "Exclusion:\n* Pregnant, breast-feeding, or a partner who is pregnant\n"
    criteria, _ = asked(text)
    man = Profile(answers={"sex": Answer(value="MALE")})
    assert prescreen(STUDY, criteria, man).outcome is not Outcome.LIKELY


def test_a_single_question_of_women_is_asked_by_itself() -> None:
    assert [q.key for q in asked("Exclusion:\n* Pregnancy\n")[1]] == ["pregnant"]


def test_who_will_be_excluded_below_an_inclusion_is_asked_for_what_bars() -> None:
    text = "Inclusion:\n* Cancer of the belly:\n  * Patients with a jelly belly will be excluded here.\n"
    criteria, found = asked(text)
    (question,) = (one for one in found if "jelly" in (one.quote or ""))
    for value, outcome in ((True, Outcome.UNLIKELY), (False, Outcome.LIKELY)):
        answers = {one.key: Answer(value=True) for one in found} | {question.key: Answer(value=value)}
        assert prescreen(STUDY, criteria, Profile(answers=answers)).outcome is outcome


def test_what_those_must_have_who_are_let_in_bars_who_has_it_not() -> None:
    text = (
        "Exclusion:\n* Active hepatitis at screening. To be included the patients must have:\n"
        "  * a clean paper from the laboratory\n"
    )
    criteria, found = asked(text)
    child = next(one for one in found if "paper" in (one.quote or ""))
    parent = next(one for one in found if one.key != child.key)
    for value, outcome in ((True, Outcome.LIKELY), (False, Outcome.UNLIKELY)):
        answers = {child.key: Answer(value=value), parent.key: Answer(value=False)}
        assert prescreen(STUDY, criteria, Profile(answers=answers)).outcome is outcome


def test_or_at_the_start_of_a_line_is_another_way() -> None:
    criteria, found = asked("Inclusion:\n* Failed two older drugs\n* Or has a reason against them\n")
    answers = {one.key: Answer(value="Failed" in (one.quote or "")) for one in found}
    assert len(answers) == 2
    assert prescreen(STUDY, criteria, Profile(answers=answers)).outcome is Outcome.LIKELY


def test_what_narrows_a_name_is_quoted_with_the_name() -> None:
    _, (question,) = asked("Inclusion:\n* No self-reported history of peanut allergy\n")
    assert "peanut allergy" in (question.quote or question.words)
