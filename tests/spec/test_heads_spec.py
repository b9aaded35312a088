"""How the thing that a criterion is about is named: the name whole, no other thing lost, no "not" lost."""

from __future__ import annotations

import pytest
from tests.spec.test_requirements_spec import line

from trialogue.eligibility.read_child import read_child
from trialogue.eligibility.read_requirement import read_requirement
from trialogue.model.requirement import Free

LETS_IN = [
    # The test by which it is known is not the illness.
    ("Patients with PCR documented diagnosis of influenza", "has influenza, current +"),
    ("RT-PCR confirmed influenza", "has influenza, current +"),
    ("Diagnosis of influenza performed by a central laboratory", "has influenza, current +"),
    ("All patients suspected of influenza consulting for advice", "illness_fits ~"),
    ("Subjects with low to moderate risk of stroke", "has low to moderate risk of stroke, current"),
    ("Symptoms of influenza at screening", "has Symptoms of influenza, current +"),
    (
        "No additional signs or symptoms of sepsis",
        "not (has additional signs or symptoms of sepsis, current)",
    ),
    ("Treated at one of the hospitals of the region", "cared_for_there ~"),
    ("Adequate venous access for apheresis", "veins_fit ~"),
    ("Has an internet connection", "has_internet ~"),
    ("Must complete standard radiation before cell therapy", "takes standard radiation, ever +"),
    ("Complete bowel obstruction", "has Complete bowel obstruction, current"),
    ("Stopping the anticoagulation for biopsy should be per procedure", "free"),
    # What people do and whom they meet is no illness of theirs.
    ("Persons exposed to SARS-CoV-2 by an infected person", "close_contact ~"),
    ("Cardiologists working in heart failure centers", "free"),
    ("Must be employed at a cancer center", "work_fits ~"),
    ("Being in home quarantine due to influenza", "free"),
    ("Patients who need no laboratory confirmation of influenza to join", "free"),
    ("Have a health condition that permits them to walk", "free"),
    # Either group, or either form of an illness, may join.
    ("Patients with mild influenza (fever) and severe cases of pneumonia", "illness_fits ~"),
    ("Persons exposed to someone with a confirmed diagnosis of influenza", "free"),
    # When it was is kept behind "no", too.
    ("No steroid exposure within 1 week of procurement", "not (takes steroid exposure, ever ~)"),
    ("Patients with sepsis in intensive care. Other patients with severe pneumonia", "free"),
]

