"""Statements of criteria on the study page: with the record's words beside them where these say more."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fixtures.html import Page
from tests.fixtures.records import record
from tests.fixtures.site import browser, open_site

from trialogue.eligibility.read import read_criteria
from trialogue.model.truth import Truth
from trialogue.model.verdict import Verdict
from trialogue.web.pages.check import verdict_words

CRITERIA = """Inclusion Criteria:

* Willing to wear a headband at night

Exclusion Criteria:

* Asthma that needs tablets each day
* History of asthma unless it was mild
* Severe renal insufficiency
"""


def test_the_records_words_stand_behind_what_they_narrow(tmp_path: Path) -> None:
    services = open_site(tmp_path, [record(criteria=CRITERIA)], demo=False)
    page = Page(browser(services).get("/studies/NCT99900001").text)
    services.close()
    text = page.main()
    assert "I can and will do this: “wear a headband at night”." in text
    assert "I do not have asthma now. The record adds: “that needs tablets each day”." in text
    assert (
        "I have not had asthma. The record says what counts: “History of asthma unless it was mild”." in text
    )
    assert "I do not have weak kidneys (severe) now. The record’s words Severe renal insufficiency" in text
    assert "(see 1)" not in text


HARD = """Inclusion Criteria:

* Consulting representatives regard the cardiological documentation as altogether reassuring
* Opposition

Exclusion Criteria:

* Any unspecified abnormality whatsoever that, considering glaucoma, an investigator deems exclusionary
"""


def test_hard_words_are_shown_once_behind_what_they_are_about(tmp_path: Path) -> None:
    services = open_site(tmp_path, [record(criteria=HARD)], demo=False)
    text = Page(browser(services).get("/studies/NCT99900001").text).main()
    services.close()
    assert (
        "Asked: This rule is about the heart: “Consulting representatives regard the"
        " cardiological documentation as altogether reassuring”." in text
    )
    assert "Asked: “Opposition”." in text
    assert (
        "Keeps people out: This rule may keep me out. It is about the eyes and what a doctor thinks: “Any"
        in text
    )
    assert "and no rule that may keep you out fits you." in text
    before, _, _ = text.partition("Read all criteria as the record has them")
    assert before.count("investigator deems exclusionary”.") == 1


def test_a_hard_word_is_explained_once_under_a_heading(tmp_path: Path) -> None:
    listed = "\n".join(
        f"* Consulting representatives regard the {which} echocardiogram documentation as reassuring"
        for which in ("primary", "secondary")
    )
    services = open_site(tmp_path, [record(criteria=f"Inclusion Criteria:\n\n{listed}\n")], demo=False)
    text = Page(browser(services).get("/studies/NCT99900001").text).main()
    services.close()
    assert text.count("echocardiogram documentation as reassuring”.") == 2
    assert text.count("echocardiogram : a sound picture of the heart") == 1


def test_the_outcome_quotes_words_of_which_nothing_is_known() -> None:
    criterion = read_criteria(HARD).criteria[1]
    assert verdict_words(Verdict(criterion=criterion, truth=Truth.MET, rule="asked")) == ("“Opposition”.", "")


@pytest.mark.parametrize(
    ("truth", "words"),
    [
        (Truth.MET, "This rule does not keep me out. It is about the eyes and what a doctor thinks."),
        (Truth.NOT_MET, "This rule keeps me out. It is about the eyes and what a doctor thinks."),
        (Truth.UNKNOWN, "This rule may keep me out. It is about the eyes and what a doctor thinks."),
    ],
)
def test_the_outcome_says_whether_a_rule_keeps_out(truth: Truth, words: str) -> None:
    criterion = read_criteria(HARD).criteria[-1]
    said, beside = verdict_words(Verdict(criterion=criterion, field=None, truth=truth, rule="asked"))
    assert said == words
    assert beside.startswith("In the record: “Any unspecified")
    assert beside.endswith("exclusionary”")
