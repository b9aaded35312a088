"""Title, summary, highlights, design, answers: each from the record, each with its source."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.plain.made import events, made_study, treated

from trialogue.model.codes import (
    Allocation,
    ArmType,
    DateType,
    InterventionModel,
    InterventionType,
    Masking,
    Phase,
    Purpose,
    StudyType,
    WhoMasked,
)
from trialogue.model.design import Arm, Design, Intervention
from trialogue.model.results import Results
from trialogue.model.study import Enrollment
from trialogue.plain.answers import answers
from trialogue.plain.basis import Counted, read
from trialogue.plain.conditions import lay_condition
from trialogue.plain.design import design_words
from trialogue.plain.glossary import glosses
from trialogue.plain.highlights import highlights
from trialogue.plain.risks import serious_total, what_may_go_wrong
from trialogue.plain.sentence import NOT_SAID, Sentence
from trialogue.plain.summary import in_short
from trialogue.plain.title import plain_title
from trialogue.plain.to_ask import to_ask


@pytest.mark.parametrize(
    ("name", "lay"),
    [
        ("Amyotrophic Lateral Sclerosis", "ALS"),
        ("Carcinoma, Basal Cell", "basal cell carcinoma"),
        ("DERMATITIS, ATOPIC", "eczema"),
        ("Hodgkin Lymphoma", "Hodgkin lymphoma"),
        ("NSCLC", "non-small cell lung cancer"),
        ("COPD", "COPD"),
    ],
)
def test_a_condition_in_the_words_of_most_people(name: str, lay: str) -> None:
    assert lay_condition(name) == lay


def test_the_title_names_the_kind_of_treatment_and_the_condition() -> None:
    study = treated("", name="Autologous Adipose-derived Mesenchymal Stromal Cells")
    named = made_study(
        arms=study.arms,
        interventions=study.interventions,
        conditions=("ALS", "Amyotrophic Lateral Sclerosis"),
    )
    assert plain_title(named).words == "Stem cell therapy for ALS"


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({}, "Examplin for asthma"),
        ({"conditions": ("Healthy",)}, "Examplin in healthy people"),
        ({"study_type": StudyType.EXPANDED_ACCESS}, "Examplin for asthma, outside a trial"),
        ({"study_type": StudyType.OBSERVATIONAL}, "Watching people with asthma who use Examplin"),
        ({"design": Design(purpose=Purpose.PREVENTION)}, "Examplin to prevent asthma"),
        ({"conditions": ()}, "A trial of examplin"),
    ],
)
def test_titles_of_every_kind(changes: dict[str, object], title: str) -> None:
    assert plain_title(replace(treated(""), **changes)).words == title  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("none, this study is observational", "Watching people with asthma"),
        ("N/A", "Watching people with asthma"),
        ("Nonexamplin", "Watching people with asthma who use nonexamplin"),
    ],
)
def test_a_field_that_was_filled_with_nothing_names_nothing(name: str, words: str) -> None:
    watched = replace(treated("", name=name), study_type=StudyType.OBSERVATIONAL)
    assert plain_title(watched).words.lower() == words.lower()


def test_side_effects_are_never_guessed() -> None:
    study = treated("A toxic chemotherapy, 20 mg, phase 1.")
    (only,) = what_may_go_wrong(study)
    assert only.words == NOT_SAID
    assert only.sources[0].rule


def test_posted_side_effects_are_counted_without_the_group_that_sums_the_others() -> None:
    posted = events(("Examplin", 3, 50), ("Placebo", 1, 48), ("Total", 4, 98))
    study = made_study(has_results=True, results=Results(adverse_events=posted))
    assert serious_total(study) == (4, 98)
    said = what_may_go_wrong(study)
    assert "4 of 98 people" in said[0].words
    assert "headache (12 people)" in said[1].words


def test_no_total_where_a_group_gives_no_number() -> None:
    posted = events(("Examplin", 3, 50), ("Placebo", 0, 0))
    assert serious_total(made_study(results=Results(adverse_events=posted))) is None


def placebo_study(**values: object) -> object:
    arms = (
        Arm(label="Examplin", kind=ArmType.EXPERIMENTAL),
        Arm(label="Placebo", kind=ArmType.PLACEBO_COMPARATOR),
    )
    things = (Intervention(name="Examplin", kind=InterventionType.DRUG),)
    return made_study(arms=arms, interventions=things, **values)


def test_a_placebo_group_is_told_with_its_share() -> None:
    study = placebo_study(brief_summary="Randomised in a ratio of 2:1.")
    (found,) = (h for h in highlights(study) if h.id == "placebo group")  # type: ignore[arg-type]
    assert found.words == "1 of 2 groups gets a placebo or sham"
    assert "2:1" in found.means


def test_no_placebo_is_claimed_where_the_text_names_one() -> None:
    study = treated("Examplin is compared with a sham device.")
    assert "no placebo group" not in {h.id for h in highlights(study)}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("This is a first-in-human study.", "first_in_humans"),
        ("Travel costs will be reimbursed.", "travel_paid"),
        ("All biopsies take place at one site regardless of where people join.", "travel_needed"),
        ("A long-term extension study follows.", "open_label_extension"),
        ("It has not been approved by the authorities.", "not_approved"),
        ("Visits are by video call or home visits.", "remote"),
    ],
)
def test_a_text_rule_shows_the_sentence_that_fired(text: str, rule: str) -> None:
    (found,) = (h for h in highlights(made_study(brief_summary=f"Something else. {text}")) if h.id == rule)
    assert found.source.quote == text


def test_a_hospital_stay_that_is_a_reason_to_bar_is_no_highlight() -> None:
    study = made_study(detailed_description="Excluded are those who must be admitted to hospital.")
    assert "hospital_stay" not in {h.id for h in highlights(study)}


def test_a_single_group_cannot_tell_cause_from_course() -> None:
    design = Design(
        allocation=Allocation.NON_RANDOMIZED,
        intervention_model=InterventionModel.SINGLE_GROUP,
        masking=Masking.NONE,
    )
    said = design_words(made_study(design=design, phases=(Phase.PHASE2,)))
    assert not any("which group" in s.words for s in said.sentences)
    assert any("no group to compare" in s.words for s in said.cannot_show)


def test_masking_names_who_does_not_know() -> None:
    design = Design(masking=Masking.DOUBLE, who_masked=(WhoMasked.PARTICIPANT, WhoMasked.OUTCOMES_ASSESSOR))
    said = [s.words for s in design_words(made_study(design=design)).sentences]
    assert "You and those who judge the result do not know who gets what." in said


def test_each_slot_of_in_short_says_something() -> None:
    basis = read(made_study())
    slots = in_short(basis.study, basis.plans, basis.timeline, basis.burden)
    assert slots.tested
    assert slots.who[0].words == "People with asthma."
    assert slots.asks[0].words == NOT_SAID


def test_planned_and_enrolled_people_are_not_mixed_up() -> None:
    planned = made_study(enrollment=Enrollment(count=60, kind=DateType.ESTIMATED))
    found = {a.id: a for a in answers(read(planned))}["how many take part"]
    assert found.sentences[0].words == "60 people are planned. The record does not say how many have joined."


def test_every_question_has_an_answer_or_someone_to_ask() -> None:
    found = answers(read(made_study()))
    assert len(found) >= 15
    for answer in found:
        assert answer.known or answer.sentences[0].words == f"The record does not say. Ask {answer.ask}."


def test_a_counted_answer_is_shown_with_its_query() -> None:
    from trialogue.model.provenance import Origin, Provenance

    source = Provenance(origin=Origin.DERIVED, query="/search?sponsor=X")
    counted = Counted(sponsor=(Sentence(words="X leads 3 studies.", sources=(source,)),))
    found = {a.id: a for a in answers(read(made_study(), counted))}["sponsor so far"]
    assert found.sentences[0].sources[0].query == "/search?sponsor=X"


def test_the_page_of_questions_lists_what_the_record_leaves_out() -> None:
    basis = read(treated("Later doses may be reduced to 5 mg, based on the dose rules."))
    asking = to_ask(basis, answers(basis))
    questions = [one.question for one in asking.team]
    assert "What would make my dose go up or down?" in questions
    assert "How long does screening take, and what is done?" in questions
    assert len(asking.team) <= 14


def test_an_abbreviation_is_explained_once() -> None:
    found = glosses("MRI of the brain, and MRI again; autologous cells.")
    assert [g.term for g in found] == ["MRI", "autologous"]


def test_a_sentence_without_a_source_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="needs a source"):
        Sentence(words="It works.", sources=())
