"""The engine's fields, and a study as the engine's document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Any

import tantivy

from trialogue.index.document import OPEN_STATUSES, StudyDocument
from trialogue.index.fields import (
    BROADER,
    CONDITION,
    INTERVENTION,
    SPONSOR,
    SUBSTANCE,
    TEXT,
    TITLE,
    field_texts,
)
from trialogue.index.stored import pack_study
from trialogue.index.traits import TRAITS, traits_of
from trialogue.index.words import analyzer, words
from trialogue.model.place import GeoPoint

FORMAT = 4  # raise it when the fields or their meaning change: older indexes are then built anew
TOKENIZER = "words"
TEXT_FIELDS = (TITLE, CONDITION, BROADER, INTERVENTION, SUBSTANCE, TEXT, SPONSOR)
_DAY_BITS = 27  # eight decimal digits of an identifier fit
_CELL = 50_000
DEGREE = 100_000  # the registry gives five decimals, about a metre


@cache
def schema() -> tantivy.Schema:
    """All fields. ``number`` is the identifier's digits; ``traits`` packs the facets."""
    builder = tantivy.SchemaBuilder()
    for name in TEXT_FIELDS:
        builder.add_text_field(name, tokenizer_name=TOKENIZER)
    for name in ("name", "alias"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in TRAITS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_unsigned_field("number", indexed=True, fast=True)
    for name in ("traits", "age_from", "age_below", "newest", "standing"):
        builder.add_unsigned_field(name, fast=True)
    for name in ("point", "open_point", "cell", "open_cell", "sets"):
        builder.add_unsigned_field(name, indexed=True)
    builder.add_bytes_field("stored", stored=True)
    return builder.build()


def open_index(path: str) -> tantivy.Index:
    """Open the engine's folder. Raises the engine's errors where it is damaged."""
    index = tantivy.Index(schema(), path=path, reuse=True)
    index.register_tokenizer(TOKENIZER, analyzer())
    return index


def engine_document(document: StudyDocument, places: Mapping[int, bool]) -> tantivy.Document:
    """A study as the engine takes it. ``places``: its ``points``."""
    made = tantivy.Document()
    add_text = made.add_text
    for field, texts in field_texts(document).items():
        for text in texts:
            add_text(field, text)
    traits, choices = traits_of(document)
    for name, choice in choices:
        add_text(name, choice)
    for line in _name_lines(document):
        add_text("name", line)
    for line in document.aliases:
        add_text("alias", line)
    numbers = {
        "number": document.number,
        "traits": traits,
        "age_from": document.age_from,
        "age_below": document.age_below,
        "newest": newest(document.posted, document.number),
        "standing": standing(document),
    }
    for field, number in numbers.items():
        made.add_unsigned(field, number)
    for field, several in _numbered(document, places).items():
        for number in several:
            made.add_unsigned(field, number)
    made.add_bytes("stored", pack_study(document))
    return made


def _numbered(document: StudyDocument, places: Mapping[int, bool]) -> dict[str, Iterable[int]]:
    """The fields of whole numbers that a study has several of."""
    opened = {code for code, takes_people in places.items() if takes_people}
    return {
        "sets": document.sets,
        "point": places,
        "open_point": opened,
        "cell": {cell_of(code) for code in places},
        "open_cell": {cell_of(code) for code in opened},
    }


def newest(posted: date | None, number: int) -> int:
    """An order: the later posted the larger; of one day, the larger identifier."""
    return ((posted.toordinal() if posted else 0) << _DAY_BITS) | number


def standing(document: StudyDocument) -> int:
    """An order without words: studies that take people first, then the newest."""
    return int(document.status in OPEN_STATUSES) << 60 | newest(document.posted, document.number)


def points(document: StudyDocument) -> dict[int, bool]:
    """The points of the study's sites, and whether one there takes people."""
    found: dict[int, bool] = {}
    takes_people = document.status in OPEN_STATUSES
    for site in document.sites:
        if site.point is not None:
            code = point_code(site.point)
            opened = takes_people and document.takes_people(site)
            found[code] = opened or found.get(code, False)
    return found


def point_code(point: GeoPoint) -> int:
    """A point as one number, to five decimals."""
    return (round((point.lat + 90) * DEGREE) << 32) | round((point.lon + 180) * DEGREE)


def cell_of(code: Any) -> Any:
    """The cell of half a degree in which a point lies (of a code, or of an array of codes).

    Few cells stand for many points.
    """
    return (code >> 32) // _CELL << 16 | (code & 0xFFFFFFFF) // _CELL


def _name_lines(document: StudyDocument) -> set[str]:
    """``kind TAB words TAB name`` for suggestions; a condition also from each later word on."""
    lines: set[str] = set()
    for kind, names in (("c", document.conditions), ("i", document.interventions)):
        for name in names:
            lines.update(_lines_of(kind, name))
    return lines


@lru_cache(maxsize=65_536)
def _lines_of(kind: str, name: str) -> tuple[str, ...]:
    cut = words(name) if len(name) <= 80 else []
    if not 0 < len(cut) <= 8:
        return ()
    starts = range(len(cut) if kind == "c" else 1)
    return tuple([f"{kind}\t{' '.join(cut[start:])}\t{name}" for start in starts])
