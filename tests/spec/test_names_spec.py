"""What is no illness and no treatment is not named one, and "not" reaches as far as the record's does."""

from __future__ import annotations

import pytest
from tests.spec.test_requirements_spec import line

from trialogue.eligibility.read_requirement import read_requirement

LETS_IN = [
    # Short forms of "not", with either mark.
    ("Patients who don't have gout", "not (has gout, current)"),
    ("Patients who doesn’t have gout", "not (has gout, current)"),
    ("Subjects who haven't received chemotherapy", "not (takes chemotherapy, ever)"),
    ("Patient isn't pregnant", "not (pregnant)"),
    # People, and what they do.
    ("Underweight men and women at high risk of gout", "free"),
    ("Men and women recovered and survivors of the disease", "free"),
    ("Actively involved in management of acute respiratory failure", "free"),
    ("Two nurses and 1 secretary commit to training for chemotherapy", "free"),
    # Groups of the study, and definitions.
    ("Population 2: Severe pneumonia", "free"),
    ("Severe defined as dyspnea at rest, or low blood oxygen", "illness_fits ~"),
    ("Will be taken off all antihypertensive drugs", "free"),
    ("25 mildly ill gout patients", "free"),
    ("30 patients with gout", "free"),
    # What was done is over, and what was cut out is not what a person has.
    ("Gout or status post splenectomy", "any (has Gout, current; takes splenectomy, ever)"),
    ("Complete removal of a brain tumor", "takes Complete removal of a brain tumor, ever ~"),
    # A time that something was not lasts as long as its absence.
    ("No contact with patients with measles for at least 2 weeks", "free"),
    # Other matters than illness, results and the plan of care.
    ("Grade III follicular large cell", "illness_fits ~"),
    ("Is in a facility for people with influenza", "cared_for_there ~"),
    ("Trouble paying the rent due to COVID-19 disruptions", "free"),
    ("Must be receiving standard of care for gout", "treatment_fits ~"),
    ("Scheduled for admission or already admitted to a ward", "hospital ~"),
    ("Best corrected visual acuity 0.7 or better", "free"),
    ("Best corrected visual acuity of 40 letters or better", "bcva 40.."),
    ("Platelets > 100,000/uL -Signed informed consent", "free"),
    ("I have gout", "has gout, current"),
    ("Have internet access", "has_internet ~"),
    ("Have home internet access and a phone", "free"),
    ("Normal blood pressure and heart rate at rest", "free"),
    ("Adults with minimal height of 150 cm and minimal weight of 50 kg", "free"),
    ("Are a good candidate for chemotherapy", "can_have_care ~"),
    ("Tested positive for measles", "test_result ~"),
    ("Diagnosis of pneumonia presenting as cough", "has pneumonia, current +"),
    ("Afebrile and free of infection", "free"),
    # What was looked for and not found is no illness of theirs.
    ("Human immunodeficiency virus (HIV) negative", "results_named ~"),
    ("Hepatitis B or C negative", "results_named ~"),
    # Told of all who took part, or left to each.
    ("A total of 36 percent had gout", "free"),
    ("The majority of patients have gout", "free"),
    ("Twenty patients with gout and 20 patients with asthma will be included", "free"),
    ("A biopsy of the tumor is encouraged but not mandatory", "free"),
    ("Patients with gout on aspirin must be carefully monitored", "free"),
    ("Nursing mothers: Discontinue the drug or nursing", "free"),
    ("Pregnancy: Based on animal data, may harm the child", "free"),
    ("Irrespective of duration of disease", "free"),
    ("Residents in the following specialities: heart surgery, eye surgery", "free"),
    ("The worry about measles is with me all day", "free"),
    ("Employee affiliated to a health insurance", "insured ~"),
    ("Employees of a school", "work_fits ~"),
    # Forbidden, and not beyond what they can do.
    ("Patients cannot receive steroids for gout", "free"),
]
KEEPS_OUT = [
    ("Hypertensitivity to the study drug", "has Hypersensitivity to the study drug, current"),
    ("Aim 1.2: drinkers of alcohol with an indication for aspirin", "free"),
    ("Gout or, if known, asthma treated for less than 4 weeks", "free"),
    ("Noncompliance with the rules on protective equipment", "free"),
    ("1 point each: gout, asthma", "free"),
    ("Have ever been given steroids", "takes steroids, ever"),
    ("Accompanied by gout or asthma", "any (has gout, current; has asthma, current)"),
    ("Abuse drugs or alcohol", "substance_misuse ~"),
    ("Have initiated chemotherapy", "takes chemotherapy, ever ~"),
    ("History of intubation for asthma", "takes intubation, ever +"),
    ("Proteinuria detected by dipstick", "has Proteinuria, current +"),
    ("Major trauma or undergone major surgery", "any (has Major trauma, current; takes major surgery, ever)"),
    # Nobody plans to fall ill.
    ("Planned pregnancy within 6 months", "pregnancy_planned +"),
    ("Planned hospitalization in the next 3 months", "needs_hospital ~"),
    ("Employee deprived of liberty", "prisoner ~"),
    ("Requires oxygen or meets the criteria of sepsis", "any (illness_named ~; treatment_named ~)"),
    ("Gout, or neighbor of a patient", "free"),
    ("Complications of surgery", "has Complications of surgery, current"),
    ("Use of aspirin is contraindicated", "free"),
    # What a second part says is not denied with the first.
    ("Unable to come to the clinic or considered unfit for surgery", "free"),
    ("Inability to speak or deemed likely to be noncompliant", "free"),
    ("Unwilling to use condoms or pregnant", "free"),
    ("Unable to take tablets or have a malabsorption syndrome", "free"),
    ("Unable to sign the form, unable to come to visits", "free"),
    ("Refusal by the treating doctor", "free"),
    ("Inability to hear, speak or read", "not (willing +)"),
    ("Unable to swallow tablets, e.g. due to a history of stroke", "not (can_swallow +)"),
]


@pytest.mark.parametrize(("text", "expected"), LETS_IN)
def test_what_lets_in_is_named_rightly(text: str, expected: str) -> None:
    assert line(read_requirement(text, {}, exclusion=False)) == expected


@pytest.mark.parametrize(("text", "expected"), KEEPS_OUT)
def test_what_keeps_out_is_named_rightly(text: str, expected: str) -> None:
    assert line(read_requirement(text, {}, exclusion=True)) == expected
