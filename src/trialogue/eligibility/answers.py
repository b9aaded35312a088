"""Read what a person typed as the answer to a question."""

from __future__ import annotations

import re
from datetime import date

from trialogue.eligibility.facts import load_facts
from trialogue.errors import UsageError
from trialogue.model.profile import Answer, Unanswered
from trialogue.model.question import Question, QuestionKind

_YES = frozenset({"yes", "y", "true", "1", "on"})
_NO = frozenset({"no", "n", "false", "0", "off"})
_DONT_KNOW = frozenset({"don't know", "dont know", "i don't know", "i do not know", "unknown", "?", "unsure"})
_SKIP = frozenset({"skip", "skipped", "", "-"})
_NUMBER = re.compile(r"([+-]?\d{1,12}(?:\.\d{1,9})?|\.\d{1,9})\s*(\S.{0,30})?")
_THOUSANDS = re.compile(r"(?<=\d)[,  '](?=\d{3}(?!\d))")


def parse_answer(question: Question, text: str, on: date | None = None) -> Answer:
    """The answer to a question; "I don't know" and "skip" are answers to any.

    Raises UsageError, with words for the person, where it cannot be read or believed. The message
    never repeats what was typed.
    """
    typed = " ".join(text.replace("’", "'").split())
    plain = typed.casefold()
    if plain in _DONT_KNOW:
        return Answer(value=Unanswered.DONT_KNOW, on=on)
    if plain in _SKIP:
        return Answer(value=Unanswered.SKIPPED, on=on)
    match question.kind:
        case QuestionKind.YESNO:
            return Answer(value=_yes_or_no(plain), on=on)
        case QuestionKind.CHOICE:
            return Answer(value=_choice(question, plain), on=on)
        case QuestionKind.NUMBER:
            return _number(question, typed, on)


def _yes_or_no(plain: str) -> bool:
    if plain in _YES:
        return True
    if plain in _NO:
        return False
    raise UsageError("Please answer yes, no or I don't know.")


def _choice(question: Question, plain: str) -> str:
    for choice in question.choices:
        if plain in (choice.id.casefold(), choice.words.casefold()):
            return choice.id
    words = ", ".join(choice.words for choice in question.choices)
    raise UsageError(f"Please choose one of these: {words}. Or say that you don't know.")


def _number(question: Question, typed: str, on: date | None) -> Answer:
    unit = question.unit or ""
    cleaned = _THOUSANDS.sub("", typed)
    if "." not in cleaned and cleaned.count(",") == 1:
        cleaned = cleaned.replace(",", ".")
    found = _NUMBER.fullmatch(cleaned)
    if found is None:
        raise UsageError(
            f"Please give a number{f' of {unit}' if unit else ''}, such as {_example(question)}."
        )
    value, given = float(found[1]), found[2]
    known = _unit(question, given)
    if known is None:
        options = ", ".join(dict.fromkeys((unit, *question.units)))
        raise UsageError(f"This unit is not known here. Please give the number in {options or 'no unit'}.")
    if not believable(question, value, known):
        low, high = question.low, question.high
        raise UsageError(f"Please give a number from {low:g} to {high:g}{f' {unit}' if unit else ''}.")
    return Answer(value=int(value) if value.is_integer() else value, unit=known or None, on=on)


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


def _example(question: Question) -> str:
    if question.low is None or question.high is None:
        return "12"
    return f"{round((question.low + question.high) / 2):g}"
