"""Criteria that were once read with a part lost, added or of another time: each cause with a line."""

from __future__ import annotations

import pytest
from tests.spec.test_requirements_spec import line

from trialogue.eligibility.ask import questions
from trialogue.eligibility.read_child import read_child
from trialogue.eligibility.read_requirement import read_requirement
from trialogue.eligibility.readout import study_of
from trialogue.eligibility.split import split
from trialogue.model.criterion import CriterionKind
from trialogue.model.requirement import Free

LETS_IN = [
    ("Hospital admission staff members", "free"),
    ("Pregnant or puerperal women", "any (pregnant ~; postpartum ~)"),
    ("Possess a mobile device with 4G", "free"),
    ("Subjects who have failed previous monotherapy with rituximab", "treatment_fits ~"),
    ("Children aged 5-18 years with asthma", "all (age 5..18; has asthma, current)"),
    ("Hemoglobin ≥ 9 g/dL and be free of asthma", "free"),
    ("Patients with asthma that was previously treated", "has asthma, current +"),
    # A "no" in words on the moment of consent is no refusal.
    (
        "No spinal injections within 1 month before signing the informed consent form",
        "not (takes spinal injections, ever [..30.4369 consent])",
    ),
    ("9)No bleeding disorders", "not (bleeding_disorder)"),
    # A limit of several measures is not that of the last one.
    ("Serum AST and ALT ≤ 3 × ULN (grade 1)", "results_named ~"),
    ("Total bilirubin ≤ 3 × ULN; ALT and AST ≤ 5 × ULN", "all (bilirubin ..3 uln; alt ..5 uln; ast ..5 uln)"),
    ("PT or PTT ≤ 1.25 × ULN", "results_named ~"),
    ("Karnofsky or Lansky performance score ≥ 60", "results_named ~"),
    # How organs work is a fact, and no condition.
    ("Adequate organ function as the protocol says", "organs_work ~"),
    ("Life expectancy of at least 12 weeks", "life_expectancy 2.76.."),
    # What people had besides does not put their condition into the past.
    ("Patients with advanced cancer who had prior drugs", "has advanced cancer, current +"),
    (
        "Not pregnant with a negative pregnancy test within 7 days",
        "all (any (male; negative_pregnancy_test ~); not (pregnant ~))",
    ),
    ("Harboring an EGFR sensitizing mutation", "has EGFR sensitizing mutation, current"),
    ("Diagnosed with gout by criteria developed by experts", "has gout, current +"),
    ("Must show appropriate organ function in tests", "organs_work ~"),
    ("Normal life expectancy, leaving cancer aside", "free"),
    ("Exposure to the allergen to which the individual is sensitized", "free"),
    ("The tumor must express PD-L1", "results_named ~"),
    (
        "At least one measurable lesion by RECIST 1.1. 4. Agree to provide tissue",
        "all (measurable_lesion ~; willing +)",
    ),
    ("On stable gold therapy for >= 30 days prior to baseline", "takes stable gold therapy, current ~"),
    ("Documented p16 status", "free"),
    # Whom a demand holds for: the others meet it as they are.
    ("Must have a negative pregnancy test", "any (male; negative_pregnancy_test)"),
    ("For FOCBP: Negative pregnancy test", "any (not (can_become_pregnant); negative_pregnancy_test ~)"),
    ("Men must use contraception", "any (female; contraception ~)"),
    ("Women must agree to use contraception", "any (male; contraception ~)"),
    (
        "Women of childbearing potential with a male partner must use contraception",
        "any (not (can_become_pregnant); contraception ~)",
    ),
    ("Must not donate semen, and a female partner should use contraception", "contraception ~"),
    ("English speaking patients, 18-70 years", "free"),
    ("Patients who have given their written consent to participate in this study", "consents"),
    (
        "Extensive lung cancer following at least 1 prior line of therapy",
        "has Extensive lung cancer, current +",
    ),
    ("Fulfill the conditions of relapse", "free"),
    ("Considering using oral immunotherapy", "free"),
    ("Healthy controls (informed consent, aged as the patients)", "free"),
    ("Gout. It may be of any cause. Steroids must be stable before the study", "has Gout, current +"),
    ("Change in steroid dose within a month", "free"),
]
KEEPS_OUT = [
    # A bracket behind a length of time is part of it only where it is a number.
    ("Use of peanut drops within 6 months (part A only)", "takes peanut drops, ever [..182.621 not said] +"),
    ("Rituximab within 4 weeks (28 days) before enrolment", "takes Rituximab, ever [..28 enrolment]"),
    (
        "Personal or family history of long QT syndrome",
        "any (has long QT syndrome, ever ~; family_history ~)",
    ),
    ("Family history of long QT syndrome", "family_history ~"),
    ("Pregnant or nursing (lactating) women", "any (pregnant ~; breastfeeding ~)"),
    ("Pregnant women, or women who plan to become pregnant soon", "any (pregnant ~; pregnancy_planned ~)"),
    ("Pregnant women or men whose partners are pregnant", "free"),
    ("Uncontrolled asthma or FEV1 < 70% of predicted in adults", "any (illness_named ~; results_named ~)"),
    ("Complicated with other tumors", "has other tumors, current"),
    ("Patients who have had gout", "has gout, ever"),
    ("History of mild to severe asthma", "has mild to severe asthma, ever"),
    ("Preplanned surgery during the observation period", "takes surgery, planned ~"),
    ("Surgery within 4 weeks before the first scheduled dose", "surgery [..28 first dose]"),
    # An adjective of the first thing may be that of all.
    ("Severe eczema or asthma", "has Severe eczema or asthma, current"),
    ("Severe eczema or severe asthma", "any (has Severe eczema, current; has severe asthma, current)"),
    # A time of the last thing may be that of all; a thing told with a time gone by is not of now.
    ("Gout, or stroke that led to care within the past 6 months", "has Gout, or stroke, ever ~"),
    ("Tuberculosis requiring treatment within the past 12 months", "has Tuberculosis, ever ~"),
    ("Active infection, including tuberculosis", "has Active infection, current ~"),
    # "Or" in the words beside a thing brings in another.
    ("Infection requiring hospital care or treatment with antibiotics within 2 weeks", "illness_named ~"),
    (
        "Has gout or is receiving steroids (above 10 mg) or any other such drug within 7 days",
        "any (illness_named ~; treatment_named ~)",
    ),
    ("Patients with liver enzymes three times the upper limit", "free"),
    (
        "Serious infection within 4 weeks. Active lung disease on imaging (excluding scars)",
        "any (has Serious infection, ever [..28 not said]; has Active lung disease, current ~)",
    ),
    (
        "Use of chemokine (C-C motif) receptor blocking agents",
        "takes chemokine receptor blocking agents, current +",
    ),
    ("They report active psychosis", "free"),
    ("Patients who may develop hay fever", "free"),
    # Words of another kind of thing in a name, or a name that breaks off.
    ("Gout or inability to walk", "free"),
    ("Active infections, or yet to be cured", "free"),
    ("Lung function not compatible with surgery", "illness_named ~"),
    ("Received anti-PD-(L)1 antibodies", "treatment_named ~"),
    ("On the waiting list for a lung transplant", "care_planned ~"),
    ("Legal proceedings on account of trauma", "free"),
    ("Children aged 6-18 years with asthma", "free"),
    ("All harms from prior immunotherapy", "free"),
    ("Participants with gout under treatment or with asthma under treatment", "illness_named ~"),
    (
        "Radiotherapy within 2 weeks of enrolment or skin toxicity requiring care",
        "any (takes Radiotherapy, ever ~; has skin toxicity, ever ~)",
    ),
    # A second sentence that demands something of the other sense.
    ("Uncontrolled pain. Patients with symptoms should be treated before enrolment", "free"),
    (
        "Female participants who are lactating, or have a positive pregnancy test on day 1 or later",
        "any (pregnant ~; breastfeeding ~)",
    ),
    (
        "Adverse reactions to prior drugs that have not recovered",
        "side_effects_left ~",
    ),
    ("Gout that required treatment in past 2 years", "has Gout, ever ~"),
    ("Unwillingness of the patient to comply with the plan", "not (can_comply +)"),
    ("Allergic history to herbal medicines", "illness_named ~"),
    ("Ongoing adverse event related to the study drug", "free"),
    ("Receiving steroids, or judged by a doctor to need them", "treatment_named ~"),
    ("Previous or concurrent tumors", "has tumors, ever ~"),
    (
        "Active infection or gout that needed care from 4 weeks before enrolment",
        "has Active infection or gout, ever ~",
    ),
    (
        "Brain tumors unless stable for at least 4 weeks prior to the start of the study",
        "has Brain tumors, current ~",
    ),
    (
        "Received a research drug within 4 weeks, or participated in another trial",
        "any (takes research drug, ever ~; earlier_trial ~)",
    ),
    ("Participation of study personnel", "free"),
    ("The patient refused to join and declined follow-up", "free"),
    ("Allergies attributed to compounds like it", "has Allergies, current +"),
    ("Any disease that has not been found to be stable", "has disease, current ~"),
    ("At high risk of suicide", "has risk of suicide, current"),
    (
        "Therapy directed against the cancer within 4 weeks",
        "takes Therapy directed against the cancer, ever ~",
    ),
    (
        "Gout with high uric acid, or taking drugs that harm",
        "any (has Gout, current +; takes drugs that harm, current ~)",
    ),
    ("The underlying diseases were asthma and gout", "illness_named ~"),
    ("Patients with a stool test positive for worms", "results_named ~"),
    # What the investigator is to judge is told in general words; a thing of its own is about itself.
    ("Any other condition that the investigator finds unsuitable", "doctor_objects +"),
    (
        "Gastric bleeding that is unsuitable in the investigator's opinion",
        "has Gastric bleeding, current +",
    ),
    (
        "Drug abuse or any other condition that may interfere with the study",
        "has Drug abuse or any other condition, current ~",
    ),
    ("Scheduled to participate in another clinical trial", "planned_trial"),
    # "Active" narrows.
    ("Active autoimmune disease", "has Active autoimmune disease, current"),
    (
        "Nasal polyps, history of chronic sinusitis or gout",
        "any (has Nasal polyps, current ~; has chronic sinusitis, ever ~; has gout, ever ~)",
    ),
    ("(Suspected) asthma of the young", "has asthma of the young, current +"),
    ("Patients with alcoholics or drug addicts", "free"),
    ("Clotting disorder contra indicating infusion", "free"),
    ("Recipients of a stem cell transplant", "takes stem cell transplant, ever"),
    ("Concurrent chemotherapy (but for hormones for a history of cancer)", "takes chemotherapy, current +"),
    ("Maternal steroids or other immunosuppression during pregnancy", "free"),
    ("Parents unable to speak the language", "not (willing +)"),
    ("Unable to walk or not able to stand", "any (not (willing +); not (willing +))"),
    (
        "Women who wish to become pregnant or do not use contraception",
        "any (pregnancy_planned ~; no_birth_control ~)",
    ),
    ("Tissue samples tested positive for EGFR mutations", "free"),
    ("Lung cancer previously irradiated", "free"),
    ("Participants at high risk for developing fistula by imaging, such as prior history", "free"),
    ("History of events that may put the person at risk of graft loss", "free"),
    (
        "Presence of any condition that, in the opinion of the investigator, would prohibit treatment",
        "doctor_objects +",
    ),
    ("Patients recommended to have radiotherapy for their cancer", "free"),
    ("Patients with any medical histories including narcolepsy, or suicidal attempts", "free"),
    (
        "Chronic infections such as tuberculosis or hepatitis B; Subjects with active psoriasis",
        "any (has Chronic infections, current ~; has active psoriasis, current)",
    ),
    (
        "Active brain metastases. Patients are eligible if stable within 4 weeks prior to the start",
        "has Active brain metastases, current ~",
    ),
    # Work, results and treatments: not where the words speak of another thing, too.
    ("Staff who refused to take part", "free"),
    ("Nurses with a history of depression", "free"),
    ("Nurses at this hospital", "work_fits ~"),
    (
        "Platelets < 100,000/µL or has a disorder of the blood",
        "any (platelets ..100; has disorder of the blood, current)",
    ),
    ("≥ 5 × ULN for ALT or AST or known history of HIV", "any (illness_named ~; results_named ~)"),
    ("Previous participation in the trial", "free"),
    ("Health care workers exposed to patients with allergy to chloroquine", "free"),
    ("Without access to a mobile phone, computer, or tablet", "free"),
    ("Subject deprived of freedom, subject under a legal protective measure", "free"),
    ("Moribund, or estimated life expectancy < 1 month", "free"),
    ("Prior exposure to SARS-CoV-2", "free"),
    ("Positive blood culture for a bacterial pathogen, and/or the presence of bacterial pneumonia", "free"),
]


