"""Counts over a set of studies: by status, people planned and enrolled, results, early stops."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from trialogue.insight.digest import Digest
from trialogue.model.codes import RecruitmentStatus, StudyType

_STOPPED = {RecruitmentStatus.TERMINATED, RecruitmentStatus.WITHDRAWN, RecruitmentStatus.SUSPENDED}
# Law and policy (42 CFR 11.44) count one year from the primary completion date.
_DUE_DAYS = 365
# The registry checks a submission before it posts it; the register gives 30 days for that.
_CHECK_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Median and range of a count of people over ``studies`` studies, and their sum."""

    studies: int
    median: float
    low: int
    high: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A study that ended early or was called off, with the record's reason where it gives one."""

    nct_id: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One set of studies, counted once each. ``planned`` and ``enrolled`` never share a study."""

    studies: int
    interventional: int = 0
    observational: int = 0
    by_status: Mapping[str, int] = field(default_factory=dict)
    planned: Spread | None = None
    enrolled: Spread | None = None
    results_due: int = 0
    results_posted: int = 0
    results_in_time: int = 0
    stopped: tuple[Stop, ...] = ()
    stopped_total: int = 0
    first: str = ""
    first_start: str = ""
    countries: tuple[tuple[str, int], ...] = ()
    exposed: int = 0
    serious: int = 0
    exposed_studies: int = 0
    members: tuple[str, ...] = ()


def tally(digests: Sequence[Digest], today: date) -> Tally:
    """Count a set of studies.

    People: records with an *actual* enrolment are kept apart from those with a target, so no person
    is counted in both; the median stands beside the sum because one large study carries a sum.
    Results are due one year after an actual primary completion date of an interventional study, in
    time where they were posted within a year and the 30 days that the registry takes to check.
    People exposed are those at risk in posted adverse event tables.
    """
    newest = _newest(digests)
    stopped = [d for d in newest if d.status in _STOPPED]
    started = [d for d in digests if d.start]
    first = min(started, key=lambda d: (d.start, d.nct_id), default=None)
    posted = [d for d in digests if d.exposed]
    due, there, in_time = _results(digests, today)
    return Tally(
        studies=len(digests),
        interventional=sum([d.study_type is StudyType.INTERVENTIONAL for d in digests]),
        observational=sum([d.study_type is StudyType.OBSERVATIONAL for d in digests]),
        by_status=_by_status(digests),
        planned=_spread([d.enrolled for d in digests if not d.enrolled_is_actual]),
        enrolled=_spread([d.enrolled for d in digests if d.enrolled_is_actual]),
        results_due=due,
        results_posted=there,
        results_in_time=in_time,
        stopped=tuple(Stop(nct_id=d.nct_id, why=d.why_stopped) for d in stopped[:6]),
        stopped_total=len(stopped),
        first=first.nct_id if first else "",
        first_start=date.fromordinal(first.start).isoformat()[:7] if first else "",
        countries=_most([c for d in digests for c in d.countries]),
        exposed=sum([d.exposed for d in posted]),
        serious=sum([d.serious for d in posted]),
        exposed_studies=len(posted),
        members=tuple(d.nct_id for d in newest[:50]),
    )


def _by_status(digests: Iterable[Digest]) -> dict[str, int]:
    counts = _counts([d.status for d in digests])
    return {str(status): counts[status] for status in sorted(counts)}


def _counts(values: Sequence[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return counts


def _most(values: list[str]) -> tuple[tuple[str, int], ...]:
    """The twelve most frequent, ties by name."""
    return tuple(sorted(_counts(values).items(), key=lambda pair: (-pair[1], pair[0]))[:12])


def _newest(digests: Iterable[Digest]) -> list[Digest]:
    return sorted(digests, key=lambda d: (-d.start, d.nct_id))


def _spread(counts: Iterable[int | None]) -> Spread | None:
    known = [c for c in counts if c is not None]
    if not known:
        return None
    known.sort()
    middle = (known[(len(known) - 1) // 2] + known[len(known) // 2]) / 2
    return Spread(studies=len(known), median=middle, low=known[0], high=known[-1], total=sum(known))


def _results(digests: Iterable[Digest], today: date) -> tuple[int, int, int]:
    limit = today.toordinal() - _DUE_DAYS
    due = [
        d
        for d in digests
        if d.completed
        and d.study_type is StudyType.INTERVENTIONAL
        and 0 < d.primary_completion <= limit
        and d.status is not RecruitmentStatus.WITHDRAWN
    ]
    posted = [d for d in due if d.has_results]
    late = _DUE_DAYS + _CHECK_DAYS
    in_time = [d for d in posted if 0 < d.results_posted <= d.primary_completion + late]
    return len(due), len(posted), len(in_time)
