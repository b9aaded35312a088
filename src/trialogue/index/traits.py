"""The facets of a study packed into one number, so that one pass over the hits counts them all.

The engine returns how many studies have each number; every facet, with or without its own filter,
and the total follow from that table.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from trialogue.index.document import StudyDocument
from trialogue.index.relax import FACETS
from trialogue.model.codes import Phase, RecruitmentStatus, Sex, SponsorClass, StudyType
from trialogue.model.search import AgeGroup, Query

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

# name of the filter in Query → (vocabulary, may a study have several)
_CODES: Final[dict[str, tuple[type[StrEnum], bool]]] = {
    "statuses": (RecruitmentStatus, False),
    "phases": (Phase, True),
    "study_types": (StudyType, False),
    "sex": (Sex, False),
    "age_groups": (AgeGroup, True),
    "sponsor_classes": (SponsorClass, False),
}


def _layout() -> tuple[dict[str, tuple[int, int]], int]:
    places, at = {}, 0
    for name, (kind, several) in _CODES.items():
        width = len(kind) if several else len(kind).bit_length()
        places[name] = (at, width)
        at += width
    return places, at


_PLACES, _FLAGS_AT = _layout()


_BITS: Final[dict[str, dict[str, int]]] = {
    name: {
        code: (1 << place if several else place + 1) << _PLACES[name][0] for place, code in enumerate(kind)
    }
    for name, (kind, several) in _CODES.items()
}


def pack(document: StudyDocument) -> int:
    """The traits of a study as one number. 0 in a part: the record does not say."""
    packed = (int(document.has_results) | int(bool(document.healthy_volunteers)) << 1) << _FLAGS_AT
    for name, codes in _values(document).items():
        for code in codes:
            packed |= _BITS[name][code]
    return packed


def tokens(document: StudyDocument) -> list[str]:
    """The same traits as words, for the engine's filters."""
    found = [f"{name}:{code}" for name, codes in _values(document).items() if name != "sex" for code in codes]
    found += [f"sex:{sex}" for sex in _SEXES if document.sex in {Sex.ALL, sex}]
    found.append("has_results:" + _BOOL[document.has_results])
    found.append("healthy_volunteers:" + _BOOL[bool(document.healthy_volunteers)])
    return found


_SEXES = (Sex.FEMALE, Sex.MALE)
_BOOL = {True: "true", False: "false"}


def _values(document: StudyDocument) -> dict[str, tuple[str, ...]]:
    return {
        "statuses": (document.status,),
        "phases": tuple(set(document.phases)),
        "study_types": (document.study_type,) if document.study_type else (),
        "sex": (document.sex,),
        "age_groups": document.age_groups,
        "sponsor_classes": (document.sponsor_class,),
    }


class TraitCounts:
    """How many studies have each combination of traits, among those that pass all other filters."""

    def __init__(self, counts: Mapping[int, int]) -> None:
        self._traits = np.fromiter(counts.keys(), dtype=np.int64, count=len(counts))
        self._counts = np.fromiter(counts.values(), dtype=np.int64, count=len(counts))

    def total(self, query: Query) -> int:
        """How many pass the filters on traits."""
        return int(self._counts[self._passing(query, None)].sum())

    def facets(self, query: Query) -> dict[str, dict[str, int]]:
        """The counts of each facet, each without its own filter."""
        found: dict[str, dict[str, int]] = {}
        for name in FACETS:
            passing = self._passing(query, name)
            counts = self._counts[passing]
            traits = self._traits[passing]
            masks = {code: _has(traits, name, code) for code in _choices(name)}
            totals = {code: int(counts[mask].sum()) for code, mask in masks.items()}
            found[name] = {code: total for code, total in totals.items() if total}
        return found

    def _passing(self, query: Query, ignoring: str | None) -> Flags:
        passing: Flags = np.ones(len(self._traits), dtype=np.bool_)
        for name in (*FACETS, "healthy_volunteers"):
            codes = asked_codes(query, name)
            if name != ignoring and codes:
                passing &= np.logical_or.reduce([_has(self._traits, name, code) for code in codes])
        return passing


def asked_codes(query: Query, name: str) -> tuple[str, ...]:
    """The codes of one filter that a query lets pass; empty: all."""
    value = getattr(query, name)
    if value is None or value is Sex.ALL:
        return ()
    if isinstance(value, bool):
        return ("true" if value else "false",)
    return (str(value),) if isinstance(value, Sex) else tuple(sorted(value))


def _choices(name: str) -> tuple[str, ...]:
    if name in {"has_results", "healthy_volunteers"}:
        return ("true", "false")
    if name == "sex":
        return _SEXES
    return tuple(_CODES[name][0])


def _has(traits: Numbers, name: str, code: str) -> Flags:
    """Which traits pass a choice. A study open to all sexes takes women, and takes men."""
    flags: Flags
    if name in {"has_results", "healthy_volunteers"}:
        flags = (traits >> (_FLAGS_AT + (name == "healthy_volunteers"))) & 1 == int(code == "true")
        return flags
    at, width = _PLACES[name]
    part = (traits >> at) & ((1 << width) - 1)
    bits = _BITS[name][code] >> at
    if name == "sex":
        flags = (part == _BITS[name][Sex.ALL] >> at) | (part == bits)
    else:
        flags = part & bits != 0 if _CODES[name][1] else part == bits
    return flags
