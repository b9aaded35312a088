"""Criteria text → criteria with typed requirements."""

from __future__ import annotations

from dataclasses import replace

from trialogue.eligibility.alternatives import has_another_way, is_cut_short
from trialogue.eligibility.concepts import Names, names_of, with_identities
from trialogue.eligibility.kinds import NameKind
from trialogue.eligibility.read_child import read_child
from trialogue.eligibility.read_context import ReadingContext, context_of
from trialogue.eligibility.split import split
from trialogue.model.criterion import CriteriaText, Criterion, CriterionKind
from trialogue.model.requirement import Free

#: Changes with every change of what is read, so that appeals and cached readings can be told apart.
READER_VERSION = "2026.11.3"
_EXCLUSION = CriterionKind.EXCLUSION

__all__ = ["READER_VERSION", "ReadingContext", "context_of", "read_criteria"]


def read_criteria(text: str, context: ReadingContext | None = None) -> CriteriaText:
    """Split a criteria text and read each criterion. Never raises: what is not read is ``Free``."""
    context = context or ReadingContext()
    known = context.known()
    tree = split(text)
    names = names_of(text, context)
    by_id = {c.id: c for c in tree.criteria}
    read = (_read(c, by_id.get(c.parent or ""), known, names) for c in tree.criteria)
    return replace(tree, criteria=tuple(read))


def _read(c: Criterion, parent: Criterion | None, known: dict[str, NameKind], names: Names) -> Criterion:
    if not c.bars:
        return c
    requirement = read_child(c.text, parent.text if parent else "", known, exclusion=c.kind is _EXCLUSION)
    if isinstance(requirement, Free) or has_another_way(requirement) or is_cut_short(requirement):
        return c
    return replace(c, requirement=with_identities(requirement, names))
