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
    ("Platelets ≥ 1,200,000/µL", [("Platelets", ">=", 1200000, "/ul")]),
    ("WBC > 3.000/mm3", [("WBC", ">", 3000, "/mm3")]),
    ("BMI 18,5-24,9 kg/m2", [("BMI", "..", (18.5, 24.9), "kg/m2")]),
    ("age 18—65 years", [("age", "..", (18, 65), "year")]),
    ("age 18−65 years", [("age", "..", (18, 65), "year")]),
    ("age 18 \\- 65 years", [("age", "..", (18, 65), "year")]),
    ("Age18-65", [("age", "..", (18, 65), None)]),
    ("ANC ≥ 1.5x10*9/L", [("ANC", ">=", 1.5, "10^9/l")]),
    ("ANC ≥ 1.5 x 109/L", [("ANC", ">=", 1.5, "10^9/l")]),
    ("Hemoglobin ≥ 9 glorks/dL", [("Hemoglobin", ">=", 9, None)]),
    ("FEV1 < 80% of predicted", [("FEV1", "<", 80, "%")]),
    ("ALT < 3 times the upper limit of normal (ULN)", [("ALT", "<", 3, "uln")]),
    ("HbA1c between 7.0% and 10.5%", [("HbA1c", "..", (7, 10.5), "%")]),
    ("no more than 2 prior regimens", [("regimens", "<=", 2, None)]),
    ("not less than 18 years of age", [("age", ">=", 18, "year")]),
    ("up to 3 previous regimens", [("regimens", "<=", 3, None)]),
    ("at least one of the following", [("the following", ">=", 1, None)]),
    ("grade 2 or higher neuropathy", [("neuropathy", ">=", 2, None)]),
    ("SBP < 90 or > 180 mmHg", [("SBP", "<", 90, "mmhg"), ("SBP", ">", 180, "mmhg")]),
    ("marriage for at least one and a half years", [("marriage", ">=", 1.5, "year")]),
    ("QTc greater than (>) 450 msec", [("QTc", ">", 450, "ms")]),
    ("no later than 72 hours after stroke", [("stroke", "<=", 72, "hour")]),
    ("Participants over the age of 18 years", [("age", ">", 18, "year")]),
    ("in the age of 18 to 65 years", [("age", "..", (18, 65), "year")]),
    ("PaO2 of 60 mmHg (100 mmHg < PaO2/FiO2)", [("PaO2/FiO2", ">", 100, "mmhg")]),
    ("eGFR < 35 ml/min 1.73m^2", [("eGFR", "<", 35, "ml/minute/1.73m2")]),
    ("Temperature above 38.0o C", [("Temperature", ">", 38, "c")]),
    ("antibiotics in the 3 months before screening", [("antibiotics", "<=", 3, "month")]),
    ("45y or older", [("age", ">=", 45, "year")]),
    ("toxicity > grade 1 by CTCAE v5.0", [("toxicity", ">", 1, None)]),
    ("prednisone > 10 mg/day", [("prednisone", ">", 10, "mg/day")]),
    ("a stable dose of ≤ 10 mg/day of prednisone", [("prednisone", "<=", 10, "mg/day")]),
    ("CD4 count ≥ 200 cells/mm3", [("CD4 count", ">=", 200, "/mm3")]),
    ("vitamin B12 < 200 pg/mL", [("vitamin B12", "<", 200, "pg/ml")]),
    ("IL-6 > 10 pg/mL", [("IL-6", ">", 10, "pg/ml")]),
    ("Ulcers older than 1 year", [("Ulcers", ">", 1, "year")]),
    ("women older than 20 years of age", [("age", ">", 20, "year")]),
    ("people with fractures older than 20 years of age", [("age", ">", 20, "year")]),
    ("Bone age above 14 years", [("Bone age", ">", 14, "year")]),
    ("Women (18-75 years) with a cough", [("age", "..", (18, 75), "year")]),
    ("Adults > 18 y.o.", [("age", ">", 18, "year")]),
    ("Babies up to age 6 months with INR 1.5 or more", [("age", "<=", 6, "month"), ("INR", ">=", 1.5, None)]),
    ("awaiting a stent and ≥20 and ≤80 years of age", [("age", ">=", 20, "year"), ("age", "<=", 80, "year")]),
    ("age ≥ 9 months and < 30 years", [("age", ">=", 9, "month"), ("age", "<", 30, "year")]),
    ("Age of <18y or>75y", [("age", "<", 18, "year"), ("age", ">", 75, "year")]),
    (
        "Haemoglobin > 12 g/dL for women; 13 g/dL or more for male subjects",
        [("Haemoglobin", ">", 12, "g/dl"), ("Haemoglobin", ">=", 13, "g/dl")],
    ),
    ("Obesity (>88 cm women, >102 cm men)", [("Obesity", ">", 88, "cm"), ("Obesity", ">", 102, "cm")]),
    (
        "Temperature > 38 degrees Celsius (C) or < 36 degrees C",
        [("Temperature", ">", 38, "c"), ("Temperature", "<", 36, "c")],
    ),
    (
        "weakness (Rivermead < 60) more than 6 months",
        [("Rivermead", "<", 60, None), ("weakness", ">", 6, "month")],
    ),
    (
        "swelling in at least one joint for 3 months or more",
        [("joint", ">=", 1, None), ("swelling", ">=", 3, "month")],
    ),
    ("Users of at least 2 cups of coffee", [("coffee", ">=", 2, "cups")]),
    ("eczema of >= 10 % body surface area", [("body surface area", ">=", 10, "%")]),
    ("people with less than a 6th grade education", [("education", "<", 6, None)]),
    ("at least 2 fully erupted teeth", [("teeth", ">=", 2, None)]),
    ("two or more vascular risk factors", [("risk factors", ">=", 2, None)]),
    ("at least 1 evaluable or measurable lesion", [("lesion", ">=", 1, None)]),
    ("at least one of the following criteria:", [("the following criteria", ">=", 1, None)]),
    ("at least one of the following fractures: hip", [("the following", ">=", 1, None)]),
    (
        "Back pain: a score of >= 5 on the Oswestry Disability Index",
        [("Oswestry Disability Index", ">=", 5, None)],
    ),
    ("pain >= 4 on a visual numeric scale", [("pain", ">=", 4, None)]),
    (
        "pain assessed at the screening of at least 5 on the pain rating score",
        [("pain rating score", ">=", 5, None)],
    ),
    (
        "Scan within 6 months of visit 1 with a result of > 12 kPa",
        [("Scan", "<=", 6, "month"), ("Scan", ">", 12, "kpa")],
    ),
    (
        "1. Within 30 days prior to the procedure, the subject has undergone bypass surgery",
        [("bypass surgery", "<=", 30, "day")],
    ),
    ("History (within 2 years) of alcohol abuse", [("alcohol abuse", "<=", 2, "year")]),
    ("diagnosed within 12 months with breast cancer", [("breast cancer", "<=", 12, "month")]),
    ("postmenopausal, at least 1 year since last menses", [("menses", ">=", 1, "year")]),
    ("At least 10-15 glomeruli", [("glomeruli", "..", (10, 15), None)]),
    ("creatinine within 1.5 x ULN", [("creatinine", "<=", 1.5, "uln")]),
    ("sleep later than 10:40 pm", []),
    ("Neutrophils < 1000/mmc", [("Neutrophils", "<", 1000, "/mm3")]),
    ("platelets < 50,000 platelets/µL", [("platelets", "<", 50000, "/ul")]),
    ("bilirubin < 35 micromoles/L", [("bilirubin", "<", 35, "umol/l")]),
    ("proteinuria >= 300 mg/24hs", [("proteinuria", ">=", 300, "mg/day")]),
    ("Children 3-12 months with an allergy", [("age", "..", (3, 12), "month")]),
    ("renal transplants less than one year old", [("renal transplants", "<", 1, "year")]),
    ("Older > 18 years", [("age", ">", 18, "year")]),
    ("beyond the 1st trimester", []),
    ("below the 10th percentile", [(None, "<", 10, "percentile")]),
    ("Beekeepers with > 10 stings/year", [("stings", ">", 10, "/year")]),
    ("work for at least 3 days in a week", [("work", ">=", 3, "/week")]),
    ("peanut IgE > 0.7 kU/L", [("peanut IgE", ">", 0.7, "ku/l")]),
    ("Hemoglobin > 8.0 g/㎗", [("Hemoglobin", ">", 8, "g/dl")]),
    ("alcohol intake of ≥ 24 g alcohol/day", [("alcohol intake", ">=", 24, "g/day")]),
    ("oxygen saturation [by pulse oximetry] < 92 %", [("oxygen saturation", "<", 92, "%")]),
    ("steroids during four weeks prior to entry", [("steroids", "<=", 4, "week")]),
    ("treatment during 12 weeks", []),
    ("under one of the following conditions", []),
    ("History of grade ≥2 bleeding", [("bleeding", ">=", 2, None)]),
    ("IgE between 30 and 700 International Units/ml", [("IgE", "..", (30, 700), "iu/ml")]),
    (
        "Age: Male or female patients aged ≥18 years and <75 years at the time of signing",
        [("age", ">=", 18, "year"), ("age", "<", 75, "year")],
    ),
    ("omalizumab, prescribed by a doctor, for at least 33 months", [("omalizumab", ">=", 33, "month")]),
    ("a serious illness, as judged by the doctor, during the past 3 months", [("illness", "<=", 3, "month")]),
    ("painkillers, two times per week, in the past 4 weeks", [("painkillers", "<=", 4, "week")]),
    ("Family members are under 18", [("age", "<", 18, None)]),
    ("Minimum posterior disc height of 5 mm", [("posterior disc height", ">=", 5, "mm")]),
    ("body weight above 50 kg", [("body weight", ">", 50, "kg")]),
    ("≤ 20 mg of prednisone daily", [("prednisone", "<=", 20, "mg")]),
    ("Work in the Hope Group for at least 3 months among nurses", [("Work", ">=", 3, "month")]),
    ("meeting at least one of these criteria", [("criteria", ">=", 1, None)]),
    ("those of 18 years and above", [("age", ">=", 18, "year")]),
]

