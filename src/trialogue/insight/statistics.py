"""The registry counted by sponsor, person, treatment, and treatment with condition, in one pass."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

import numpy as np
import numpy.typing as npt

from trialogue.insight.counted_sets import By, address, keys, set_number
from trialogue.insight.digest import Digest
from trialogue.insight.tallies import Tally, tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic:
    """The tally of the studies that share one key."""

    by: By
    key: str
    tally: Tally


def statistics(digests: Sequence[Digest], today: date) -> Iterator[Statistic]:
    """All tallies of two or more studies, and every sponsor's, in the order of their keys.

    A key that one study alone has says nothing about others and is left out (sponsors excepted: a
    sponsor's only study is its record). Keys are gathered as 64-bit digests in arrays, so that a
    registry of 600,000 studies fits in memory.
    """
    hashes, rows, places = _pairs(digests)
    order = np.argsort(hashes, kind="stable")
    hashes, rows, places = hashes[order], rows[order], places[order]
    bounds = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1], True]) if len(hashes) else np.array([0])
    # A study's sponsor is its first key: of the sets with one member only those that begin with it count.
    counted = (np.diff(bounds) > 1) | (places[bounds[:-1]] == 0)
    starts, ends = bounds[:-1][counted].tolist(), bounds[1:][counted].tolist()
    for start, end in zip(starts, ends, strict=True):
        by, key = _key_at(digests[int(rows[start])], int(places[start]))
        members = [digests[i] for i in dict.fromkeys(rows[start:end].tolist())]
        if len(members) > 1 or by is By.SPONSOR:
            yield Statistic(by=by, key=key, tally=tally(members, today))


Arrays = tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint32], npt.NDArray[np.uint16]]


def _pairs(digests: Iterable[Digest]) -> Arrays:
    """For each key of each study: its hash, the study's row, and the key's place among the study's keys."""
    hashes, rows, places = array("Q"), array("I"), array("H")
    for row, one in enumerate(digests):
        for place, (by, key) in enumerate(keys(one)):
            hashes.append(set_number(address(by, key)))
            rows.append(row)
            places.append(place)
    return (
        np.frombuffer(hashes, dtype=np.uint64),
        np.frombuffer(rows, dtype=np.uint32),
        np.frombuffer(places, dtype=np.uint16),
    )


def _key_at(one: Digest, place: int) -> tuple[By, str]:
    return next(islice(keys(one), place, None))
