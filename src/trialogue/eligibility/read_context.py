"""What the rest of a record says, for reading its criteria."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.eligibility.core_names import core_lexicon
from trialogue.eligibility.kinds import NameKind
from trialogue.eligibility.lexicon import Lexicon
from trialogue.model.age import Age
from trialogue.model.codes import Sex
from trialogue.model.study import MeshTerm, Study


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingContext:
    """Names of the record's own conditions and interventions, its MeSH terms, ages and sex.

    ``lexicon`` holds names beyond the record's own; None: none.
    """

    conditions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    interventions: tuple[str, ...] = ()
    mesh: tuple[MeshTerm, ...] = ()
    minimum_age: Age | None = None
    maximum_age: Age | None = None
    sex: Sex = Sex.ALL
    lexicon: Lexicon | None = None

    def names(self) -> str:
        """The record's illnesses, keywords and treatments in lower case; empty where nothing is known."""
        told = (*self.conditions, *self.keywords, *self.interventions, *(term.term for term in self.mesh))
        return " | ".join(told).lower()

    def known(self) -> dict[str, NameKind]:
        """Lower-case names to what they name."""
        names = {name.casefold(): NameKind.CONDITION for name in self.conditions}
        names |= {name.casefold(): NameKind.TREATMENT for name in self.interventions}
        return names


def context_of(study: Study, lexicon: Lexicon | None = None) -> ReadingContext:
    """The context that a study's own record gives, with our own names of common conditions.

    ``lexicon``: a larger one, in its place.
    """
    names = [name for i in study.interventions for name in (i.name, *i.other_names)]
    return ReadingContext(
        conditions=study.conditions,
        keywords=study.keywords,
        interventions=tuple(names),
        mesh=study.condition_mesh + study.intervention_mesh,
        minimum_age=study.eligibility.minimum_age,
        maximum_age=study.eligibility.maximum_age,
        sex=study.eligibility.sex,
        lexicon=lexicon or core_lexicon(),
    )
