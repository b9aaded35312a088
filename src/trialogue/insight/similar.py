"""Similar studies that are open now, each with the reasons why it is similar."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from trialogue.insight.identity import Identity, conditions, interventions
from trialogue.model.codes import Phase, RecruitmentStatus
from trialogue.model.ids import NctId
from trialogue.model.place import GeoPoint, distance_km
from trialogue.model.study import Study
from trialogue.plain.interventions import tested
from trialogue.plain.title import plain_title
from trialogue.plain.words import about_miles, phase_words

_OPEN = {RecruitmentStatus.RECRUITING, RecruitmentStatus.NOT_YET_RECRUITING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An open study, as far as it is compared. ``points`` are those of its recruiting sites."""

    nct_id: NctId
    title: str
    status: RecruitmentStatus
    conditions: tuple[str, ...]
    treatments: tuple[str, ...]
    kind: str = ""
    phases: tuple[Phase, ...] = ()
    points: tuple[tuple[float, float], ...] = ()
    updated: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Similar:
    """A candidate with its score (never shown alone) and the reasons in words."""

    nct_id: NctId
    title: str
    status: RecruitmentStatus
    reasons: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Likeness:
    conditions: tuple[Identity, ...]
    treatments: tuple[Identity, ...]
    kind: str
    same_phase: bool
    distance: float | None


def candidate(study: Study) -> Candidate | None:
    """The study as a candidate; None where it takes nobody."""
    if study.status not in _OPEN:
        return None
    what = tested(study)
    sites = [s for s in study.sites if s.point and s.status in {None, RecruitmentStatus.RECRUITING}]
    points = dict.fromkeys((round(s.point.lat, 2), round(s.point.lon, 2)) for s in sites if s.point)
    return Candidate(
        nct_id=study.nct_id,
        title=plain_title(study).words,
        status=study.status,
        conditions=tuple(c.key for c in conditions(study)),
        treatments=tuple(i.key for i in interventions(study)),
        kind=what.words if what and not what.is_name else "",
        phases=study.phases,
        points=tuple(points)[:40],
        updated=study.dates.last_update.iso if study.dates.last_update else "",
    )


def similar(
    study: Study, candidates: Iterable[Candidate], near: GeoPoint | None = None, limit: int = 6
) -> tuple[Similar, ...]:
    """The most similar open studies: condition first, then treatment, kind, phase, distance.

    A study without a condition in common is never similar. Same treatment adds three, same kind of
    treatment two, each further condition one, same phase one; the nearest site takes off up to
    two. Ties: newest update, then NCT id.
    """
    likened = _liken(study, near)
    found = []
    for other in candidates:
        likeness = likened(other)
        if likeness is not None and other.nct_id != study.nct_id:
            found.append((_score(likeness, other), other, likeness))
    # Three stable sorts, the last one decides: a date as text cannot be turned round in one key.
    found.sort(key=lambda row: row[1].nct_id)
    found.sort(key=lambda row: row[1].updated, reverse=True)
    found.sort(key=lambda row: row[0], reverse=True)
    return tuple(
        Similar(
            nct_id=other.nct_id,
            title=other.title,
            status=other.status,
            reasons=_reasons(likeness, other),
            score=score,
        )
        for score, other, likeness in found[:limit]
    )


def _liken(study: Study, near: GeoPoint | None) -> Callable[[Candidate], _Likeness | None]:
    """What a candidate has in common with the study; None without a condition in common."""
    ours = {c.key: c for c in conditions(study)}
    treatments = {i.key: i for i in interventions(study)}
    what = tested(study)
    kind = what.words if what and not what.is_name else ""
    phases = set(study.phases) - {Phase.NA}

    def likeness(other: Candidate) -> _Likeness | None:
        shared = tuple(ours[k] for k in other.conditions if k in ours)
        if not shared:
            return None
        return _Likeness(
            conditions=shared,
            treatments=tuple(treatments[k] for k in other.treatments if k in treatments),
            kind=kind if kind == other.kind else "",
            same_phase=bool(phases & set(other.phases)),
            distance=_distance(other, near),
        )

    return likeness


def _distance(other: Candidate, near: GeoPoint | None) -> float | None:
    if near is None or not other.points:
        return None
    return min(distance_km(near, GeoPoint(lat=lat, lon=lon)) for lat, lon in other.points)


def _score(likeness: _Likeness, other: Candidate) -> float:
    score = len({c.name.lower() for c in likeness.conditions}) + (3 if likeness.treatments else 0)
    score += (2 if likeness.kind else 0) + (1 if likeness.same_phase else 0)
    near = 0.0 if likeness.distance is None else min(likeness.distance / 1000, 2.0)
    return score - near + (0.5 if other.status is RecruitmentStatus.RECRUITING else 0)


def _reasons(likeness: _Likeness, other: Candidate) -> tuple[str, ...]:
    first = likeness.conditions[0]
    reasons = [f"same condition: {first.name} (by {first.method})"]
    if likeness.treatments:
        treatment = likeness.treatments[0]
        reasons.append(f"same treatment: {treatment.name} (by {treatment.method})")
    elif likeness.kind:
        reasons.append(f"same kind of treatment: {likeness.kind[:1].lower()}{likeness.kind[1:]}")
    if likeness.same_phase:
        reasons.append(f"same phase: {phase_words(other.phases)}")
    if likeness.distance is not None:
        reasons.append(f"nearest open site {about_miles(likeness.distance)}")
    return tuple(reasons)
