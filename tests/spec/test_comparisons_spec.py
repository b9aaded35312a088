"""What is read as a comparison: a table of texts and their (variable, operator, value, unit)."""

from __future__ import annotations

import pytest

from trialogue.eligibility.comparisons import find_comparisons
from trialogue.eligibility.units import normal

TABLE = [
    ("Age ≥ 18 years", [("age", ">=", 18, "year")]),
    ("18 years of age or older", [("age", ">=", 18, "year")]),
    ("Aged between 20 and 80 years", [("age", "..", (20, 80), "year")]),
    ("Women aged 18‑45 years", [("age", "..", (18, 45), "year")]),
    ("Patients aged 65+ years", [("age", ">=", 65, "year")]),
    ("18 ≤ Age ≤ 75 years", [("age", ">=", 18, None), ("age", "<=", 75, "year")]),
    ("BMI ＞ 30 kg/m²", [("BMI", ">", 30, "kg/m2")]),
    ("BMI more or equal 30", [("BMI", ">=", 30, None)]),
    ("BMI ≥ 18 and < 30 kg/m2", [("BMI", ">=", 18, "kg/m2"), ("BMI", "<", 30, "kg/m2")]),
    ("HbA1c of 7,5 % or more", [("HbA1c", ">=", 7.5, "%")]),
    ("Platelets ≥ 100,000/mm³", [("Platelets", ">=", 100000, "/mm3")]),
    ("Platelets ≥ 100 000/µL", [("Platelets", ">=", 100000, "/ul")]),
    ("ANC ≥ 1.5 × 10⁹/L", [("ANC", ">=", 1.5, "10^9/l")]),
    ("ANC \\>= 1.5 x 10^9/L", [("ANC", ">=", 1.5, "10^9/l")]),
    ("ALT no more than 2.5 x ULN", [("ALT", "<=", 2.5, "uln")]),
    ("AST > 3 times the upper limit of normal", [("AST", ">", 3, "uln")]),
    ("creatinine in excess of 1.5 mg/dL", [("creatinine", ">", 1.5, "mg/dl")]),
    ("eGFR less than 30 mL/min/1.73 m2", [("eGFR", "<", 30, "ml/minute/1.73m2")]),
    ("NYHA class II-IV", [("NYHA", "..", (2, 4), None)]),
    ("ECOG performance status of 0-2", [("ECOG performance status", "..", (0, 2), None)]),
    ("Life expectancy of at least three months", [("Life expectancy", ">=", 3, "month")]),
    ("Minimum life expectancy of 12 weeks", [("life expectancy", ">=", 12, "week")]),
    ("surgery within 4 weeks prior to screening", [("surgery", "<=", 4, "week")]),
    ("two or more seizures", [("seizures", ">=", 2, None)]),
    ("T-score < -2.5", [("T-score", "<", -2.5, None)]),
    ("Temperature above 38 °C", [("Temperature", ">", 38, "c")]),
]


@pytest.mark.parametrize(("text", "wanted"), TABLE, ids=[text for text, _ in TABLE])
def test_a_text_is_read_as_these_comparisons(text: str, wanted: list[tuple[object, ...]]) -> None:
    found = [
        (c.variable, c.op.value, c.value, normal(c.unit) if c.unit else None) for c in find_comparisons(text)
    ]
    assert found == wanted


@pytest.mark.parametrize(
    "text",
    [
        "HIV-1 and HIV-2 antibodies",
        "COVID-19 in 2020",
        "1. Signed consent\n2. Asthma",
        "pain on a 0-10 scale",
        "CD4 cells, IL-6, factor VIII",
        "iOS version 12 or higher",
        "See protocol",
        "",
    ],
)
def test_a_number_alone_is_no_comparison(text: str) -> None:
    assert find_comparisons(text) == ()


def test_places_are_characters_of_the_text() -> None:
    text = "Inclusion:\n* Serum albumin ≥ 3.5 g/dL"
    (c,) = find_comparisons(text)
    assert text[c.start : c.end] == "≥ 3.5 g/dL"
    assert (c.var_start, c.var_end) == (13, 26)
