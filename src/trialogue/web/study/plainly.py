"""In short, and what stands out."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.actions.derived import Derived
from trialogue.model.study import Study
from trialogue.plain.glossary import Gloss, glosses
from trialogue.plain.highlights import Highlight
from trialogue.plain.summary import InShort, in_short
from trialogue.web.sections import Group, PageContext, SectionView


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortly:
    """The four slots, and the words in them that a reader may not know."""

    slots: InShort
    words: tuple[Gloss, ...]


def shortly(study: Study, context: PageContext) -> SectionView | None:
    """What is tested, who for, what it asks, what may go wrong."""
    derived: Derived | None = context.derived.get("derived")
    if derived is None:
        return None
    basis = derived.basis
    elsewhere = basis.counted.seen[0] if basis.counted.seen else None
    slots = in_short(study, basis.plans, basis.timeline, basis.burden, elsewhere)
    said = (*slots.tested, *slots.who, *slots.asks, *slots.risks)
    return SectionView(
        id="short",
        group=Group.IN_SHORT,
        template="study/short.html",
        data=Shortly(slots=slots, words=glosses(" ".join(s.words for s in said))),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WorthKnowing:
    """The highlights, in order."""

    found: tuple[Highlight, ...]


def worth_knowing(study: Study, context: PageContext) -> SectionView | None:
    """Facts of design and burden that decide for many people."""
    derived: Derived | None = context.derived.get("derived")
    if derived is None or not derived.basis.highlights:
        return None
    return SectionView(
        id="highlights",
        group=Group.IN_SHORT,
        title="Worth knowing",
        template="study/highlights.html",
        data=WorthKnowing(found=derived.basis.highlights),
    )
