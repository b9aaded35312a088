"""The table of facts: what can be known of a person, and the question that asks for each.

One row a fact, in ``facts.toml``. The same row gives the words by which criteria name the fact
(``aliases``), the unit and its conversions, bounds outside which a reading is not believed, the
question a person is asked, and the codes by which health records hold it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


class FactKind(StrEnum):
    """What an answer is: a number in the fact's unit, yes or no, or one of its choices."""

    NUMBER = "number"
    YESNO = "yesno"
    CHOICE = "choice"


class Topic(StrEnum):
    """The heading under which a question stands."""

    YOU = "you"
    ILLNESS = "illness"
    TESTS = "tests"
    TREATMENTS = "treatments"
    PRACTICAL = "practical"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer to choose: its id, and its words."""

    id: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One row.

    ``name`` is a noun phrase in the first person ("my blood pressure (top number)"). A yes/no fact
    has ``yes`` and ``no``: the statement in the first person for each answer. ``units`` gives, for
    a unit in the spelling of ``trialogue.eligibility.units``, the factor to the fact's own unit.
    ``low`` and ``high`` bound what is believable, in the fact's unit. ``coding`` holds codes as
    ``SYSTEM:code`` (LOINC, SNOMED, RXNORM, ICD10CM).
    """

    id: str
    kind: FactKind
    topic: Topic
    name: str
    question: str
    aliases: tuple[str, ...] = ()
    help: str = ""
    yes: str = ""
    no: str = ""
    unit: str | None = None
    units: Mapping[str, float] = field(default_factory=dict)
    low: float | None = None
    high: float | None = None
    choices: tuple[Choice, ...] = ()
    coding: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.question.endswith("?"):
            raise ValueError(f"{self.id}: a fact needs a question")
        if self.kind is FactKind.YESNO and not (self.yes and self.no):
            raise ValueError(f"{self.id}: a yes/no fact needs a statement for each answer")
        if self.kind is FactKind.CHOICE and len(self.choices) < 2:
            raise ValueError(f"{self.id}: a choice needs two answers or more")
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise ValueError(f"{self.id}: bounds {self.low} and {self.high} hold nothing")

    def believable(self, value: float) -> bool:
        """Whether a value in the fact's unit lies within the plausible bounds."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    def in_own_unit(self, value: float, unit: str | None) -> float | None:
        """The value in the fact's unit; None where the unit is not known for this fact."""
        if unit is None or unit == self.unit:
            return value
        factor = self.units.get(unit)
        return None if factor is None else float(f"{value * factor:.12g}")


@cache
def load_facts() -> Mapping[str, Fact]:
    """All facts by id. Raises ValueError for a row that is not whole or an alias claimed twice."""
    return read_facts(files("trialogue.eligibility").joinpath("facts.toml").read_text(encoding="utf-8"))


def read_facts(text: str) -> Mapping[str, Fact]:
    """The facts of a TOML text. Raises ValueError as ``load_facts`` does."""
    facts: dict[str, Fact] = {}
    claimed: dict[str, str] = {}
    for row in tomllib.loads(text)["fact"]:
        fact = _fact(row)
        if fact.id in facts:
            raise ValueError(f"{fact.id}: two rows")
        for alias in fact.aliases:
            key = alias.casefold()
            if key in claimed:
                raise ValueError(f"{alias!r} is claimed by {claimed[key]} and {fact.id}")
            claimed[key] = fact.id
        facts[fact.id] = fact
    return MappingProxyType(facts)


def _fact(row: Mapping[str, Any]) -> Fact:
    plain = {k: v for k, v in row.items() if k not in {"kind", "topic", "aliases", "choices", "coding"}}
    try:
        return Fact(
            kind=FactKind(row["kind"]),
            topic=Topic(row["topic"]),
            aliases=tuple(row.get("aliases", ())),
            choices=tuple(Choice(id=i, words=w) for i, w in row.get("choices", ())),
            coding=tuple(row.get("coding", ())),
            **plain,
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"{row.get('id', 'a row without id')}: {error}") from None
