"""What a requirement means for a person, as tables."""

from __future__ import annotations

from datetime import date

import pytest
from tests.fixtures.answers import keyed, person
from tests.spec.test_truth import SIGNS, rows

from trialogue.eligibility.conflicts import answer_conflicts
from trialogue.eligibility.judge import judge
from trialogue.eligibility.judged import Person
from trialogue.eligibility.keys import atom_of
from trialogue.eligibility.subsumption import known_broader
from trialogue.model.age import parse_age
from trialogue.model.codes import Sex
from trialogue.model.profile import Answer, Profile, Unanswered
from trialogue.model.requirement import (
    Aged,
    AllOf,
    AnyOf,
    AtLeast,
    Bound,
    Concept,
    Free,
    HasCondition,
    HasTreatment,
    Holds,
    IsSex,
    Measured,
    Not,
    Requirement,
    Time,
    Window,
)
from trialogue.model.truth import Truth

WINDOWS = """
asked     | answered  | yes | no
ever      | ever      | +   | -
ever      | within:28 | +   | ?
ever      | current   | +   | ?
within:28 | ever      | ?   | -
within:28 | within:7  | +   | ?
within:28 | within:90 | ?   | -
within:28 | current   | +   | ?
current   | ever      | ?   | -
current   | within:28 | ?   | -
current   | past      | ?   | ?
planned   | ever      | ?   | ?
"""


def treated(when: str) -> HasTreatment:
    concept = Concept(name="riluzole", ids=("RXNORM:35623",))
    if when.startswith("within:"):
        return HasTreatment(concept=concept, window=Window(high_days=float(when.removeprefix("within:"))))
    return HasTreatment(concept=concept, time=Time(when))


@pytest.mark.parametrize(("asked", "answered", "yes", "no"), rows(WINDOWS))
def test_what_one_answer_says_of_another_question(asked: str, answered: str, yes: str, no: str) -> None:
    mark = f"ever@{answered}" if answered.startswith("within") else answered
    key = f"treatment:RXNORM:35623@{mark}"
    assert judge(treated(asked), keyed(key, True)).truth is SIGNS[yes]
    assert judge(treated(asked), keyed(key, False)).truth is SIGNS[no]


def test_a_kind_of_an_illness_is_the_illness() -> None:
    diabetes = HasCondition(concept=Concept(name="diabetes", ids=("MESH:D003920",)))
    type_2 = HasCondition(concept=Concept(name="type 2 diabetes", ids=("MESH:D003924",)))

    def broader(identity: str) -> tuple[str, ...]:
        return ("MESH:D003920",) if identity == "MESH:D003924" else ()

    def known(requirement: HasCondition, value: bool) -> Person:
        key = f"condition:{requirement.concept.ids[0]}@current"
        return Person(profile=Profile(answers={key: Answer(value=value)}), broader=broader)

    assert judge(diabetes, known(type_2, True)).truth is Truth.MET
    assert judge(diabetes, known(type_2, False)).truth is Truth.UNKNOWN
    assert judge(type_2, known(diabetes, False)).truth is Truth.NOT_MET
    assert judge(type_2, known(diabetes, True)).truth is Truth.UNKNOWN


# Of our own names: what an answer about one condition says of another.
KINDS = """
asked                                | answered                        | yes | no
condition:MESH:D003920@current       | condition:MESH:D016640@current  | +   | ?
condition:MESH:D016640@current       | condition:MESH:D003920@current  | ?   | -
diabetes                             | condition:MESH:D016640@current  | +   | ?
condition:MESH:D016640@current       | diabetes                        | ?   | -
condition:MESH:D001249@current       | condition:severe-asthma@current | +   | ?
condition:severe-asthma@current      | condition:MESH:D001249@current  | ?   | -
condition:MESH:D006973@current       | condition:portal-hypertension@current | ? | ?
condition:MESH:D001249@current       | condition:family-history-of-asthma@current | ? | ?
condition:MESH:D009422@current       | condition:MESH:D004827@current  | ?   | ?
condition:MESH:D006333@current       | condition:MESH:D003920@current  | ?   | ?
condition:MESH:D003920@current       | condition:MESH:D016640@past     | ?   | ?
"""


