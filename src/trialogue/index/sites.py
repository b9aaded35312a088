"""All sites of all studies as arrays beside the engine, which knows no geography.

Registry points are city centres, so that hundreds of thousands of sites share some tens of thousands
of points: distances are computed to points, then spread to studies.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from trialogue.index.document import StudyDocument
from trialogue.index.nearest import METRES
from trialogue.index.schema import DEGREE, cell_of, newest
from trialogue.model.place import EARTH_RADIUS_KM, GeoPoint

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

KM_PER_DEGREE = np.radians(1) * EARTH_RADIUS_KM
FAR = 100_000.0  # km; added to a distance where nobody is taken: after all that take people


class SiteTable:
    """Studies (``numbers`` ascending, ``newest``), the points of all sites, and which study is where.

    The points of study s are ``points[offsets[s]:offsets[s + 1]]`` (places in ``codes``), with
    ``opens`` saying whether a site there takes people.
    """

    ARRAYS = ("numbers", "newest", "codes", "offsets", "points", "opens")

    def __init__(self, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        self.numbers: Ints = arrays["numbers"]
        self.newest: Ints = arrays["newest"]
        self.codes: Ints = arrays["codes"]
        self.offsets: Ints = arrays["offsets"]
        self.points: Ints = arrays["points"]
        self.opens: Flags = arrays["opens"]
        # How many studies are at each point, and how many take people there.
        self.counts = np.bincount(self.points, minlength=len(self.codes))
        self.open_counts = np.bincount(self.points[self.opens], minlength=len(self.codes))
        self._cell_codes, self._cells = np.unique(cell_of(self.codes), return_inverse=True)
        self._cell_sizes = np.bincount(self._cells, minlength=len(self._cell_codes))
        lat = np.radians((self.codes >> 32) / DEGREE - 90)
        lon = np.radians((self.codes & 0xFFFFFFFF) / DEGREE - 180)
        self._x, self._y, self._z = _unit(lat, lon)

    def distances(self, place: GeoPoint, limit_km: float) -> Floats:
        """Kilometres from a place to each point, infinite beyond the limit.

        The haversine formula of ``model.place``, whose term under the root is a quarter of the
        squared chord. Points are in the order of their latitude: most are never looked at.
        """
        reach = limit_km / KM_PER_DEGREE + 1e-6
        low, high = (max(-90.0, place.lat - reach), min(90.0, place.lat + reach))
        bounds = [round((lat + 90) * DEGREE) << 32 for lat in (low - 1e-5, high + 2e-5)]
        start, end = np.searchsorted(self.codes, bounds)
        x, y, z = _unit(np.radians(place.lat), np.radians(place.lon))
        h = (self._x[start:end] - x) ** 2 + (self._y[start:end] - y) ** 2 + (self._z[start:end] - z) ** 2
        found: Floats = np.full(len(self.codes), np.inf)
        near = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, h / 4)))
        found[start:end] = np.where(near <= limit_km, near, np.inf)
        return found

    def covering(self, inside: Flags) -> tuple[list[int], list[int]]:
        """Cells all of whose points are inside, and the points inside that lie in other cells."""
        counts = np.bincount(self._cells[inside], minlength=len(self._cell_codes))
        whole = (counts == self._cell_sizes) & (counts > 1)
        alone = inside & ~whole[self._cells]
        return self._cell_codes[whole].tolist(), self.codes[alone].tolist()

    def ranks(self, rows: Ints, distances: Floats) -> Floats:
        """For each study (a place in ``numbers``, or -1) the distance to its nearest site that takes
        people, else FAR more than to its nearest; infinite where that of all its points is."""
        known = rows >= 0
        starts = np.where(known, self.offsets[rows], 0)
        lengths = np.where(known, self.offsets[rows + 1], 0) - starts
        pairs = _runs(starts, lengths)
        far = np.round(distances[self.points[pairs]], METRES)
        far = far + np.where(self.opens[pairs], 0.0, FAR)
        ranks: Floats = np.full(len(rows), np.inf)
        np.minimum.at(ranks, np.repeat(np.arange(len(rows)), lengths), far)
        return ranks

    def rows_of(self, numbers: Ints) -> Ints:
        """The place of each identifier in ``numbers``; -1 where there is none."""
        if not len(self.numbers):
            return np.full(len(numbers), -1)
        rows = np.minimum(np.searchsorted(self.numbers, numbers), len(self.numbers) - 1)
        found: Ints = np.where(self.numbers[rows] == numbers, rows, -1)
        return found

    def save(self, path: Path) -> None:
        """Write all arrays to one file."""
        with path.open("wb") as file:
            np.savez(file, **{name: getattr(self, name) for name in self.ARRAYS})


class SiteCollector:
    """Gathers sites while studies are indexed."""

    def __init__(self) -> None:
        self._numbers, self._newest = array("q"), array("q")
        self._turns, self._codes, self._opens = array("q"), array("q"), array("b")

    def add(self, document: StudyDocument, places: Mapping[int, bool]) -> None:
        """Take the sites (``points``) of one study. The last of several with one identifier counts."""
        number, turn = document.number, len(self._numbers)
        self._numbers.append(number)
        self._newest.append(newest(document.posted, number))
        for code, takes_people in places.items():
            self._turns.append(turn)
            self._codes.append(code)
            self._opens.append(takes_people)

    def table(self, old: SiteTable | None = None, gone: Iterable[int] = ()) -> SiteTable:
        """One table of what was gathered and of an older table less the studies gone or replaced."""
        numbers, new = _ints(self._numbers), _ints(self._newest)
        turns = _ints(self._turns)
        last = turns == _last_turns(numbers)[turns]
        studies, codes = numbers[turns[last]], _ints(self._codes)[last]
        opens = _ints(self._opens)[last].astype(np.bool_)
        if old is not None:
            leaving = np.union1d(numbers, np.fromiter(gone, dtype=np.int64))
            kept = ~np.isin(old.numbers, leaving)
            old_studies = np.repeat(old.numbers, np.diff(old.offsets))
            pairs = np.repeat(kept, np.diff(old.offsets))
            numbers, new = np.append(old.numbers[kept], numbers), np.append(old.newest[kept], new)
            studies = np.append(old_studies[pairs], studies)
            codes = np.append(old.codes[old.points[pairs]], codes)
            opens = np.append(old.opens[pairs], opens)
        return _table(numbers, new, (studies, codes, opens))


def _last_turns(numbers: Ints) -> Ints:
    """For each place in an array of identifiers the last place of the same one."""
    distinct, places = np.unique(numbers, return_inverse=True)
    last = np.zeros(len(distinct), dtype=np.int64)
    last[places] = np.arange(len(numbers))
    return last[places]


def load_sites(path: Path) -> SiteTable:
    """Read what ``save`` wrote. Raises OSError or ValueError where that is damaged."""
    with np.load(path, allow_pickle=False) as arrays:
        return SiteTable({name: arrays[name] for name in SiteTable.ARRAYS})


def _table(numbers: Ints, new: Ints, pairs: tuple[Ints, Ints, Flags]) -> SiteTable:
    studies, codes, opens = pairs
    numbers, first = np.unique(numbers[::-1], return_index=True)
    distinct, place = np.unique(codes, return_inverse=True)
    order = np.argsort(studies, kind="stable")
    counts = np.bincount(np.searchsorted(numbers, studies), minlength=len(numbers))
    return SiteTable(
        {
            "numbers": numbers,
            "newest": new[::-1][first],
            "codes": distinct,
            "offsets": np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
            "points": place[order].astype(np.int64),
            "opens": opens[order],
        }
    )


def _unit(lat: Any, lon: Any) -> tuple[Any, Any, Any]:
    """The point on a sphere of radius 1, from radians."""
    return np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)


def _ints(values: array[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def _runs(starts: Ints, lengths: Ints) -> Ints:
    """All indices of the runs that begin at ``starts``, one run after the other."""
    total = int(lengths.sum())
    if not total:
        return np.zeros(0, dtype=np.int64)
    shifts = np.repeat(starts - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
    found: Ints = np.arange(total) + shifts
    return found