KEEPS_OUT = [
    ("Students diagnosed with COVID-19 before", "free"),
    ("Resuscitation > 30 minutes", "free"),
    ("Patients with hospital admission Clinical Frailty Scale ≥ 6", "free"),
    ("Any student injured at the beginning of the study", "free"),
    ("Employee or student of the sponsor", "staff ~"),
    (
        "Patients with active treatment for cancer (radiotherapy)",
        "takes active treatment, current +",
    ),
    # No name ends or begins so.
    (
        "History of bronchitis or severe to moderate asthma",
        "has bronchitis or severe to moderate asthma, ever",
    ),
    (
        "Use of colchicine and strong or moderate CYP3A4 inhibitors with renal impairment",
        "takes colchicine and strong or moderate CYP3A4 inhibitors, current ~",
    ),
    ("Patients with failing comorbidities, independently of diabetes", "illness_named ~"),
    ("Symptomatic for influenza at baseline", "free"),
    ("Patients who have undergone several endoscopies could not be included twice", "free"),
    (
        "Subjects in treatment with another type of immunotherapy",
        "takes another type of immunotherapy, current",
    ),
    ("Simultaneous treatment with rituximab", "takes rituximab, current"),
    ("Requires treatment with ciprofloxacin", "takes ciprofloxacin, current +"),
    (
        "Blood products within 90 days of screening, or planned administration before day 100",
        "treatment_named ~",
    ),
    ("History of cancer or its complications", "has cancer or its complications, ever"),
    ("Chronic therapy with antiplatelet agents", "takes antiplatelet agents, current +"),
    ("Vaccination with any live vaccine within 4 weeks", "takes live vaccine, ever [..28 not said]"),
    (
        "Patients who have received stem cell or kidney transplantation",
        "takes stem cell or kidney transplantation, ever",
    ),
    ("A decision to end the treatment within the next day", "free"),
    ("Expected death or withdrawal of treatment within 3 days", "free"),
    (
        "Received anti-rejection or immunomodulatory drugs",
        "takes anti-rejection or immunomodulatory drugs, ever",
    ),
    (
        "History of cirrhosis or AST/ALT > 3x the upper limit of normal",
        "any (illness_named ~; results_named ~)",
    ),
    ("Noradrenaline > 12 µg/min or 0.2 µg/kg per min", "takes Noradrenaline, ever ~"),
    ("Inadequate venous access for phlebotomy", "free"),
    ("Known donor specific antibody", "free"),
    (
        "Patients with previous mental disorders or undergoing mental health treatment",
        "any (illness_named ~; treatment_named ~)",
    ),
    ("Failure to meet the inclusion criteria", "free"),
    ("Influenza not confirmed by a swab or clinical criteria", "free"),
    ("Hypertension and diabetes that drugs cannot hold down, liver disease", "free"),
    ("Not using English as a main language", "free"),
    # What a drug must not be given with is not the drug.
    ("Dexamethasone: uncontrolled diabetes, glaucoma", "free"),
    # Another thing than the head names bars, too.
    (
        "History of anaphylaxis, prior administration of horse serum, or kidney failure due to snake venom",
        "any (illness_named ~; treatment_named ~)",
    ),
    (
        "Stroke or heart failure within 6 months, or with a prior echocardiogram: ejection fraction < 40 %",
        "any (illness_named ~; results_named ~)",
    ),
    ("Hypersensitivity to captopril, to any other ACE inhibitor", "illness_named ~"),
    ("Immunocompromised, e.g. bone marrow transplant, immune deficiency, poorly controlled HIV", "free"),
    (
        "ALT > 5 x upper limit of normal OR clinical evidence of liver failure with jaundice",
        "any (illness_named ~; results_named ~)",
    ),
    ("Unable to lie flat, spinal instability, pelvic fractures", "free"),
    # How bad the first is, or where, may be said of all.
    (
        "Serious heart disease, gout, and asthma",
        "any (has Serious heart disease, current ~; has gout, current ~; has asthma, current ~)",
    ),
    ("Bowel diverticulitis or perforation", "has Bowel diverticulitis or perforation, current"),
    (
        "Patients with dementia, mental health needs and drug dependency, pregnant women are excluded",
        "any (has dementia, current ~; has mental health needs and drug dependency, current ~; pregnant ~)",
    ),
    # What is not done or proven is not the thing.
    ("Screening test for tuberculosis not performed", "free"),
    ("Tuberculosis infection not retained", "free"),
    ("Not drained pneumothorax or bronchopleural fistula", "free"),
    ("All participants must agree to allow their samples to be used", "free"),
    # What is found is no illness; what a person has is no test's result.
    ("Hepatitis B surface antibodies lower than 10 mU/ml", "results_named ~"),
    (
        "An abnormal skin condition (e.g., eczema) that affects the arm",
        "has abnormal skin condition, current +",
    ),
    # Of two illnesses or treatments that are each named in full, each bars.
    (
        "Acute bacterial endocarditis and slow endocarditis",
        "any (has Acute bacterial endocarditis, current ~; has slow endocarditis, current ~)",
    ),
    (
        "Treatment with investigational therapy and anti-cancer therapy within 28 days before screening",
        "any (takes investigational therapy, ever [..28 screening];"
        " takes anti-cancer therapy, ever [..28 screening])",
    ),
    ("Nausea and vomiting", "has Nausea and vomiting, current"),
    ("Severe liver and kidney disease", "has Severe liver and kidney disease, current"),
    # Other people, and other things with cases of their own, stand behind the first.
    ("Heart disease (e.g. angina), dialysis patients, and transplant patients", "free"),
    ("Infection that lasts, or anyone who has been admitted for sepsis", "illness_named ~"),
    ("Potent inhibitors such as ritonavir and potent inducers such as rifampicin", "free"),
    ("Interferon preparations or drugs with antiviral action (ribavirin)", "free"),
    (
        "Positive blood culture within 1 day, or the presence of bacterial pneumonia",
        "any (test_result ~; has bacterial pneumonia, current)",
    ),
    # What a body made is no drug; of an admission, its kind is asked.
    (
        "History of influenza or known to have developed anti-influenza antibodies",
        "any (illness_named ~; results_named ~)",
    ),
    ("Urgent or emergency surgery", "takes Urgent or emergency surgery, current"),
    (
        "Immunosuppression: on chronic steroids; immunosuppressive agents (e.g. methotrexate)",
        "any (has Immunosuppression, current +; takes immunosuppressive agents, current +)",
    ),
    ("Child C liver cirrhosis", "has Child C liver cirrhosis, current"),
    # A window is that of the treatment, whatever sign or purpose stands before it.
    ("Use of montelukast ≤ 30 days to screening", "takes montelukast, ever [..30 screening]"),
    (
        "Use of biologics (omalizumab) to treat asthma in the past 14 days",
        "takes biologics, ever [..14 now] +",
    ),
    (
        "Diagnosed with another ongoing viral infection other than influenza",
        "has another ongoing viral infection, current ~",
    ),
    ("Zero breath alcohol at each visit", "free"),
    (
        "Known allergy to the drug related to its salts, or frequent allergic reactions with others",
        "illness_named ~",
    ),
    ("Taste disorders before the flu epidemic", "has Taste disorders, ever ~"),
    ("Functioning kidney transplant", "takes Functioning kidney transplant, current"),
    (
        "Severe allergic reactions to foods or other substances that are in the vaccine",
        "has Severe allergic reactions to foods or other substances, current ~",
    ),
    (
        "Participation in another trial within 3 months, or who have received prior stem cell therapy",
        "free",
    ),
]


@pytest.mark.parametrize(("text", "expected"), LETS_IN)
def test_who_may_join_is_named(text: str, expected: str) -> None:
    assert line(read_requirement(text, {}, exclusion=False)) == expected


@pytest.mark.parametrize(("text", "expected"), KEEPS_OUT)
def test_what_keeps_out_is_named(text: str, expected: str) -> None:
    assert line(read_requirement(text, {}, exclusion=True)) == expected


@pytest.mark.parametrize("parent", ["Donors:", "Relative of a patient who was admitted:", "Caregivers:"])
@pytest.mark.parametrize("text", ["Age 30 to 60 years", "Treatment of heart failure", "Weight ≥ 50 kg"])
def test_what_is_asked_of_others_is_not_asked_of_the_patient(parent: str, text: str) -> None:
    assert read_child(text, parent, {}, exclusion=False) == Free()
