"""Read a number that a person typed as the answer to a question."""

from __future__ import annotations

import re
from datetime import date

from trialogue.eligibility.facts import load_facts
from trialogue.model.profile import Answer
from trialogue.model.question import Question

_NUMBER = re.compile(r"([+-]?\d{1,12}(?:\.\d{1,9})?|\.\d{1,9})\s*(\S.{0,30})?")
_THOUSANDS = re.compile(r"(?<=\d)[,  '](?=\d{3}(?!\d))")


def read_number(question: Question, text: str, unit: str | None = None, on: date | None = None) -> Answer:
    """The number and its unit: the one typed behind it, else ``unit`` if the question knows it, else its own.

    "1,500" and "1 500" are thousands, "70,5" is a decimal. Raises ValueError, with words for the
    person, where it cannot be read or believed. The message never repeats what was typed.
    """
    cleaned = _THOUSANDS.sub("", " ".join(text.replace("’", "'").split()))
    if "." not in cleaned and cleaned.count(",") == 1:
        cleaned = cleaned.replace(",", ".")
    found = _NUMBER.fullmatch(cleaned)
    if found is None:
        raise ValueError("Write a number, for example 62. Or choose “I don’t know”.")
    value, chosen = float(found[1]), _unit(question, found[2] or unit)
    if chosen is None:
        known = ", ".join(dict.fromkeys((question.unit or "", *question.units)))
        raise ValueError(f"This unit is not known here. Write the number in {known or 'no unit'}.")
    if not believable(question, value, chosen):
        bounds = " to ".join(f"{end:g}" for end in (question.low, question.high) if end is not None)
        own = f" {question.unit}" if question.unit else ""
        raise ValueError(f"That cannot be: it must be {bounds}{own}. Please look at the number and its unit.")
    return Answer(value=value, unit=chosen or None, on=on)


def _unit(question: Question, given: str | None) -> str | None:
    """The unit as the question spells it; None where it knows no such unit."""
    if not given:
        return question.unit or ""
    wanted = given.casefold().rstrip(".")
    for unit in (question.unit or "", *question.units):
        if unit and wanted in (unit.casefold(), unit.casefold().rstrip("s"), unit.casefold() + "s"):
            return unit
    return None


def believable(question: Question, value: float, unit: str | None) -> bool:
    """Whether a number, in one of the question's units, lies within its bounds."""
    fact = load_facts().get(question.key)
    own = fact.in_own_unit(value, unit) if fact is not None and unit else value
    if own is None:
        return False
    above = question.low is None or own >= question.low
    return above and (question.high is None or own <= question.high)
