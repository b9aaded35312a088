"""What is known of a person: answers to questions, nothing more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Unanswered(StrEnum):
    """Answers that say nothing, and count as nothing."""

    DONT_KNOW = "don't know"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer. ``value`` is True/False, a number in the fact's unit, or a choice's id."""

    value: bool | float | str | Unanswered
    unit: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Answers by fact key.

    Keys: ``age`` (years), ``sex`` (FEMALE, MALE), a fact's id, ``condition:MESH:D…``,
    ``treatment:…``, or ``criterion:NCT…:<digest of its text>`` for a criterion asked in its own
    words.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)

    def get(self, key: str) -> Answer | None:
        """The answer, or None where nothing was said, it is not known, or it was skipped."""
        answer = self.answers.get(key)
        return None if answer is None or isinstance(answer.value, Unanswered) else answer

    def with_answer(self, key: str, answer: Answer) -> Profile:
        """The same profile with one answer set."""
        return Profile(answers={**self.answers, key: answer})
