"""Room left, whether it is really open, contradictions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.unit.plain.made import made_study

from trialogue.insight.contradictions import RULES, contradictions
from trialogue.insight.evidence import evidence
from trialogue.insight.recruiting import Trust, really_recruiting
from trialogue.insight.room_left import Basis, SiteFigure, figure_of, remaining, room_left
from trialogue.model.age import Age
from trialogue.model.codes import (
    Allocation,
    ArmType,
    DateType,
    InterventionModel,
    Masking,
    Phase,
    RecruitmentStatus,
    Sex,
)
from trialogue.model.dates import PartialDate, parse_partial_date
from trialogue.model.design import Arm, Design, OutcomeMeasure
from trialogue.model.desk import Capacity, site_key
from trialogue.model.results import AdverseEvents, EventGroup, Results
from trialogue.model.site import Site
from trialogue.model.study import EligibilityFields, Enrollment, Milestone, Oversight, StudyDates

TODAY = date(2026, 11, 1)
S = RecruitmentStatus


def on(text: str, kind: DateType | None = DateType.ESTIMATED) -> Milestone:
    return Milestone(date=parse_partial_date(text), kind=kind)


def dated(start: str = "2026-01-01", end: str = "2027-12-31") -> StudyDates:
    return StudyDates(
        last_update=PartialDate(year=2026, month=9, day=1),
        start=on(start, DateType.ACTUAL),
        primary_completion=on(end),
        completion=on(end),
    )


PLANNED = Enrollment(count=60, kind=DateType.ESTIMATED)


@pytest.mark.parametrize(
    "status",
    [S.COMPLETED, S.ACTIVE_NOT_RECRUITING, S.TERMINATED, S.WITHDRAWN, S.SUSPENDED, S.ENROLLING_BY_INVITATION],
)
def test_a_closed_study_has_no_room(status: RecruitmentStatus) -> None:
    found = room_left(made_study(status=status, dates=dated(), enrollment=PLANNED), TODAY)
    assert (found.low, found.high, found.basis) == (0, 0, Basis.CLOSED)


def test_whether_an_unchecked_study_has_room_is_not_known() -> None:
    found = room_left(made_study(status=S.UNKNOWN, dates=dated(), enrollment=PLANNED), TODAY)
    assert (found.low, found.high, found.basis) == (None, None, Basis.UNKNOWN)
    assert "cannot say" in found.words


def test_why_there_is_no_room_is_said() -> None:
    said = room_left(made_study(status=S.ENROLLING_BY_INVITATION, dates=dated()), TODAY).words
    assert "takes no new people" not in said
    assert "chooses" in said


def test_a_study_still_to_open_is_not_said_to_be_open() -> None:
    old = StudyDates(last_update=PartialDate(year=2020, month=1, day=1))
    words = [c.words for c in contradictions(made_study(status=S.NOT_YET_RECRUITING, dates=old), TODAY)]
    assert any("still to open, but nobody has checked" in one for one in words)


def test_an_open_study_has_an_interval_with_its_basis_in_words() -> None:
    found = room_left(made_study(dates=dated(), enrollment=PLANNED), TODAY)
    assert found.basis is Basis.MODEL
    assert found.low is not None
    assert found.high is not None
    assert 0 <= found.low < found.high
    assert "This is a model, not a count." in found.words
    assert "a target of 60 people" in found.words


def test_a_sites_own_figure_counts_before_the_model_but_not_on_a_closed_study() -> None:
    figure = SiteFigure(places=3, on=date(2026, 10, 1))
    assert room_left(made_study(dates=dated(), enrollment=PLANNED), TODAY, figure).high == 3
    closed = made_study(status=S.COMPLETED, dates=dated(), enrollment=PLANNED)
    assert room_left(closed, TODAY, figure).high == 0


NORTH, SOUTH, EAST = (
    Site(facility=f"Clinic {name}", city="Aton", country="Nowhere", status=status)
    for name, status in [("North", S.RECRUITING), ("South", S.RECRUITING), ("East", S.COMPLETED)]
)


def _said(places: int | None, day: int = 1, *, until: date | None = None, paused: bool = False) -> Capacity:
    at = datetime(2026, 10, day, 9, tzinfo=UTC)
    return Capacity(at=at, places=places, until=until, paused=paused)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, None),
        ({NORTH: _said(3)}, (3, 1, 1, 1)),
        ({NORTH: _said(3, 5), SOUTH: _said(4, 2)}, (7, 2, 2, 0)),
        ({NORTH: _said(0), SOUTH: _said(None)}, (0, 1, 1, 1)),
        ({NORTH: _said(3, until=TODAY)}, (3, 1, 1, 1)),
        ({NORTH: _said(3, until=date(2026, 10, 31))}, None),
        ({NORTH: _said(3, paused=True)}, None),
        ({NORTH: _said(3), SOUTH: _said(4, paused=True)}, (3, 1, 1, 0)),
        ({NORTH: _said(None)}, None),
        ({EAST: _said(9)}, None),
        ({Site(facility="Gone", city="Aton"): _said(9)}, None),
    ],
)
def test_what_the_sites_say_together(
    said: dict[Site, Capacity], expected: tuple[int, int, int, int] | None
) -> None:
    study = made_study(dates=dated(), enrollment=PLANNED, sites=(NORTH, SOUTH, EAST))
    found = figure_of(study, {site_key(site): one for site, one in said.items()}, TODAY)
    assert (found and (found.places, found.on.day, found.sites, found.others)) == expected


def test_sites_figures_in_words() -> None:
    study = made_study(dates=dated(), enrollment=PLANNED)
    one = room_left(study, TODAY, SiteFigure(places=1, on=date(2026, 10, 1), others=1))
    assert one.words == (
        "One site itself says that it has 1 place left. It said so on 1 October 2026. "
        "1 other open site has not said."
    )
    assert (one.low, one.high, one.basis) == (1, None, Basis.SITE)
    many = room_left(study, TODAY, SiteFigure(places=0, on=date(2026, 10, 1), sites=2))
    assert many.words.startswith("2 sites themselves say that they have no place left in all.")
    assert (many.low, many.high) == (0, 0)


def test_too_little_known_is_said() -> None:
    found = room_left(made_study(dates=dated()), TODAY)
    assert (found.low, found.high, found.basis) == (None, None, Basis.UNKNOWN)


def test_before_the_start_all_is_left() -> None:
    assert remaining(40, (date(2027, 1, 1), date(2028, 1, 1)), TODAY) == (40, 40)


@pytest.mark.parametrize(
    ("changes", "trust"),
    [
        ({}, Trust.LIKELY),
        ({"dates": dated(end="2026-05-01")}, Trust.DOUBTFUL),
        (
            {"dates": dated(end="2026-05-01"), "enrollment": Enrollment(count=60, kind=DateType.ACTUAL)},
            Trust.UNLIKELY,
        ),
    ],
)
def test_signs_against_an_open_status(changes: dict[str, object], trust: Trust) -> None:
    found = really_recruiting(replace(made_study(dates=dated()), **changes), TODAY)  # type: ignore[arg-type]
    assert found is not None
    assert found.trust is trust


def test_only_a_recruiting_study_is_judged() -> None:
    assert really_recruiting(made_study(status=S.COMPLETED), TODAY) is None


ARM = Arm(label="A", kind=ArmType.EXPERIMENTAL, interventions=("Drug: Examplin",))
CASES: list[tuple[str, dict[str, object]]] = [
    ("final count while open", {"enrollment": Enrollment(count=9, kind=DateType.ACTUAL)}),
    ("planned count when ended", {"status": S.COMPLETED, "enrollment": PLANNED}),
    (
        "people in a withdrawn study",
        {"status": S.WITHDRAWN, "enrollment": Enrollment(count=3, kind=DateType.ACTUAL)},
    ),
    (
        "nobody in a finished study",
        {"status": S.COMPLETED, "enrollment": Enrollment(count=0, kind=DateType.ACTUAL)},
    ),
    ("open without an open site", {"sites": (Site(status=S.COMPLETED),)}),
    ("open site in a closed study", {"status": S.COMPLETED, "sites": (Site(status=S.RECRUITING),)}),
    ("reason without a stop", {"status": S.RECRUITING, "why_stopped": "No money"}),
    ("stop without a reason", {"status": S.TERMINATED}),
    ("open but unchecked", {"dates": StudyDates(last_update=PartialDate(year=2020))}),
    ("open past its end", {"dates": dated(end="2026-05-01")}),
    ("not open past its start", {"status": S.NOT_YET_RECRUITING, "dates": dated()}),
    ("past date ahead", {"dates": dated(start="2026-12-01")}),
    ("dates out of order", {"dates": dated(start="2028-01-01")}),
    ("finished with an estimated end", {"status": S.COMPLETED, "dates": dated()}),
    (
        "started with an estimated start",
        {"dates": StudyDates(start=on("2026-01-01"), last_update=PartialDate(year=2026))},
    ),
    (
        "results overdue",
        {
            "status": S.COMPLETED,
            "phases": (Phase.PHASE3,),
            "oversight": Oversight(fda_drug=True),
            "dates": StudyDates(primary_completion=on("2024-01-01", DateType.ACTUAL)),
        },
    ),
    ("group without intervention", {"arms": (ARM, Arm(label="B", kind=ArmType.EXPERIMENTAL))}),
    ("outcome without time", {"primary_outcomes": (OutcomeMeasure(measure="Pain"),)}),
    ("chance with one group", {"arms": (ARM,), "design": Design(allocation=Allocation.RANDOMIZED)}),
    (
        "side by side with one group",
        {"arms": (ARM,), "design": Design(intervention_model=InterventionModel.PARALLEL)},
    ),
    ("phase against title", {"official_title": "A Phase III trial", "phases": (Phase.PHASE2,)}),
    (
        "masking against title",
        {"official_title": "A double-blind trial", "design": Design(masking=Masking.NONE)},
    ),
    ("placebo title without placebo", {"official_title": "Placebo-controlled trial", "arms": (ARM,)}),
    (
        "healthy condition",
        {"conditions": ("Healthy",), "eligibility": EligibilityFields(healthy_volunteers=False)},
    ),
    (
        "age against text",
        {
            "eligibility": EligibilityFields(
                criteria="Inclusion Criteria:\n* Aged 18 to 65 years",
                minimum_age=Age(value=18),
                maximum_age=Age(value=50),
            )
        },
    ),
    (
        "ages swapped",
        {"eligibility": EligibilityFields(minimum_age=Age(value=60), maximum_age=Age(value=18))},
    ),
    (
        "sex against text",
        {"eligibility": EligibilityFields(criteria="* Male or female adults", sex=Sex.FEMALE)},
    ),
]


@pytest.mark.parametrize(("rule", "changes"), CASES, ids=[rule for rule, _ in CASES])
def test_each_rule_finds_its_contradiction(rule: str, changes: dict[str, object]) -> None:
    found = contradictions(made_study(**changes), TODAY)
    (one,) = [c for c in found if c.rule == rule]
    assert one.words.endswith(".")
    assert all(s.quote for s in one.sources)


def test_every_rule_but_one_has_a_case() -> None:
    assert set(RULES) - {rule for rule, _ in CASES} == {"watching with a phase"}


@pytest.mark.parametrize(
    "changes",
    [
        {"dates": dated(), "enrollment": PLANNED},
        {"official_title": "A Phase 1/2 trial", "phases": (Phase.PHASE1, Phase.PHASE2)},
        {"official_title": "Phase 2 after a phase 3 trial", "phases": (Phase.PHASE1,)},
        {
            "eligibility": EligibilityFields(
                criteria="* Aged 18 to 65 years\n* Controls aged 20 to 30 years", minimum_age=Age(value=18)
            )
        },
        {
            "eligibility": EligibilityFields(
                criteria="* Men and women of reproductive potential", sex=Sex.FEMALE
            )
        },
        {"arms": (Arm(label="A", kind=ArmType.EXPERIMENTAL),)},
    ],
)
def test_what_agrees_is_left_in_peace(changes: dict[str, object]) -> None:
    assert contradictions(made_study(**changes), TODAY) == ()


def test_evidence_stands_by_arm_and_leaves_out_impossible_cells() -> None:
    groups = (
        EventGroup(id="EG000", title="Examplin", serious_affected=3, serious_at_risk=50),
        EventGroup(id="EG001", title="Broken", serious_affected=9, serious_at_risk=2),
    )
    card = evidence(made_study(results=Results(adverse_events=AdverseEvents(groups=groups))))
    assert card is not None
    (row,) = card.safety
    assert (row.cell, card.exposed) == ("EG000", None)
    assert row.serious is not None
    assert row.serious.low < 0.06 < row.serious.high
    assert evidence(made_study()) is None
