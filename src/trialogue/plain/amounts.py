"""Amounts of a treatment in running text: "5 x 10^7 cells", "0.7 mg/kg", "5-10 mL"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from trialogue.eligibility.patterns import Pattern
from trialogue.model.provenance import Span
from trialogue.plain.durations import plain_number

_N = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"
_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_TO_SUPER = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# Units as written → as shown. Upper or lower case as the world writes them, matched without case.
_UNITS = {
    "µg": "µg", "μg": "µg", "mcg": "µg", "ug": "µg", "microgram": "µg", "micrograms": "µg", "ng": "ng",
    "mg": "mg", "milligram": "mg", "milligrams": "mg", "g": "g", "gram": "g", "grams": "g", "gm": "g",
    "ml": "mL", "milliliter": "mL", "milliliters": "mL", "millilitres": "mL", "cc": "mL", "µl": "µL",
    "μl": "µL", "ul": "µL", "l": "L", "iu": "IU", "mu": "MU", "units": "units", "unit": "units", "u": "units",
    "gy": "Gy", "cgy": "cGy", "gray": "Gy", "mci": "mCi", "mbq": "MBq", "gbq": "GBq", "mmol": "mmol",
    "puff": "puffs", "puffs": "puffs", "drop": "drops", "drops": "drops", "spray": "sprays",
    "sprays": "sprays", "tablet": "tablets", "tablets": "tablets", "capsule": "capsules",
    "capsules": "capsules", "cfu": "CFU", "pfu": "PFU", "vg": "vector genomes", "kcal": "kcal",
}  # fmt: skip
_VOLUMES = {"mL", "µL", "L"}
_UNIT = "|".join(sorted((re.escape(u) for u in _UNITS), key=len, reverse=True))
# An exponent may have lost its mark on the way into the registry: "1 x 106 cells" is a million.
_POWER = r"\s*[x×*·]\s*10\s*(?:\^|\*\*|exp|e)?\s*\(?(?P<{0}>[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,2}}|\d{{1,2}})\)?"
_CELL = (
    r"(?P<cells>(?:[\w+/-]+\s+){0,4}?(?:[\w+-]*cells?|\w*MSCs?|T-?cells?|CFU|PFU|vg|viral\s+particles?))\b"
)
_PER = (
    r"(?:\s*(?:/|per)\s*(?P<per>kg|kilogram|m2|m²|m\^2|sqm|day|dose|hour|hr|h|min|ml|l|lesion|knee|eye"
    r"|nostril)\b)"
)
_PLAIN = Pattern(
    rf"(?<![\w.,^/-])(?P<low>{_N})(?:\s*(?:-|–|—|to)\s*(?P<high>{_N}))?\s*(?P<unit>{_UNIT})(?![\w²])"
    rf"{_PER}?(?P<per2>\s*/\s*(?:day|d)\b)?"
)
_RAISED = Pattern(
    rf"(?<![\w.,^])(?P<low>{_N}){_POWER.format('le')}(?:\s*(?:-|–|to)\s*(?P<high>{_N}){_POWER.format('he')})?"
    rf"\s*(?:{_CELL})?{_PER}?"
)
_NAMED = Pattern(
    rf"(?<![\w.,^])(?P<low>{_N})(?:\s*(?:-|–|to)\s*(?P<high>{_N}))?\s*(?P<scale>million"
    rf"|billion)\s+{_CELL}{_PER}?"
)
_STEP = re.compile(
    r"\b(?:course|cycle|day|arm|cohort|level|step|phase|part|group|week)s?\s*\Z", re.IGNORECASE
)
# "1010 CFU" was ten to the tenth before its raised figure was lost.
_FLAT = re.compile(r"10([5-9]|1[0-2])")
_LIVE = {"CFU", "PFU", "cells", "vector genomes", "viral particles"}
_SCALES = {"million": 1e6, "billion": 1e9}


class AmountKind(StrEnum):
    """What the number measures: how much is given, in how much liquid, or how strong the liquid is."""

    DOSE = "dose"
    VOLUME = "volume"
    STRENGTH = "strength"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """An amount or a range of it, in the record's unit (empty: a bare power of ten).

    ``per`` is what it is reckoned on (kg, m²).
    """

    low: float
    high: float
    unit: str
    kind: AmountKind
    per: str | None = None

    @property
    def words(self) -> str:
        """``5×10⁷ cells``, ``5 to 10 mL``, ``0.7 mg per kg of body weight``."""
        span = _figure(self.low, self.unit)
        if self.high != self.low:
            span += f" to {_figure(self.high, self.unit)}"
        unit = self.unit.removesuffix("s") if self.high == 1 and self.unit in _COUNTED else self.unit
        return f"{span} {unit}".rstrip() + _PER_WORDS.get(self.per or "", "")


_COUNTED = {"tablets", "capsules", "puffs", "drops", "sprays", "units", "cells"}
_PER_WORDS = {
    "kg": " per kg of body weight",
    "m²": " per m² of body surface",
    "day": " a day",
    "hour": " an hour",
    "min": " a minute",
    "dose": " a dose",
    "lesion": " per spot treated",
    "knee": " per knee",
    "eye": " per eye",
    "nostril": " per nostril",
    "mL": " per mL",
    "L": " per L",
}
_PER_NAME = {
    "hr": "hour",
    "kilogram": "kg",
    "m2": "m²",
    "m^2": "m²",
    "sqm": "m²",
    "h": "hour",
    "ml": "mL",
    "l": "L",
}


def _figure(value: float, unit: str) -> str:
    """Large counts as a power of ten, all else as digits."""
    if value < 1e5 or unit in {"IU", "units"}:
        return plain_number(value)
    exponent = len(str(int(value))) - 1
    return f"{plain_number(round(value / 10**exponent, 6))}×10{str(exponent).translate(_TO_SUPER)}"


def _value(text: str, exponent: str | None = None) -> float:
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text):
        base = float(text.replace(",", ""))
    else:
        base = float(text.replace(",", "."))
    # Rounded to twelve digits: 1.1 × 10⁷ must not become 11000000.000000002.
    return base if exponent is None else float(f"{base * 10 ** int(exponent.translate(_SUPER)):.12g}")


def _per(text: str | None) -> str | None:
    return None if text is None else _PER_NAME.get(text.lower(), text.lower())


@lru_cache(maxsize=4096)
def amounts(text: str) -> tuple[tuple[Span, Amount], ...]:
    """All amounts in the text with their places, in order, without overlap."""
    found = sorted([*_counted(text), *_plain(text)], key=lambda pair: pair[0].start)
    kept: list[tuple[Span, Amount]] = []
    for span, amount in found:
        if not kept or span.start >= kept[-1][0].end:
            kept.append((span, amount))
    return tuple(kept)


def _plain(text: str) -> Iterator[tuple[Span, Amount]]:
    for match in _PLAIN.finditer(text):
        unit = _UNITS[match["unit"].lower()]
        # "1L" is short for first line of treatment, "5 G" for a network.
        if match["unit"] in {"G", "ML"} or re.fullmatch(r"\d+[lL]", match[0]):
            continue
        flat = _FLAT.fullmatch(match["low"]) if unit in _LIVE and not match["high"] else None
        low = float(10 ** int(flat[1])) if flat else _value(match["low"])
        high = max(low, _value(match["high"])) if match["high"] else low
        if _STEP.search(text, 0, match.start()):
            low = high  # "Course 1 - 150 mg": the first number is that of the course
        per = _per(match["per"]) or ("day" if match["per2"] else None)
        kind = AmountKind.DOSE
        if unit in _VOLUMES:
            kind = AmountKind.VOLUME
        if per in {"mL", "L"}:
            kind = AmountKind.STRENGTH
        yield _at(match), Amount(low=low, high=high, unit=unit, kind=kind, per=per)


def _counted(text: str) -> Iterator[tuple[Span, Amount]]:
    for match in _RAISED.finditer(text):
        noun = match["cells"]
        if match["le"].isascii() and "^" not in match[0] and noun is None:
            continue
        low = _value(match["low"], match["le"])
        high = _value(match["high"], match["he"]) if match["high"] else low
        yield _at(match), _cells(low, high, noun, match["per"])
    for match in _NAMED.finditer(text):
        scale = _SCALES[match["scale"].lower()]
        low = _value(match["low"]) * scale
        high = _value(match["high"]) * scale if match["high"] else low
        yield _at(match), _cells(low, high, match["cells"], match["per"])


def _cells(low: float, high: float, noun: str | None, per: str | None) -> Amount:
    lowered = (noun or "").lower()
    unit = "" if noun is None else "cells"
    for ending, name in (("cfu", "CFU"), ("pfu", "PFU"), ("vg", "vector genomes"), ("s particle", "")):
        if name and lowered.rstrip("s").endswith(ending):
            unit = name
    if "viral" in lowered:
        unit = "viral particles"
    reckoned = _per(per)
    kind = AmountKind.STRENGTH if reckoned in {"mL", "L"} else AmountKind.DOSE
    return Amount(low=low, high=max(low, high), unit=unit, kind=kind, per=reckoned)


def _at(match: re.Match[str]) -> Span:
    return Span(start=match.start(), end=match.end())
