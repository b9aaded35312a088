"""Where a person is, from what they type: a ZIP code, a city with its state or country, coordinates.

Everything is looked up offline; nothing typed here leaves the instance.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from trialogue.errors import UsageError
from trialogue.index.place_names import City, Region, cities, country_name, folded, regions
from trialogue.model.place import KM_PER_MILE, GeoPoint

_ZIP = re.compile(r"(?:.*[\s,])?(\d{5})(?:-\d{4})?", re.ASCII)
_NUMBER = r"([+-]?\d{1,3}(?:\.\d{1,15})?)"
_POINT = re.compile(rf"\(?\s*{_NUMBER}\s*[,;\s]\s*{_NUMBER}\s*\)?", re.ASCII)
_NAMED = re.compile(r"(.+?)\s*@\s*(.+)", re.DOTALL)
_LENGTH = re.compile(
    r"(\d{1,6}(?:\.\d{1,12})?)\s*(mi|miles?|km|kilomet(?:er|re)s?)?", re.ASCII | re.IGNORECASE
)
_LONGEST = 120
_HALF_AROUND = 20_015.1  # km, half the circumference of the Earth
_MOST_OTHERS = 4
_MEND = (
    "give a US ZIP code (55902), a city with its state or country (Rochester, MN; Lyon, France), "
    "or coordinates (44.02, -92.46)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place found. ``others`` are further places of the same name, the most people first."""

    label: str
    point: GeoPoint
    others: tuple[Place, ...] = ()


@lru_cache(maxsize=4096)
def find_place(text: str) -> Place:
    """Find what was typed. Raises UsageError that says what was not understood, and what would be.

    ``Somewhere @ 44.02,-92.46`` names a point; of several cities of one name the one with most
    people is taken.
    """
    cleaned = " ".join(text.split())
    if not cleaned or len(cleaned) > _LONGEST:
        raise UsageError(f"near: {cleaned[:40]!r} is no place; {_MEND}")
    named = _NAMED.fullmatch(cleaned)
    if named and (found := _coordinates(named[2])):
        return Place(label=named[1], point=found.point)
    code = _ZIP.fullmatch(cleaned)
    return _coordinates(cleaned) or (_zip_code(code[1]) if code else None) or _city(cleaned)


def parse_length(text: str) -> float:
    """Kilometres from ``100mi``, ``160 km`` or ``100`` (miles). Raises UsageError."""
    match = _LENGTH.fullmatch(text.strip())
    metric = match is not None and (match[2] or "mi").lower().startswith("k")
    kilometres = float(match[1]) * (1 if metric else KM_PER_MILE) if match else 0.0
    if not 0 < kilometres <= _HALF_AROUND:
        given = text.strip()[:40]
        raise UsageError(f"within: {given!r} is no distance; give miles or kilometres: 100mi, 160km")
    return kilometres


def length_text(kilometres: float) -> str:
    """The shortest text that ``parse_length`` reads as exactly this length."""
    miles = f"{kilometres / KM_PER_MILE:.6g}mi"
    if parse_length(miles) == kilometres:
        return miles
    return f"{kilometres:.12f}".rstrip("0").rstrip(".") + "km"


def _coordinates(text: str) -> Place | None:
    match = _POINT.fullmatch(text)
    if match is None:
        return None
    lat, lon = float(match[1]), float(match[2])
    try:
        return Place(label=f"{match[1]}, {match[2]}", point=GeoPoint(lat=lat, lon=lon))
    except ValueError as error:
        raise UsageError(f"near: {error}") from None


def _zip_code(code: str) -> Place | None:
    import zipcodes

    found = zipcodes.matching(code)  # type: ignore[no-untyped-call]
    if not found:
        raise UsageError(f"near: no US ZIP code {code} is known; {_MEND}")
    first = found[0]
    point = GeoPoint(lat=float(first["lat"]), lon=float(first["long"]))
    return Place(label=f"{first['city']}, {first['state']} {code}", point=point)


def _city(text: str) -> Place:
    unknown = f"near: the place {text!r} is not known; {_MEND}"
    readings = [(name, [regions(part) for part in after]) for name, after in _readings(text)]
    readings = [(name, where) for name, where in readings if all(where)]
    for small in (False, True):
        for name, where in readings:
            matching = [c for c in cities(name, small=small) if all(_lies_in(c, some) for some in where)]
            if matching:
                return _with_others(matching)
            # Before the long list of small cities, which takes a moment to read.
            if not small and (town := _small_us_town(name, where)):
                return town
    if regions(folded(text)):
        raise UsageError(f"near: {text!r} is a large area; add a city, as in Lyon, France or Rochester, MN")
    raise UsageError(unknown)


def _readings(text: str) -> list[tuple[str, list[str]]]:
    """A city's name and the regions after it, for each way to read the text."""
    parts = [folded(part) for part in text.split(",") if folded(part)]
    if not parts:
        return []
    found = [(parts[0], parts[1:])]
    # "Korea, Republic of" has a comma of its own.
    found += [(parts[0], [" ".join(parts[1:])])] if len(parts) > 2 else []
    words = parts[0].split()
    for size in (1, 2, 3):
        if len(parts) == 1 and len(words) > size:
            found.append((" ".join(words[:-size]), [" ".join(words[-size:])]))
    if len(parts) == 1 and len(words) > 2:
        found.append((" ".join(words[:-2]), words[-2:]))
    return found


def _lies_in(city: City, where: tuple[Region, ...]) -> bool:
    return any(
        city.countrycode == region.country and region.code in {None, city.admin1code} for region in where
    )


def _with_others(matching: list[City]) -> Place:
    first, *rest = (Place(label=_label(city), point=_point(city)) for city in matching)
    others = {place.label: place for place in reversed(rest) if place.label != first.label}
    kept = tuple(reversed(list(others.values())))[:_MOST_OTHERS]
    return Place(label=first.label, point=first.point, others=kept)


def _label(city: City) -> str:
    if city.countrycode == "US":
        return f"{city.name}, {city.admin1code}"
    return f"{city.name}, {country_name(city.countrycode)}"


def _point(city: City) -> GeoPoint:
    return GeoPoint(lat=city.latitude, lon=city.longitude)


def _small_us_town(name: str, where: list[tuple[Region, ...]]) -> Place | None:
    """A town of the United States that is too small for the list of cities, by its ZIP codes."""
    states = [region.code for some in where for region in some if region.country == "US" and region.code]
    return next((town for code in states if (town := _us_towns().get((name, code)))), None)


@cache
def _us_towns() -> dict[tuple[str, str], Place]:
    """The first ZIP code of each town, by the town's name and state."""
    import zipcodes

    found: dict[tuple[str, str], Place] = {}
    for row in zipcodes.list_all():  # type: ignore[no-untyped-call]
        key = (folded(row["city"]), row["state"])
        if key not in found and row["lat"] and row["long"]:
            point = GeoPoint(lat=float(row["lat"]), lon=float(row["long"]))
            found[key] = Place(label=f"{row['city']}, {row['state']}", point=point)
    return found
