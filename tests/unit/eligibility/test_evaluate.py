"""Pre-screening a whole study: fields, trees, cohorts, conflicts, outcome."""

from __future__ import annotations

from tests.unit.eligibility.test_ask import EXCLUSION, ID, INCLUSION, answers, read, study

from trialogue.eligibility.evaluate import prescreen
from trialogue.eligibility.keys import criterion_key, parse_key
from trialogue.eligibility.split import split
from trialogue.model.age import Age
from trialogue.model.codes import Sex
from trialogue.model.criterion import CriteriaText
from trialogue.model.profile import Answer, Profile
from trialogue.model.requirement import Aged, Holds, IsSex
from trialogue.model.truth import Truth
from trialogue.model.verdict import Outcome


def told(criteria: CriteriaText, **by_words: bool) -> Profile:
    """Answers to criteria in their own words, by their first word."""
    found = {}
    for criterion in criteria.criteria:
        first = criterion.text.lstrip("*0123456789. -").split()[0].strip(",.:;").lower()
        if first in by_words:
            found[criterion_key(ID, criterion.text)] = Answer(value=by_words[first])
    return Profile(answers=found)


def truths(criteria: CriteriaText, profile: Profile) -> dict[str, Truth]:
    verdicts = prescreen(study(), criteria, profile).verdicts
    return {v.criterion.id: v.truth for v in verdicts if v.criterion is not None}


def test_an_exclusion_is_mirrored() -> None:
    criteria = read((EXCLUSION, Holds(fact="pregnant")))
    assert truths(criteria, answers(pregnant=True)) == {"e1": Truth.NOT_MET}
    assert truths(criteria, answers(pregnant=False)) == {"e1": Truth.MET}
    assert truths(criteria, answers()) == {"e1": Truth.UNKNOWN}


def test_unknown_never_excludes() -> None:
    criteria = split("Inclusion:\n* one\n* two\n\nExclusion:\n* three\n")
    assert prescreen(study(minimum_age=Age(value=18)), criteria, Profile()).outcome is (
        Outcome.TOO_LITTLE_KNOWN
    )


def test_any_of_a_list() -> None:
    criteria = split("Inclusion:\n* One of the following:\n  * fever\n  * cough\n")
    assert truths(criteria, told(criteria, fever=True))["i1"] is Truth.MET
    assert truths(criteria, told(criteria, fever=False))["i1"] is Truth.UNKNOWN
    assert truths(criteria, told(criteria, fever=False, cough=False))["i1"] is Truth.NOT_MET


def test_at_least_two_of_a_list() -> None:
    criteria = split("Inclusion:\n* At least two of the following:\n  * fever\n  * cough\n  * rash\n")
    assert truths(criteria, told(criteria, fever=True, rash=True))["i1"] is Truth.MET
    assert truths(criteria, told(criteria, fever=False, rash=False))["i1"] is Truth.NOT_MET


def test_none_of_a_list_turns_its_children_round() -> None:
    criteria = split("Inclusion:\n* None of the following:\n  * fever\n  * cough\n")
    found = truths(criteria, told(criteria, fever=True))
    assert (found["i1"], found["i1.1"]) == (Truth.NOT_MET, Truth.NOT_MET)
    assert truths(criteria, told(criteria, fever=False, cough=False))["i1"] is Truth.MET


def test_a_condition_on_a_list() -> None:
    criteria = split("Inclusion:\n* If taking steroids:\n  * dose is stable\n")
    assert truths(criteria, told(criteria, dose=False))["i1"] is Truth.UNKNOWN
    assert truths(criteria, told(criteria, dose=False, **{"if": True}))["i1"] is Truth.NOT_MET
    assert truths(criteria, told(criteria, dose=False, **{"if": False}))["i1"] is Truth.MET


def test_examples_do_not_end_an_exclusion() -> None:
    criteria = split("Exclusion:\n* Heart disease, including:\n  * angina\n  * stroke\n")
    assert truths(criteria, told(criteria, angina=True))["e1"] is Truth.NOT_MET
    assert truths(criteria, told(criteria, angina=False, stroke=False))["e1"] is Truth.UNKNOWN
    assert truths(criteria, told(criteria, angina=False, stroke=False, heart=False))["e1"] is Truth.MET


def test_a_list_shorter_than_its_count_decides_nothing() -> None:
    criteria = split("Inclusion:\n* At least 3 of the following:\n  * fever\n")
    assert truths(criteria, told(criteria, fever=False))["i1"] is Truth.UNKNOWN