@pytest.mark.parametrize(("asked", "answered", "yes", "no"), rows(KINDS))
def test_a_narrower_or_broader_answer_decides_only_what_logic_allows(
    asked: str, answered: str, yes: str, no: str
) -> None:
    subject = asked.partition("@")[0]
    requirement: Requirement = Holds(fact=subject)
    if subject.startswith("condition:"):
        name = subject.removeprefix("condition:")
        ids = (name,) if ":" in name else ()
        requirement = HasCondition(concept=Concept(name=name, ids=ids))
    for value, truth in ((True, yes), (False, no)):
        profile = Profile(answers={answered: Answer(value=value)})
        assert judge(requirement, Person(profile=profile, broader=known_broader)).truth is SIGNS[truth]


def test_a_fact_that_is_a_kind_of_another() -> None:
    assert judge(Holds(fact="diabetes"), person(diabetes_2=True)).truth is Truth.MET
    assert judge(Holds(fact="diabetes"), person(diabetes_2=False)).truth is Truth.UNKNOWN
    assert judge(Holds(fact="diabetes_2"), person(diabetes=False)).truth is Truth.NOT_MET


def test_a_narrowing_word_makes_another_question() -> None:
    asthma = Concept(name="asthma", ids=("MESH:D001249",))
    severe = HasCondition(concept=asthma, qualifiers=("severe",))
    assert judge(severe, keyed("condition:MESH:D001249@current", True)).truth is Truth.UNKNOWN
    assert judge(severe, keyed("condition:MESH:D001249@current", False)).truth is Truth.NOT_MET


PREGNANT = Holds(fact="pregnant")

LISTS: list[tuple[Requirement, dict[str, bool | str], Truth]] = [
    (Not(part=PREGNANT), {"pregnant": False}, Truth.MET),
    (Not(part=PREGNANT), {}, Truth.UNKNOWN),
    (Holds(fact="pregnant", value="no"), {"pregnant": True}, Truth.NOT_MET),
    (AllOf(parts=(PREGNANT, IsSex(sex=Sex.FEMALE))), {"sex": "male"}, Truth.NOT_MET),
    (AnyOf(parts=(PREGNANT, IsSex(sex=Sex.MALE))), {"sex": "male"}, Truth.MET),
    (AtLeast(count=2, parts=(PREGNANT, PREGNANT)), {"pregnant": True}, Truth.MET),
    (IsSex(sex=Sex.ALL), {}, Truth.MET),
    (Free(), {"pregnant": True}, Truth.UNKNOWN),
]


@pytest.mark.parametrize(("requirement", "answers", "truth"), LISTS)
def test_lists(requirement: Requirement, answers: dict[str, bool | str], truth: Truth) -> None:
    assert judge(requirement, person(**answers)).truth is truth


@pytest.mark.parametrize("value", list(Unanswered))
def test_dont_know_and_skipped_say_nothing(value: Unanswered) -> None:
    assert judge(PREGNANT, person(pregnant=value)).truth is Truth.UNKNOWN


def test_an_age_grows_with_time() -> None:
    answers = {"age": Answer(value=17, on=date(2024, 1, 1))}
    adult = Aged(minimum=parse_age("18 Years"))
    for on, truth in (
        (date(2024, 1, 1), Truth.NOT_MET),
        (date(2024, 7, 1), Truth.UNKNOWN),
        (date(2025, 6, 1), Truth.MET),
    ):
        assert judge(adult, Person(profile=Profile(answers=answers), on=on)).truth is truth


def test_a_test_result_grows_old() -> None:
    recent = Measured(fact="hba1c", low=Bound(value=7.0), window=Window(high_days=30))
    answers = {"hba1c": Answer(value=8, on=date(2024, 1, 1))}
    assert judge(recent, Person(profile=Profile(answers=answers), on=date(2024, 1, 20))).truth is Truth.MET
    assert judge(recent, Person(profile=Profile(answers=answers), on=date(2024, 3, 1))).truth is Truth.UNKNOWN


