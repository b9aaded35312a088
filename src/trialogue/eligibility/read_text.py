"""Preparing a criterion's words for reading, and putting back what a rule did not read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from trialogue.eligibility.clean import plain_text
from trialogue.eligibility.patterns import lowered
from trialogue.eligibility.spelling import plainly_spelt
from trialogue.eligibility.split_lines import without_mark
from trialogue.model.requirement import HasCondition, HasTreatment, Holds, Not, Requirement

_SENTENCE = re.compile(r"(?<=[a-z0-9)%\]])[.;]\s+(?=[A-Z*])")
_SENTENCE_OR_POINT = re.compile(
    r"(?<=[a-z0-9)%\]])(?<!\bi\.e)(?<!\be\.g)(?<!\beg)(?<!\bie)(?<!\bvs)(?<!\bal)\s*(?:[;；]\s*|\.\s+)"
    r"(?:(?:\d{1,2}|[a-h])[.)]\s*)?(?=[A-Z*])"
)
_JOINED_FIRST = re.compile(r"^(?:and|or|and/or)\b[\s,]*", re.IGNORECASE)
#: Marks of Chinese and Japanese texts.
_WIDE_MARKS = {ord("；"): "; ", ord("，"): ", ", ord("："): ": ", ord("（"): " (", ord("）"): ") "}
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_STOPS = " .;,:?。；，"
_JOINTS = ("and/or", "and", "or")
_JOINT_ENDS = frozenset("dDrR")
_MARK_ENDS = frozenset(".):] ")
_WORD = re.compile(r"[A-Za-zÀ-ÿ0-9][\w'’/()+-]*[\w)]|[A-Za-z]")
#: A mark behind the list's own: "* 1)", "9. 10)", "(a)".
_MARK_FIRST = re.compile(
    r"^(?:[(\[]?(?:\d{1,2}|[a-h]|i{1,3}|iv|vi{0,3})\s?(?:[)\]]\s*|[.:](?:\s+|(?=[A-Z]))))+(?=[^\W\d])"
)


@lru_cache(maxsize=4096)
def words_of(text: str) -> str:
    """A criterion's words without its mark, markdown and the stop or "and" at its end."""
    plain = plain_text(text).strip() if _marked(text) else " ".join(without_mark(text).split())
    if not plain.isascii():
        plain = " ".join(plain.translate(_WIDE_MARKS).split())
    plain = plainly_spelt(plain.replace(" & ", " and "))
    if plain[1:2] in _MARK_ENDS or plain[2:3] in _MARK_ENDS or plain[:1] in "([":
        plain = _MARK_FIRST.sub("", plain)
    return _without_tail(plain).strip()


def _marked(text: str) -> bool:
    """Whether markdown or HTML may stand in a text."""
    return "\\" in text or "<" in text or "&" in text or "_" in text or "**" in text


def _without_tail(plain: str) -> str:
    head = plain.rstrip(_STOPS)
    if head[-1:] not in _JOINT_ENDS:
        return head
    for joint in _JOINTS:
        if head[-len(joint) :].lower() == joint:
            before = head[: -len(joint)]
            if not before or not (before[-1].isalnum() or before[-1] == "_"):
                return before.rstrip(_STOPS)
    return head


def mentions(text: str, stems: Iterable[str]) -> bool:
    """Whether any of these stems stands in a text, case apart: a cheap look before a costly pattern."""
    low = lowered(text)
    for stem in stems:  # noqa: SIM110  (a generator costs more than the look itself)
        if stem in low:
            return True
    return False


def outside_brackets(text: str) -> str:
    """A text with a space in place of each bracket. Most have none."""
    return _BRACKETED.sub(" ", text) if "(" in text or "[" in text else text


def sentences(text: str) -> tuple[str, str]:
    """The first sentence, and the rest."""
    for match in _SENTENCE.finditer(text) if "." in text or ";" in text else ():
        first = text[: match.start()]
        if first.count("(") <= first.count(")"):
            return first.strip(" ."), text[match.end() :].strip()
    return text, ""


def all_sentences(text: str) -> list[str]:
    """Every sentence, without the number of a point before it; a bracket holds no end of one."""
    places, start = [], 0
    for match in _SENTENCE_OR_POINT.finditer(text):
        first = text[start : match.start()]
        if first.count("(") <= first.count(")"):
            places.append(first)
            start = match.end()
    told = (_JOINED_FIRST.sub("", one.strip(" .;")) for one in (*places, text[start:]))
    return [one for one in told if one]


def only(text: str, neutral: frozenset[str]) -> bool:
    """Whether a text holds nothing but these words and punctuation."""
    return all(word.lower().strip("()'’") in neutral for word in _WORD.findall(text))


def narrowed(requirement: Requirement, words: str) -> Requirement | None:
    """The same requirement with more qualifying words; None where it has no place for them."""
    clean = words.strip(" ,.;:")
    if not clean:
        return requirement
    match requirement:
        case HasCondition() | HasTreatment() | Holds():
            return replace(requirement, qualifiers=(*requirement.qualifiers, clean))
        case Not(part=part):
            inner = narrowed(part, clean)
            return None if inner is None else Not(part=inner)
    return None
