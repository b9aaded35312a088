"""Names of conditions and treatments in plain words."""

from __future__ import annotations

import pytest

from trialogue.eligibility.plain_names import plain_name, plain_whole, shares_its_noun


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("renal insufficiency", "weak kidneys"),
        ("Severe renal insufficiency", "weak kidneys (severe)"),
        ("severe chronic renal insufficiency", "weak kidneys for a long time (severe)"),
        ("severe allergic reaction", "a severe allergy attack"),
        ("Active heart failure", "active heart failure"),
        ("serious active infection", "a serious active infection"),
        ("an urinary infection", "a urine infection"),
        (
            "untreated active hepatitis or gout",
            "untreated active hepatitis or sore joints from acid crystals",
        ),
        ("moderate to severe renal insufficiency", "weak kidneys (medium or severe)"),
        ("seizures", "a fit"),
        ("anaphylaxis to eggs", "strong allergic reaction to eggs"),
        ("severe anaphylaxis to eggs", "severe allergic reaction to eggs"),
        ("serious wound(s)", "serious wounds"),
        ("drug- induced gout", "drug-induced gout"),
        ("malignancy/cancer", "cancer"),
        ("surgical operation of the knee", "operation of the knee"),
        ("aging Frailty", "aging frailty"),
        ("Serious Bleed Tendency", "serious bleed tendency"),
        ("hepatic or renal insufficiency", "liver or kidney weakness"),
        ("acute or chronic renal failure", "sudden or long-term kidney failure"),
        ("epilepsy or myocardial infarction", "fits that come back or a heart attack"),
        ("history of myocardial infarction", "history of a heart attack"),
        ("any myocardial infarction", "any heart attack"),
        ("hypertension medication", "high blood pressure drug"),
        ("an informed consent form", "a consent form"),
        ("allergy to immunosuppressants", "an allergy to immune-blocking drugs"),
        ("Radicava® or hypersensitivity", "Radicava® or an allergy"),
        ("Histologically or cytologically confirmed tumour", "lab-proven tumor"),
        ("intolerance to aspirin", "a bad reaction to aspirin"),
        ("malignant hypertension or rhinitis", "dangerously high blood pressure or a runny nose"),
        ("Allergic to local anesthetics", "an allergy to local numbing drugs"),
        ("septic arthritis", "septic sore joints"),
        ("Crohn disorder of the pulmonary vein", "Crohn problem of the lung vein"),
        ("drug or alcohol abuse", "too much use of drugs or drink"),
        ("cerebrovascular accident, or acute renal failure", "a stroke, or sudden kidney failure"),
        ("new lung or liver transplantation", "new lung or liver transplant"),
        ("lung or brain metastases", "lung or brain spread"),
        ("gout or renal failure", "sore joints from acid crystals or kidney failure"),
        ("medical conditions", "health problems"),
        ("immunosuppressant drug", "immune-blocking drug"),
        ("hypersensitivity or allergy", "an allergy"),
        ("Cardiac transplant", "heart transplant"),
        ("Ewing tumour", "Ewing tumor"),
        ("Parkinson's dysfunction", "Parkinson's problem"),
        (" clinically relevant symptoms", "major symptoms"),
    ],
)
def test_plain_words_of_a_name(name: str, plain: str) -> None:
    found = plain_name(name)
    assert found is not None
    assert (found.word, found.plain) == (name, plain)


@pytest.mark.parametrize(
    "name",
    [
        "gizmo",
        "",
        "allergic reaction to remdesivir",
        "pre- and post-gizmo",
        "old Kellgren gizmo",
        "NSCLC",
        "unstable spine",
        "untreated asthma",
        "primary asthma",
    ],
)
def test_a_name_that_no_table_knows_stays(name: str) -> None:
    assert plain_name(name) is None


def test_an_adjective_alone_takes_its_noun_from_the_last() -> None:
    assert shares_its_noun("hepatic, cardiac or renal failure")
    assert shares_its_noun("acute or chronic gout")
    assert shares_its_noun("strong or moderate blocker")
    assert shares_its_noun("drug or alcohol abuse")
    assert not shares_its_noun("stroke or alcoholic liver")
    assert not shares_its_noun("gout or renal failure")
    assert not shares_its_noun("asthma or gout")
    assert not shares_its_noun("renal failure")


def test_only_a_whole_name_is_a_whole_name() -> None:
    assert plain_whole("Myocardial Infarctions") == "a heart attack"
    assert plain_whole("old myocardial infarction") is None
