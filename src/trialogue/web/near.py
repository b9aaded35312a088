"""A place in an address (``?near=55902``) as a point. A place is not health data; it is not kept."""

from __future__ import annotations

from trialogue.model.place import GeoPoint
from trialogue.model.search import Near


def read_near(text: str) -> Near | None:
    """Coordinates as a place; None where nothing is given or nobody knows it."""
    parts = text.split(",")
    if len(parts) != 2:
        return None
    try:
        point = GeoPoint(lat=float(parts[0]), lon=float(parts[1]))
    except ValueError:
        return None
    return Near(point=point, label=text.strip())
