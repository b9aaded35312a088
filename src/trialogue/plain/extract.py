"""What a study's page takes from its record alone, and so once from each version of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from trialogue.eligibility.read import context_of, read_criteria
from trialogue.eligibility.say import Statement, statement
from trialogue.model.criterion import CriteriaText, Criterion, CriterionKind
from trialogue.model.provenance import Span
from trialogue.model.question import Topic
from trialogue.model.study import Study
from trialogue.plain.basis import Basis, Counted, read
from trialogue.plain.burden import Burden
from trialogue.plain.doses import DosePlan
from trialogue.plain.highlights import Highlight
from trialogue.plain.timeline import Timeline

_NOTHING = re.compile(
    r"\W*(?:none|nil|n/?a|not applicable|not specified|no (?:specific )?(?:in|ex)clusion criteria)\W*", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidCriterion:
    """A criterion as it is shown: its words and place, and its statement. None: it bars nobody."""

    id: str
    kind: CriterionKind
    text: str
    span: Span
    parent: str | None
    cohort: str | None
    kind_given: bool
    statement: Statement | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """Criteria as statements, doses, timeline, burden and highlights: what takes long to read."""

    criteria: tuple[SaidCriterion, ...]
    plans: tuple[DosePlan, ...]
    timeline: Timeline
    burden: Burden
    highlights: tuple[Highlight, ...]

    def basis(self, study: Study, counted: Counted) -> Basis:
        """The basis of answers on the study that this was read of."""
        return Basis(
            study=study,
            plans=self.plans,
            timeline=self.timeline,
            burden=self.burden,
            highlights=self.highlights,
            counted=counted,
        )


def extract(study: Study) -> Extract:
    """Read a study's criteria and texts. Never raises: what is not read stays in its own words."""
    basis = read(study)
    criteria = read_criteria(study.eligibility.criteria, context_of(study))
    return Extract(
        criteria=said_criteria(criteria),
        plans=basis.plans,
        timeline=basis.timeline,
        burden=basis.burden,
        highlights=basis.highlights,
    )


def by_topic(criteria: Iterable[SaidCriterion]) -> dict[Topic, tuple[tuple[SaidCriterion, Statement], ...]]:
    """All criteria that bar, by the topic of their statement; a list stays with its parent's topic."""
    groups: dict[Topic, list[tuple[SaidCriterion, Statement]]] = {topic: [] for topic in Topic}
    of_root: dict[str, Topic] = {}
    for one in criteria:
        if one.statement is not None:
            topic = of_root.setdefault(one.id.split(".")[0], one.statement.topic)
            groups[topic].append((one, one.statement))
    return {topic: tuple(pairs) for topic, pairs in groups.items() if pairs}


def says_nothing(text: str) -> bool:
    """Whether the words of a criterion only fill a field: "None", "N/A", "No exclusion criteria"."""
    return _NOTHING.fullmatch(text) is not None


def said_criteria(criteria: CriteriaText) -> tuple[SaidCriterion, ...]:
    """The criteria of a text with their statements, in its order."""
    return tuple(_said(criterion) for criterion in criteria.criteria)


def _said(criterion: Criterion) -> SaidCriterion:
    return SaidCriterion(
        id=criterion.id,
        kind=criterion.kind,
        text=criterion.text,
        span=criterion.span,
        parent=criterion.parent,
        cohort=criterion.cohort,
        kind_given=criterion.kind_given,
        statement=statement(criterion) if criterion.bars else None,
    )
