"""Similar studies that are open now, each with the reasons why it is similar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from trialogue.insight.identity import Identity, Method, conditions, folded, interventions
from trialogue.model.codes import Phase, RecruitmentStatus
from trialogue.model.ids import NctId
from trialogue.model.place import GeoPoint, distance_km
from trialogue.model.study import Study
from trialogue.plain.tested import tested
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
    ours = _Ours.of(study, near)
    scored = ((ours.score(other), other) for other in candidates if other.nct_id != study.nct_id)
    found = [(score, other) for score, other in scored if score is not None]
    # Three stable sorts, the last one decides: a date as text cannot be turned round in one key.
    found.sort(key=lambda row: row[1].nct_id)
    found.sort(key=lambda row: row[1].updated, reverse=True)
    found.sort(key=lambda row: row[0], reverse=True)
    return tuple(
        Similar(
            nct_id=other.nct_id,
            title=other.title,
            status=other.status,
            reasons=ours.reasons(other),
            score=score,
        )
        for score, other in found[:limit]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ours:
    """What of a study is compared with each candidate, by the keys that candidates have."""

    conditions: dict[str, Identity]
    treatments: dict[str, Identity]
    kind: str
    phases: frozenset[Phase]
    near: GeoPoint | None

    @classmethod
    def of(cls, study: Study, near: GeoPoint | None) -> _Ours:
        what = tested(study)
        return cls(
            conditions={c.key: c for c in conditions(study)},
            treatments={i.key: i for i in interventions(study)},
            kind=what.words if what and not what.is_name else "",
            phases=frozenset(study.phases) - {Phase.NA},
            near=near,
        )

    def score(self, other: Candidate) -> float | None:
        """None without a condition in common."""
        shared = [self.conditions[key].name.lower() for key in other.conditions if key in self.conditions]
        if not shared:
            return None
        score = len(set(shared)) + (0 if self.treatments.keys().isdisjoint(other.treatments) else 3)
        score += 2 if self.kind and self.kind == other.kind else 0
        score += 0 if self.phases.isdisjoint(other.phases) else 1
        away = _distance(other, self.near)
        near = 0.0 if away is None else min(away / 1000, 2.0)
        return score - near + (0.5 if other.status is RecruitmentStatus.RECRUITING else 0)

    def reasons(self, other: Candidate) -> tuple[str, ...]:
        """Why a candidate with a condition in common is similar."""
        first = next(self.conditions[key] for key in other.conditions if key in self.conditions)
        reasons = [self._condition_words(first)]
        treatment = next((self.treatments[k] for k in other.treatments if k in self.treatments), None)
        if treatment is not None:
            reasons.append(f"same treatment: {treatment.name} (by {treatment.method})")
        elif self.kind and self.kind == other.kind:
            reasons.append(f"same kind of treatment: {self.kind[:1].lower()}{self.kind[1:]}")
        if not self.phases.isdisjoint(other.phases):
            reasons.append(f"same phase: {phase_words(other.phases)}")
        away = _distance(other, self.near)
        if away is not None:
            reasons.append(f"nearest open site {about_miles(away)}")
        return tuple(reasons)

    def _condition_words(self, shared: Identity) -> str:
        """A term that is no name of the record's own may be a wider one: "Kidney Diseases"."""
        if shared.method is Method.MESH and f"name:{folded(shared.name)}" not in self.conditions:
            return f"both are listed under {shared.name}, {shared.method}"
        return f"same condition: {shared.name} (by {shared.method})"


def _distance(other: Candidate, near: GeoPoint | None) -> float | None:
    if near is None or not other.points:
        return None
    return min(distance_km(near, GeoPoint(lat=lat, lon=lon)) for lat, lon in other.points)
