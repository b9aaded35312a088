"""The numbers fitted on real older records: ``fitted.toml``, written by ``python -m bench.fitted``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenModel:
    """A logistic model: the log odds are ``intercept`` plus each weight times its feature.

    ``records`` were fitted on, ``longest_days`` is the longest time without an update among them.
    """

    version: int
    records: int
    years: str
    longest_days: int
    intercept: float
    weights: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomMargin:
    """How far the truth may lie below and above the straight line, as shares of the target.

    ``level`` is how often the interval is meant to hold the truth.
    """

    version: int
    records: int
    level: float
    below: float
    above: float


@cache
def open_model() -> OpenModel:
    """The fitted model of whether a study still takes people."""
    return OpenModel(**_table()["recruiting"])


@cache
def room_margin() -> RoomMargin:
    """The fitted margin of room left."""
    return RoomMargin(**_table()["room_left"])


def _table() -> dict[str, dict]:  # type: ignore[type-arg]
    return tomllib.loads(files(__package__).joinpath("fitted.toml").read_text(encoding="utf-8"))
