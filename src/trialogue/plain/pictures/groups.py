"""The groups of a study as a picture: who is put where, and what each gets."""

from __future__ import annotations

from collections.abc import Iterator

from trialogue.model.codes import Allocation, InterventionModel
from trialogue.model.design import Arm
from trialogue.model.study import Study
from trialogue.plain.passages import readable
from trialogue.plain.pictures.svg import Picture, block, box, drawing, line, text, wrapped
from trialogue.plain.words import number, plural

_WIDTH, _NARROW, _ROW, _SHOWN = 720, 340, 92, 8


def groups_picture(study: Study, *, narrow: bool = False) -> Picture | None:
    """People on the left, groups on the right; ``narrow``: below each other. None without any group."""
    if not study.arms:
        return None
    arms = study.arms[:_SHOWN]
    rows = len(arms) + (1 if len(study.arms) > _SHOWN else 0)
    marks, height = (_below, 96 + rows * _ROW) if narrow else (_beside, 40 + rows * _ROW)
    return drawing(
        "groups-narrow" if narrow else "groups",
        "The groups of this study",
        (_NARROW if narrow else _WIDTH, height),
        marks(study, arms, height),
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
    if enrolled is not None and enrolled.count == 0:
        return "Nobody joined"
    return "People" if enrolled is None else plural(enrolled.count, "person", "people")


def _gets(study: Study, arm: Arm) -> str:
    names = [n.split(": ", 1)[-1] for n in arm.interventions]
    names = names or [t.name for t in study.interventions if arm.label in t.arms]
    return readable("; ".join(names))


def _beside(study: Study, arms: tuple[Arm, ...], height: int) -> Iterator[str]:
    middle = height / 2
    yield box(10, middle - 34, 150, 68)
    yield text(85, middle - 4, _people(study), 19, 'text-anchor="middle" font-weight="700"')
    yield text(85, middle + 20, _how(study), 15, 'text-anchor="middle"')
    for place, arm in enumerate(arms):
        top = 20 + place * _ROW
        at = top + _ROW / 2 - 6
        yield line(160, middle, 230, at)
        yield f'<path d="M230 {at:g}l-9 -5v10z"/>'
        yield from _group(study, arm, (232, top), 478)
    yield from _rest(study, arms, 248, 20)


def _below(study: Study, arms: tuple[Arm, ...], height: int) -> Iterator[str]:
    yield box(2, 6, _NARROW - 4, 60)
    yield text(_NARROW / 2, 32, _people(study), 17, 'text-anchor="middle" font-weight="700"')
    yield text(_NARROW / 2, 53, _how(study), 15, 'text-anchor="middle"')
    last = 76 + (len(arms) - 1) * _ROW + _ROW / 2 - 6
    yield line(14, 66, 14, last)
    for place, arm in enumerate(arms):
        top = 76 + place * _ROW
        at = top + _ROW / 2 - 6
        yield f'<path d="M28 {at:g}l-9 -5v10z"/>'
        yield line(14, at, 24, at)
        yield from _group(study, arm, (30, top), _NARROW - 32)
    yield from _rest(study, arms, 44, 76)


def _group(study: Study, arm: Arm, place: tuple[float, float], width: float) -> Iterator[str]:
    x, top = place
    yield box(x, top, width, _ROW - 12)
    yield block(x + 14, top + 27, wrapped(readable(arm.label), width - 28, 17, 1), 17, 'font-weight="700"')
    yield block(x + 14, top + 50, wrapped(_gets(study, arm), width - 28, 15, 2), 15)


def _rest(study: Study, arms: tuple[Arm, ...], x: float, top: float) -> Iterator[str]:
    if len(study.arms) > len(arms):
        more = f"and {number(len(study.arms) - len(arms))} more groups"
        yield text(x, top + len(arms) * _ROW + 30, more, 17)


def _twin(study: Study) -> Iterator[str]:
    yield f"{_people(study)}, {_how(study)}."
    for arm in study.arms:
        gets = _gets(study, arm)
        yield f"Group {readable(arm.label)}{f': {gets}' if gets else ''}."
