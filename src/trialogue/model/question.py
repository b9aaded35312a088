"""A question to a person: one fact, asked once, serving every criterion that turns on it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class QuestionKind(StrEnum):
    """What an answer is: yes or no, a number, or one of the choices."""

    YESNO = "yes/no"
    NUMBER = "number"
    CHOICE = "choice"


class Topic(StrEnum):
    """The group under which a question or statement stands."""

    YOU = "about you"
    ILLNESS = "your illness"
    TESTS = "your tests"
    TREATMENTS = "your treatments"
    PRACTICAL = "practical"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionChoice:
    """One answer to choose: its id, and its words."""

    id: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked, and how an answer is read.

    ``key`` is the answer's key in a profile. ``quote`` holds the record's own words where the
    question puts those to the person. ``criteria`` are ids of the criteria that it serves (empty
    for a registry field). ``low`` and ``high`` bound what is believable, in ``unit``. "I don't
    know" and "skip" are answers to every question.
    """

    key: str
    words: str
    kind: QuestionKind
    topic: Topic
    help: str = ""
    quote: str | None = None
    unit: str | None = None
    units: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    choices: tuple[QuestionChoice, ...] = ()
    criteria: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.key or not self.words:
            raise ValueError("a question needs a key and words")
        if self.kind is QuestionKind.CHOICE and len(self.choices) < 2:
            raise ValueError(f"{self.key}: a choice needs two answers or more")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"{self.key}: bounds {self.low} and {self.high} hold nothing")
