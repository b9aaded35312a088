"""The study page as values: its head and its groups of sections."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.model.study import Study
from trialogue.web.sections import GroupView, PageContext, build_groups
from trialogue.web.study.head import StudyHead, study_head
from trialogue.web.study.order import SECTIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyPage:
    """What the template renders and the JSON twin lists."""

    study: Study
    context: PageContext
    head: StudyHead
    groups: tuple[GroupView, ...]


def study_page(study: Study, context: PageContext) -> StudyPage:
    """Make the page of one study."""
    return StudyPage(
        study=study,
        context=context,
        head=study_head(study, context),
        groups=build_groups(study, context, SECTIONS),
    )
