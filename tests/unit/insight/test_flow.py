"""Who started and who finished, from the posted flow of participants."""

from __future__ import annotations

from tests.unit.plain.made import made_study

from trialogue.insight.evidence import evidence
from trialogue.model.results import Cell, FlowPeriod, ParticipantFlow, ResultGroup, Results, Row


def _row(title: str, *values: str) -> Row:
    return Row(title=title, cells=tuple(Cell(group=f"FG{n}", value=value) for n, value in enumerate(values)))


def test_a_group_is_counted_in_the_periods_that_it_has() -> None:
    groups = tuple(ResultGroup(id=f"FG{n}", title=title) for n, title in enumerate(("First", "Later")))
    periods = (
        FlowPeriod(title="One", milestones=(_row("STARTED", "40", "0"), _row("COMPLETED", "30", "0"))),
        FlowPeriod(title="Two", milestones=(_row("STARTED", "0", "30"), _row("COMPLETED", "0", "25"))),
    )
    found = evidence(made_study(results=Results(flow=ParticipantFlow(groups=groups, periods=periods))))
    assert found is not None
    assert [(row.title, row.started, row.completed) for row in found.flow] == [
        ("First", 40, 30),
        ("Later", 30, 25),
    ]
