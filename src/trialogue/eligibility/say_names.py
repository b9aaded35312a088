"""How a statement names a condition or treatment: in plain words, in a list, or in the record's words.

"I do not have any of these now: a stroke; or low blood sugar." The list stands at the end; the clause
holds a lead for it. Where the plain words cannot be read back, a name stands behind "this" or in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto

from trialogue.eligibility.articles import with_articles
from trialogue.eligibility.normal import Leaf, change_leaves
from trialogue.eligibility.plain_names import plain_name, shares_its_noun
from trialogue.eligibility.word_lists import words
from trialogue.model.requirement import Concept, HasCondition, HasTreatment, Requirement

THIS, LISTED = "this: ", "these: "
LEADS = {"this": THIS, "any of these": LISTED, "one or more of these": LISTED}
_LONG = 5
_ITEMS = 3
_QUOTED_FROM = 5
_ANY = re.compile(r",? (?:or|and/or) |, ")
_ALL = re.compile(r"\band\b(?!/or)|[+&]")
_PLAIN = re.compile(r"[\w’'/+®™β-]+(?: [\w’'/+®™β-]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The words that a statement uses for a condition or treatment, and what the record calls it."""

    said: str
    concept: Concept


class Style(Enum):
    """From the most natural to the one that can always be read back."""

    PLAIN = auto()
    BEHIND_THIS = auto()
    QUOTED = auto()


def lead_of(name: str, *, negated: bool) -> tuple[str, str]:
    """What stands for a name in its clause, and what stands behind a colon at the clause's end."""
    if name.startswith(THIS):
        return "this", f": {name.removeprefix(THIS)}"
    if name.startswith(LISTED):
        return "any of these" if negated else "one or more of these", f": {name.removeprefix(LISTED)}"
    return name, ""


def with_names(requirement: Requirement, style: Style) -> tuple[Requirement, tuple[Named, ...]]:
    """The requirement with what is said in place of its concepts' names, and what that stands for.

    Of two names that would get the same words the second is quoted.
    """
    taken: dict[str, Concept] = {}

    def name(leaf: Leaf) -> Leaf:
        if not isinstance(leaf, HasCondition | HasTreatment):
            return leaf
        concept = leaf.concept
        lead, said = _said(concept.name, style)
        if taken.setdefault(said, concept) != concept:
            lead, said = "", f"“{concept.name}”"
            taken[said] = concept
        return replace(leaf, concept=replace(concept, name=f"{lead}{said}"))

    shown = change_leaves(requirement, name)
    return shown, tuple(Named(said=said, concept=concept) for said, concept in taken.items())


def _said(name: str, style: Style) -> tuple[str, str]:
    term = plain_name(name)
    plain = term.plain if term else name
    if style is Style.QUOTED:
        return "", f"“{name}”"
    plain = with_articles(plain, name)
    if term is None and (len(name.split()) >= _QUOTED_FROM or not _PLAIN.fullmatch(name)):
        plain = f"“{name}”"
    if not _is_list(name):
        long = style is Style.BEHIND_THIS or len(plain.split()) > _LONG
        return THIS if long else "", plain
    return LISTED, _in_items(plain, name)


def _is_list(name: str) -> bool:
    """Whether each of several joined names says enough by itself."""
    first = _ANY.split(name, maxsplit=1)[0]
    inside = set(first.lower().split()) & words("before_an_article")
    return first != name and not inside and not _ALL.search(name) and not shares_its_noun(name)


def _in_items(plain: str, name: str) -> str:
    """``a stroke; low blood sugar; or fits``: from three items on, parted as in a list."""
    commas = name.count(", ")
    if plain.startswith("“") or commas < _ITEMS - 1 or "(" in plain or plain.count(", ") != commas:
        return plain
    return plain.replace(", ", "; ")


def renamed(requirement: Requirement, names: dict[str, str]) -> Requirement:
    """The requirement with the record's names in place of what is said."""
    return change_leaves(requirement, _renamer(names))


def _renamer(names: dict[str, str]) -> Callable[[Leaf], Leaf]:
    def rename(leaf: Leaf) -> Leaf:
        if isinstance(leaf, HasCondition | HasTreatment):
            concept = replace(leaf.concept, name=names.get(leaf.concept.name, leaf.concept.name))
            return replace(leaf, concept=concept)
        return leaf

    return rename
