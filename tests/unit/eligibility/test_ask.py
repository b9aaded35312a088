"""Asking: which question, in what order, when to stop, and reading the answer."""

from __future__ import annotations

import pytest

from trialogue.eligibility.answers import read_number
from trialogue.eligibility.ask import next_question, open_questions, questions
from trialogue.eligibility.ask_words import question_for
from trialogue.eligibility.evaluate import prescreen
from trialogue.eligibility.facts import FactKind, load_facts
from trialogue.eligibility.keys import criterion_key
from trialogue.eligibility.progress import left_words, what_changed
from trialogue.eligibility.split import split
from trialogue.model.age import Age
from trialogue.model.codes import RecruitmentStatus, Sex
from trialogue.model.criterion import CriteriaText, Criterion, CriterionKind
from trialogue.model.ids import NctId
from trialogue.model.profile import Answer, Profile, Unanswered
from trialogue.model.provenance import Span
from trialogue.model.question import Question
from trialogue.model.requirement import (
    Aged,
    AllOf,
    AnyOf,
    Bound,
    Concept,
    HasCondition,
    HasTreatment,
    Holds,
    IsSex,
    Measured,
    Requirement,
    Time,
    Window,
)
from trialogue.model.study import EligibilityFields, Study
from trialogue.model.verdict import Outcome

INCLUSION, EXCLUSION = CriterionKind.INCLUSION, CriterionKind.EXCLUSION
ID = NctId("NCT99000001")


def study(**fields: object) -> Study:
    eligibility = EligibilityFields(**fields)  # type: ignore[arg-type]
    return Study(
        nct_id=ID, brief_title="A study", status=RecruitmentStatus.RECRUITING, eligibility=eligibility
    )


def read(*pairs: tuple[CriterionKind, Requirement]) -> CriteriaText:
    criteria = tuple(
        Criterion(
            id=f"{kind.value[0]}{n}", kind=kind, text=f"c{n}", span=Span(start=0, end=0), requirement=req
        )
        for n, (kind, req) in enumerate(pairs, 1)
    )
    return CriteriaText(text="", criteria=criteria)


def answers(**values: bool | float | str | Unanswered) -> Profile:
    return Profile(answers={key: Answer(value=value) for key, value in values.items()})


def test_one_question_serves_every_criterion_that_turns_on_it() -> None:
    criteria = read(
        (INCLUSION, Aged(minimum=Age(value=18))),
        (EXCLUSION, Holds(fact="pregnant")),
        (EXCLUSION, AnyOf(parts=(Holds(fact="pregnant"), Holds(fact="breastfeeding")))),
    )
    found = questions(study(minimum_age=Age(value=18)), criteria)
    assert [(q.key, q.criteria) for q in found] == [
        ("age", ("i1",)),
        ("sex", ("e2", "e3")),
        ("pregnant", ("e2", "e3")),
        ("breastfeeding", ("e3",)),
    ]


def test_the_broad_question_comes_before_the_narrow_one() -> None:
    concept = Concept(name="riluzole")
    criteria = read(
        (EXCLUSION, HasTreatment(concept=concept, window=Window(high_days=28))),
        (EXCLUSION, HasTreatment(concept=concept)),
    )
    first, second = questions(study(), criteria)
    assert (first.words, second.words) == (
        "Have you ever had or taken riluzole?",
        "Have you had or taken riluzole in the last 4 weeks?",
    )
    said_no = Profile(answers={first.key: Answer(value=False)})
    assert open_questions(study(), criteria, said_no) == ()


def test_nothing_is_asked_that_cannot_change_the_outcome() -> None:
    criteria = read((EXCLUSION, Holds(fact="pregnant")), (INCLUSION, Holds(fact="consents")))
    assert next_question(study(), criteria, answers(pregnant=True)) is None
    either = read((INCLUSION, AnyOf(parts=(IsSex(sex=Sex.MALE), Holds(fact="postmenopausal")))))
    assert next_question(study(), either, answers(sex="male")) is None
    both = read((EXCLUSION, AllOf(parts=(Holds(fact="diabetes"), Holds(fact="stroke")))))
    assert next_question(study(), both, answers(diabetes=False)) is None


@pytest.mark.parametrize("value", list(Unanswered))
def test_dont_know_is_free_and_final(value: Unanswered) -> None:
    criteria = read((EXCLUSION, Holds(fact="pregnant")))
    assert next_question(study(), criteria, answers(pregnant=value)) is None
    assert prescreen(study(), criteria, answers(pregnant=value)).outcome is Outcome.TOO_LITTLE_KNOWN


def test_a_criterion_that_was_not_read_is_asked_in_its_own_words() -> None:
    criteria = split("Inclusion:\n* Has **myocarditis** \\> 2 weeks\n\nExclusion: none\n")
    (question,) = questions(study(), criteria)
    assert question.words == "Is this true of you?"
    assert question.quote == "Has myocarditis > 2 weeks"
    assert "a sore, swollen heart muscle" in question.help
    assert question.key == criterion_key(ID, criteria.criteria[0].text)


