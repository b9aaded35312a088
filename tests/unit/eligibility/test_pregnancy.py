"""What an inclusion asks of pregnancy is told into a test, birth control, nursing and plans."""

from __future__ import annotations

import pytest

from trialogue.eligibility.judge import judge
from trialogue.eligibility.judged import Person
from trialogue.eligibility.keys import atom_of
from trialogue.eligibility.read_pregnancy import read_pregnancy
from trialogue.eligibility.read_requirement import read_requirement
from trialogue.model.profile import Answer, Profile
from trialogue.model.requirement import AllOf, AnyOf, Free, Holds, Not, Requirement
from trialogue.model.truth import Truth

TEXT = (
    "Women of childbearing potential must have a negative serum pregnancy test within 7 days and must not be"
    " breastfeeding. Men and women must agree to use contraception from informed consent until the last dose"
)
COULD = Not(part=Holds(fact="can_become_pregnant"))


def held(fact: str, text: str = TEXT) -> Holds:
    return Holds(fact=fact, qualifiers=(text,), wide=True)


def test_each_demand_is_told_apart() -> None:
    test, none, nursing = (held(f) for f in ("negative_pregnancy_test", "no_birth_control", "breastfeeding"))
    read = read_requirement(TEXT, {}, exclusion=False)
    assert read == AllOf(parts=(AnyOf(parts=(COULD, test)), Not(part=none), Not(part=nursing)))


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("The pregnancy test of women of childbearing age is negative", ["negative_pregnancy_test"]),
        ("If sexually active, agreement to use birth control", ["contraception"]),
        ("Women must use contraception, with no plans for pregnancy", ["contraception", "pregnancy_planned"]),
    ],
)
def test_it_is_read_however_it_is_worded(text: str, facts: list[str]) -> None:
    def named(read: Requirement | None) -> list[str]:
        match read:
            case Holds(fact=fact):
                return [fact] if fact != "can_become_pregnant" else []
            case Not(part=part):
                return named(part)
            case AllOf(parts=parts) | AnyOf(parts=parts):
                return [fact for part in parts for fact in named(part)]
        return []

    assert named(read_pregnancy(text)) == facts


@pytest.mark.parametrize(
    "text",
    [
        "Women must use contraception. ECOG 0 or 1",
        "Women must use contraception. Able to swallow tablets",
        "Unwilling to use contraception",
        "Pregnancy of more than 12 weeks",
    ],
)
def test_what_is_about_more_or_of_another_sense_is_not_read(text: str) -> None:
    assert read_pregnancy(text) is None


def test_an_exclusion_is_not_read_so() -> None:
    assert read_requirement(TEXT, {}, exclusion=True) in (Free(), held("contraception"))


def test_who_cannot_become_pregnant_needs_no_test() -> None:
    read = read_pregnancy("Women of childbearing potential must have a negative pregnancy test")
    assert read is not None
    said = Profile(answers={atom_of(Holds(fact="can_become_pregnant")).key: Answer(value=False)})
    assert judge(read, Person(profile=said)).truth is Truth.MET


@pytest.mark.parametrize(
    "text",
    [
        "Fertile patients must use effective contraception during and for 6 months after the study",
        "Adequate contraception required of fertile patients",
        "Must be willing to use a barrier contraceptive if procreation potential exists",
    ],
)
def test_birth_control_of_fertile_people_is_asked_of_men_too(text: str) -> None:
    read = read_requirement(text, {}, exclusion=False)
    assert read == Not(part=held("no_birth_control", text))


def test_fertile_women_are_women() -> None:
    text = "Fertile women must use effective contraception"
    read = read_requirement(text, {}, exclusion=False)
    assert read == AnyOf(parts=(COULD, held("contraception", text)))


def test_birth_control_that_is_only_advised_is_no_demand() -> None:
    text = "Effective contraception strongly advised for fertile women"
    assert isinstance(read_requirement(text, {}, exclusion=False), Free)


def test_birth_control_used_by_fertile_people_stands_beside_a_test() -> None:
    text = "Negative pregnancy test and an effective contraceptive method used by fertile patients"
    read = read_requirement(text, {}, exclusion=False)
    test = AnyOf(parts=(COULD, held("negative_pregnancy_test", text)))
    assert read == AllOf(parts=(test, Not(part=held("no_birth_control", text))))
