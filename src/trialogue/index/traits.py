"""The facets of a study packed into one number, so that one pass over the hits counts them all.

The engine returns how many studies have each number; every facet, with or without its own filter,
and the total follow from that table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from trialogue.index.document import StudyDocument
from trialogue.index.relax import FACETS
from trialogue.model.codes import Phase, RecruitmentStatus, Sex, SponsorClass, StudyType
from trialogue.model.search import AgeGroup, Query

Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]  # whole numbers, so that the matrix product is the quick one
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

    def keeps(self) -> Flags:
        """For each number that these bits can be (row) and each choice (column): does it pass?"""
        rows = [[self._keeps(choice, number) for choice in self.choices] for number in range(1 << self.width)]
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
_ROWS: Final = {name: row for row, name in enumerate(_PARTS)}
_SHIFTS: Final = np.array([[part.at] for part in _PARTS.values()])
_MASKS: Final = np.array([[(1 << part.width) - 1] for part in _PARTS.values()])
_FIRST_PLACES: Final = np.cumsum(_MASKS + 1)[:, None] - (_MASKS + 1)


def _columns() -> dict[str, slice]:
    """The columns of each filter's choices, of all choices side by side."""
    ends = np.cumsum([len(part.choices) for part in _PARTS.values()]).tolist()
    return {name: slice(start, end) for name, start, end in zip(_PARTS, [0, *ends], ends, strict=False)}


def _choices() -> Floats:
    """Which choices (columns) keep a study, for each number that the bits of a filter can be (rows)."""
    columns = _columns()
    table: Floats = np.zeros((int((_MASKS + 1).sum()), max(several.stop for several in columns.values())))
    for (name, part), (first,) in zip(_PARTS.items(), _FIRST_PLACES.tolist(), strict=True):
        table[first : first + (1 << part.width), columns[name]] = part.keeps()
    return table


_COLUMNS: Final = _columns()
_CHOICES: Final = _choices()


Values = tuple[tuple[str, ...], ...]
Traits = tuple[int, tuple[tuple[str, str], ...]]


def traits_of(document: StudyDocument) -> Traits:
    """The traits of a study as one number, and as (filter, choice) pairs: every choice that would keep it."""
    return _traits(_values(document))


def _values(document: StudyDocument) -> Values:
    """What the study has for each filter, in their order."""
    return (
        (document.status,),
        document.phases,
        (document.study_type,) if document.study_type else (),
        (document.sex,),
        (_YES_NO[document.has_results],),
        document.age_groups,
        (document.sponsor_class,),
        (_YES_NO[bool(document.healthy_volunteers)],),
    )


@lru_cache(maxsize=8192)
def _traits(values: Values) -> Traits:
    """Studies are many, their combinations of traits few."""
    packed = 0
    choices: list[tuple[str, str]] = []
    for (name, part), several in zip(_PARTS.items(), values, strict=True):
        for value in set(several):
            packed |= part.bits[value]
            kept = [sex for sex in _SEXES if value in {Sex.ALL, sex}] if name == "sex" else [value]
            choices += [(name, str(code)) for code in kept]
    return packed, tuple(choices)


class TraitCounts:
    """How many studies have each combination of traits, among those that pass all other filters."""

    def __init__(self, traits: Sequence[int], counts: Sequence[int]) -> None:
        packed: Numbers = np.array(traits, dtype=np.int64)
        # A row for each filter, a column for each combination: the place of its bits in ``_CHOICES``.
        self._places: Numbers = ((packed >> _SHIFTS) & _MASKS) + _FIRST_PLACES
        self._counts: Numbers = np.array(counts, dtype=np.int64)

    def total(self, query: Query) -> int:
        """How many pass the filters on traits."""
        return int(self._all_of(self._passing(query)).sum())

    def facets(self, query: Query) -> dict[str, dict[str, int]]:
        """The counts of each facet, each without its own filter."""
        passing = self._passing(query)
        totals = _kept(self._places, self._all_of(passing))
        for name in passing:
            others = {other: flags for other, flags in passing.items() if other != name}
            own = _kept(self._places[_ROWS[name]], self._all_of(others))
            totals[_COLUMNS[name]] = own[_COLUMNS[name]]
        listed = totals.tolist()
        named = {name: zip(_PARTS[name].choices, listed[_COLUMNS[name]], strict=True) for name in FACETS}
        return {name: {code: int(total) for code, total in pairs if total} for name, pairs in named.items()}

    def _passing(self, query: Query) -> dict[str, Flags]:
        """For each filter in force, which combinations pass it."""
        passing: dict[str, Flags] = {}
        for name, part in _PARTS.items():
            codes = asked_codes(query, name)
            if codes:
                first = _COLUMNS[name].start
                columns = [first + part.choices.index(code) for code in codes]
                kept: Flags = np.asarray(_CHOICES[:, columns].any(axis=1))
                passing[name] = kept[self._places[_ROWS[name]]]
        return passing

    def _all_of(self, passing: Mapping[str, Flags]) -> Numbers:
        """The counts of the combinations that pass all these filters, 0 for the others."""
        counts = self._counts
        for flags in passing.values():
            counts = counts * flags
        return counts


def _kept(places: Numbers, counts: Numbers) -> Floats:
    """For each choice of each filter, how many of those counted it keeps."""
    several = np.tile(counts, len(places)) if places.ndim > 1 else counts
    found: Floats = np.bincount(places.ravel(), several, minlength=len(_CHOICES)) @ _CHOICES
    return found


def asked_codes(query: Query, name: str) -> tuple[str, ...]:
    """The codes of one filter that a query lets pass; empty: all."""
    value = getattr(query, name)
    if value is None or value is Sex.ALL:
        return ()
    if isinstance(value, bool):
        return (_YES_NO[value],)
    return (str(value),) if isinstance(value, Sex) else tuple(sorted(value))
