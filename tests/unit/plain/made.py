"""Small fictional studies for this room's tests."""

from __future__ import annotations

from dataclasses import replace

from trialogue.model.codes import ArmType, InterventionType, RecruitmentStatus, StudyType
from trialogue.model.dates import PartialDate
from trialogue.model.design import Arm, Intervention, OutcomeMeasure
from trialogue.model.ids import NctId
from trialogue.model.results import AdverseEvent, AdverseEvents, EventCount, EventGroup
from trialogue.model.study import Study, StudyDates


def made_study(**values: object) -> Study:
    """A study that tests one medicine; any field can be set."""
    study = Study(
        nct_id=NctId("NCT99000901"),
        brief_title="A trial of examplin",
        status=RecruitmentStatus.RECRUITING,
        study_type=StudyType.INTERVENTIONAL,
        conditions=("Asthma",),
        dates=StudyDates(last_update=PartialDate(year=2026, month=3, day=1)),
    )
    return replace(study, **values)  # type: ignore[arg-type]


def treated(
    arm_text: str, *, name: str = "Examplin", kind: InterventionType = InterventionType.DRUG
) -> Study:
    """A study with one group that gets one intervention, described by a text."""
    arm = Arm(
        label="Treated", kind=ArmType.EXPERIMENTAL, description=arm_text, interventions=(f"Drug: {name}",)
    )
    return made_study(arms=(arm,), interventions=(Intervention(name=name, kind=kind, arms=("Treated",)),))


def measured(*frames: str) -> Study:
    """A study whose primary outcomes have these time frames."""
    outcomes = tuple(OutcomeMeasure(measure=f"Outcome {n}", time_frame=f) for n, f in enumerate(frames))
    return made_study(primary_outcomes=outcomes)


def events(*groups: tuple[str, int, int]) -> AdverseEvents:
    """Posted events of groups (title, with a serious one, at risk); 12 headaches in the first."""
    made = tuple(
        EventGroup(id=f"EG{n:03}", title=title, serious_affected=x, serious_at_risk=y)
        for n, (title, x, y) in enumerate(groups)
    )
    headache = AdverseEvent(term="Headache", serious=False, counts=(EventCount(group="EG000", affected=12),))
    return AdverseEvents(groups=made, events=(headache,))
