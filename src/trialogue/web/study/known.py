"""What is known so far: side effects seen, earlier studies, what the record leaves in doubt."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.actions.derived import Derived
from trialogue.insight.contradictions import Contradiction, contradictions
from trialogue.insight.evidence import Evidence, evidence
from trialogue.insight.precedents import Precedents
from trialogue.insight.recruiting import Recruiting
from trialogue.insight.room_left import RoomLeft
from trialogue.model.study import Study
from trialogue.plain.risks import what_may_go_wrong
from trialogue.plain.sentence import Sentence
from trialogue.web.sections import Group, PageContext, SectionView


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenSoFar:
    """Sentences on side effects, and the card of posted results where there are any."""

    risks: tuple[Sentence, ...]
    card: Evidence | None


def seen_so_far(study: Study, context: PageContext) -> SectionView | None:
    """Side effects only from posted or quoted words."""
    derived: Derived | None = context.derived.get("derived")
    if derived is None:
        return None
    seen = derived.basis.counted.seen
    return SectionView(
        id="seen",
        group=Group.KNOWN,
        title="Side effects seen so far",
        template="study/seen.html",
        data=SeenSoFar(risks=what_may_go_wrong(study, seen[0] if seen else None), card=evidence(study)),
    )


def what_came_before(study: Study, context: PageContext) -> SectionView | None:
    """Other studies of the same treatment, in the same condition where there are any."""
    derived: Derived | None = context.derived.get("derived")
    if derived is None or derived.precedents is None:
        return None
    found: Precedents = derived.precedents
    return SectionView(
        id="before",
        group=Group.KNOWN,
        title="What came before",
        template="study/before.html",
        data=found,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The signs on whether it recruits, and the room model. ``sentence`` is the room in words."""

    room: RoomLeft
    sentence: Sentence
    recruiting: Recruiting | None
    verdict: tuple[Sentence, ...]


def room(study: Study, context: PageContext) -> SectionView | None:
    """Room left, and whether the record's own signs bear out that it is open."""
    derived: Derived | None = context.derived.get("derived")
    if derived is None:
        return None
    counted = derived.basis.counted
    return SectionView(
        id="room",
        group=Group.WHERE,
        title="Is there room?",
        template="study/room.html",
        data=Room(
            room=derived.room,
            sentence=derived.room_said,
            recruiting=derived.recruiting,
            verdict=counted.recruiting,
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersHere:
    """Where the numbers on who asks here are."""

    page: str


def answers_here(study: Study, context: PageContext) -> SectionView | None:
    """A link to how fast there is an answer, once enough people have asked to say anything."""
    if not context.answered:
        return None
    return SectionView(
        id="answers-here",
        group=Group.WHERE,
        title="How fast is there an answer?",
        template="study/answers_here.html",
        data=AnswersHere(page=f"/studies/{study.nct_id}/people"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AtOdds:
    """What the record contradicts."""

    found: tuple[Contradiction, ...]


def at_odds(study: Study, context: PageContext) -> SectionView | None:
    """Contradictions in the record, in plain words."""
    found = contradictions(study, context.today)
    if not found:
        return None
    return SectionView(
        id="at-odds",
        group=Group.RECORD,
        title="Where this record contradicts itself or leaves something open",
        template="study/at_odds.html",
        data=AtOdds(found=found),
    )
