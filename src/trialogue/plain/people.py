"""Who a study is for, from its fields: condition, age, sex, healthy volunteers."""

from __future__ import annotations

import re

from trialogue.model.age import Age
from trialogue.model.codes import Purpose, Sex
from trialogue.model.site import Investigator
from trialogue.model.study import Study
from trialogue.plain.conditions import is_illness
from trialogue.plain.sentence import Sentence, from_piece
from trialogue.plain.title import condition_words, ill_names, people_with

_HEALTHY = re.compile(
    r"\b(?:healthy|normal) (?:(?:male|female|adult|young|older|elderly|human|japanese|chinese)s?,? )*"
    r"(?:volunteers?|subjects?|participants?|people|adults?|men|women|males|females|individuals)\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:inc|ltd|llc|gmbh|corp|pharmaceuticals?|clinical trials?|study director|medical monitor|call center"
    r"|contact|transparency|information)\b",
    re.IGNORECASE,
)
_PATIENTS = re.compile(r"\bpatients?\b|\b(?:people|subjects|participants|those|adults) with\b", re.IGNORECASE)


def named_leaders(study: Study) -> tuple[Investigator, ...]:
    """The officials that are people: some sponsors enter themselves as their own director."""
    sponsor = study.lead_sponsor.name if study.lead_sponsor else ""
    return tuple(one for one in study.investigators if not _is_body(one.name, sponsor))


def _is_body(name: str, sponsor: str) -> bool:
    return name.strip(" .").lower() == sponsor.strip(" .").lower() or _BODY.search(name) is not None


def who_for(study: Study) -> Sentence:
    """ "People with ALS, 18 or older." Built from fields only; the criteria say the rest."""
    who = condition_words(study)
    fields = study.eligibility
    noun = {Sex.ALL: "people", Sex.FEMALE: "women", Sex.MALE: "men"}[fields.sex]
    prevents = study.design.purpose is Purpose.PREVENTION and who != "pregnancy"
    welcome = fields.healthy_volunteers and who != "healthy people"
    only = welcome and _only_healthy(study)
    words = (
        f"healthy {noun}"
        if only
        else noun
        if prevents and who != "healthy people"
        else people_with(who, noun)
    )
    words = words[:1].upper() + words[1:] + age_words(fields.minimum_age, fields.maximum_age)
    pieces = ["Condition"]
    if fields.minimum_age or fields.maximum_age:
        pieces += ["MinimumAge", "MaximumAge"]
    if welcome and not only:
        words += "; healthy people can take part too"
    if welcome:
        pieces.append("HealthyVolunteers")
    if (only or prevents) and who and who != "healthy people":
        words += f"; {_about(study, who)}"
        pieces += ["DesignPrimaryPurpose"] * prevents
    return Sentence(words=f"{words}.", sources=tuple(from_piece(study, piece) for piece in pieces))


def _about(study: Study, who: str) -> str:
    """What a study of prevention, or in healthy people, is about: of several conditions one may be there."""
    if study.design.purpose is not Purpose.PREVENTION or not is_illness(who):
        return f"it is about {who}"
    one = len(ill_names(study)) == 1
    return f"it is about preventing {who}" if one else f"it is about prevention, and the record lists {who}"


def _only_healthy(study: Study) -> bool:
    """Whether a title says that healthy people are looked at, and nobody else."""
    title = f"{study.brief_title} {study.official_title or ''}"
    return _HEALTHY.search(title) is not None and _PATIENTS.search(title) is None


def age_words(low: Age | None, high: Age | None) -> str:
    """``, 18 to 75 years old``; empty where the record sets no limit, or a lowest age of 0."""
    low = low if low is not None and low.value > 0 else None
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
