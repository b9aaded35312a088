"""The facets of a study packed into one number, so that one pass over the hits counts them all.

The engine returns how many studies have each number; every facet, with or without its own filter,
and the total follow from that table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from trialogue.index.document import StudyDocument
from trialogue.index.relax import FACETS
from trialogue.model.codes import Phase, RecruitmentStatus, Sex, SponsorClass, StudyType
from trialogue.model.search import AgeGroup, Query

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

TRAITS: Final = (*FACETS, "healthy_volunteers")
_SEXES: Final = (Sex.FEMALE, Sex.MALE)
_YES_NO: Final = ("false", "true")


@dataclass(frozen=True)
class _Part:
    """The bits of one filter: ``width`` of them from bit ``at``. 0: the record does not say.

    Of a filter with ``several`` values each value has a bit, else the number is the value's place.
    """

    at: int
    values: tuple[str, ...]
    choices: tuple[str, ...]
    several: bool = False

    @property
    def width(self) -> int:
        return len(self.values) if self.several else len(self.values).bit_length()

    @cached_property
    def bits(self) -> Mapping[str, int]:
        """Each value's bits, in place."""
        places = enumerate(self.values)
        return {v: (1 << p if self.several else p + 1) << self.at for p, v in places}

    def of(self, traits: Numbers) -> Numbers:
        """These bits of each number."""
        return (traits >> self.at) & ((1 << self.width) - 1)

    @cached_property
    def keeps(self) -> Flags:
        """For each choice (row) and each number that these bits can be (column): does it pass?"""
        rows = [[self._keeps(choice, number) for number in range(1 << self.width)] for choice in self.choices]
        return np.array(rows, dtype=np.bool_)

    def _keeps(self, choice: str, number: int) -> bool:
        bits = self.bits[choice] >> self.at
        if self.several:
            return bool(number & bits)
        # A study open to all sexes takes women, and takes men.
        return number == bits or (choice in _SEXES and number == self.bits[Sex.ALL] >> self.at)


def _parts() -> dict[str, _Part]:
    layout: dict[str, tuple[tuple[str, ...], tuple[str, ...], bool]] = {
        "statuses": (tuple(RecruitmentStatus), tuple(RecruitmentStatus), False),
        "phases": (tuple(Phase), tuple(Phase), True),
        "study_types": (tuple(StudyType), tuple(StudyType), False),
        "sex": (tuple(Sex), _SEXES, False),
        "has_results": (_YES_NO, _YES_NO, False),
        "age_groups": (tuple(AgeGroup), tuple(AgeGroup), True),
        "sponsor_classes": (tuple(SponsorClass), tuple(SponsorClass), False),
        "healthy_volunteers": (_YES_NO, _YES_NO, False),
    }
    parts: dict[str, _Part] = {}
    at = 0
    for name, (values, choices, several) in layout.items():
        parts[name] = _Part(at=at, values=values, choices=choices, several=several)
        at += parts[name].width
    return parts


_PARTS: Final = _parts()


def pack(document: StudyDocument) -> int:
    """The traits of a study as one number."""
    packed = 0
    for name, values in _values(document).items():
        for value in values:
            packed |= _PARTS[name].bits[value]
    return packed


def choices_of(document: StudyDocument) -> list[tuple[str, str]]:
    """The same traits as (filter, choice) pairs: every choice that would keep the study."""
    values = _values(document).items()
    found = [(name, str(code)) for name, codes in values if name != "sex" for code in codes]
    return found + [("sex", str(sex)) for sex in _SEXES if document.sex in {Sex.ALL, sex}]


def _values(document: StudyDocument) -> dict[str, tuple[str, ...]]:
    return {
        "statuses": (document.status,),
        "phases": tuple(set(document.phases)),
        "study_types": (document.study_type,) if document.study_type else (),
        "sex": (document.sex,),
        "has_results": (_YES_NO[document.has_results],),
        "age_groups": document.age_groups,
        "sponsor_classes": (document.sponsor_class,),
        "healthy_volunteers": (_YES_NO[bool(document.healthy_volunteers)],),
    }


class TraitCounts:
    """How many studies have each combination of traits, among those that pass all other filters."""

    def __init__(self, counts: Mapping[int, int]) -> None:
        traits: Numbers = np.fromiter(counts.keys(), dtype=np.int64, count=len(counts))
        self._parts = {name: part.of(traits) for name, part in _PARTS.items()}
        self._counts: Numbers = np.fromiter(counts.values(), dtype=np.int64, count=len(counts))

    def total(self, query: Query) -> int:
        """How many pass the filters on traits."""
        return int(self._counts[self._all_of(self._passing(query))].sum())

    def facets(self, query: Query) -> dict[str, dict[str, int]]:
        """The counts of each facet, each without its own filter."""
        passing = self._passing(query)
        every = self._counts * self._all_of(passing)
        return {
            name: self._facet(name, self._without(name, passing) if name in passing else every)
            for name in FACETS
        }

    def _without(self, name: str, passing: Mapping[str, Flags]) -> Numbers:
        others = {other: flags for other, flags in passing.items() if other != name}
        counted: Numbers = self._counts * self._all_of(others)
        return counted

    def _facet(self, name: str, counts: Numbers) -> dict[str, int]:
        part = _PARTS[name]
        counted = np.bincount(self._parts[name], counts, minlength=1 << part.width)
        totals = (part.keeps @ counted).astype(np.int64).tolist()
        return {code: total for code, total in zip(part.choices, totals, strict=True) if total}

    def _passing(self, query: Query) -> dict[str, Flags]:
        """For each filter in force, which traits pass it."""
        passing: dict[str, Flags] = {}
        for name, part in _PARTS.items():
            codes = asked_codes(query, name)
            if codes:
                rows = [part.choices.index(code) for code in codes]
                kept: Flags = np.asarray(part.keeps[rows].any(axis=0))
                passing[name] = kept[self._parts[name]]
        return passing

    def _all_of(self, passing: Mapping[str, Flags]) -> Flags:
        every: Flags = np.ones(len(self._counts), dtype=np.bool_)
        for flags in passing.values():
            every &= flags
        return every


def asked_codes(query: Query, name: str) -> tuple[str, ...]:
    """The codes of one filter that a query lets pass; empty: all."""
    value = getattr(query, name)
    if value is None or value is Sex.ALL:
        return ()
    if isinstance(value, bool):
        return (_YES_NO[value],)
    return (str(value),) if isinstance(value, Sex) else tuple(sorted(value))
