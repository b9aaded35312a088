"""Still recruiting, and room left: fitted on one half of real older records, measured on the other.

``python -m bench.fitted`` measures what ``insight/fitted.toml`` holds; with ``--write`` it fits anew on
the first half, writes that table and the calibration picture (``docs/still_recruiting.svg``). Halves
are by identifier, so that two versions of one study never stand in both.
"""

from __future__ import annotations

import hashlib
import math
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from bench.calibration import Bin, bins, picture
from bench.shared import shared_data
from trialogue.insight.fitted import open_model, room_margin
from trialogue.insight.intervals import share
from trialogue.insight.open_chance import features, probability
from trialogue.insight.room_left import share_left, window
from trialogue.model.codes import DateType, RecruitmentStatus
from trialogue.model.ids import NctId
from trialogue.model.study import Study
from trialogue.registry.decode import decode_study
from trialogue.registry.files import read_records
from trialogue.registry.records import RawRecord

_ROOT = Path(__file__).parent.parent
_TABLE = _ROOT / "src" / "trialogue" / "insight" / "fitted.toml"
_LONGEST = 800  # days without an update: the longest that several records show
_NAMES = ("quiet", "overdue", "ahead", "industry")
_RIDGE = 0.5
_LEVEL = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An older record that said recruiting, looked at on the day of its next update."""

    fit: bool
    features: dict[str, float]
    still: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """An older record: the share of the planned time gone, and what was left, as a share of the target."""

    fit: bool
    gone: float
    left: float


def main() -> None:
    """Fit where asked to, then print what the held-out half says."""
    pairs = list(_pairs())
    seen, rooms = list(_seen(pairs)), list(_rooms(pairs))
    if "--write" in sys.argv[1:]:
        _TABLE.write_text(_fitted(seen, rooms), encoding="utf-8")
        open_model.cache_clear()
        room_margin.cache_clear()
    held = [s for s in seen if not s.fit]
    chances = [(probability(open_model(), s.features), s.still) for s in held]
    found = bins(chances, 5)
    _recruiting(seen, chances, found)
    _room(rooms)
    if "--write" in sys.argv[1:]:
        svg = picture(found, "Still recruiting: said and seen", len(held))
        (_ROOT / "docs" / "still_recruiting.svg").write_text(svg, encoding="utf-8")


def _pairs() -> Iterator[tuple[Study, Study]]:
    """Each older version that said recruiting, with the newest version of the same study."""
    folder = shared_data() / "registry"
    old = [s for s in _read(folder / "legacy_xml_older.tar.gz") if s.status is RecruitmentStatus.RECRUITING]
    wanted = {s.nct_id for s in old}
    new = {s.nct_id: s for s in _read(folder / "legacy_xml.tar.gz") if s.nct_id in wanted}
    return ((s, new[s.nct_id]) for s in old if s.nct_id in new)


def _read(path: Path) -> Iterator[Study]:
    for record in read_records([path]):
        if isinstance(record, RawRecord):
            yield decode_study(record.content, record.form)


def _first_half(nct_id: NctId) -> bool:
    return hashlib.sha256(nct_id.encode()).digest()[0] < 128


def _seen(pairs: list[tuple[Study, Study]]) -> Iterator[Seen]:
    for old, new in pairs:
        before, after = old.dates.last_update, new.dates.last_update
        if before is None or after is None or after.latest <= before.latest:
            continue
        found = features(old, after.latest, _LONGEST)
        if found is not None:
            still = new.status is RecruitmentStatus.RECRUITING
            yield Seen(fit=_first_half(old.nct_id), features=found, still=still)


def _rooms(pairs: list[tuple[Study, Study]]) -> Iterator[Room]:
    """Truth: the final actual count, taken to have come in evenly between the actual dates."""
    ended = {RecruitmentStatus.COMPLETED, RecruitmentStatus.ACTIVE_NOT_RECRUITING}
    for old, new in pairs:
        planned, actual, day = window(old), window(new), old.dates.last_update
        target, final = old.enrollment, new.enrollment
        if planned is None or actual is None or day is None or new.status not in ended:
            continue
        if target and target.count and final and final.kind is DateType.ACTUAL:
            left = final.count * (1 - _gone(actual, day.earliest)) / target.count
            yield Room(fit=_first_half(old.nct_id), gone=_gone(planned, day.earliest), left=left)


def _gone(planned: tuple[date, date], day: date) -> float:
    return min(1.0, max(0.0, (day - planned[0]).days / max(1, (planned[1] - planned[0]).days)))


def _fitted(seen: list[Seen], rooms: list[Room]) -> str:
    """The table, from the first half alone."""
    rows = [s for s in seen if s.fit]
    matrix = np.array([[1.0, *(s.features[name] for name in _NAMES)] for s in rows])
    weights = _logistic(matrix, np.array([float(s.still) for s in rows]))
    first = [r for r in rooms if r.fit]
    lines = [
        "# Written by `python -m bench.fitted --write`; change that, not this.",
        "[recruiting]",
        "version = 1",
        f"records = {len(rows)}",
        'years = "nearly all of 2020"',
        f"longest_days = {_LONGEST}",
        f"intercept = {weights[0]:.4f}",
        "[recruiting.weights]",
        *(f"{name} = {weight:.4f}" for name, weight in zip(_NAMES, weights[1:], strict=True)),
        "[room_left]",
        "version = 2",
        f"records = {len(first)}",
        f"level = {_LEVEL}",
    ]
    below, above = _shortest([r.left - (1 - r.gone) for r in first])
    lines += [f"below = {-below:.3f}", f"above = {above:.3f}"]
    return "\n".join(lines) + "\n"


def _shortest(off: list[float]) -> tuple[float, float]:
    """The shortest stretch of distances from the straight line that holds the level (split conformal)."""
    off = sorted(off)
    most = min(len(off), math.ceil((len(off) + 1) * _LEVEL))
    start = min(range(len(off) - most + 1), key=lambda i: off[i + most - 1] - off[i])
    return off[start], off[start + most - 1]


def _logistic(matrix: np.ndarray, still: np.ndarray) -> np.ndarray:
    """Newton's method with a small ridge on all but the intercept."""
    weights = np.zeros(matrix.shape[1])
    ridge = np.diag([0.0, *[_RIDGE] * (matrix.shape[1] - 1)])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (still - chance) - ridge @ weights
        curve = (matrix * (chance * (1 - chance))[:, None]).T @ matrix + ridge
        weights = weights + np.linalg.solve(curve, slope)
    return np.asarray(weights)


