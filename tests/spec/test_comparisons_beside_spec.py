"""What a comparison is of where other words, limits or brackets stand beside it."""

from __future__ import annotations

import pytest

from trialogue.eligibility.comparisons import find_comparisons
from trialogue.eligibility.units import normal

#: (text, the name of its last comparison).
NAMES = [
    ("barrier methods during the study and for at least 30 days", "barrier methods"),
    ("abstinent from the first dose, throughout the trial, and for up to 90 days", "abstinent"),
    ("surgery during the trial or within 3 months after it", "surgery"),
    ("nausea over a period of at least 3 months", "nausea"),
    ("a menstrual period within 28 days", "menstrual period"),
    ("Women who are surgically sterilized for at least 1 year", "sterilized"),
    ("rhinitis with or without asthma for at least 1 year", "rhinitis"),
    ("statins ± ezetimibe for at least 3 months", "statins"),
    ("steroids, with or without inhalers (LABA), for at least 2 months", "steroids"),
    ("steroids such as prednisone within 4 weeks", "steroids"),
    ("prednisone or equivalent for at least 4 weeks", "prednisone"),
    ("≥ 20 g alcohol/day for at least 5 years", "alcohol"),
    ("a method of contraception for at least 6 months", "contraception"),
    ("transfer to a hospital which is not a study site within 3 days", "transfer"),
    ("treatment with drug (s) within 6 months", "treatment"),
    ("iii) heart rate > 100", "heart rate"),
    ("(12) Participating in studies within 1 month", "studies"),
    ("Unlikely to survive > 48 hours", "survive"),
    ("pain medicine at any time within 2 months", "pain medicine"),
    ("Pregnant or less than 8 weeks post-partum", "post-partum"),
    ("History within 6 months of nausea", "nausea"),
    ("More than 7 days since initiation of dialysis", "dialysis"),
    ("Sterilized men, at least one year post vasectomy", "vasectomy"),
    ("infants 24-29 weeks of gestational age", "gestational age"),
    ("infants 24-29 weeks of gestational age and 500-1400 grams birthweight", "gestational age"),
    ("fever ≥ 36.6 °C in the armpit; or ≥ 37.2 °C", "fever"),
    ("bilirubin ≤ 1.5 x ULN (except for Gilbert syndrome ≤ 3 x ULN)", "bilirubin"),
    ("burns > 10 % of the skin or > 5 % hand surface", "hand surface"),
    ("SpO2 ≤ 95% on room air within 24 hours", "SpO2"),
    ("HbA1c > 8 % with insulin within 3 months", "insulin"),
    ("steroids (> 10 mg prednisone a day) within 14 days", "steroids"),
    ("antihistamines more than one time within 3 days", "antihistamines"),
    ("Toxicities from prior therapy not recovered to ≤ grade 1", "Toxicities"),
    ("Any therapy related rash of grade > 1", "rash"),
    ("History of grade ≥ 3 bleeding or grade ≥ 2 infections", "infections"),
    ("toxicity of grade 2 or higher per CTCAE", "toxicity"),
    ("serum IgE [RAST] to peanut of > 5 kU/L", "serum IgE"),
    ("lost contact after > 3 telephone calls", "telephone calls"),
    ("at least one first-degree relative with asthma", "first-degree relative"),
    (
        "a score of ≥ 5 on the anxiety disorder (GAD-7) questionnaire",
        "anxiety disorder (GAD-7) questionnaire",
    ),
    ("steroids (< 100 mg daily)", "steroids"),
    ("epirubicin no greater than 450 mg/m2 permitted", "epirubicin"),
    ("Distance between the gallbladder and the bowel > 1 cm", "Distance"),
    ("Clinically stable for at least 1 month", "stable"),
    ("glomerular filtration rate (eGFR by MDRD) < 20 mL/min", "eGFR"),
    ("medicine (except paracetamol) within 3 days", "medicine"),
    ("colitis based on endoscopy within 6 months", "colitis"),
    ("therapy specific to the heart within 4 weeks", "therapy"),
    ("stenosis of the treated lesions < 20 %", "stenosis"),
    ("Bad colitis (with haemoglobin < 9 g/dL", "haemoglobin"),
    ("completed at least one round of dialysis", "dialysis"),
    ("Mental retardation\nLess than 50 kg of weight", "weight"),
    ("Previous (within 3 months of entry) or current use of antacids", "antacids"),
    ("At least 2 or more allergic symptoms", "symptoms"),
    ("pancreatic cancer: 1-3 prior treatments", "treatments"),
    ("SpO2 < 95% in ambient air (< 91% in lung disease)", "SpO2"),
    ("study for the treatment of asthma within 6 months", "study"),
    ("haemoglobin from the most recent blood draw < 7 g/dL", "haemoglobin"),
    ("a nosebleed within 24 hours", "nosebleed"),
    ("drugs (such as gamma and delta [IV] drops) within 2 weeks", "drugs"),
    ("Patients > 18 years infected with a virus", "age"),
    ("minors under 15 years", "age"),
    ("at least one of the following confirmatory tests:", "the following"),
    ("At least 4 weeks must have elapsed since dialysis", "dialysis"),
    ("At least 4 weeks has elapsed from the time of transplant", "transplant"),
    ("at least 5 weeks beyond dialysis", "dialysis"),
    ("≤ 3 lines of prior systemic therapy", "therapy"),
    ("recent (< 30 weeks ago) infection", "infection"),
    ("people must be ≥ 6 months and < 6 years of age", "age"),
    ("prednisone at time of enrollment of ≥ 10 mg/day", "prednisone"),
    ("long-term (≥ 30 days) steroids", "steroids"),
    ("decline based on 3 or more readings within 18 months", "readings"),
    ("drugs (alpha, beta, gamma, delta, " + "epsilon, zeta, " * 7 + "eta) within 7 days", "drugs"),
]


