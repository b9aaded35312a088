"""Facts and names that were once taken for others, or lost a part: each cause with a line."""

from __future__ import annotations

import pytest
from tests.spec.test_requirements_spec import line

from trialogue.eligibility.read_child import read_child
from trialogue.eligibility.read_requirement import read_requirement
from trialogue.eligibility.split import split
from trialogue.model.requirement import Free

LETS_IN = [
    # Consent to something else, or as a point of time, is no consent to take part.
    ("Have already received or consent to receive the flu vaccine", "free"),
    ("Feverish, as noted within 48 hours of consent", "free"),
    ("Consent to participation; carers who work at the ward", "free"),
    # What never was is not only absent now.
    ("Not previously diagnosed with gout", "not (has gout, ever)"),
    # Not treated before is said of now.
    ("Previously untreated stage IV lung cancer", "has untreated stage IV lung cancer, current"),
    ("Previously untreated for lung cancer", "free"),
    # Side effects that have gone are no condition that people must have.
    ("Toxic reactions of earlier drugs have been relieved to grade 1", "side_effects_gone ~"),
    # Agreeing to one thing is not agreeing to take part.
    ("Consent to provide a blood sample is required", "willing +"),
    ("Consent to participate in the study", "agrees"),
    # What one part of a study demands is not demanded of all.
    ("Part D: Patients with confirmed gout", "free"),
    ("Patients with health insurance", "insured ~"),
    ("Adequate function of key organs", "organs_work ~"),
    ("Patients must have measurable lesions", "measurable_lesion ~"),
    ("Least one measurable lesion by RECIST", "measurable_lesion ~"),
    ("Patients with a clinical indication for an MRI of the knee", "can_have_care ~"),
    ("Willingness to give blood, with confirmed anemia", "free"),
    # Words that are no names.
    ("Known allergy to nuts or determined to be allergic by a food challenge", "illness_fits ~"),
    ("Beekeepers with diagnosis of gout in the last 12 months", "free"),
    ("Patients with continuous enrolment in the register", "free"),
    ("Resuming of walking after the injury; or", "free"),
    ("Patients belong to severe gout", "illness_fits ~"),
    ("Meet diagnostic criteria of the Society of Gout", "free"),
    ("Severe form of gout characterized by lumps", "has Severe form of gout, current +"),
    ("Evidence of grade 2 to 3 osteoarthritis", "has grade 2 to 3 osteoarthritis, current"),
    ("Normal cardiac function without evidence of gout", "free"),
    ("Patient must have banked his stem cells", "free"),
    ("Low risk for clots", "free"),
    ("Diagnosis of gout and scheduled for surgery", "free"),
    ("Must show signs of frailty apart from gout", "free"),
    ("Patient with health insurance coverage", "insured ~"),
    ("May contain a tear on MRI", "free"),
    ("Subject who had been fully vaccinated for the flu", "free"),
    ("May also have gout as seen by MRI", "free"),
    ("Have the potential for improvement", "free"),
    ("Leg pain, if present, does not reach the knee", "free"),
    ("More than 6 months from diagnosis of gout", "free"),
    ("More than 6 months from the last radiation", "washed_out ~"),
    ("All women: go into menopause", "free"),
    ("After a second relapse", "illness_fits ~"),
    ("Duration of disease: > 5 years", "illness_fits ~"),
    ("A minimum average of 4 bleeding events a year that need care", "illness_fits ~"),
    ("Have a stable screening electrocardiogram, as the doctor finds", "free"),
    ("Clinically diagnosed as rotator cuff tear", "has rotator cuff tear, current +"),
    ("The absence of gout", "not (has gout, current)"),
    ("Normal kidney function, no history of gout", "free"),
    ("Hospitalized", "in_hospital ~"),
    # Abstaining from other things, and what was taken before, is no birth control to come.
    ("Must have abstained from nicotine products for six months", "free"),
    ("Those who had contraception before must have amenorrhea for 3 months after contraception", "free"),
    ("Men must agree to abstain from sex or use contraception", "any (female; contraception ~)"),
    # What a treatment is given with is not what is read.
    ("Patients requiring ventilatory support with severe gout", "free"),
]
KEEPS_OUT = [
    ("Are breastfeeding on the first day or plan to breastfeed in the trial", "free"),
    # What is refused must be told, and taking back is not agreeing.
    ("Refusal or withdrawal of agreement to participate", "free"),
    ("Refusal of the patient or of a relative", "free"),
    ("Has not previously provided a blood sample", "free"),
    # Several things denied: only one would be told.
    ("Not currently taking antibiotics, not in hospital within the last 7 days", "free"),
    ("Mechanical ventilation for 5 days, or any duration of ECMO", "free"),
    ("Contraindicationto the studied medications", "free"),
    ("Pregnancy & lactation", "any (pregnant; breastfeeding)"),
    ("Active tobacco use", "smokes ~"),
    ("Current or former smoker", "smoked ~"),
    # Three or more conditions that are listed keep out each by itself; two may be one thing.
    (
        "History of bronchitis, hip fracture, and lung cancer",
        "any (has bronchitis, ever; has hip fracture, ever; has lung cancer, ever)",
    ),
    ("Severe nausea and vomiting", "has Severe nausea and vomiting, current"),
    # Why somebody cannot is part of it.
    ("Unable to take part in talks due to language barriers", "free"),
    # Another one than that of the study.
    ("History of other primary cancers", "has other primary cancers, ever"),
    ("Any other cancer within 5 years", "has other cancer, ever [..1826.21 not said]"),
    ("Other lung diseases that need oxygen", "has other lung diseases, current +"),
    ("Stroke, gout or asthma", "any (has Stroke, current; has gout, current; has asthma, current)"),
    ("Toxicity of earlier drugs has not decreased to grade 1", "side_effects_left ~"),
    ("The patient reports a reaction to nuts", "has reaction to nuts, current"),
    ("Part D: Patients with confirmed gout", "has confirmed gout, current +"),
    # A trial is another one, and a second thing beside it is one of its own.
    ("Previous enrollment in the present study", "free"),
    ("Participation in another trial, or has received stem cells", "free"),
    ("Participation in another trial, or has received an investigational drug", "other_trial ~"),
    ("Persons under guardianship, or participating in another trial", "any (legal_guardian ~; other_trial)"),
    ("Persons deprived of liberty or under guardianship", "any (prisoner ~; legal_guardian ~)"),
    ("Women who are pregnant or in the period of breastfeeding", "any (pregnant ~; breastfeeding ~)"),
    # A vaccine to come.
    ("Plans to receive a live vaccine during the study", "live_vaccine_planned ~"),
    (
        "Has received a live vaccine lately or will receive one, a live vaccine that is, in the study",
        "any (live_vaccine ~; live_vaccine_planned ~)",
    ),
    # A reason against one thing is no judgement.
    (
        "Any contraindication to MRI by the investigator's judgement, which would interfere",
        "has contraindication to MRI, current +",
    ),
    ("Known predisposition to bleeding", "has predisposition to bleeding, current"),
    ("Cesarean delivery", "has Cesarean delivery, ever"),
    # Things of a list behind what the first is said to need.
    (
        "Lung infection requiring antibiotics, open wound, or bone fracture",
        "any (has Lung infection, current ~; has open wound, current ~; has bone fracture, current ~)",
    ),
    ("Infection requiring antibiotics, antivirals or antifungals", "has Infection, current ~"),
    (
        "Gout (any kind), or allergic asthma that led to care within 6 months",
        "has Gout or allergic asthma, ever ~",
    ),
    # A second thing behind ";", and the next point of a list.
    (
        "Gout that is severe; Stroke such as a bleed within the brain",
        "any (has Gout, current +; has Stroke, current +)",
    ),
    ("Participation in another trial; ③ Patients with severe anemia", "free"),
    ("Gout；previous stroke", "any (has Gout, current; has stroke, past)"),
    ("Asthma or diagnosis other than gout", "illness_named ~"),
    (
        "Heart failure, based on scans or an established diagnosis of gout",
        "any (has Heart failure, current ~; has gout, current ~)",
    ),
    ("Contraindication to MRI by its rules, or unwillingness to have it", "free"),
    ("Who are judged to be inappropriate when seen", "free"),
    ("Known history of immune system", "free"),
    ("Patients or family history with clots", "free"),
    ("Acute rejection in the 3 last months", "has Acute rejection, ever ~"),
    ("Gout in anamnesis", "has Gout, ever ~"),
    ("Subject who is suspect to have active lung diseases", "free"),
    ("Known positivity for a virus", "has positivity for a virus, current"),
    ("Any history of either substance abuse or unstable mood", "free"),
    ("Infants suspected of severe sepsis", "has severe sepsis, current +"),
    ("Bad adhesion to the protocol", "free"),
    ("Patients diagnosed of gout", "has gout, current"),
    ("Knee films show fluid, or one film showed gout", "free"),
    ("Blood films showed a low white count", "free"),
    ("Patients present with any gout", "has gout, current"),
    ("Intention of weight loss within the trial", "free"),
    ("Gout of the knee or who are judged to be weak", "free"),
    ("Any cancer or exposure to radiation", "any (has cancer, current ~; takes radiation, ever ~)"),
    ("Severe gout - except if cured - or unstable angina - of any kind", "free"),
    ("Patient is co-enrolled in any other trial", "other_trial ~"),
    ("Patient who exceeds 2 cm in the length of a fistula", "free"),
    ("Participant shows evidence of gout", "has gout, current"),
    ("Presence of gout or the need", "free"),
    ("Sleep Issues Any sleep disturbances", "free"),
    ("Smokers, illicit drug users and alcohol drinkers", "free"),
    ("Active varicella disease)", "has Active varicella disease, current"),
    ("Gout that has not healed, or clinically weak bones", "free"),
    ("Family history of clots", "family_history ~"),
    ("Patients whom the doctor deems to be no good, not suitable candidates for surgery", "free"),
    (
        "History of lung infections or recent gout, i.e., that needs care",
        "has lung infections or recent gout, ever ~",
    ),
    ("History of alcoholism and drug abuse and fail to give up", "free"),
    ("Subjects who displayed harmful behavior", "has harmful behavior, ever"),
    ("The subject suffers gout or asthma", "any (has gout, current; has asthma, current)"),
    ("Patients present with gout", "has gout, current"),
    ("Abuse for drugs or alcohol", "substance_misuse ~"),
    ("Allergy/hypersensitivity to nuts", "has Allergy/hypersensitivity to nuts, current"),
    (
        "Allergy or hypersensitivity to nuts or rituximab",
        "has Allergy or hypersensitivity to nuts or rituximab, current",
    ),
    ("Rituximab with contraindication to nuts", "takes Rituximab, ever ~"),
    ("Severe gout which will need surgery within 3 months", "has Severe gout, current +"),
    # A word that narrows a fact stays.
    ("Active tuberculosis", "has Active tuberculosis, current"),
    ("Unstable or badly controlled asthma", "has Unstable or badly controlled asthma, current"),
    ("Uncontrolled infection", "has Uncontrolled infection, current"),
    ("Active infection", "active_infection"),
    ("Gene mutations, fusions or any other known change", "free"),
    ("Severe heart disease refer to protocol", "free"),
]


