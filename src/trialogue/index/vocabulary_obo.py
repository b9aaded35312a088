"""Terms of an ontology in the OBO flat file format 1.4."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_SYNONYM = re.compile(r'synonym: "((?:[^"\\]|\\.)*)" (EXACT|RELATED|NARROW|BROAD)(.*)')
_ESCAPED = re.compile(r"\\(.)")


@dataclass(slots=True, kw_only=True)
class OboTerm:
    """``exact``: synonyms of the same meaning; ``lay``: exact or related ones marked *layperson*.

    ``parents`` are the terms it is a kind of; ``xrefs`` its cross references, as written.
    """

    id: str = ""
    name: str = ""
    exact: list[str] = field(default_factory=list)
    lay: list[str] = field(default_factory=list)
    parents: list[str] = field(default_factory=list)
    xrefs: list[str] = field(default_factory=list)
    obsolete: bool = False


def obo_terms(lines: Iterable[str]) -> Iterator[OboTerm]:
    """Each term that is not obsolete."""
    term: OboTerm | None = None
    for line in lines:
        if line.startswith("["):
            if term and term.name and not term.obsolete:
                yield term
            term = OboTerm() if line.startswith("[Term]") else None
        elif term is not None:
            _take(term, line.rstrip("\n"))
    if term and term.name and not term.obsolete:
        yield term


def _take(term: OboTerm, line: str) -> None:
    if line.startswith("name: "):
        term.name = line[6:].strip()
    elif line.startswith("id: "):
        term.id = line[4:].strip()
    elif line.startswith("is_a: "):
        term.parents.append(line[6:].split()[0])
    elif line.startswith("xref: "):
        term.xrefs.append(line[6:].split()[0])
    elif line.startswith("is_obsolete: true"):
        term.obsolete = True
    elif line.startswith("synonym: "):
        match = _SYNONYM.match(line)
        if match is None:
            return
        text = _ESCAPED.sub(r"\1", match[1])
        lay = "layperson" in match[3].split("[")[0]
        if match[2] == "EXACT":
            term.exact.append(text)
        if lay and match[2] in {"EXACT", "RELATED"}:
            term.lay.append(text)
