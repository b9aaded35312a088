"""Who a study is for, from its fields: condition, age, sex, healthy volunteers."""

from __future__ import annotations

from trialogue.model.age import Age
from trialogue.model.codes import Sex
from trialogue.model.study import Study
from trialogue.plain.sentence import Sentence, from_piece
from trialogue.plain.title import condition_words


def who_for(study: Study) -> Sentence:
    """ "People with ALS, 18 or older." Built from fields only; the criteria say the rest."""
    who = condition_words(study)
    fields = study.eligibility
    noun = {Sex.ALL: "People", Sex.FEMALE: "Women", Sex.MALE: "Men"}[fields.sex]
    words = "Healthy people" if who == "healthy people" else f"{noun} with {who}" if who else noun
    words += age_words(fields.minimum_age, fields.maximum_age)
    pieces = ["Condition"]
    if fields.minimum_age or fields.maximum_age:
        pieces += ["MinimumAge", "MaximumAge"]
    if fields.healthy_volunteers and who != "healthy people":
        words += "; healthy people can take part too"
        pieces.append("HealthyVolunteers")
    return Sentence(words=f"{words}.", sources=tuple(from_piece(study, piece) for piece in pieces))


def age_words(low: Age | None, high: Age | None) -> str:
    """``, 18 to 75 years old``; empty where the record sets no limit."""
    if low is None and high is None:
        return ""
    if high is None and low is not None:
        return f", {_age(low)} or older"
    if low is None and high is not None:
        return f", {_age(high)} or younger"
    assert low is not None and high is not None  # noqa: PT018
    if low == high:
        return f", {_age(low)} old"
    if low.unit == high.unit:
        return f", {low.value} to {high.value} {_unit(high)} old"
    return f", from {_age(low)} to {_age(high)} old"


def _age(age: Age) -> str:
    return f"{age.value} {_unit(age)}"


def _unit(age: Age) -> str:
    unit = age.unit.value.lower()
    return unit.removesuffix("s") if age.value == 1 else unit