CLASHES = """
first     | value  | second              | value | clash
sex       | male   | pregnant            | yes   | +
sex       | male   | pregnant            | no    | -
sex       | female | pregnant            | yes   | -
age       | 12     | postmenopausal      | yes   | +
age       | 52     | postmenopausal      | yes   | -
pregnant  | yes    | postmenopausal      | yes   | +
diabetes  | no     | diabetes_2          | yes   | +
sbp       | 80     | dbp                 | 120   | +
sbp       | 120    | dbp                 | 80    | -
smokes    | no     | cigarettes_per_day  | 20    | +
smokes    | no     | cigarettes_per_day  | 0     | -
"""


@pytest.mark.parametrize(("first", "value", "second", "other", "clash"), rows(CLASHES))
def test_conflicting_answers_are_named(first: str, value: str, second: str, other: str, clash: str) -> None:
    def read(cell: str) -> bool | float | str:
        return {"yes": True, "no": False}.get(cell, float(cell) if cell.isdigit() else cell)

    answers = {first: Answer(value=read(value)), second: Answer(value=read(other))}
    found = answer_conflicts(Profile(answers=answers))
    assert bool(found) is (clash == "+")
    assert all({first, second} == set(one.keys) and one.words for one in found)


def test_answers_are_compared_in_one_unit() -> None:
    answers = {"age": Answer(value=240, unit="month"), "pregnant": Answer(value=True)}
    assert answer_conflicts(Profile(answers=answers)) == ()
    answers["age"] = Answer(value=8, unit="month")
    assert answer_conflicts(Profile(answers=answers))


# A demand on asthma, and what is known: of plain asthma, and of these very words. ``+`` yes, ``-`` no.
# Words that narrow: a plain "no" decides, a plain "yes" does not. Words that may widen: neither does.
IN_WORDS = """
words  | plain | these | met
narrow |       |       | ?
narrow | +     |       | ?
narrow | -     |       | -
narrow | -     | +     | +
narrow |       | +     | +
narrow |       | -     | -
wide   |       |       | ?
wide   | +     |       | ?
wide   | -     |       | ?
wide   |       | +     | +
wide   |       | -     | -
wide   | +     | -     | -
wide   | -     | +     | +
"""


@pytest.mark.parametrize("turned", [False, True])
def test_words_beside_a_head(turned: bool) -> None:
    for words, plain, these, met in rows(IN_WORDS):
        asthma = Concept(name="asthma")
        demand = HasCondition(concept=asthma, qualifiers=("or wheezing",), wide=words == "wide")
        keys = {
            atom_of(HasCondition(concept=asthma)).key: plain,
            atom_of(demand).key: these,
        }
        answers = {key: Answer(value=sign == "+") for key, sign in keys.items() if sign}
        known = Person(profile=Profile(answers=answers))
        truth = judge(Not(part=demand) if turned else demand, known).truth
        wanted = SIGNS[met]
        assert truth is (~wanted if turned else wanted), (words, plain, these)


def test_a_wide_answer_says_nothing_of_the_plain_one() -> None:
    asthma = Concept(name="asthma")
    wide = HasCondition(concept=asthma, qualifiers=("or wheezing",), wide=True)
    for value in (True, False):
        known = keyed(atom_of(wide).key, value)
        assert judge(HasCondition(concept=asthma), known).truth is Truth.UNKNOWN


def test_a_limit_with_more_words_is_not_decided_by_its_number() -> None:
    limit = Measured(
        fact="hemoglobin", low=Bound(value=9), unit="g/dL", qualifiers=("without transfusion",), wide=True
    )
    assert judge(limit, person(hemoglobin=12)).truth is Truth.UNKNOWN
    assert judge(limit, keyed(atom_of(limit).key, True)).truth is Truth.MET


def test_a_wide_demand_needs_words() -> None:
    with pytest.raises(ValueError, match="words"):
        Holds(fact="pregnant", wide=True)
    with pytest.raises(ValueError, match="wide"):
        Measured(fact="alt", qualifiers=("fasting",))
