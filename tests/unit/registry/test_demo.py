"""The demonstration studies show every code, status and oddity that a page must be able to show."""

from __future__ import annotations

import re
from enum import StrEnum

import pytest

from trialogue.model import codes
from trialogue.model.age import AgeUnit
from trialogue.model.study import Study
from trialogue.registry.decode import decode_study
from trialogue.registry.demo import demo_records


@pytest.fixture(scope="module")
def studies() -> list[Study]:
    return [decode_study(record.content, record.form) for record in demo_records()]


def test_some_thirty_studies_with_their_own_ids(studies: list[Study]) -> None:
    ids = [study.nct_id for study in studies]
    assert len(ids) >= 30
    assert ids == sorted(set(ids))
    assert all(re.fullmatch(r"NCT99\d{6}", nct_id) for nct_id in ids)


def _seen(studies: list[Study]) -> dict[type[StrEnum], set[object]]:
    return {
        codes.RecruitmentStatus: {s.status for s in studies},
        codes.Phase: {phase for s in studies for phase in s.phases},
        codes.StudyType: {s.study_type for s in studies},
        codes.Sex: {s.eligibility.sex for s in studies},
        codes.SponsorClass: {s.lead_sponsor.sponsor_class for s in studies if s.lead_sponsor},
        codes.InterventionType: {i.kind for s in studies for i in s.interventions},
        codes.ArmType: {a.kind for s in studies for a in s.arms},
        codes.Allocation: {s.design.allocation for s in studies},
        codes.InterventionModel: {s.design.intervention_model for s in studies},
        codes.ObservationalModel: {s.design.observational_model for s in studies},
        codes.TimePerspective: {s.design.time_perspective for s in studies},
        codes.Purpose: {s.design.purpose for s in studies},
        codes.Masking: {s.design.masking for s in studies},
        codes.WhoMasked: {who for s in studies for who in s.design.who_masked},
        codes.DateType: {s.enrollment.kind for s in studies if s.enrollment},
    }


@pytest.mark.parametrize(
    "vocabulary",
    [
        kind
        for kind in vars(codes).values()
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
    ],
)
def test_every_code_is_shown(studies: list[Study], vocabulary: type[StrEnum]) -> None:
    assert set(vocabulary) - _seen(studies)[vocabulary] == set()


def test_als_is_well_covered(studies: list[Study]) -> None:
    als = [s for s in studies if any(t.term == "Amyotrophic Lateral Sclerosis" for t in s.condition_mesh)]
    assert len(als) >= 5
    statuses = {s.status.value for s in als}
    assert {"RECRUITING", "NOT_YET_RECRUITING", "COMPLETED", "AVAILABLE"} <= statuses
    assert any(s.results for s in als)


ODDITIES = {
    "withheld": lambda s: s.status is codes.RecruitmentStatus.WITHHELD,
    "no criteria": lambda s: not s.eligibility.criteria and s.study_type,
    "sixty sites": lambda s: len(s.sites) >= 60,
    "no sites": lambda s: not s.sites,
    "a year only": lambda s: s.dates.start and s.dates.start.date.month is None,
    "a month only": lambda s: s.dates.start and s.dates.start.date.month and not s.dates.start.date.day,
    "age in months": lambda s: s.eligibility.minimum_age and s.eligibility.minimum_age.unit is AgeUnit.MONTHS,
    "age in hours": lambda s: s.eligibility.maximum_age and s.eligibility.maximum_age.unit is AgeUnit.HOURS,
    "gender based": lambda s: s.eligibility.gender_based,
    "healthy volunteers": lambda s: s.eligibility.healthy_volunteers,
    "participant flow": lambda s: s.results and s.results.flow and s.results.flow.periods,
    "adverse events": lambda s: s.results and s.results.adverse_events and s.results.adverse_events.events,
    "outcome tables": lambda s: s.results and s.results.outcomes,
    "why stopped": lambda s: s.why_stopped,
    "last known status": lambda s: s.last_known_status,
    "recruiting with every site closed": lambda s: (
        s.status is codes.RecruitmentStatus.RECRUITING
        and s.sites
        and not any(x.status is codes.RecruitmentStatus.RECRUITING for x in s.sites)
    ),
    "hostile text": lambda s: "<script>" in s.brief_title,
    "escapes": lambda s: "\\>" in s.eligibility.criteria and "\\[" in s.brief_title,
    "expanded access named": lambda s: s.oversight.expanded_access_id,
    "a retracted paper": lambda s: any(r.retracted for r in s.references),
    "a document": lambda s: s.documents,
    "nobody enrolled": lambda s: s.enrollment and s.enrollment.count == 0,
}


@pytest.mark.parametrize("oddity", ODDITIES)
def test_every_oddity_is_shown(studies: list[Study], oddity: str) -> None:
    assert any(ODDITIES[oddity](study) for study in studies)  # type: ignore[no-untyped-call]


def test_nobody_real_can_be_called_or_written_to(studies: list[Study]) -> None:
    contacts = [c for s in studies for c in (*s.central_contacts, *(x for p in s.sites for x in p.contacts))]
    assert contacts
    assert all(re.search(r"555-01\d\d", c.phone) for c in contacts if c.phone)
    assert all(c.email.endswith("example.org") for c in contacts if c.email)