def test_only_the_cohorts_still_open_are_asked_of() -> None:
    text = "Inclusion criteria for patients:\n* Has gout\n\nInclusion criteria for controls:\n* No gout\n"
    criteria = split(text)
    found = questions(study(), criteria)
    assert len(found) == 2
    profile = Profile(answers={found[0].key: Answer(value=False)})
    assert [q.key for q in open_questions(study(), criteria, profile)] == [found[1].key]
    assert prescreen(study(), criteria, profile).outcome is Outcome.TOO_LITTLE_KNOWN
    profile = profile.with_answer(found[1].key, Answer(value=False))
    assert prescreen(study(), criteria, profile).outcome is Outcome.UNLIKELY


def test_every_fact_can_be_asked() -> None:
    for fact in load_facts().values():
        value = fact.choices[0].id if fact.choices else "yes"
        number = fact.kind is FactKind.NUMBER
        asked = question_for(Measured(fact=fact.id) if number else Holds(fact=fact.id, value=value))
        assert asked is not None
        assert asked.words.endswith("?")


GOUT = "gout (sore joints from acid crystals)"


@pytest.mark.parametrize(
    ("requirement", "words"),
    [
        (HasCondition(concept=Concept(name="gout")), f"Do you have {GOUT}?"),
        (HasCondition(concept=Concept(name="gout"), time=Time.EVER), f"Have you ever had {GOUT}?"),
        (
            HasCondition(concept=Concept(name="gout"), time=Time.EVER, window=Window(high_days=14)),
            f"Have you had {GOUT} in the last 2 weeks?",
        ),
        (
            HasCondition(concept=Concept(name="gout"), window=Window(low_days=30)),
            f"Have you had {GOUT} for at least 30 days?",
        ),
        (
            HasTreatment(concept=Concept(name="gold"), time=Time.PLANNED),
            "Do you plan to have or take gold?",
        ),
        (
            HasTreatment(concept=Concept(name="gold"), stable=True, window=Window(low_days=7)),
            "Has your dose of gold stayed the same for at least 1 week?",
        ),
        (
            HasCondition(concept=Concept(name="gout"), qualifiers=("bad",)),
            f"Do you have {GOUT}, as the record puts it?",
        ),
        (
            Measured(fact="alt", low=Bound(value=3), of_normal="uln"),
            "How many times the top of the normal range is my ALT (liver blood test)?".replace("my", "your"),
        ),
    ],
)
def test_words_of_questions(requirement: Requirement, words: str) -> None:
    asked = question_for(requirement)  # type: ignore[arg-type]
    assert asked is not None
    assert asked.words == words


def test_an_unknown_fact_has_no_question() -> None:
    assert question_for(Measured(fact="no_such_fact")) is None
    assert question_for(Holds(fact="no_such_fact")) is None


def number_question() -> Question:
    found = question_for(Measured(fact="weight"))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("typed", "value", "unit"),
    [
        ("70", 70, "kg"),
        ("70.5 kg", 70.5, "kg"),
        ("70,5", 70.5, "kg"),
        (" 150 LB ", 150, "lb"),
        ("150 lbs", 150, "lb"),
    ],
)
def test_numbers_are_read(typed: str, value: float, unit: str) -> None:
    answer = read_number(number_question(), typed)
    assert (answer.value, answer.unit) == (value, unit)


def test_thousands() -> None:
    asked = question_for(Measured(fact="eosinophils"))
    assert asked is not None
    assert read_number(asked, "1,500").value == 1500


@pytest.mark.parametrize("typed", ["heavy", "70 stone", "5000", "-1", "7e99", "1" * 400, "70 kg kg kg kg"])
def test_numbers_that_cannot_be_believed(typed: str) -> None:
    with pytest.raises(ValueError, match="number") as caught:
        read_number(number_question(), typed)
    assert typed not in str(caught.value)


@pytest.mark.parametrize("typed", ["200", "200 years", "200 year", "3000 month"])
def test_a_number_is_believed_or_not_in_every_unit(typed: str) -> None:
    asked = question_for(Aged())
    assert asked is not None
    assert read_number(asked, "30 month").unit == "month"
    with pytest.raises(ValueError, match="number"):
        read_number(asked, typed)


def test_what_an_answer_changed() -> None:
    criteria = read((INCLUSION, Aged(minimum=Age(value=18))), (EXCLUSION, Holds(fact="pregnant")))
    of = study(minimum_age=Age(value=18))
    nothing, adult, pregnant = Profile(), answers(age=30), answers(age=30, pregnant=True)
    before, after, last = (prescreen(of, criteria, profile) for profile in (nothing, adult, pregnant))
    assert what_changed(before, after) == "2 points fit you now. You may fit."
    assert what_changed(after, after) == "This answer changes nothing so far."
    assert what_changed(after, last) == (
        "1 point does not fit you because of something the trial rules out. You are not likely to fit."
    )
    assert what_changed(last, after) == "1 point is open again. You may fit."


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "nothing more to ask"), (1, "1 more"), (4, "about 4 more"), (18, "about 20 more")],
)
def test_progress_in_words(count: int, words: str) -> None:
    assert left_words(count) == words
