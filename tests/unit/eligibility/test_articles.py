"""``a`` or ``an`` before names of what can be counted, in statements and in questions."""

from __future__ import annotations

import pytest

from trialogue.eligibility.articles import with_article, with_articles
from trialogue.eligibility.ask_words import question_for
from trialogue.model.requirement import Concept, HasCondition, HasTreatment, Time


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("infection", "an infection"),
        ("single kidney", "a single kidney"),
        ("HIV positive test", "an HIV positive test"),
        ("hepatitis virus", "a hepatitis virus"),
        ("relationship", "a relationship"),
        ("reason not to have blood", "a reason not to have blood"),
        ("allergy (severe)", "an allergy (severe)"),
        ("laparoscopic cholecystectomy", "a laparoscopic cholecystectomy"),
        ("other lung tumor", "another lung tumor"),
        ("moderate to severe attack", "a moderate to severe attack"),
        ("heart and vessel event", "a heart and vessel event"),
        ("undrained pocket of pus", "an undrained pocket of pus"),
        ("other severe disease", "another severe disease"),
        ("Seizure", "a Seizure"),
        ("proven SARS-CoV-2 infection", "a proven SARS-CoV-2 infection"),
    ],
)
def test_what_can_be_counted_takes_one(name: str, said: str) -> None:
    assert with_article(name) == said


@pytest.mark.parametrize(
    "name",
    [
        "asthma",
        "infections",
        "neuroblastoma",
        "kidney",
        "pain of the back",
        "history-taking",
        "no infection",
        "my infection",
        "2 infection",
        "hay fever",
        "human immunodeficiency virus",
        "receiving a drug",
        "using drug",
        "not stable infection",
        "“infection”",
        "",
    ],
)
def test_what_takes_none(name: str) -> None:
    assert with_article(name) == name


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("infection or product/device", "an infection or a product/device"),
        ("HIV and a sore, swollen liver", "HIV and a sore, swollen liver"),
        ("full or partial pneumonectomy", "a full or partial pneumonectomy"),
        ("stroke or asthma or seizure", "a stroke or asthma or a seizure"),
        ("known or possible allergy to nuts", "a known or possible allergy to nuts"),
        ("sensory or motor problem", "a sensory or motor problem"),
        ("bad reaction to toxic or chemical dust", "a bad reaction to toxic or chemical dust"),
        ("drug or alcohol abuse", "drug or alcohol abuse"),
        ("alcohol, drug or nicotine dependence", "alcohol, drug or nicotine dependence"),
        ("hepatic or renal failure", "hepatic or renal failure"),
        ("any hepatic or renal infection", "any hepatic or renal infection"),
    ],
)
def test_names_that_share_a_noun_take_one_together(name: str, said: str) -> None:
    assert with_articles(name, name) == said


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Seizure", "Do you have a seizure (a fit)?"),
        ("asthma", "Do you have asthma?"),
        ("mental illness", "Do you have a mental illness?"),
        ("Dravet syndrome", "Do you have Dravet syndrome?"),
        ("Active Liver Infection", "Do you have an active liver infection?"),
        ("severe infections", "Do you have severe infections?"),
        ("severe infection of the left lung", "Do you have “severe infection of the left lung”?"),
    ],
)
def test_a_question_takes_one_too(name: str, asked: str) -> None:
    question = question_for(HasCondition(concept=Concept(name=name), time=Time.CURRENT))
    assert question is not None
    assert question.words == asked


def test_a_gloss_that_begins_with_the_name_stands_in_its_place() -> None:
    question = question_for(HasTreatment(concept=Concept(name="Probiotics"), time=Time.CURRENT))
    assert question is not None
    assert question.words == "Do you have or take probiotics (good bacteria) now?"