#: The name of a comparison, and what it is the head of: (text, variable, the whole phrase).
NAMES = [
    ("surgery or radiotherapy within 4 weeks", "radiotherapy", "surgery or radiotherapy"),
    ("pain due to tennis elbow for at least 3 months", "pain", "pain due to tennis elbow"),
    ("Prior surgery on the knee within 6 months", "surgery", "surgery on the knee"),
    ("a recent (< 6 months) stroke", "stroke", "stroke"),
    ("AST or ALT > 3 x ULN", "ALT", "AST or ALT"),
    ("Body mass index (BMI) > 30 kg/m2", "BMI", "Body mass index (BMI"),
    ("busulfan (total dose > 7 mg/kg)", "busulfan", "busulfan"),
    ("Weight change of more than 3 kg within 3 months", "Weight", "Weight change"),
    ("exercise (more than 20 minutes) 3 or more times a week", "exercise", "exercise"),
    ("curvature of the spine of more than 40 degrees", "curvature", "curvature of the spine"),
    ("delivery at ≥ 20 weeks of gestation", "gestation", "gestation"),
    ("use of tobacco other than cigarettes in the past 30 days", "tobacco", "tobacco"),
    ("the Hoehn and Yahr score is below 3", "Hoehn and Yahr", "Hoehn and Yahr"),
    ("prednisone (or equivalent) daily in the last 6 months", "prednisone", "prednisone"),
    ("rashes (either local or widespread) within 2 weeks", "rashes", "rashes"),
    (
        "treatment with any other trial drug within 3 months",
        "treatment",
        "treatment with any other trial drug",
    ),
    ("referred to another ward within 30 days", "referred", "referred to another ward"),
    ("a 2-hour glucose load ≥ 7.8 mmol/L", "2-hour glucose load", "2-hour glucose load"),
    ("HbA1c levels > 7 %", "HbA1c levels", "HbA1c levels"),
    ("Anti-GAD count (AG count) of ≥ 5", "AG count", "Anti-GAD count (AG count"),
    ("plasma creatinine clearance < 30 mL/min", "plasma creatinine clearance", "plasma creatinine clearance"),
    ("opioid for pain, given as tablets at > 60 mg/day", "tablets", "tablets"),
    (
        "active substance use disorder within 6 months",
        "substance use disorder",
        "active substance use disorder",
    ),
    ("symptoms consistent with flu for 7 days or less", "symptoms", "symptoms"),
    ("Low-dose aspirin > 81 mg", "aspirin", "Low-dose aspirin"),
    ("history of drug or alcohol dependence within 6 months", "dependence", "drug or alcohol dependence"),
    ("cancer or asthma within 6 months", "asthma", "cancer or asthma"),
    ("curvature measured in the spine > 10 degrees", "curvature", "curvature measured in the spine"),
    (
        "swelling of the central macular thickness > 320 µm",
        "central macular thickness",
        "swelling of the central macular thickness",
    ),
    ("a Charlson comorbidity scale adjusted to age < 4", "Charlson comorbidity scale", None),
    ("gait speed < 1 m/s", "gait speed", "gait speed"),
    ("a psychological or medical study within 3 months", "study", "psychological or medical study"),
    ("contraception during the study and for at least 2 weeks", "contraception", "contraception"),
    (
        "eosinophilic or other inflammatory (e.g., celiac) bowel disease in the past 2 years",
        "inflammatory bowel disease",
        None,
    ),
    ("moderate to vigorous exercise for at least 30 minutes", "exercise", "vigorous exercise"),
    ("persistent bradycardia with hypoxemia for > 2 h", "hypoxemia", "hypoxemia"),
    ("treatment with insulin within 3 months", "treatment", "treatment with insulin"),
    ("a stable dose of metformin for 3 months or more", "metformin", "metformin"),
    ("drugs that are known to affect plasticity within 2 months", "drugs", "drugs"),
    ("chemotherapy known to be associated with nausea within 30 days", "chemotherapy", "chemotherapy"),
    ("a lesion newly diagnosed or relapsed more than 3 months ago", "lesion", "lesion"),
    ("discharged or deceased within 24 hours", "deceased", "discharged or deceased"),
    ("lesion(s) > 10 mm", "lesion", "lesion"),
    ("CAC score > 10", "CAC score", "CAC score"),
    ("a Hamilton scale score > 10", "Hamilton scale", "Hamilton scale"),
    ("propofol infusion rate > 4 mg/kg/h", "propofol infusion rate", "propofol infusion rate"),
    ("5.Residual limb length > 6 inches", "Residual limb length", "Residual limb length"),
    ("Circulation: circulating tumor cells > 5", "circulating tumor cells", "circulating tumor cells"),
    ("the Short Scale for Hispanics of > 2", "Short Scale for Hispanics", "Short Scale for Hispanics"),
]


