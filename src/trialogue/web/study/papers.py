"""Papers, links and documents that the record names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trialogue.model.provenance import Provenance
from trialogue.model.study import Reference, Study
from trialogue.plain import words
from trialogue.plain.sentence import from_piece
from trialogue.web.record_text import record_text
from trialogue.web.sections import Group, PageContext, SectionView

_ORDER = ("RESULT", "DERIVED", "BACKGROUND", "LINK")
_DIGITS = re.compile(r"\d{1,9}", re.ASCII)
_WEB = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A citation; ``href`` only where the record gives an address on the web."""

    citation: str
    href: str | None
    retracted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """``groups``: (heading, papers)."""

    groups: tuple[tuple[str, tuple[Paper, ...]], ...]
    documents: tuple[str, ...]
    source: Provenance


def papers(study: Study, context: PageContext) -> SectionView | None:
    """Papers by kind: results of this study first."""
    kinds = dict.fromkeys((*_ORDER, *(r.kind for r in study.references)))
    groups = tuple(
        (words.code_words("reference", kind), tuple(_paper(r) for r in study.references if r.kind == kind))
        for kind in kinds
    )
    documents = tuple(_document(d.label, words.date_words(d.date)) for d in study.documents)
    shown = tuple(group for group in groups if group[1])
    if not shown and not documents:
        return None
    return SectionView(
        id="papers",
        group=Group.KNOWN,
        title="Papers and links that the record names",
        template="study/papers.html",
        data=Papers(
            groups=shown, documents=documents, source=from_piece(study, "ReferenceCitation, SeeAlsoLinkURL")
        ),
    )


def _paper(reference: Reference) -> Paper:
    href = None
    if reference.pmid and _DIGITS.fullmatch(reference.pmid):
        href = f"https://pubmed.ncbi.nlm.nih.gov/{reference.pmid}/"
    elif reference.url and _WEB.fullmatch(reference.url.strip()):
        href = reference.url.strip()
    return Paper(citation=record_text(reference.citation), href=href, retracted=reference.retracted)


def _document(label: str, date: str) -> str:
    name = record_text(label)
    return f"{name}, {date}" if date else name
