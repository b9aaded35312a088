"""Another thing that a criterion names beside the first is asked, too: a "no" to one may hide the other."""

from __future__ import annotations

import pytest
from tests.spec.test_requirements_spec import line

from trialogue.eligibility.read_requirement import read_requirement

KEEPS_OUT = [
    # Another illness behind a clause on the first.
    (
        "Stage 4 kidney disease with dialysis, or interstitial lung disease (ILD) with low oxygen",
        "any (has Stage 4 kidney disease, current ~; has interstitial lung disease, current ~)",
    ),
    (
        "Uncontrolled arrhythmia with symptoms, myocardial infarction within 6 weeks or stroke",
        "any (has Uncontrolled arrhythmia, ever ~; has myocardial infarction, ever ~; has stroke, ever ~)",
    ),
    # What a clause says of the first is no other thing.
    ("Severe infection requiring antibiotics or antifungal drugs", "has Severe infection, current ~"),
    ("Cancer within 5 years, except carcinoma in situ or basal cell cancer", "has Cancer, ever ~"),
    ("Bronchial asthma considered unstable and/or requiring treatment", "has Bronchial asthma, current ~"),
    # A result, or what a doctor finds, at the end of a list.
    (
        "Long QT syndrome, arrhythmias, including torsade de pointes, QTc interval > 480 ms",
        "any (has Long QT syndrome, current ~; has arrhythmias, current ~; results_named ~)",
    ),
    (
        "Severe asthma, sleep apnea that needs care, or other factors that the investigator finds unsafe",
        "any (has Severe asthma, current ~; has sleep apnea, current ~; doctor_objects ~)",
    ),
    # Beside pregnancy.
    (
        "Pregnant or breastfeeding woman, under guardianship, incarcerated",
        "any (pregnant ~; breastfeeding ~; prisoner ~; legal_guardian ~)",
    ),
    ("Pregnancy, lactation or parturition within 30 days", "any (pregnant ~; postpartum ~; breastfeeding ~)"),
    ("Pregnant women, or cognitively impaired adults", "free"),
    # Beside the misuse of drugs.
    (
        "Substance abuse, medical or social conditions that may interfere with participation in the study or"
        " the evaluation of the results",
        "any (substance_misuse ~; illness_named ~)",
    ),
    ("Alcohol addicted, smokers and volunteers who cannot sign", "free"),
    # Another trial beside a drug.
    (
        "Having used favipiravir or participated in another clinical trial within 30 days",
        "any (takes favipiravir, ever ~; earlier_trial ~)",
    ),
    # Any of what is listed by "and".
    ("Any liver, kidney, and heart diseases", "has liver, kidney, or heart diseases, current"),
    (
        "Severe, uncontrolled and progressive diseases",
        "has Severe, uncontrolled and progressive diseases, current",
    ),
    ("Radiotherapy of chest pathology", "takes Radiotherapy of chest pathology, ever ~"),
    # What a doctor holds against it is not all of a list.
    (
        "Allergy to the drug; the researchers judged the patient unsuitable",
        "any (has Allergy to the drug, current; doctor_objects ~)",
    ),
    (
        "Contraindications specified for the drug; the pregnancy test of female subjects was positive, the"
        " researchers judged that the patient was not suitable for this study",
        "free",
    ),
    ("Unable to receive or considered ineligible for ventilation", "free"),
    # How a result is worked out keeps nobody out.
    (
        "Severe asthma; Creatinine clearance is to be calculated by the formula if creatinine > 1.5 × ULN",
        "has Severe asthma, current",
    ),
    # A treatment with its own time behind illnesses with theirs.
    (
        "History of stroke or angina within 6 months, major heart surgery within 6 months",
        "any (has stroke or angina, ever ~; takes major heart surgery, ever ~)",
    ),
    ("Deprived of liberty or under the protection of justice", "any (prisoner ~; legal_guardian ~)"),
    # Facts of another sort.
    ("Prisoners, pregnant women and minors", "any (prisoner ~; pregnant ~; age_fits ~)"),
    (
        "Poor compliance or other circumstances that the researcher finds unsuitable",
        "any (hard_to_comply ~; doctor_objects ~)",
    ),
    ("Poor compliance due to alcohol abuse", "hard_to_comply ~"),
    # Begins anew behind the cases of the first.
    (
        "Drugs against the virus including remdesivir or administration of a live vaccine",
        "any (takes Drugs against the virus, ever ~; takes live vaccine, ever ~)",
    ),
    # The noun of the first is that of the second.
    ("Alcohol abuse or dependence", "has Alcohol abuse or dependence, current"),
    ("Clinically relevant gout or asthma", "has Clinically relevant gout or asthma, current"),
]
LETS_IN = [
    ("Stage IIIB lung cancer with effusion, stage IV or recurrent lung cancer", "illness_fits ~"),
    (
        "Clinically definite diagnosis of tuberous sclerosis (modified criteria) or sporadic LAM"
        " (biopsy-proven or compatible high resolution chest CT scan and respiratory function tests.)",
        "illness_fits ~",
    ),
    ("Patients with AML, a certain type of ALL, NHL and MM", "illness_fits ~"),
    ("No prior aspirin, clopidogrel and warfarin", "not (takes aspirin, clopidogrel or warfarin, past)"),
    (
        "Relapsed lymphoma after chemotherapy or newly diagnosed leukemia",
        "illness_fits ~",
    ),
    # A number is not the only way in.
    ("LVEF at least 50% or normal by echocardiogram", "results_named ~"),
    ("Patients must not be HIV positive or have Hepatitis B or C infection", "free"),
    # The age of those whom it is for.
    ("Adult patients with asthma", "all (age_fits ~; asthma)"),
    ("Adult women", "all (age_fits ~; female)"),
    ("Adult patients without asthma", "all (age_fits ~; not (asthma))"),
    ("Adults and children with asthma", "free"),
    ("Adult-onset asthma", "has Adult-onset asthma, current"),
    # Two demands in one.
    ("Hospital workers who have signed consent", "all (consents ~; work_fits ~)"),
    ("ALT < 2.5 × ULN - Written informed consent", "all (alt ..2.5 uln ~; consents ~)"),
    (
        "Must be in good general health and who meet criteria for marijuana dependence",
        "all (healthy ~; illness_fits ~)",
    ),
    (
        "Platelet count at least 150,000/mm3 Prothrombin time no greater than upper limit of normal",
        "free",
    ),
]


@pytest.mark.parametrize(("text", "expected"), KEEPS_OUT)
def test_each_way_to_be_kept_out_is_asked(text: str, expected: str) -> None:
    assert line(read_requirement(text, {}, exclusion=True)) == expected


@pytest.mark.parametrize(("text", "expected"), LETS_IN)
def test_each_way_to_be_let_in_is_asked(text: str, expected: str) -> None:
    assert line(read_requirement(text, {}, exclusion=False)) == expected


def test_the_words_of_the_record_are_kept_where_an_age_is_put_aside() -> None:
    found = read_requirement("Adults with asthma that was diagnosed long ago", {})
    assert "patients" not in repr(found)
