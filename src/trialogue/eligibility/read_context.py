"""What the rest of a record says, for reading its criteria."""

from __future__ import annotations

from dataclasses import dataclass, field

from trialogue.eligibility.kinds import NameKind
from trialogue.model.age import Age
from trialogue.model.codes import Sex
from trialogue.model.study import MeshTerm, Study


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingContext:
    """Names of the record's own conditions and interventions, its MeSH terms, ages and sex."""

    conditions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    interventions: tuple[str, ...] = ()
    mesh: tuple[MeshTerm, ...] = ()
    minimum_age: Age | None = None
    maximum_age: Age | None = None
    sex: Sex = Sex.ALL
    vocabulary: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def known(self) -> dict[str, NameKind]:
        """Lower-case names to what they name."""
        names = {name.casefold(): NameKind.CONDITION for name in self.conditions}
        names |= {name.casefold(): NameKind.TREATMENT for name in self.interventions}
        return names


def context_of(study: Study) -> ReadingContext:
    """The context that a study's own record gives."""
    names = [name for i in study.interventions for name in (i.name, *i.other_names)]
    return ReadingContext(
        conditions=study.conditions,
        keywords=study.keywords,
        interventions=tuple(names),
        mesh=study.condition_mesh + study.intervention_mesh,
        minimum_age=study.eligibility.minimum_age,
        maximum_age=study.eligibility.maximum_age,
        sex=study.eligibility.sex,
    )
