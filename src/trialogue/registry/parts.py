"""Small values of a record (dates, ages, points, ids), read once each and remembered.

A registry has few distinct days, ages and cities, so each reader keeps what it has read. All raise
ValueError for a value that cannot be.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from trialogue.model.age import Age, parse_age
from trialogue.model.codes import DateType, Phase
from trialogue.model.dates import PartialDate, parse_partial_date
from trialogue.model.ids import NctId, parse_nct_id
from trialogue.model.place import GeoPoint
from trialogue.model.study import Milestone
from trialogue.registry.malformed import MalformedRecordError

T = TypeVar("T")

# Some conversions of the registry's older downloads spell the phase code out.
_PHASES = {phase.value: phase for phase in Phase} | {"NOT_APPLICABLE": Phase.NA}

read_date: Callable[[str], PartialDate] = lru_cache(maxsize=65_536)(parse_partial_date)
read_age: Callable[[str], Age | None] = lru_cache(maxsize=4_096)(parse_age)


@lru_cache(maxsize=65_536)
def read_point(lat: float, lon: float) -> GeoPoint:
    """A point of the globe."""
    return GeoPoint(lat=lat, lon=lon)


@lru_cache(maxsize=65_536)
def read_milestone(text: str, kind: DateType | None) -> Milestone:
    """A date and whether it has come to pass."""
    return Milestone(date=read_date(text), kind=kind)


def read_phase(text: str) -> Phase:
    """A phase code."""
    phase = _PHASES.get(text)
    if phase is None:
        raise ValueError(f"{text[:40]!r} is not a phase of the registry")
    return phase


def read_ids(texts: tuple[str, ...]) -> tuple[NctId, ...]:
    """NCT ids, in order."""
    return tuple(parse_nct_id(text) for text in texts)


def at(path: str, read: Callable[..., T], *values: object) -> T:
    """``read(*values)``, its ValueError told with the path. Raises MalformedRecordError."""
    try:
        return read(*values)
    except ValueError as error:
        raise MalformedRecordError(reason=str(error), path=path) from None
