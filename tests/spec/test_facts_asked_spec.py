"""A yes/no fact says no more and no less than its record: now or before, in writing or not, some or all."""

from __future__ import annotations

import pytest
from tests.spec.test_requirements_spec import line

from trialogue.eligibility.read_child import read_child
from trialogue.eligibility.read_requirement import read_requirement
from trialogue.model.age import Age, AgeUnit
from trialogue.model.requirement import Aged

KEEPS_OUT = [
    # What a list of several kinds bars is not asked as one of them.
    ("Unable to consent or have a psychiatric history", "free"),
    ("Incapable of giving consent or with a legal guardian", "free"),
    ("Not committed to full support or life expectation < 24 hours", "free"),
    ("Inability to give informed information to the subject", "free"),
    ("Staff who refused to participate or withdraw their consent", "free"),
    ("Pregnant, breastfeeding, and females using hormonal contraceptives", "free"),
    # How long a person may live is not whether a doctor objects.
    ("Unlikely survival for 24 hours according to the attending physician", "free"),
    ("ICU admission criteria", "needs_intensive_care ~"),
    # Who is pregnant already is let in.
    (
        "Women of childbearing potential who are not pregnant and unwilling to use condoms",
        "no_birth_control ~",
    ),
    # What only women or only men can be asked keeps nobody else out.
    ("Women unwilling to stop breastfeeding", "all (female; not (willing +))"),
    ("Men unwilling to use condoms", "all (male; no_birth_control ~)"),
    ("Pregnant or postpartum women", "any (pregnant ~; postpartum ~)"),
    ("Pregnant women with postpartum depression", "pregnant ~"),
    ("SARS-CoV-2 viral load above 1000 copies/mL", "results_named ~"),
    ("Low viral load (Ct > 25)", "free"),
    ("Child C cirrhosis of the liver", "has Child C cirrhosis of the liver, current"),
    # Another trial now, before, to come; of one kind only.
    ("Participating in another clinical study", "other_trial"),
    ("Concurrent enrollment in another research study", "other_trial"),
    ("Have participated in other clinical trials", "earlier_trial"),
    ("Planning to participate in another trial", "planned_trial"),
    ("Participation in any other interventional trial", "other_trial +"),
    ("Participation in another vaccine trial within 30 days", "other_trial [..30 not said] +"),
    (
        "Participation in another trial within 30 days or within 5 half-lives, whichever is longer",
        "earlier_trial +",
    ),
    ("Participation or planned participation in another trial", "any (other_trial ~; planned_trial ~)"),
    (
        "Have participated in other trials or the researchers think it is not suitable to join",
        "any (earlier_trial ~; doctor_objects ~)",
    ),
    # In hospital, before, or in need of it.
    ("Hospitalized within the last 3 months", "was_in_hospital ~"),
    ("Require admission to hospital for acute care", "needs_hospital ~"),
    ("Requiring ICU admission", "needs_intensive_care ~"),
    ("Persons admitted to a social facility", "in_institution ~"),
    ("Prisoner or institutionalized patient", "any (prisoner ~; in_institution ~)"),
    # An illness of now is not one of all time.
    ("Patients with cancer", "has cancer, current"),
    ("Cancer patients", "has Cancer, current"),
    ("Non COVID-19 patients", "not (has COVID-19, current)"),
    ("Malignancy within the last 5 years", "has Malignancy, ever [..1826.21 now]"),
    ("Current psychotic disorder", "has psychotic disorder, current"),
    ("Myocardial infarction within 6 months", "heart_attack [..182.621 not said]"),
    # One kind of liver disease, dialysis, help to breathe or transplant is not all of them.
    ("Hepatic insufficiency", "has Hepatic insufficiency, current"),
    ("Hepatic disease", "liver_disease"),
    ("Peritoneal dialysis", "takes Peritoneal dialysis, current"),
    ("Dialysis", "dialysis"),
    ("Invasive ventilation", "takes Invasive ventilation, current"),
    ("Allergies", "has Allergies, current"),
    # Who cannot do both is kept out by either.
    ("Inability to give consent or to comply with the protocol", "any (not (agrees +); not (can_comply +))"),
    ("Inability to give consent or lack of a relative who can", "free"),
    ("No evidence of consent from prior trials", "free"),
    ("No access to the internet or a computer", "not (has_device ~)"),
    # Each thing that one cannot or will not do; and nothing that one is or has.
    (
        "Men who are unwilling to abstain or who are unwilling to use condoms",
        "all (male; any (not (willing +); not (willing +)))",
    ),
    ("Unable to undergo MRI or CT", "not (willing +)"),
    ("Unable to lie still, or to give consent", "not (willing_all +)"),
    ("Refuses any of the following: scans, swabs", "not (willing_all +)"),
    ("Unable to be moved", "not (willing +)"),
    ("Unable to swallow tablets", "not (can_swallow +)"),
    ("Refusal to take part", "not (willing +)"),
    ("Unable to give informed consent by himself or a guardian", "not (agreed_for +)"),
    ("Any person not capable of choosing and who is deemed confused", "free"),
    ("Unable to turn over, spinal fracture, open wound, or severe infection", "free"),
    ("Unable to contact the patient", "free"),
    ("Participants cannot have asthma or gout", "free"),
    ("All participants must agree to store their samples", "free"),
    # A reason against one treatment is none against taking part.
    (
        "Patients contraindicated to blood thinners (active bleeding, as evaluated by the investigator)",
        "free",
    ),
    # How long somebody will live is no test result.
    ("Life expectancy of less than 24 hours", "life_expectancy ..0.032876"),
    # What is measured is no state of women, and who leaves later is let in now.
    ("Pregnant woman or with positive pregnancy test result P/F <100 mmHg", "free"),
    (
        "Pregnant women are excluded. A participant who becomes pregnant will be withdrawn",
        "pregnant ~",
    ),
    ("Abnormal skin condition of the arm", "has Abnormal skin condition of the arm, current"),
]
LETS_IN = [
    # Consent that another may give, or to another study.
    ("Informed consent from patient or responsible person", "agreed_for +"),
    ("Capable of giving informed consent, or if not capable, assent from a consultee", "agreed_for ~"),
    ("Written informed consent by the designated substitute decision maker", "agreed_for +"),
    ("Patients who have signed consent for one of the following protocols: A1 or B2", "free"),
    ("Consent to attend the study", "agrees"),
    # Birth control is asked of those who could have a child.
    (
        "Women must agree to use contraception; or be postmenopausal",
        "any (male; not (no_birth_control ~))",
    ),
    ("Men must use condoms", "any (female; contraception ~)"),
    (
        "Men sexually active with women of childbearing potential must agree to use birth control",
        "any (female; not (no_birth_control ~))",
    ),
    (
        "Females of childbearing potential and nonsterile males must agree to use contraception",
        "not (no_birth_control ~)",
    ),
    (
        "Women of childbearing potential must agree to contraception and pregnancy testing",
        "any (not (can_become_pregnant); willing ~)",
    ),
    ("Females must have a negative anti-HLA screening test", "any (male; test_result ~)"),
    ("Women must be willing to stop breastfeeding", "any (male; willing ~)"),
    ("Pregnant and postpartum (within 6 weeks) women", "any (pregnant ~; postpartum ~)"),
    ("Email address in the medical records", "has_email ~"),
    ("Access to the internet and e-mail", "has_internet ~"),
    # A group and a limit that cannot both be.
    ("Adult patient (<18y)", "free"),
    ("Adults 18 to 65 years", "age 18..65"),
    ("Hospitalized or outpatients of one of the centers", "in_care ~"),
    ("Admitted to the intensive care unit", "intensive_care ~"),
    ("Access to the internet", "has_internet ~"),
    ("Able to give informed consent", "agrees"),
    ("Written informed consent", "consents"),
    ("Informed consent given in writing or orally", "agrees +"),
    ("Signed consent by a legal representative", "agreed_for +"),
    ("Have signed the informed consent of the parent study", "free"),
    ("Ability to complete the electronic informed consent process", "agrees +"),
    ("Patients admitted to the centers and their caregivers", "free"),
    ("Patients with available residual serum samples", "free"),
    # Work is no illness, and nurses do not nurse.
    ("Nursing staff", "work_fits ~"),
    ("Medical staff exposed to a confirmed case of flu", "work_fits ~"),
    ("Working at a school during the pandemic", "work_fits ~"),
    ("Must be employed at the cancer center", "work_fits ~"),
    ("Directly involved in care of patients with flu", "work_fits ~"),
    ("Contact person who supports a patient with flu", "free"),
    ("Being in social isolation due to the flu", "free"),
    ("High exposure definition: care of patients with flu", "free"),
    # Other ways to meet it, grown-ups, and plans.
    (
        "Negative pregnancy test within 7 days or more than 2 years after menopause",
        "any (male; negative_pregnancy_test ~; postmenopausal ~)",
    ),
    (
        "Adult male or non-pregnant female with a negative pregnancy test",
        "all (age 18..; any (male; negative_pregnancy_test ~); not (pregnant ~))",
    ),
    (
        "If female, must not be pregnant, plan to be pregnant, or nurse a child; pregnancy test negative",
        "all (any (male; negative_pregnancy_test ~); not (pregnant ~); not (breastfeeding ~); "
        "not (pregnancy_planned ~))",
    ),
    ("Pregnancy in gout is rare. It is important to study gout during pregnancy", "free"),
    ("Confirmed COVID-19 infection", "has Confirmed COVID-19 infection, current"),
]


@pytest.mark.parametrize(("text", "expected"), KEEPS_OUT)
def test_what_keeps_out_is_asked_as_it_is_said(text: str, expected: str) -> None:
    assert line(read_requirement(text, {}, exclusion=True)) == expected


@pytest.mark.parametrize(("text", "expected"), LETS_IN)
def test_what_lets_in_is_asked_as_it_is_said(text: str, expected: str) -> None:
    assert line(read_requirement(text, {}, exclusion=False)) == expected


def test_each_end_of_a_range_of_ages_has_its_own_unit() -> None:
    assert read_requirement("Between 1 month and 18 years of age", {}, exclusion=False) == Aged(
        minimum=Age(value=1, unit=AgeUnit.MONTHS), maximum=Age(value=18, unit=AgeUnit.YEARS)
    )


def test_a_demand_on_those_who_could_have_a_child_is_met_by_the_others() -> None:
    parent = "Female patients of childbearing potential*"
    found = read_child("must have a negative serum pregnancy test", parent, {}, exclusion=False)
    assert line(found) == "any (not (can_become_pregnant); negative_pregnancy_test ~)"
    assert line(read_child("Age 30 to 60 years", parent, {}, exclusion=False)) == "age 30..60"
