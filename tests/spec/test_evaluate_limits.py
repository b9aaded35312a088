"""What limits of age, of a measure and for one sex mean for a person, as tables."""

from __future__ import annotations

from datetime import date

import pytest
from tests.fixtures.answers import person
from tests.spec.test_truth import SIGNS, rows

from trialogue.eligibility.judge import judge
from trialogue.eligibility.judged import Person
from trialogue.model.age import parse_age
from trialogue.model.codes import Sex
from trialogue.model.profile import Answer, Profile
from trialogue.model.requirement import (
    Aged,
    AnyOf,
    Bound,
    Measured,
)
from trialogue.model.truth import Truth

AGES = """
lowest    | highest   | said | met
18 Years  | 75 Years  | 18   | +
18 Years  | 75 Years  | 75   | +
18 Years  | 75 Years  | 17   | -
18 Years  | 75 Years  | 76   | -
18 Years  |           | 90   | +
          | 18 Months | 0    | +
          | 18 Months | 1    | ?
          | 18 Months | 2    | -
6 Months  |           | 0    | ?
6 Months  |           | 1    | +
          |           | 40   | +
18 Years  | 75 Years  |      | ?
"""


@pytest.mark.parametrize(("lowest", "highest", "said", "met"), rows(AGES))
def test_ages_in_years_count_as_people_count_them(lowest: str, highest: str, said: str, met: str) -> None:
    requirement = Aged(minimum=parse_age(lowest), maximum=parse_age(highest))
    known = person(age=int(said)) if said else person()
    assert judge(requirement, known).truth is SIGNS[met]


BABIES = """
lowest   | highest   | said | unit  | met
18 Years |           | 10   | month | -
9 Years  |           | 10   | month | -
9 Months | 12 Months | 10   | month | +
9 Months | 12 Months | 12   | month | +
9 Months | 12 Months | 13   | month | -
         | 12 Months | 1    | year  | ?
1 Days   | 14 Days   | 5    | day   | +
1 Days   | 14 Days   | 15   | days  | -
         | 14 Days   | 2    | week  | ?
         | 14 Days   | 3    | week  | -
18 Years |           | 216  | month | +
5 Minutes| 15 Minutes| 0    | day   | ?
18 Years |           | 20   | stone | ?
"""


@pytest.mark.parametrize(("lowest", "highest", "said", "unit", "met"), rows(BABIES))
def test_ages_in_other_units(lowest: str, highest: str, said: str, unit: str, met: str) -> None:
    requirement = Aged(minimum=parse_age(lowest), maximum=parse_age(highest))
    answer = Answer(value=int(said), unit=unit)
    known = Person(profile=Profile(answers={"age": answer}))
    assert judge(requirement, known).truth is SIGNS[met]


def test_a_baby_grows_by_its_own_unit() -> None:
    baby = {"age": Answer(value=2, unit="month", on=date(2024, 1, 1))}
    young = Aged(maximum=parse_age("3 Months"))
    for on, truth in (
        (date(2024, 1, 1), Truth.MET),
        (date(2024, 2, 20), Truth.UNKNOWN),
        (date(2024, 7, 1), Truth.NOT_MET),
    ):
        assert judge(young, Person(profile=Profile(answers=baby), on=on)).truth is truth


BOUNDS = """
low | inclusive | high | inclusive | value | met
5   | yes       | 10   | yes       | 5     | +
5   | yes       | 10   | yes       | 10    | +
5   | no        | 10   | yes       | 5     | -
5   | yes       | 10   | no        | 10    | -
5   | no        | 10   | no        | 7     | +
5   | yes       |      |           | 4.9   | -
    |           | 10   | yes       | 10.1  | -
    |           | 10   | yes       |       | ?
"""


@pytest.mark.parametrize(("low", "low_in", "high", "high_in", "value", "met"), rows(BOUNDS))
def test_bounds(low: str, low_in: str, high: str, high_in: str, value: str, met: str) -> None:
    requirement = Measured(
        fact="hba1c",
        low=Bound(value=float(low), inclusive=low_in == "yes") if low else None,
        high=Bound(value=float(high), inclusive=high_in == "yes") if high else None,
    )
    known = person(hba1c=float(value)) if value else person()
    assert judge(requirement, known).truth is SIGNS[met]


def test_a_value_in_another_unit_is_converted() -> None:
    requirement = Measured(fact="weight", low=Bound(value=50.0), unit="kg")
    pounds = Profile(answers={"weight": Answer(value=120, unit="lb")})
    assert judge(requirement, Person(profile=pounds)).truth is Truth.MET
    stones = Profile(answers={"weight": Answer(value=8, unit="stone")})
    assert judge(requirement, Person(profile=stones)).truth is Truth.UNKNOWN


def test_multiples_of_normal_have_their_own_answer() -> None:
    requirement = Measured(fact="alt", high=Bound(value=3.0), of_normal="uln")
    assert judge(requirement, person(alt=30)).truth is Truth.UNKNOWN
    assert judge(requirement, Person(profile=Profile(answers={"alt@uln": Answer(value=4)}))).truth is (
        Truth.NOT_MET
    )


def test_a_bound_for_one_sex() -> None:
    women = Measured(fact="hemoglobin", low=Bound(value=12.0), sex=Sex.FEMALE)
    men = Measured(fact="hemoglobin", low=Bound(value=13.0), sex=Sex.MALE)
    either = AnyOf(parts=(women, men))
    assert judge(either, person(sex="female", hemoglobin=12.5)).truth is Truth.MET
    assert judge(either, person(sex="male", hemoglobin=12.5)).truth is Truth.NOT_MET
    assert judge(either, person(hemoglobin=12.5)).truth is Truth.UNKNOWN


# Asked: ever, now, or in so many days. Answered the same way. What the answer says of the question.
