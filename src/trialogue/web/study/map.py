"""A map of the sites: dots for sites by status, over faint dots for towns. No tiles, nothing fetched.

The ground is drawn from the towns that the place search knows, one dot for each cell that holds one, so
that coasts show and no outline needs to be shipped. Whoever does not see it has the list below it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import cos, radians

import numpy as np
import numpy.typing as npt

from trialogue.index.place_names import town_cells
from trialogue.model.codes import RecruitmentStatus
from trialogue.model.place import GeoPoint
from trialogue.model.site import Site
from trialogue.plain.words import plural

WIDTH, HEIGHT = 640, 360
_LEAST_DEGREES = 12.0
_ROOM = 0.12  # of the stretch of the sites, left free on every side
_MOST_TOWNS = 900
_CELL = 8
_FARTHEST = 3  # times as much ground as the sites need is shown to show the reader's place too


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One place on the map, in the map's own units."""

    x: float
    y: float
    kind: str
    sites: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteMap:
    """What the template draws. ``told`` says in words what is seen; ``missing`` sites have no point."""

    width: int
    height: int
    towns: str
    dots: tuple[Dot, ...]
    near: Dot | None
    told: str
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """West and north edge, units for a degree; a degree of longitude is as wide as in the middle."""

    west: float
    north: float
    scale: float
    squeeze: float

    def at(self, point: GeoPoint) -> tuple[float, float]:
        x = (point.lon - self.west) * self.squeeze * self.scale
        return round(x, 1), round((self.north - point.lat) * self.scale, 1)


def site_map(sites: Iterable[Site], near: GeoPoint | None) -> SiteMap | None:
    """The map of a study's sites; None where no site has a point.

    Equirectangular. Sites of one town share a dot, which is open where any of them is. The frame
    holds all sites, and the reader's place where that is not much farther off.
    """
    listed = list(sites)
    places: dict[GeoPoint, list[Site]] = {}
    for site in listed:
        if site.point is not None:
            places.setdefault(site.point, []).append(site)
    if not places:
        return None
    frame, mine = _frame(list(places)), None
    if near is not None:
        wider = _frame([*places, near])
        if wider.scale * _FARTHEST >= frame.scale:
            frame, mine = wider, _place(wider, near)
    dots = [_dot(frame, point, here) for point, here in places.items()]
    dots.sort(key=lambda dot: dot.kind == "open")
    found = sum(len(here) for here in places.values())
    return SiteMap(
        width=WIDTH,
        height=HEIGHT,
        towns=_towns(frame),
        dots=tuple(dots),
        near=mine,
        told=_told(dots, mine),
        missing=len(listed) - found,
    )


def _frame(points: list[GeoPoint]) -> _Frame:
    lats, lons = [p.lat for p in points], [p.lon for p in points]
    middle_lat, middle_lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    squeeze = max(0.3, cos(radians(middle_lat)))
    wide = max(_LEAST_DEGREES, (max(lons) - min(lons)) * squeeze) * (1 + 2 * _ROOM)
    tall = max(_LEAST_DEGREES, max(lats) - min(lats)) * (1 + 2 * _ROOM)
    scale = min(WIDTH / wide, HEIGHT / tall)
    west = middle_lon - WIDTH / scale / squeeze / 2
    return _Frame(west=west, north=middle_lat + HEIGHT / scale / 2, scale=scale, squeeze=squeeze)


def _dot(frame: _Frame, point: GeoPoint, here: list[Site]) -> Dot:
    statuses = {site.status for site in here}
    if RecruitmentStatus.RECRUITING in statuses:
        kind = "open"
    else:
        kind = "unknown" if statuses == {None} else "closed"
    x, y = frame.at(point)
    return Dot(x=x, y=y, kind=kind, sites=len(here))


def _place(frame: _Frame, near: GeoPoint) -> Dot:
    x, y = frame.at(near)
    return Dot(x=x, y=y, kind="near")


def _towns(frame: _Frame) -> str:
    """A path of dots: towns inside the frame, one for each few units of the map, the largest first."""
    across, down = frame.scale * frame.squeeze / _CELL, frame.scale / _CELL
    lat, lon = ground()
    x = np.floor((lon - frame.west) * across)
    y = np.floor((frame.north - lat) * down)
    inside = (x >= 0) & (x < WIDTH / _CELL) & (y >= 0) & (y < HEIGHT / _CELL)
    rows, first = np.unique(y[inside] * WIDTH + x[inside], return_index=True)
    cells = rows[np.argsort(first)[:_MOST_TOWNS]].astype(int).tolist()
    return "".join([f"M{cell % WIDTH * _CELL + 4} {cell // WIDTH * _CELL + 4}h0" for cell in cells])


@cache
def ground() -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Latitudes and longitudes of the towns, the most people first."""
    points = np.array(town_cells())
    return points[:, 0], points[:, 1]


def _told(dots: list[Dot], near: Dot | None) -> str:
    said = {
        "open": "takes people now",
        "closed": "takes nobody now",
        "unknown": "has no status",
    }
    parts = []
    for kind, words in said.items():
        towns = sum(dot.kind == kind for dot in dots)
        if towns:
            verb = words if towns == 1 else words.replace("takes", "take").replace("has", "have")
            which = f"a site that {words}" if towns == 1 else f"sites that {verb}"
            parts.append(f"{plural(towns, 'place')} with {which}")
    tail = "; a ring marks where you are" if near else ""
    return f"Map of the sites: {', '.join(parts)}{tail}. The list says where each is."
