"""What answers rest on: the study, what was read of it, and what was counted over other studies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trialogue.model.study import Study
from trialogue.plain.burden import Burden, burden
from trialogue.plain.doses import DosePlan
from trialogue.plain.dosing import dosing
from trialogue.plain.highlights import Highlight, highlights
from trialogue.plain.sentence import Sentence
from trialogue.plain.timeline import Timeline, timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Sentences from the rooms above, each with its query: empty where nothing was counted."""

    room: tuple[Sentence, ...] = ()
    recruiting: tuple[Sentence, ...] = ()
    before: tuple[Sentence, ...] = ()
    seen: tuple[Sentence, ...] = ()
    sponsor: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Everything that was read of one study, read once."""

    study: Study
    plans: tuple[DosePlan, ...]
    timeline: Timeline
    burden: Burden
    highlights: tuple[Highlight, ...]
    counted: Counted = Counted()

    def highlight(self, *names: str) -> Iterator[Sentence]:
        """The highlights of these names, each as a sentence."""
        for one in self.highlights:
            if one.id in names:
                yield Sentence(words=f"{one.words}. {one.means}", sources=(one.source,))


def read(study: Study, counted: Counted | None = None) -> Basis:
    """Read a study once for all that shows it in plain words."""
    plans = dosing(study)
    return Basis(
        study=study,
        plans=plans,
        timeline=timeline(study, plans),
        burden=burden(study),
        highlights=highlights(study),
        counted=counted or Counted(),
    )
