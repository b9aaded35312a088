"""Criteria text → criteria with typed requirements."""

from __future__ import annotations

from trialogue.eligibility.concepts import names_of, with_identities
from trialogue.eligibility.happened import as_it_happened
from trialogue.eligibility.headings_time import read_under
from trialogue.eligibility.implausible import implausible
from trialogue.eligibility.kinds import NameKind
from trialogue.eligibility.kinds_times import at_its_time
from trialogue.eligibility.matters import of_its_matter
from trialogue.eligibility.narrow_heads import as_wide_as_told
from trialogue.eligibility.needed import as_needed
from trialogue.eligibility.of_some import asks_of_some
from trialogue.eligibility.read_child import read_child
from trialogue.eligibility.read_context import ReadingContext, context_of
from trialogue.eligibility.read_text import words_of
from trialogue.eligibility.split import split
from trialogue.eligibility.turned_demands import says_demand
from trialogue.model.criterion import CriteriaText, CriterionKind
from trialogue.model.requirement import Free, Not, Requirement

#: Changes with every change of what is read, so that appeals and cached readings can be told apart.
READER_VERSION = "2026.11.8"
_EXCLUSION = CriterionKind.EXCLUSION

__all__ = ["READER_VERSION", "ReadingContext", "context_of", "read_criteria"]


def read_criteria(text: str, context: ReadingContext | None = None) -> CriteriaText:
    """Split a criteria text and read each criterion. Never raises: what is not read is ``Free``."""
    context = context or ReadingContext()
    known = context.known()
    names = names_of(text, context)

    def read(words: str, parent: str, kind: CriterionKind, heading: str) -> Requirement:
        # A cell of a table has bars at its ends.
        exclusion = kind is _EXCLUSION
        found = _read(words.strip(" |"), parent, known, exclusion=exclusion)
        if heading:
            found = read_under(heading, found, words, parent, exclusion=exclusion)
        found = of_its_matter(as_needed(found, words), exclusion=exclusion)
        if isinstance(found, Free) or implausible(found, words, parent, kind, context):
            return Free()
        if not exclusion and asks_of_some(found, words_of(words), context.names()):
            return Free()
        timed = as_it_happened(at_its_time(found), words, exclusion=exclusion)
        return with_identities(as_wide_as_told(timed, words, parent, exclusion=exclusion), names)

    return split(text, read)


def _read(words: str, parent: str, known: dict[str, NameKind], *, exclusion: bool) -> Requirement:
    """A criterion in its own polarity; what an exclusion demands is turned round."""
    if not exclusion or not says_demand(words_of(words)):
        return read_child(words, parent, known, exclusion=exclusion)
    demand = read_child(words, parent, known, exclusion=False)
    if isinstance(demand, Not):
        return demand.part
    return demand if isinstance(demand, Free) else Not(part=demand)
