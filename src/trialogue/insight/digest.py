"""What the registry's statistics need of one study, in few bytes."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.insight.identity import conditions, interventions, person_key, sponsor_key
from trialogue.model.codes import DateType, Phase, RecruitmentStatus, StudyType
from trialogue.model.ids import NctId
from trialogue.model.quickly_made import quickly_made
from trialogue.model.study import Milestone, Study
from trialogue.plain.risks import serious_total


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One study. Days are proleptic Gregorian ordinals; 0 where the record gives none."""

    nct_id: NctId
    status: RecruitmentStatus
    study_type: StudyType | None
    phases: tuple[Phase, ...] = ()
    start: int = 0
    primary_completion: int = 0
    results_posted: int = 0
    enrolled: int | None = None
    enrolled_is_actual: bool = False
    sponsor: str = ""
    sponsor_name: str = ""
    people: tuple[tuple[str, str], ...] = ()
    interventions: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    has_results: bool = False
    exposed: int = 0
    serious: int = 0
    why_stopped: str = ""
    completed: bool = False


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Identities:
    """The part of a digest that says in which sets a study is counted."""

    sponsor: str
    people: tuple[tuple[str, str], ...]
    interventions: tuple[str, ...]
    conditions: tuple[str, ...]


def identities(study: Study) -> Identities:
    """The keys of the study's sponsor, people, treatments and conditions."""
    return Identities(
        sponsor=sponsor_key(study.lead_sponsor.name) if study.lead_sponsor else "",
        people=_people(study),
        interventions=tuple([i.key for i in interventions(study)]),
        conditions=tuple([c.key for c in conditions(study)]),
    )


def digest(study: Study) -> Digest:
    """The study's identities, dates, people and posted totals."""
    own = identities(study)
    enrolled = study.enrollment
    serious = serious_total(study)
    done, posted = study.dates.primary_completion, study.dates.results_first_posted
    return Digest(
        nct_id=study.nct_id,
        status=study.status,
        study_type=study.study_type,
        phases=study.phases,
        start=_day(study.dates.start),
        primary_completion=_day(done),
        completed=done is not None and done.kind is DateType.ACTUAL,
        results_posted=posted.earliest.toordinal() if posted else 0,
        enrolled=enrolled.count if enrolled else None,
        enrolled_is_actual=enrolled is not None and enrolled.kind is DateType.ACTUAL,
        sponsor=own.sponsor,
        sponsor_name=study.lead_sponsor.name if study.lead_sponsor else "",
        people=own.people,
        interventions=own.interventions,
        conditions=own.conditions,
        countries=tuple(dict.fromkeys(s.country for s in study.sites if s.country)),
        has_results=study.has_results,
        exposed=serious[1] if serious else 0,
        serious=serious[0] if serious else 0,
        why_stopped=study.why_stopped or "",
    )


def _day(milestone: Milestone | None) -> int:
    return milestone.date.earliest.toordinal() if milestone else 0


def _people(study: Study) -> tuple[tuple[str, str], ...]:
    """(person, affiliation) of each overall official; the same name elsewhere may be another person."""
    found = []
    for person in study.investigators:
        key = person_key(person.name)
        if key:
            found.append((key, sponsor_key(person.affiliation or "")))
    return tuple(dict.fromkeys(found))
