"""A demand with everything that its words name beside what was read first."""

from __future__ import annotations

from trialogue.eligibility.and_lists import as_listed
from trialogue.eligibility.facts_beside import with_facts
from trialogue.eligibility.kinds import NameKind
from trialogue.eligibility.more_demanded import with_more
from trialogue.eligibility.others_named import with_others
from trialogue.model.requirement import Requirement


def all_named(
    found: Requirement, first: str, words: str, known: dict[str, NameKind], *, exclusion: bool
) -> Requirement:
    """The requirement, and what else its words name; ``first`` is their first sentence."""
    full = with_others(found, first, known, exclusion=exclusion)
    listed = as_listed(with_facts(full, first) if exclusion else full, words, exclusion=exclusion)
    return with_more(listed, words, exclusion=exclusion)