def test_children_that_nobody_joined_decide_only_if_they_agree() -> None:
    criteria = split("Inclusion:\n* Neuroblastoma\n  * newly found\n  * large\n")
    assert truths(criteria, told(criteria, newly=True, large=False))["i1"] is Truth.UNKNOWN
    assert truths(criteria, told(criteria, newly=False, large=False))["i1"] is Truth.NOT_MET
    every = told(criteria, newly=True, large=True, neuroblastoma=True)
    assert truths(criteria, every)["i1"] is Truth.MET
    criteria = split("Exclusion:\n* Heart disease\n  * angina\n  * stroke\n")
    assert truths(criteria, told(criteria, angina=True))["e1"] is Truth.NOT_MET
    assert truths(criteria, told(criteria, angina=False, stroke=False))["e1"] is Truth.UNKNOWN


def test_a_bare_or_between_neighbours() -> None:
    criteria = split("Inclusion:\n* milk allergy or\n* egg allergy\n")
    assert prescreen(study(), criteria, told(criteria, milk=False)).outcome is Outcome.TOO_LITTLE_KNOWN
    assert prescreen(study(), criteria, told(criteria, milk=False, egg=False)).outcome is Outcome.UNLIKELY
    assert prescreen(study(), criteria, told(criteria, milk=True)).outcome is Outcome.LIKELY


def test_one_named_group_beside_a_general_list_excludes_nobody_else() -> None:
    text = "Inclusion Criteria:\n* adult\n\nExclusion criteria for donors:\n* anaemia\n"
    criteria = split(text)
    profile = told(criteria, adult=True, anaemia=True)
    assert prescreen(study(), criteria, profile).outcome is not Outcome.UNLIKELY


def test_shares_decide_between_likely_and_possible() -> None:
    criteria = split("Inclusion:\n* one\n* two\n* three\n* four\n")
    told_so = {"one": True, "two": True, "three": True}
    assert prescreen(study(), criteria, told(criteria, **told_so)).outcome is Outcome.LIKELY
    assert prescreen(study(), criteria, told(criteria, one=True)).outcome is Outcome.POSSIBLE
    assert prescreen(study(), CriteriaText(text=""), Profile()).outcome is Outcome.TOO_LITTLE_KNOWN


def test_fields_are_judged_and_named() -> None:
    of = study(minimum_age=Age(value=18), maximum_age=Age(value=65), sex=Sex.FEMALE)
    found = prescreen(of, CriteriaText(text=""), answers(age=70, sex="female"))
    assert {v.field: v.truth for v in found.verdicts} == {
        "MinimumAge": Truth.MET,
        "MaximumAge": Truth.NOT_MET,
        "Sex": Truth.MET,
    }
    assert found.outcome is Outcome.UNLIKELY
    healthy = prescreen(
        study(healthy_volunteers=False), CriteriaText(text=""), answers(healthy_volunteer=True)
    )
    assert healthy.outcome is Outcome.UNLIKELY


def test_text_against_fields_is_named_and_the_stricter_used() -> None:
    criteria = read((INCLUSION, Aged(minimum=Age(value=21))))
    of = study(minimum_age=Age(value=18))
    found = prescreen(of, criteria, answers(age=19))
    assert found.outcome is Outcome.UNLIKELY
    (conflict,) = found.conflicts
    assert conflict.keys == ("MinimumAge", "i1")
    assert conflict.words == (
        "The record's field gives 18 years as the lowest age, its text 21 years. "
        "We use the stricter one: 21 years."
    )
    women = prescreen(study(), read((INCLUSION, IsSex(sex=Sex.FEMALE))), Profile())
    assert [c.keys for c in women.conflicts] == [("Sex", "i1")]
    healthy = prescreen(study(healthy_volunteers=False), read((INCLUSION, Holds(fact="healthy"))), Profile())
    assert [c.keys for c in healthy.conflicts] == [("HealthyVolunteers", "i1")]
    assert prescreen(of, read((INCLUSION, Aged(minimum=Age(value=18)))), Profile()).conflicts == ()


def test_conflicting_answers_reach_the_prescreening() -> None:
    found = prescreen(study(), CriteriaText(text=""), answers(sex="male", pregnant=True))
    assert [c.keys for c in found.conflicts] == [("sex", "pregnant")]


def test_any_text_is_a_key() -> None:
    for key in ("a@b", "x~", "@", "treatment:a@within:nan", "treatment:a@within:1e5@for:2@after@stable~q"):
        atom = parse_key(key)
        assert atom.subject
        assert parse_key(atom.key) == atom or atom.subject == key