@pytest.mark.parametrize(("text", "expected"), LETS_IN)
def test_what_lets_in_keeps_its_meaning(text: str, expected: str) -> None:
    assert line(read_requirement(text, {}, exclusion=False)) == expected


@pytest.mark.parametrize(("text", "expected"), KEEPS_OUT)
def test_what_keeps_out_keeps_its_meaning(text: str, expected: str) -> None:
    assert line(read_requirement(text, {}, exclusion=True)) == expected


def test_a_treatment_that_goes_on_need_not_be_over() -> None:
    parent = "These must be discontinued before enrolment:"
    assert isinstance(read_child("Steroids: stable for 1 week", parent, {}, exclusion=False), Free)
    assert line(read_child("Radiation: 6 weeks", parent, {}, exclusion=False)) == "washed_out ~"


def test_a_heading_that_names_a_tumor_begins_a_list_of_some() -> None:
    found = split(
        "Inclusion Criteria:\n\nSolid tumor Inclusion Criteria:\n\n1. Gout\n\n"
        "Blood cancer Inclusion Criteria:\n\n1. Asthma",
        lambda *_: Free(),
    )
    assert [(c.text, c.cohort) for c in found.criteria] == [
        ("1. Gout", "solid tumor"),
        ("1. Asthma", "blood cancer"),
    ]


def test_headings_and_definitions_demand_nothing() -> None:
    found = split(
        "Exclusion Criteria:\n\nMedical Conditions\n\n1. Gout\n\nInclusion Criteria:\n\n"
        "* Highly effective contraception is defined in the appendix",
        lambda *_: Free(),
    )
    assert [c.text for c in found.criteria if c.bars] == ["1. Gout"]
