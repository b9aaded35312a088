"""A place in an address (``?near=55902``) as a point. A place is not health data; it is not kept."""

from __future__ import annotations

from trialogue.errors import UsageError
from trialogue.index.places import find_place
from trialogue.model.search import Near


def read_near(text: str) -> Near | None:
    """The place; None where nothing is given or nobody knows it (the page is shown all the same)."""
    if not text.strip():
        return None
    try:
        found = find_place(text)
    except UsageError:
        return None
    return Near(point=found.point, label=found.label)
