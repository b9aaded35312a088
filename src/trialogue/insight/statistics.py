"""The registry counted by sponsor, person, treatment, and treatment with condition, in one pass."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from trialogue.insight.digest import Digest
from trialogue.insight.tallies import Tally, tally


class By(StrEnum):
    """What a set of studies has in common."""

    SPONSOR = "sponsor"
    PERSON = "person"
    TREATMENT = "treatment"
    PAIR = "treatment and condition"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic:
    """The tally of the studies that share one key."""

    by: By
    key: str
    tally: Tally


def pair_key(treatment: str, condition: str) -> str:
    """The key of a treatment in a condition."""
    return f"{treatment}\t{condition}"


def keys(one: Digest) -> Iterator[tuple[By, str]]:
    """Every key under which a study is counted."""
    if one.sponsor:
        yield By.SPONSOR, one.sponsor
    for person, place in one.people:
        yield By.PERSON, f"{person}\t{place}"
        yield By.PERSON, person
    for treatment in one.interventions:
        yield By.TREATMENT, treatment
        for condition in one.conditions:
            yield By.PAIR, pair_key(treatment, condition)


def statistics(digests: Sequence[Digest], today: date) -> Iterator[Statistic]:
    """All tallies of two or more studies, and every sponsor's, in the order of their keys.

    A key that one study alone has says nothing about others and is left out (sponsors excepted: a
    sponsor's only study is its record). Keys are gathered as 64-bit digests in arrays, so that a
    registry of 600,000 studies fits in memory.
    """
    hashes, rows = _pairs(digests)
    order = np.argsort(hashes, kind="stable")
    hashes, rows = hashes[order], rows[order]
    bounds = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1], True]) if len(hashes) else np.array([0])
    for start, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        members = [digests[i] for i in dict.fromkeys(rows[start:end].tolist())]
        named = _named(members[0], int(hashes[start]))
        if named is not None and (len(members) > 1 or named[0] is By.SPONSOR):
            yield Statistic(by=named[0], key=named[1], tally=tally(members, today))


def _pairs(digests: Iterable[Digest]) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]:
    hashes: list[int] = []
    rows: list[int] = []
    for row, one in enumerate(digests):
        for by, key in keys(one):
            hashes.append(_hash(by, key))
            rows.append(row)
    return np.array(hashes, dtype=np.uint64), np.array(rows, dtype=np.int64)


def _hash(by: By, key: str) -> int:
    return int.from_bytes(hashlib.blake2b(f"{by}\n{key}".encode(), digest_size=8).digest(), "big")


def _named(one: Digest, wanted: int) -> tuple[By, str] | None:
    return next(((by, key) for by, key in keys(one) if _hash(by, key) == wanted), None)
