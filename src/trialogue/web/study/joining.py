"""Who can join: every criterion, inclusion and exclusion, in the order and shape of the record."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.model.criterion import CriteriaText, Criterion, CriterionKind, Heading
from trialogue.model.provenance import Provenance
from trialogue.model.study import Study
from trialogue.plain import words
from trialogue.plain.sentence import from_piece
from trialogue.web.record_text import record_text
from trialogue.web.sections import Group, PageContext, SectionView

_STOCK_HEADINGS = ("inclusion criteria", "exclusion criteria", "inclusion", "exclusion")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A criterion with its sub-criteria; or a heading of the record (``heading`` True)."""

    id: str
    text: str
    heading: bool = False
    parts: tuple[Item, ...] = ()
    cohort: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """``must`` and ``must_not`` in order; ``unsorted`` where the record does not say which they are."""

    age: str
    sex: str
    gender_note: str
    healthy: bool | None
    population: str
    sampling: str
    must: tuple[Item, ...]
    must_not: tuple[Item, ...]
    unsorted: tuple[Item, ...]
    verbatim: str
    fields_source: Provenance
    source: Provenance


def who_can_join(study: Study, context: PageContext) -> SectionView | None:
    """Age, sex, and the whole criteria text as a checklist."""
    fields = study.eligibility
    return SectionView(
        id="criteria",
        group=Group.JOIN,
        template="study/joining.html",
        data=Joining(
            age=words.age_range_words(fields.minimum_age, fields.maximum_age),
            sex=words.code_words("sex", fields.sex),
            gender_note=record_text(fields.gender_description),
            healthy=fields.healthy_volunteers,
            population=fields.study_population or "",
            sampling=words.code_words("sampling", fields.sampling_method),
            must=_items(context.criteria, CriterionKind.INCLUSION, given=True),
            must_not=_items(context.criteria, CriterionKind.EXCLUSION, given=True),
            unsorted=_unsorted(context.criteria),
            verbatim=fields.criteria,
            fields_source=from_piece(study, "MinimumAge, MaximumAge, Sex, HealthyVolunteers"),
            source=from_piece(study, "EligibilityCriteria"),
        ),
    )


def _unsorted(criteria: CriteriaText) -> tuple[Item, ...]:
    return _items(criteria, CriterionKind.INCLUSION, given=False) + _items(
        criteria, CriterionKind.EXCLUSION, given=False
    )


def _items(criteria: CriteriaText, kind: CriterionKind, given: bool) -> tuple[Item, ...]:
    """Roots of one kind, with the record's own sub-headings where they stood."""
    roots = [c for c in criteria.roots(kind) if c.kind_given is given]
    if not roots:
        return ()
    headings = [h for h in criteria.headings if h.kind in {kind, None} and not _is_stock(h)]
    parts: list[tuple[int, Item]] = [(root.span.start, _item(criteria, root)) for root in roots]
    ends = roots[-1].span.end
    parts += [
        (h.span.start, Item(id=f"h{h.span.start}", text=record_text(h.text).rstrip(":"), heading=True))
        for h in headings
        if h.span.start < ends and _leads(h, roots, criteria)
    ]
    return tuple(item for _, item in sorted(parts, key=lambda part: part[0]) if item.text)


def _is_stock(heading: Heading) -> bool:
    return record_text(heading.text).strip(" :.-").casefold() in _STOCK_HEADINGS


def _leads(heading: Heading, roots: list[Criterion], criteria: CriteriaText) -> bool:
    """Whether what follows the heading directly is one of these roots."""
    after = [c for c in criteria.criteria if c.parent is None and c.span.start >= heading.span.end]
    return bool(after) and after[0] in roots


def _item(criteria: CriteriaText, criterion: Criterion) -> Item:
    return Item(
        id=criterion.id,
        text=criterion.text,
        cohort=criterion.cohort,
        parts=tuple(_item(criteria, child) for child in criteria.children(criterion.id)),
    )
