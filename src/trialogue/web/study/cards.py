"""Pictures of one study by name, and as PNG in a frame to share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

import resvg_py

from trialogue.actions.derived import Derived
from trialogue.model.criterion import CriterionKind
from trialogue.plain.extract import SaidCriterion, says_nothing
from trialogue.plain.passages import readable
from trialogue.plain.people import who_for
from trialogue.plain.pictures.card import Shape, share_card
from trialogue.plain.pictures.groups import groups_picture
from trialogue.plain.pictures.lists import Demand, eligibility_picture, highlights_picture
from trialogue.plain.pictures.svg import Picture
from trialogue.plain.pictures.when import timeline_picture
from trialogue.web.reading import Held


def shapes() -> Mapping[str, Shape]:
    """The frames by the name used in an address."""
    return {shape.name.lower(): shape for shape in Shape}


def picture_of(name: str, held: Held, derived: Derived) -> Picture | None:
    """``groups``, ``timeline``, ``highlights`` or ``eligibility``; None for others and for no data."""
    if name == "groups":
        return groups_picture(held.study)
    if name == "timeline":
        return timeline_picture(derived.basis.timeline)
    if name == "highlights":
        return highlights_picture(derived.basis.highlights)
    if name == "eligibility":
        return _eligibility(held)
    return None


def _eligibility(held: Held) -> Picture:
    criteria = held.context.criteria
    below: dict[str | None, list[SaidCriterion]] = {}
    for one in criteria:
        below.setdefault(one.parent, []).append(one)

    def demands(kind: CriterionKind) -> tuple[Demand, ...]:
        return tuple(
            Demand(
                words=readable(root.text),
                parts=_words(c for c in below.get(root.id, ()) if c.statement is not None),
                unless=_words(c for c in below.get(root.id, ()) if c.statement is None),
            )
            for root in below.get(None, ())
            if root.kind is kind and root.statement is not None
        )

    beside = _words(c for c in below.get(None, ()) if c.statement is None and not says_nothing(c.text))
    who = who_for(held.study).words
    return eligibility_picture(
        who, demands(CriterionKind.INCLUSION), demands(CriterionKind.EXCLUSION), beside
    )


def _words(criteria: Iterable[SaidCriterion]) -> tuple[str, ...]:
    return tuple(words for c in criteria if (words := readable(c.text)))


@lru_cache(maxsize=256)
def _png(svg: str) -> bytes:
    return bytes(resvg_py.svg_to_bytes(svg_string=svg))


def card_png(picture: Picture, title: str, note: str, shape: Shape) -> bytes:
    """The framed picture as PNG; fonts are those of this machine."""
    return _png(share_card(picture, title, note, shape))
