"""Vocabulary files: which form a file has, and the sets of names that mean the same inside it."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from trialogue.errors import BadDataError
from trialogue.index.vocabulary_obo import obo_terms

_FORMS = "MeSH (descriptor XML, ASCII, tree list), MONDO (SSSOM, OBO), Disease Ontology, DrugBank names"
_NAME = ("label", "name", "common name", "lbl", "preferred label", "term")
_SYNONYMS = ("synonyms", "synonym", "exact synonym", "exact synonyms", "has_exact_synonym")


def read_names(path: Path) -> Iterator[tuple[str, ...]]:
    """Each term's names. Raises BadDataError where the file cannot be read as any known form."""
    try:
        with _open(path) as file:
            start = file.peek(4096)[:4096].lstrip(b"\xef\xbb\xbf")
            yield from _reader(path, start, file)
    except FileNotFoundError:
        raise BadDataError(f"{path}: there is no such file") from None
    except (OSError, EOFError) as error:
        raise BadDataError(f"{path}: cannot be read: {error}") from None
    except UnicodeDecodeError as error:
        raise BadDataError(f"{path}: this is not UTF-8 text: {error.reason} at {error.start}") from None
    except csv.Error as error:
        raise BadDataError(f"{path}: this is not a table: {error}") from None


def _open(path: Path) -> io.BufferedReader:
    file = path.open("rb")
    if file.peek(2)[:2] == b"\x1f\x8b":
        return io.BufferedReader(cast("io.RawIOBase", gzip.GzipFile(fileobj=file)))
    return file


def _reader(path: Path, start: bytes, file: io.BufferedReader) -> Iterator[tuple[str, ...]]:
    if start.lstrip().startswith(b"<"):
        return _mesh_xml(path, file)
    lines = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    if b"*NEWRECORD" in start:
        return _mesh_ascii(lines)
    if b"format-version:" in start or b"[Term]" in start:
        return ((term.name, *term.exact, *term.lay) for term in obo_terms(lines))
    return _table(path, lines)


def _mesh_xml(path: Path, file: IO[bytes]) -> Iterator[tuple[str, ...]]:
    """The preferred concept's terms: those of a descriptor's other concepts are narrower or broader."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, iterparse

    try:
        for _, element in iterparse(file, events=("end",), forbid_dtd=False):
            if element.tag in {"DescriptorRecord", "SupplementalRecord"}:
                concepts = element.iterfind("ConceptList/Concept[@PreferredConceptYN='Y']")
                terms = [t for c in concepts for t in c.iterfind("TermList/Term/String")]
                yield tuple(term.text.strip() for term in terms if term.text)
                element.clear()
    except (ParseError, DefusedXmlException) as error:
        raise BadDataError(f"{path}: this is not MeSH XML: {error}") from None


def _mesh_ascii(lines: Iterator[str] | io.TextIOWrapper) -> Iterator[tuple[str, ...]]:
    """Headings and their entry terms; of these only such as are marked equivalent, or not marked."""
    names: list[str] = []
    for line in lines:
        kind, _, value = line.partition(" = ")
        if line.startswith("*NEWRECORD"):
            if names:
                yield tuple(names)
            names = []
        elif kind == "MH":
            names.insert(0, value.strip())
        elif kind in {"ENTRY", "PRINT ENTRY"}:
            term, *marks = value.strip().split("|")
            if not {"NRW", "BRD", "REL"} & set(marks):
                names.append(term)
    if names:
        yield tuple(names)


def _table(path: Path, lines: io.TextIOWrapper) -> Iterator[tuple[str, ...]]:
    csv.field_size_limit(10_000_000)
    rows = (line for line in lines if not line.startswith("#"))
    first = next(rows, "")
    delimiter = "\t" if "\t" in first else ","
    header = [cell.strip().lower() for cell in next(csv.reader([first], delimiter=delimiter), [])]
    table = csv.reader(rows, delimiter=delimiter)
    if {"subject_label", "object_label", "predicate_id"} <= set(header):
        return _sssom(header, table)
    name = next((header.index(column) for column in _NAME if column in header), None)
    if name is not None:
        synonyms = next((header.index(column) for column in _SYNONYMS if column in header), None)
        return _names(table, name, synonyms)
    if delimiter == "\t" and len(header) == 2 and header[0][:1].isalpha() and header[0][1:3].isdigit():
        return iter([(first.split("\t")[1].strip(),), *((row[1],) for row in table if len(row) > 1)])
    raise BadDataError(f"{path}: this is none of the vocabularies that can be read: {_FORMS}")


def _sssom(header: list[str], table: Iterator[list[str]]) -> Iterator[tuple[str, ...]]:
    """Pairs of labels that a mapping calls an exact match."""
    subject, predicate, target = (
        header.index(column) for column in ("subject_label", "predicate_id", "object_label")
    )
    for row in table:
        if len(row) > max(subject, predicate, target) and row[predicate] == "skos:exactMatch":
            yield tuple(label for label in (row[subject], row[target]) if label)


def _names(table: Iterator[list[str]], name: int, synonyms: int | None) -> Iterator[tuple[str, ...]]:
    for row in table:
        if len(row) > name and row[name].strip():
            cell = row[synonyms] if synonyms is not None and len(row) > synonyms else ""
            yield (row[name].strip(), *(part.strip() for part in cell.split("|") if part.strip()))
