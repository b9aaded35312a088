"""The groups of a study as a picture: who is put where, and what each gets."""

from __future__ import annotations

from collections.abc import Iterator

from trialogue.model.codes import Allocation, InterventionModel
from trialogue.model.design import Arm
from trialogue.model.study import Study
from trialogue.plain.passages import readable
from trialogue.plain.pictures.svg import Picture, block, box, drawing, line, text, wrapped
from trialogue.plain.words import number, plural

_WIDTH, _ROW, _SHOWN = 720, 92, 8


def groups_picture(study: Study) -> Picture | None:
    """People on the left, groups on the right; None where the record lists no group."""
    if not study.arms:
        return None
    arms = study.arms[:_SHOWN]
    rows = len(arms) + (1 if len(study.arms) > _SHOWN else 0)
    height = 40 + rows * _ROW
    return drawing(
        "groups",
        "The groups of this study",
        (_WIDTH, height),
        _marks(study, arms, height),
        tuple(_twin(study)),
    )


def _how(study: Study) -> str:
    if len(study.arms) == 1 or study.design.intervention_model is InterventionModel.SINGLE_GROUP:
        return "all together"
    if study.design.allocation is Allocation.RANDOMIZED:
        return "by chance"
    return "chosen" if study.design.allocation is Allocation.NON_RANDOMIZED else "into groups"


def _people(study: Study) -> str:
    enrolled = study.enrollment
    return "People" if enrolled is None else plural(enrolled.count, "person", "people")


def _gets(study: Study, arm: Arm) -> str:
    names = [n.split(": ", 1)[-1] for n in arm.interventions]
    names = names or [t.name for t in study.interventions if arm.label in t.arms]
    return readable("; ".join(names))


def _marks(study: Study, arms: tuple[Arm, ...], height: int) -> Iterator[str]:
    middle = height / 2
    yield box(10, middle - 34, 150, 68)
    yield text(85, middle - 4, _people(study), 19, 'text-anchor="middle" font-weight="700"')
    yield text(85, middle + 20, _how(study), 15, 'text-anchor="middle"')
    for place, arm in enumerate(arms):
        top = 20 + place * _ROW
        at = top + _ROW / 2 - 6
        yield line(160, middle, 230, at)
        yield f'<path d="M230 {at:g}l-9 -5v10z"/>'
        yield box(232, top, 478, _ROW - 12)
        label = wrapped(readable(arm.label), 450, 17, 1)
        yield block(248, top + 27, label, 17, 'font-weight="700"')
        yield block(248, top + 50, wrapped(_gets(study, arm), 450, 15, 2), 15)
    if len(study.arms) > len(arms):
        more = f"and {number(len(study.arms) - len(arms))} more groups"
        yield text(248, 20 + len(arms) * _ROW + 30, more, 17)


def _twin(study: Study) -> Iterator[str]:
    yield f"{_people(study)}, {_how(study)}."
    for arm in study.arms:
        gets = _gets(study, arm)
        yield f"Group {readable(arm.label)}{f': {gets}' if gets else ''}."
