"""The study page as a list of sections: how each part of it is made, and how to add one.

A section is a pure function from a study and its context to a view, or to None where it has
nothing to say (then it is not on the page: no empty panels)::

    def highlights(study: Study, context: PageContext) -> SectionView | None:
        found = plain.highlights.highlights(study)
        if not found:
            return None
        return SectionView(
            id="highlights", group=Group.ASKS, title="Worth knowing",
            template="study/highlights.html", data=found,
        )

1. Write the function in a module of ``trialogue.web.study`` (one module for each part).
2. Name it in ``trialogue.web.study.order.SECTIONS``. The order there is the order on the page
   within a group; the groups follow each other as ``Group`` lists them. A group becomes an h2 with
   its id as anchor and stands in the contents list; a section with a title becomes an h3.
3. Write the partial in ``templates/study/``. It sees ``view`` (this section's ``data``), ``study``,
   ``context``, and everything that a page sees. ``{% from "components/marks.html" import say,
   source with context %}``: ``{{ say(sentence) }}`` writes a ``plain.sentence.Sentence`` with its
   source marks, ``{{ cite(provenance) }}`` writes one mark. Text of the record goes through
   ``|record`` (its markdown as safe HTML, blocks), ``|record_line`` (one line, no blocks) or
   ``|record_text`` (no markup at all). Nothing of the record is ever marked ``|safe``.

``data`` is also the section in the JSON twin (``/studies/NCT….json``), under its id: build it of
dataclasses, tuples, mappings, texts and numbers, as values rather than as HTML.

What needs the whole registry (track record, precedents, similar studies) is not computed on the
page: it is read by ``trialogue.actions.derived`` in one place and found in ``context.derived``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from trialogue.model.dates import PartialDate
from trialogue.model.offer import Offer
from trialogue.model.search import Near
from trialogue.model.study import Study
from trialogue.plain.extract import SaidCriterion
from trialogue.plain.written import Written


class Group(StrEnum):
    """The parts of the page in their order; the value is the anchor."""

    IN_SHORT = "in-short"
    JOIN = "who-can-join"
    ASKS = "what-it-asks"
    KNOWN = "what-is-known"
    WHERE = "where"
    RUNS = "who-runs-it"
    QUESTIONS = "questions"
    SIMILAR = "similar"
    RECORD = "record"


GROUP_TITLES: Mapping[Group, str] = {
    Group.IN_SHORT: "In short",
    Group.JOIN: "Who can join",
    Group.ASKS: "What it asks of you",
    Group.KNOWN: "What is known so far",
    Group.WHERE: "Where",
    Group.RUNS: "Who runs it",
    Group.QUESTIONS: "Questions people ask",
    Group.SIMILAR: "Similar trials",
    Group.RECORD: "The record",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordVersion:
    """One version of the record that this site holds. ``updated`` is its own date of last update;
    ``changed`` names the fields that differ from the version before."""

    updated: PartialDate | None
    loaded: date
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContext:
    """What a section may know beside the study. ``near`` is a place, never who is there.

    ``answered``: enough people have asked here for a page on how fast there is an answer. ``written``:
    a language model's text on this very version of the record, where the instance has one.
    """

    today: date
    criteria: tuple[SaidCriterion, ...]
    offer: Offer
    near: Near | None = None
    loaded: date | None = None
    versions: tuple[RecordVersion, ...] = ()
    derived: Mapping[str, Any] = field(default_factory=dict)
    answered: bool = False
    written: Written | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """A section made for one study. ``title`` None: it stands directly under its group's heading.

    ``local`` is True where the view depends on ``context.near``, so that it is not in the JSON twin.
    """

    id: str
    group: Group
    template: str
    data: Any
    title: str | None = None
    local: bool = False


Section = Callable[[Study, PageContext], SectionView | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """A group with its sections, in order."""

    id: Group
    title: str
    sections: tuple[SectionView, ...]


def build_groups(study: Study, context: PageContext, sections: tuple[Section, ...]) -> tuple[GroupView, ...]:
    """Make all sections; a group without any is left out."""
    made = [view for section in sections if (view := section(study, context)) is not None]
    return tuple(
        GroupView(id=group, title=title, sections=found)
        for group, title in GROUP_TITLES.items()
        if (found := tuple(view for view in made if view.group is group))
    )
