"""Track record of those who run it, questions people ask, and similar open studies."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from trialogue.actions.derived import Derived
from trialogue.insight.identity import conditions
from trialogue.insight.similar import Candidate, Similar, similar
from trialogue.model.place import GeoPoint
from trialogue.model.study import Study
from trialogue.plain.answers import Answer, answers
from trialogue.plain.sentence import Sentence
from trialogue.store.statistics import open_studies
from trialogue.web.sections import Group, PageContext, SectionView
from trialogue.web.study.head import similar_search


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackRecord:
    """Sentences on the sponsor, and on each official."""

    sponsor: tuple[Sentence, ...]
    leaders: tuple[tuple[str, tuple[Sentence, ...]], ...]


def track_record(study: Study, context: PageContext) -> SectionView | None:
    """What the sponsor and the officials have done so far, as counted over this registry."""
    derived: Derived | None = context.derived.get("derived")
    if derived is None or not (derived.sponsor or derived.leaders):
        return None
    return SectionView(
        id="track-record",
        group=Group.RUNS,
        title="What they have done so far",
        template="study/track_record.html",
        data=TrackRecord(sponsor=derived.sponsor, leaders=derived.leaders),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Every question with its answer."""

    answers: tuple[Answer, ...]

    @property
    def answered(self) -> tuple[tuple[tuple[str, ...], tuple[Sentence, ...]], ...]:
        """What is known: questions that have the same answer, and the answer."""
        found: dict[tuple[Sentence, ...], list[str]] = {}
        for one in self.answers:
            if one.known:
                found.setdefault(one.sentences, []).append(one.question)
        return tuple((tuple(questions), sentences) for sentences, questions in found.items())

    @property
    def left_open(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Whom to ask, and the questions that the record leaves open."""
        found: dict[str, list[str]] = {}
        for one in self.answers:
            if not one.known:
                found.setdefault(one.ask, []).append(one.question)
        return tuple((ask, tuple(questions)) for ask, questions in found.items())


def people_ask(study: Study, context: PageContext) -> SectionView | None:
    """Questions people ask, each answered from fields or one count, or left open with whom to ask."""
    derived: Derived | None = context.derived.get("derived")
    if derived is None:
        return None
    return SectionView(
        id="asked",
        group=Group.QUESTIONS,
        template="study/asked.html",
        data=Asked(answers=answers(derived.basis)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Open studies like this one; ``search`` finds more."""

    found: tuple[Similar, ...]
    search: str


def alike(study: Study, context: PageContext) -> SectionView | None:
    """Similar studies that are open now, with reasons; never a dead end."""
    derived: Derived | None = context.derived.get("derived")
    if derived is None:
        return None
    near = context.near.point if context.near else None
    return SectionView(
        id="alike",
        group=Group.SIMILAR,
        template="study/alike.html",
        data=_alike(study, derived.candidates, near),
        local=context.near is not None,
    )


def alike_now(conn: Connection, study: Study) -> Alike:
    """The same list for pages on which a study has turned out not to fit."""
    return _alike(study, open_studies(conn, [c.key for c in conditions(study)]), None)


def _alike(study: Study, candidates: tuple[Candidate, ...], near: GeoPoint | None) -> Alike:
    return Alike(found=similar(study, candidates, near), search=similar_search(study))
