"""A language model's summary, under our own, where an instance has one for this version of the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trialogue.model.study import Study
from trialogue.plain.written import refusals
from trialogue.plain.written_request import material
from trialogue.web.sections import Group, PageContext, SectionView
from trialogue.web.study.record import registry_address


@dataclass(frozen=True, slots=True, kw_only=True)
class ByAModel:
    """The text with its mark. ``address``: the record at the registry; ``prompt``: what was asked."""

    text: str
    mark: str
    model: str
    prompt: int
    on: date
    address: str


def by_a_model(study: Study, context: PageContext) -> SectionView | None:
    """The text, checked once more as the page is made: a stricter check holds for older texts too."""
    written = context.written
    if written is None or refusals(written.text, material(study)):
        return None
    return SectionView(
        id="written",
        group=Group.IN_SHORT,
        title="A summary by a language model",
        template="study/written.html",
        data=ByAModel(
            text=written.text,
            mark=written.mark,
            model=written.model,
            prompt=written.prompt,
            on=written.at.date(),
            address=registry_address(study),
        ),
    )