def _recruiting(seen: list[Seen], chances: list[tuple[float, bool]], found: list[Bin]) -> None:
    base = statistics.mean(s.still for s in seen if s.fit)
    brier = statistics.mean((p - y) ** 2 for p, y in chances)
    flat = statistics.mean((base - y) ** 2 for _, y in chances)
    yes, no = [p for p, y in chances if y], [p for p, y in chances if not y]
    auc = statistics.mean((a > b) + 0.5 * (a == b) for a in yes for b in no)
    print(f"still recruiting: fitted on {sum(s.fit for s in seen)} older records, held out {len(chances)}")
    print(f"  Brier {brier:.3f} (always {base:.2f}: {flat:.3f}), AUROC {auc:.2f}")
    print("  said   seen  95 % interval   n")
    for one in found:
        print(f"  {one.said:.2f}   {one.seen:.2f}  [{one.low:.2f}, {one.high:.2f}]   {one.n}")


def _room(rooms: list[Room]) -> None:
    held = [r for r in rooms if not r.fit]
    fitted = room_margin()
    ends = [share_left(r.gone) for r in held]
    inside = [low <= r.left <= high for r, (low, high) in zip(held, ends, strict=True)]
    exact = share(sum(inside), len(inside))
    print(f"room left: fitted on {sum(r.fit for r in rooms)} older records, held out {len(held)}")
    print(
        f"  meant to hold {fitted.level:.0%}, held {exact.value:.0%} [{exact.low:.0%}, {exact.high:.0%}]",
        end="",
    )
    print(f", median width {statistics.median(high - low for low, high in ends):.2f} × target")
    off = [abs((1 - r.gone) - r.left) for r in held]
    near = statistics.mean(one <= 0.1 for one in off)
    print(f"  straight line alone: median distance {statistics.median(off):.2f} × target, ", end="")
    print(f"within a tenth of the target {near:.0%}")


if __name__ == "__main__":
    main()
