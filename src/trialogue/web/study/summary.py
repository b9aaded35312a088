"""The team's own summary of the study."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.model.provenance import Provenance
from trialogue.model.study import Study
from trialogue.plain.sentence import from_piece
from trialogue.web.sections import Group, PageContext, SectionView


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWords:
    """Texts as posted."""

    summary: str
    description: str
    source: Provenance


def own_summary(study: Study, context: PageContext) -> SectionView | None:
    """The brief summary, and the detailed description one click away."""
    if not study.brief_summary.strip() and not study.detailed_description.strip():
        return None
    return SectionView(
        id="summary",
        group=Group.IN_SHORT,
        title="In the study team’s words",
        template="study/summary.html",
        data=OwnWords(
            summary=study.brief_summary,
            description=study.detailed_description,
            source=from_piece(study, "BriefSummary"),
        ),
    )