@pytest.mark.parametrize(("text", "variable"), NAMES, ids=[text for text, _ in NAMES])
def test_a_comparison_is_of(text: str, variable: str) -> None:
    assert find_comparisons(text)[-1].variable == variable


#: (text, operator, value, unit) of its last comparison.
LIMITS = [
    ("loss of > 10 % over 6 months", "<=", 6, "month"),
    ("pain for over 6 months", ">", 6, "month"),
    ("a swab no earlier than 5 days before entry", "<=", 5, "day"),
    ("a visit no earlier than 5 days after entry", ">=", 5, "day"),
    ("surgery earlier than 5 days after entry", "<", 5, "day"),
    ("screens for more than 3 hours a day", ">", 3, "hour/day"),
    ("neutrophils > 1500/mm(3)", ">", 1500, "/mm3"),
    ("BMI above 30 kg/m\\^2", ">", 30, "kg/m2"),
    ("neutrophils at or below 1500 cells/mcL", "<=", 1500, "/ul"),
    ("consent of a parent if under 18).", "<", 18, None),
    ("fibrosis F2 or greater", ">=", 2, None),
    ("fed for at least 6 months or up to 12 months", "<=", 12, "month"),
    ("PHQ-9 score of ≥ 5 to 27", "..", (5, 27), None),
    ("8.3 At least 30 days from an infusion", ">=", 30, "day"),
    ("glucose of 110 mg⁄dL or greater", ">=", 110, "mg/dl"),
    ("creatinine over 200 mikrog/l", ">", 200, "ug/l"),
    ("a stent in recent 3 months", "<=", 3, "month"),
    ("sperm < 5 million spermatozoa/mL", "<", 5, "millionspermatozoa/ml"),
]


@pytest.mark.parametrize(("text", "op", "value", "unit"), LIMITS, ids=[row[0] for row in LIMITS])
def test_a_limit_is_read_as(text: str, op: str, value: object, unit: str | None) -> None:
    c = find_comparisons(text)[-1]
    assert (c.op.value, c.value, normal(c.unit) if c.unit else None) == (op, value, unit)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("an infection requiring antibiotics within 4 weeks", "infection requiring antibiotics"),
        ("pain (Bieri > 4)", "pain (Bieri"),
    ],
)
def test_its_phrase_holds_what_belongs_to_it(text: str, phrase: str) -> None:
    c = find_comparisons(text)[-1]
    assert text[c.var_start : c.var_end] == phrase


@pytest.mark.parametrize(
    "text",
    [
        "F1 score",
        "COVID-19 + by PCR",
        "a scan at 24 h +/- 4 h",
        "second-line (2L+)",
        "follow-up in the 8-week study",
    ],
)
def test_this_is_no_limit(text: str) -> None:
    assert find_comparisons(text) == ()
