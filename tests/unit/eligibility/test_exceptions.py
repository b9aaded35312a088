"""Whom a list lets off: said, asked and shown with what it is an exception of."""

from __future__ import annotations

from trialogue.eligibility.ask import questions
from trialogue.eligibility.evaluate import prescreen
from trialogue.eligibility.say import statement
from trialogue.eligibility.split import split
from trialogue.model.codes import RecruitmentStatus
from trialogue.model.criterion import CriteriaText
from trialogue.model.ids import NctId
from trialogue.model.profile import Answer, Profile
from trialogue.model.study import Study
from trialogue.model.truth import Truth

TEXT = """Exclusion Criteria:

* Cancer within 5 years, with the following exceptions:
  * Skin cancer that was cut out
  * Cancer of the cervix that was cured
* Pregnancy
"""
STUDY = Study(nct_id=NctId("NCT99000001"), brief_title="A study", status=RecruitmentStatus.RECRUITING)


def test_a_statement_with_exceptions_is_no_list() -> None:
    first = split(TEXT).criteria[0]
    assert statement(first).text == "This rule may keep me out (see 1)."
    assert statement(first).notes == ("Cancer within 5 years, with the following exceptions:",)


def test_a_question_names_the_exceptions() -> None:
    (asked,) = (q for q in questions(STUDY, split(TEXT)) if q.criteria == ("e1",))
    assert asked.quote is not None
    assert asked.quote == (
        "Cancer within 5 years, with the following exceptions: "
        "Skin cancer that was cut out; Cancer of the cervix that was cured."
    )


def test_an_answer_holds_for_these_exceptions_only() -> None:
    (asked,) = (q for q in questions(STUDY, split(TEXT)) if q.criteria == ("e1",))
    said = Profile(answers={asked.key: Answer(value=False)})
    changed = split(TEXT.replace("Skin cancer that was cut out", "Skin cancer"))
    assert verdict_of(split(TEXT), said) is Truth.MET
    assert verdict_of(changed, said) is Truth.UNKNOWN


def verdict_of(criteria: CriteriaText, profile: Profile) -> Truth:
    found = prescreen(STUDY, criteria, profile)
    return next(v.truth for v in found.verdicts if v.criterion and v.criterion.id == "e1")


def test_exceptions_that_are_listed_below_let_off() -> None:
    text = "Exclusion:\n* Gout, with the exceptions listed below.\n  * Patients who take drugs are eligible\n"
    assert [one.bars for one in split(text).criteria] == [True, False]
