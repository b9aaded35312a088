"""Eligibility criteria as a tree over the record's verbatim text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from trialogue.model.provenance import Span
from trialogue.model.quickly_made import quickly_made
from trialogue.model.requirement import Free, Requirement


class CriterionKind(StrEnum):
    """Whether meeting it lets a person in or keeps them out."""

    INCLUSION = "inclusion"
    EXCLUSION = "exclusion"


class Joined(StrEnum):
    """How the children of a criterion join: all of them, any of them, or at least ``count``."""

    ALL = "all"
    ANY = "any"
    AT_LEAST = "at least"


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A run of text that names the list below it ("Key Inclusion Criteria:") and demands nothing."""

    text: str
    span: Span
    kind: CriterionKind | None = None
    cohort: str | None = None


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One demand, in the record's own words.

    ``id`` is stable for one text: ``i1``, ``i1.2``, ``e3`` (kind, then place in the tree).
    ``text`` is ``span.of(criteria)``: verbatim, marks included; ``requirement`` is what it demands
    as typed, in its own polarity: for an exclusion, the thing that must *not* hold.
    ``kind_given`` is False where no heading said which kind it is. ``joined`` says how the children
    of a parent join; ``join_said`` is False where no word of it says so: then they decide only if they agree;
    ``negated`` that its words turn them round ("none of the following");
    ``or_next`` that a bare "or" stands between it and its next sibling. ``bars`` is False for words
    that let nobody in and keep nobody out ("Allowed: …", "Exclusion: none", "Age: not specified",
    "Note: …"): kept and shown, never asked or judged. ``apart`` is False where a parent's statement says
    in which sense its children are told ("Fewer than 2 of these hold for me").
    """

    id: str
    kind: CriterionKind
    text: str
    span: Span
    requirement: Requirement = Free()
    parent: str | None = None
    depth: int = 0
    joined: Joined | None = None
    join_count: int | None = None
    join_said: bool = True
    negated: bool = False
    or_next: bool = False
    cohort: str | None = None
    kind_given: bool = True
    bars: bool = True
    apart: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaText:
    """A criteria text and its parts, in the order of the text.

    Every character that is not white space lies in exactly one heading or criterion (a parent's
    span ends where its first child begins).
    """

    text: str
    headings: tuple[Heading, ...] = ()
    criteria: tuple[Criterion, ...] = ()

    def children(self, criterion_id: str) -> tuple[Criterion, ...]:
        """The direct sub-criteria."""
        return tuple(c for c in self.criteria if c.parent == criterion_id)

    def roots(self, kind: CriterionKind) -> tuple[Criterion, ...]:
        """The criteria of one kind that stand under no other."""
        return tuple(c for c in self.criteria if c.parent is None and c.kind is kind)
