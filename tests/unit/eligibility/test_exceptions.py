"""Whom a list lets off: said, asked and shown with what it is an exception of."""

from __future__ import annotations

from trialogue.eligibility.ask import questions
from trialogue.eligibility.say import statement
from trialogue.eligibility.split import split
from trialogue.model.codes import RecruitmentStatus
from trialogue.model.ids import NctId
from trialogue.model.study import Study

TEXT = """Exclusion Criteria:

* Cancer within 5 years, with the following exceptions:
  * Skin cancer that was cut out
  * Cancer of the cervix that was cured
* Pregnancy
"""
STUDY = Study(nct_id=NctId("NCT99000001"), brief_title="A study", status=RecruitmentStatus.RECRUITING)


def test_a_statement_with_exceptions_is_no_list() -> None:
    first = split(TEXT).criteria[0]
    assert statement(first).text == (
        "This does not hold for me: Cancer within 5 years, with the following exceptions:"
    )


def test_a_question_names_the_exceptions() -> None:
    (asked,) = (q for q in questions(STUDY, split(TEXT)) if q.criteria == ("e1",))
    assert asked.quote is not None
    assert asked.quote == (
        "Cancer within 5 years, with the following exceptions: "
        "Skin cancer that was cut out; Cancer of the cervix that was cured."
    )