@pytest.mark.parametrize(("text", "expected"), LETS_IN)
def test_what_lets_in_is_read_whole(text: str, expected: str) -> None:
    assert line(read_requirement(text, {}, exclusion=False)) == expected


@pytest.mark.parametrize(("text", "expected"), KEEPS_OUT)
def test_what_keeps_out_is_read_whole(text: str, expected: str) -> None:
    assert line(read_requirement(text, {}, exclusion=True)) == expected


def test_a_child_does_not_take_its_parents_limit() -> None:
    parent = "Weight loss of more than 20 % in 2 months before enrolment:"
    assert read_child("Treatment with rituximab", parent, {}, exclusion=True) == Free()
    limit = read_child("AST and ALT ≤ 3 × ULN (grade 1)", "Blood tests within 7 days:", {}, exclusion=False)
    assert line(limit) == "results_named ~"


def test_a_child_keeps_its_own_time() -> None:
    drugs = "Treatment with any of the following:"
    assert (
        line(read_child("Previous treatment with PROTAC.", drugs, {}, exclusion=True)) == "takes PROTAC, past"
    )
    history = "The following treatment history is excluded:"
    on = read_child("Patients on oral anticoagulation therapy", history, {}, exclusion=True)
    assert "current" in line(on)
    before = "Test at any time prior to screening that confirms any of the following subtypes:"
    assert "current" in line(read_child("Lung hypertension", before, {}, exclusion=False))


def test_a_child_is_named_by_its_own_words() -> None:
    parent = "Examination of hepatitis B or hepatitis C during screening meets any of the following:"
    assert read_child("HCV antibody positive", parent, {}, exclusion=True) == Free()


def test_a_question_on_what_is_denied_does_not_quote_the_no() -> None:
    text = "Exclusion Criteria:\n\n* Participants who cannot follow the plan in English"

    def read(words: str, _parent: str, kind: CriterionKind, _heading: str) -> object:
        return read_requirement(words, {}, exclusion=kind is CriterionKind.EXCLUSION)

    criteria = split(text, read)  # type: ignore[arg-type]
    (asked,) = questions(study_of(text), criteria)
    assert asked.quote == "follow the plan in English"
