"""Pictures of one study by name, and as PNG in a frame to share."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import resvg_py

from trialogue.actions.derived import Derived
from trialogue.model.criterion import CriterionKind
from trialogue.plain.passages import readable
from trialogue.plain.people import who_for
from trialogue.plain.pictures.card import Shape, share_card
from trialogue.plain.pictures.groups import groups_picture
from trialogue.plain.pictures.lists import eligibility_picture, highlights_picture
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
        roots = [(c.kind, readable(c.text)) for c in held.context.criteria if c.parent is None]
        needed = tuple(text for kind, text in roots if kind is CriterionKind.INCLUSION)
        barred = tuple(text for kind, text in roots if kind is CriterionKind.EXCLUSION)
        return eligibility_picture(who_for(held.study).words, needed, barred)
    return None


@lru_cache(maxsize=256)
def _png(svg: str) -> bytes:
    return bytes(resvg_py.svg_to_bytes(svg_string=svg))


def card_png(picture: Picture, title: str, note: str, shape: Shape) -> bytes:
    """The framed picture as PNG; fonts are those of this machine."""
    return _png(share_card(picture, title, note, shape))