@pytest.mark.parametrize(("text", "wanted"), TABLE, ids=[text for text, _ in TABLE])
def test_a_text_is_read_as_these_comparisons(text: str, wanted: list[tuple[object, ...]]) -> None:
    found = [
        (c.variable, c.op.value, c.value, normal(c.unit) if c.unit else None) for c in find_comparisons(text)
    ]
    assert found == wanted


@pytest.mark.parametrize(("text", "variable", "phrase"), NAMES, ids=[text for text, _, _ in NAMES])
def test_a_variable_is_named_by_its_head(text: str, variable: str, phrase: str | None) -> None:
    c = find_comparisons(text)[-1]
    assert c.variable == variable
    assert phrase is None or text[c.var_start : c.var_end] == phrase


@pytest.mark.parametrize("end", ["\nPatients with asthma", ". Patients with asthma", "; men"])
def test_a_window_of_time_is_no_age(end: str) -> None:
    (c,) = find_comparisons("Use of insulin over the previous 4 months" + end)
    assert (c.variable, c.is_time) == ("insulin", True)


@pytest.mark.parametrize(
    "text",
    [
        "HIV-1 and HIV-2 antibodies",
        "COVID-19 in 2020",
        "1. Signed consent\n2. Asthma",
        "pain on a 0-10 scale",
        "CD4 cells, IL-6, factor VIII",
        "iOS version 12 or higher",
        "Age between 65 and 18 years",
        "First-line treatment after a second episode in the 3rd trimester",
        "dose reduced by 1/2",
        "before 1 January 2020",
        "between 12/03/2019 and 15/04/2020",
        "since 2015-06-01",
        "antibody titre ≥ 1:4",
        "rituximab 5 mg/kg",
        "Call +1 (555) 123-4567 or 555-123-4567",
        "Participation in NCT99000001",
        "IL-2, 5-FU, CD4, HbA1c, vitamin B12, CA-125, H1N1",
        "graded by CTCAE v5.0 or version 4.03",
        "criteria 1.1 (RECIST)",
        "measured per RECIST v1.1",
        "in hospital on days 1-4, in part 2-3 of a phase 1-2 trial",
        "10-20-30",
        "≥ years, 5,,6, ≤",
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
